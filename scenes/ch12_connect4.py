"""Chapter 12: the same idea on a board too large to count."""

import numpy as np
from manim import FadeIn, Group

from scenes.claims import ch12_connect4 as claims
from scenes.mobjects.playback import Playback, paced, steadily
from scenes.sets import ch12_connect4 as sets
from scenes.stage import Stage

OURS, THEIRS = 1.0, 0.5  # seconds that a turn of the net, and one of its opponent, are seen
HASTE = 2.0  # so much faster after the halt


class Ch12Connect4(Stage):
    """A net learns from random games, then from its own, and plays against searches."""

    title = "A board too large to count"
    subject = "Connect Four"
    clip = ("play_first",)

    def construct(self) -> None:
        """Random games; rounds of play and learning; games as first and second; several ages; the figures."""
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
        self.roll(steadily(first + 1), 4, games)
        self.roll(steadily(len(game), first), 3.5, games)
        self.say(claims.lesson_verdict(self.trace))
        self.leaving = Group(games)

    def learn(self) -> None:
        """The chance for each first column, and the strength against four opponents, round after round."""
        columns, (axes, curves) = sets.first_columns(self.trace), sets.strength(self.trace)
        rounds, key = self.counter("round", 4), sets.key((sets.LEFT, 1.95))
        self.change(columns, axes, key, rounds, curves)
        self.say(claims.untrained(self.trace))
        self.say(claims.turn(self.trace))
        clock = steadily(len(self.trace["train/round"]))
        counting = Playback(rounds, self.trace["train/round"], clock)
        fitting = Playback(columns, clock=clock, between=True, even=True)
        self.play(fitting, Playback(curves, clock=clock), counting, run_time=8)
        self.say(claims.strength_verdict(self.trace))
        self.say(claims.first_verdict(self.trace))
        self.leaving = Group(columns, axes, key, rounds, curves)

    def play_first(self) -> None:
        """Left a game in which the net begins, right the chance for each column, later beside the exact value."""
        self.show_game("first", 0, claims.players(self.trace, "first"))
        self.go_on(claims.solved_from(self.trace, "first"), claims.solved_said(self.trace, "first"))
        self.say(claims.game_verdict(self.trace, "first"))

    def solve_the_end(self) -> None:
        """The end of a game as second, where search knows what every column is worth."""
        start = claims.solved_from(self.trace, "second") or 0
        self.show_game("second", start, claims.seat_change(self.trace, "second"))
        self.go_on(claims.decisive(self.trace, "second"), claims.decisive_said(self.trace, "second"))
        self.say(claims.kept_verdict(self.trace))

    def grow_older(self) -> None:
        """The same game by players of several ages, in step."""
        reels = claims.ages(self.trace)
        boards, discs = [sets.old(self.trace, reel) for reel in reels], self.counter("discs", 2)
        self.change(*boards, discs)
        self.say("Blue is the net after so many games; orange the same search each time.")
        rows = max(len(self.trace[f"{reel}/action"]) for reel in reels)
        self.roll(steadily(rows), 0.28 * (rows - 1), *boards, discs)
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

    def show_game(self, reel: str, start: int, said: str) -> None:
        """Puts a recorded game on stage, as it stands at a row."""
        self.picture, self.discs = sets.game(self.trace, reel).show(start), self.counter("discs", 2).show(start)
        key = sets.key((sets.RIGHT_SIDE, 1.9))
        self.change(self.picture, key, self.discs)
        self.say(said)
        self.row, self.seconds = start, np.where(self.trace[f"{reel}/ours"][:-1], OURS, THEIRS)
        self.leaving = Group(self.picture, key, self.discs)

    def go_on(self, halt: int | None, said: str) -> None:
        """Plays the game to its end, and halts at a row to say something."""
        if halt is not None:
            self.play_rows(halt, 1)
            self.say(said)
            self.hush()
        self.play_rows(len(self.seconds), HASTE)

    def play_rows(self, end: int, haste: float) -> None:
        """Plays the game from the present row to another."""
        seconds = self.seconds[self.row : end] / haste
        if len(seconds):
            self.roll(paced(seconds, self.row), float(seconds.sum()), self.picture, self.discs)
        self.row = end
