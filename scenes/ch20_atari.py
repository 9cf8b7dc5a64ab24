"""Chapter 20: the name of the game is the only setting."""

import numpy as np
from manim import FadeIn, FadeOut, Group

from learners.trace import Trace, TraceError
from scenes.ch16_pong import Ch16Pong
from scenes.claims import ch20_atari as claims
from scenes.mobjects.playback import Playback, steadily, straight
from scenes.outputs.chapters import beside
from scenes.sets import ch16_pong as sets
from scenes.sets import ch20_atari as own

NAMED, NAMING = 4, 3.0  # games that are named one after another, and the seconds each is seen
WALL = 4.5  # seconds in which the games on the wall learn, and then as many in which their scores are measured
READING = 2.5  # seconds to read a page of bars


class Ch20Atari(Ch16Pong):
    """Any Atari game by its name: one line of code, games side by side, growing older, a wall of games, figures."""

    title = "The name of the game is the only setting"
    subject = "Double DQN plays any Atari game"
    clip = ("play_lives",)
    whole, ends = 18.0, (5.0, 5.0)  # seconds of a life on screen, and of its two ends at their own pace

    def construct(self) -> None:
        """One line of code; a long life, or two in step; growing older; the wall of games; the figures."""
        self.others = self.further()
        self.games = [self.trace, *self.others]
        self.repeat = claims.growing(self.trace)
        self.played = [trace for trace in self.games if "best/screen" in trace and "figures" in trace.facts]
        beats = [
            (self.opening, True),
            (self.name_it, "best/screen" in self.trace),
            (self.play_lives, "best/screen" in self.trace),
            (self.grow_older, True),
            (self.hang_wall, len(self.played) > 1),
            (self.remember, "figures" in self.trace.facts),
        ]
        self.beats(*[beat for beat, is_recorded in beats if is_recorded])

    def further(self) -> list[Trace]:
        """The traces of further games that lie beside the one that is drawn."""
        try:
            return [Trace.read(path) for path in beside(self.source)]
        except TraceError as error:
            raise SystemExit(f"{self.stem}: {error}") from error

    def name_it(self) -> None:
        """The line of code; its name changes, and with it the game, but not the network."""
        games = [trace for trace in self.games if "best/screen" in trace][:NAMED]
        line, chain, network = own.code(games[0]), own.Chain(games[0]), own.network()
        self.change(line)
        self.say(claims.naming(games[0]))
        self.play(FadeIn(network, chain), run_time=0.8)
        self.show_for(chain, games[0], 3.0)
        self.say("A square is a move of the stick: the brighter, the more it promises. Red: the move made.")
        self.show_for(chain, games[0], 4.0)
        for place, trace in enumerate(games[1:]):
            if not place:
                self.say(claims.same(games))
            after = own.code(trace), own.Chain(trace)
            self.play(FadeOut(line, chain), FadeIn(*after), run_time=0.5)
            line, chain = after
            self.show_for(chain, trace, NAMING)
        self.leaving = Group(line, chain, network)

    def show_for(self, chain: own.Chain, trace: Trace, seconds: float) -> None:
        """Lets a game run on at its own pace."""
        pace, first = sets.pace(trace, "best"), chain.row
        last = min(first + round(seconds * pace), len(trace["best/screen"]) - 1)
        self.play(Playback(chain, clock=steadily(last + 1, first)), run_time=max((last - first) / pace, 0.5))

    def play_lives(self) -> None:
        """The longest life of one game, or those of two at the same step: at their own pace, hurried between."""
        games = [trace for trace in self.games if "best/screen" in trace][:2]
        panels, pace = own.lives(games), sets.pace(self.trace, "best")
        rows = min(len(panel.frames) for panel in panels)
        self.hurry(panels, self.counter("picture"), np.arange(rows), pace, claims.lives(games), claims.air(games, rows))
        self.say(claims.life_verdict(games))
        self.wait(1)

    def hang_wall(self) -> None:
        """Games in a row, each with its screen, its learning curve and its score between random play and a human."""
        for page in claims.pages(self.played):
            columns, standings, labels, meaning = own.wall(page, WALL)
            self.change(*columns, labels)
            self.say(claims.wall(self.played))
            self.roll(steadily(2), WALL, *columns)
            self.say("How far has each come, from random moves towards a human?")
            self.play(FadeIn(*[standing.show(0) for standing in standings], meaning), run_time=0.6)
            self.play(
                *[Playback(each, clock=steadily(3, 1), between=True, even=True) for each in columns],
                *[Playback(each, clock=straight(0, 1), between=True, even=True) for each in standings],
                run_time=WALL,
            )
            self.leaving = Group(*columns, labels, *standings, meaning)
        self.say(claims.wall_verdict(self.played))
        self.wait(1)

    def remember(self) -> None:
        """The figures, and the sentence to keep."""
        judged = [trace for trace in self.games if "figures" in trace.facts]
        if len(judged) > 1:
            asked = "How far has each come, from random moves to DQN as published?"
            for page, (bars, notes) in enumerate(own.scores(judged)):
                self.raise_bars(bars, notes, asked if page == 0 else "")
                self.wait(READING)
        else:
            self.rank()
        self.say(claims.lesson(judged))
        self.wait(2)
