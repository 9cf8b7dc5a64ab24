"""Your own work: recorded games of any environment, by any player, as `learners/play.py` records them."""

from functools import partial

from manim import FadeIn, FadeOut, Group

from scenes.claims import episode as claims
from scenes.mobjects.playback import speed, steadily
from scenes.sets import episode as sets
from scenes.stage import Beat, Stage

SLOWLY, LONG = 40, 150  # steps that are seen slowly, of games longer than this


class Episode(Stage):
    """What a player saw, did and earned, game after game."""

    any_trace = True

    def construct(self) -> None:
        """Each game from its first step to its end; then what all of them brought."""
        self.games = claims.shown(self.trace)
        if not self.games:
            raise SystemExit(
                f"episode: the trace of {self.trace.stem} holds no game; record one with learners/play.py."
            )
        self.title, self.subject = claims.title(self.trace), claims.subject(self.trace)
        beats: list[Beat] = [self.named(f"play_{game.number}", partial(self.watch, game)) for game in self.games]
        self.beats(self.opening, *beats, *[self.compare][: len(claims.games(self.trace)) - 1])

    def watch(self, game: claims.Game) -> None:
        """One game: its first steps slowly, the rest faster, and how it ended."""
        picture, steps = sets.scene(self.trace, game), self.counter("step")
        self.change(picture, steps)
        self.leaving = Group(picture, steps)
        self.say(claims.announcement(self.trace, game))
        if game == self.games[0]:
            self.say(claims.legend(self.trace, game))
        early = SLOWLY if game.last > LONG else 0
        if early:
            self.roll(steadily(early + 1), 5, picture, steps)
        clock, seconds = steadily(game.last + 1, early), min(max((game.last - early) / 12, 5.0), 14.0)
        pace = self.pace().show(speed(clock, seconds)(0.5))
        if game.last:
            self.play(FadeIn(pace), run_time=0.4)
            self.roll(clock, seconds, picture, steps)
            self.play(FadeOut(pace), run_time=0.3)
        self.say(claims.verdict(self.trace, game))
        self.wait(1)

    def compare(self) -> None:
        """The games in a table."""
        self.change(sets.table(self.trace))
        self.say(claims.comparison(self.trace))
        self.wait(4.5)

    @staticmethod
    def named(name: str, beat: Beat) -> Beat:
        """A beat under a name of its own, for the sections of the video."""

        def played() -> None:
            beat()

        played.__name__ = name
        return played
