"""Chapter 17: the same learner, another game: it digs a tunnel."""

from manim import Group

from scenes.ch16_pong import Ch16Pong
from scenes.claims import atari
from scenes.claims import ch17_breakout as claims
from scenes.mobjects.playback import Playback, speed, steadily
from scenes.mobjects.screen import Tempo
from scenes.mobjects.thinking import Thinking
from scenes.mobjects.words import Counter
from scenes.sets import ch16_pong as sets
from scenes.sets import ch17_breakout as own

SLOWLY = (10, 50)  # frames before and after the ball is seen behind the wall that pass in slow motion
SLOW = 0.25  # of the game's own pace
REST = 9.0  # seconds on screen for what comes after, or for all where no ball gets through


class Ch17Breakout(Ch16Pong):
    """Breakout by the learner of Pong: the wall, before and after, growing older, the tunnel, the figures."""

    title = "The same learner, another game"
    subject = "Policy gradients play Breakout"
    clip = ("dig",)
    sides = "Left {}, right after, at the same step."

    def construct(self) -> None:
        """The wall; before and after; several ages and the curve; the ball behind the wall; the figures."""
        has_ages, is_judged = len(atari.ages(self.trace)) > 1, "figures" in self.trace.facts
        beats = [
            (self.opening, True),
            (self.meet, has_ages),
            (self.play_before_and_after, has_ages),
            (self.grow_older, True),
            (self.dig, "tunnel/screen" in self.trace),
            (self.remember, is_judged),
        ]
        self.beats(*[beat for beat, is_recorded in beats if is_recorded])

    def meet(self) -> None:
        """The game: what a brick brings, and how many balls there are."""
        screen, names = own.wall(self.trace)
        frames, pace = self.trace["age_0/screen"], sets.pace(self.trace, "age_0")
        self.change(screen, names)
        self.say("Breakout: the ball breaks bricks out of a wall. A missed ball is lost.")
        rows = min(len(frames), round(5 * pace) + 1)
        self.play(Playback(screen, frames, steadily(rows)), run_time=max((rows - 1) / pace, 1))
        self.leaving = Group(screen, names)

    def play_before_and_after(self) -> None:
        """The same time before and after learning, side by side."""
        self.play_side_by_side(claims.hook(self.trace))

    def dig(self) -> None:
        """A game around its first ball behind the wall: at its own pace, then slowly, then hurried."""
        playing = sets.thinking(
            self.trace, "tunnel", claims.move_names(self.trace), sets.values(self.trace, "tunnel", "bricks")
        )
        bricks, pace = self.counter("bricks left"), sets.pace(self.trace, "tunnel")
        tempo, last = self.game_pace(pace), len(playing.moves) - 1
        bricks.show(self.trace["tunnel/bricks"][0])
        self.change(playing, bricks, tempo)
        self.say(claims.searching(self.trace))
        found, pieces = claims.behind(self.trace), (playing, bricks, tempo)
        row = 0
        if found is not None:
            early, late = max(0, found - SLOWLY[0]), min(last, found + SLOWLY[1])
            self.pass_rows(pieces, row, early, (early - row) / pace)
            self.say(claims.THROUGH)
            self.pass_rows(pieces, early, late, (late - early) / pace / SLOW)
            self.say(claims.leap(self.trace, found) or claims.stay(self.trace, late))
            row = late
        rest = min(REST, (last - row) / pace)
        if found is not None and (ebb := claims.ebb(self.trace, found)):
            middle, rest = (row + last) // 2, rest / 2
            self.pass_rows(pieces, row, middle, rest)
            self.say(ebb)
            row = middle
        self.pass_rows(pieces, row, last, rest)
        self.say(claims.tunnel_verdict(self.trace))
        self.wait(1)
        self.leaving = Group(*pieces)

    def pass_rows(self, pieces: tuple[Thinking, Counter, Tempo], first: int, last: int, seconds: float) -> None:
        """Plays the tunnel's rows from one to another in so many seconds, in step with the bricks that stand."""
        if seconds < 0.1:
            return
        playing, bricks, tempo = pieces
        clock = steadily(last + 1, first)
        tempo.show(speed(clock, seconds)(0.5))
        self.play(
            Playback(playing, clock=clock),
            Playback(bricks, self.trace["tunnel/bricks"], clock),
            run_time=seconds,
        )

    def remember(self) -> None:
        """The figures, and the sentence to keep."""
        self.rank()
        self.say(claims.lesson(self.trace))
        self.wait(1)
