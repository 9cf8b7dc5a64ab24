"""Chapter 12: the same idea on a board too large to count."""

import itertools

from manim import FadeIn, FadeOut, Group, Mobject

from scenes.claims import ch12_connect4 as claims
from scenes.mobjects.playback import Clock, Playback, paced, steadily
from scenes.sets import ch12_connect4 as sets
from scenes.stage import Stage

OURS, THEIRS = 1.1, 0.6  # seconds that a turn of the net, and one of its opponent, are seen
HASTE = 1.6  # so much faster after the halt


class Ch12Connect4(Stage):
    """A net learns from random games, then from its own, and plays against searches."""

    title = "A board too large to count"
    subject = "Connect Four"
    clip = ("play_first",)

    def construct(self) -> None:
        """Random games; rounds of play and learning; games as first and second; several ages; the figures."""
        self.leaving = Group()
        self.beats(
            self.opening,
            self.play_at_random,
            self.learn,
            self.play_first,
            self.solve_the_end,
            self.grow_older,
            self.remember,
        )

    def play_at_random(self) -> None:
        """Random games, and how they end."""
        games = sets.lesson(self.trace)
        self.change(games)
        self.say("Both draw lots for a column, and a disc falls into it. Four in a row win.")
        game = self.trace["lesson/game"]
        first = int((game == game[0]).sum()) - 1
        self.roll(steadily(first + 1), 4.5, games)
        self.roll(steadily(len(game), first), 4, games)
        self.say(claims.lesson_verdict(self.trace))
        self.leaving = Group(games)

    def learn(self) -> None:
        """The chance for each first column, and the strength against four opponents, round after round."""
        (cells, empty), (axes, curves) = sets.first_columns(self.trace), sets.strength(self.trace)
        rounds, key = self.counter("round", 4), sets.key("chance to win", "perfect play", (sets.LEFT, 2.2))
        self.change(cells, empty, axes, key, rounds, curves)
        self.say(claims.untrained(self.trace))
        self.say(claims.turn(self.trace))
        clock = steadily(len(self.trace["train/round"]))
        counting = Playback(rounds, self.trace["train/round"], clock)
        self.play(Playback(cells, clock=clock), Playback(curves, clock=clock), counting, run_time=8)
        self.say(claims.strength_verdict(self.trace))
        self.say(claims.first_verdict(self.trace))
        self.leaving = Group(cells, empty, axes, key, rounds, curves)

    def play_first(self) -> None:
        """Left a game in which the net begins, right the chance for each column, later beside the exact value."""
        self.show_game("first", 0, claims.solved_from(self.trace, "first"), claims.solved_said(self.trace, "first"))
        self.say(claims.game_verdict(self.trace, "first"))

    def solve_the_end(self) -> None:
        """The end of a game as second, where search knows what every column is worth."""
        start, halt = claims.solved_from(self.trace, "second") or 0, claims.decisive(self.trace, "second")
        self.show_game("second", start, halt, claims.decisive_said(self.trace, "second"))
        self.say(claims.kept_verdict(self.trace))

    def grow_older(self) -> None:
        """The same game by players of several ages, in step."""
        reels = claims.ages(self.trace)
        boards, discs = [sets.old(self.trace, reel) for reel in reels], self.counter("discs", 2)
        self.change(*boards, discs)
        self.say("Blue is the net after so many games; orange the same search each time.")
        rows = max(len(self.trace[f"{reel}/action"]) for reel in reels)
        self.roll(steadily(rows), 0.33 * (rows - 1), *boards, discs)
        ends = sets.endings(self.trace)
        self.play(FadeIn(ends), run_time=0.5)
        self.say(claims.ages_verdict(self.trace))
        self.leaving = Group(*boards, discs, ends)

    def remember(self) -> None:
        """The figures, how they were measured, and the sentence to keep."""
        self.change(sets.table(self.trace))
        self.say(claims.figures_verdict(self.trace))
        self.say(claims.lesson())
        self.wait(3)

    def show_game(self, reel: str, start: int, halt: int | None, said: str) -> None:
        """Plays a recorded game from a row on, and halts at a row to say something."""
        picture, discs = sets.game(self.trace, reel).show(start), self.counter("discs", 2).show(start)
        key = sets.key("chance to win", "perfect play", (sets.RIGHT_SIDE, 1.9))
        self.change(picture, key, discs)
        self.say(claims.players(self.trace, reel))
        seconds = [OURS if ours else THEIRS for ours in self.trace[f"{reel}/ours"][:-1]]
        last = len(seconds)
        stops = [start, last] if halt is None or not start < halt < last else [start, halt, last]
        for begin, end in itertools.pairwise(stops):
            haste = HASTE if begin == halt else 1.0
            self.roll(paced(seconds[begin:end], begin), sum(seconds[begin:end]) / haste, picture, discs)
            if end == halt:
                self.say(said)
                self.hush()
        self.leaving = Group(picture, key, discs)

    def change(self, *arriving: Mobject) -> None:
        """Puts one picture in the place of another."""
        leaving = [FadeOut(self.leaving)] if len(self.leaving) else []
        self.play(*leaving, *[FadeIn(each) for each in arriving], run_time=0.8)

    def roll(self, clock: Clock, seconds: float, *pictures: Mobject) -> None:
        """Plays all pictures in step."""
        self.play(*[Playback(each, clock=clock, between=True, even=True) for each in pictures], run_time=seconds)
