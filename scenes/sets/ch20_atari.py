"""What stands on the stage in chapter 20: one line of code, games side by side, and a wall of them."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, Group, Rectangle, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims import atari
from scenes.claims import ch20_atari as claims
from scenes.mobjects.guessing import spread
from scenes.mobjects.scores import Bars, Score, digits, ranging
from scenes.mobjects.spark import Spark
from scenes.mobjects.stick import Stick
from scenes.mobjects.tally import Stacked, Tally
from scenes.mobjects.thinking import LEFT_X, RIGHT_X, UPPER, WIDTH
from scenes.mobjects.wall import CURVE, ENDS, SCALE, SCORE, SHARE, Column, Standing
from scenes.mobjects.words import column_of, row, words
from scenes.sets import ch16_pong as sets
from scenes.sets.ch19_invaders import PLAYED

LAYERS = ((1.7, 0.28), (1.35, 0.34), (1.0, 0.4), (0.7, 0.5))  # height and distance of what stands for the network
SIDE_BY_SIDE = 4.3  # width of a screen, in units
WIDEST, NAMES, APART = 2.6, 2.3, 0.25  # of the wall, in units: a screen, the room for words, a gap between screens


def stick(trace: Trace, reel: str, cell: float) -> Stick:
    """The moves of a game, and what the player thinks each is worth in a reel."""
    guesses, moves = trace[f"{reel}/q"], trace[f"{reel}/action"]
    return Stick(trace.facts["moves"], guesses, moves, spread(guesses.astype(float)), cell)


def code(trace: Trace) -> VGroup:
    """The line that learns the game, and what that game is about."""
    name = words(f'"{trace.facts["game"]}"', 40, style.color("sky"), font=style.DIGITS_FONT)
    ends = [words(text, 40, font=style.DIGITS_FONT) for text in ("learn(", ")")]
    line = row(ends[0], name, ends[1], gap=0.06).move_to((0, 1.95, 0))
    return VGroup(line, words(claims.about(trace), style.LABEL, style.color("soft")).set_x(0).stand_on(1.25))


class Chain(Group):
    """What belongs to one game: its screen at the left and its moves at the right; `show` takes a row of `best`."""

    def __init__(self, trace: Trace) -> None:
        self.frames, self.row = trace["best/screen"], 0
        self.screen = sets.screen(trace, "best", 3.9).move_to((-4.55, -0.6, 0))
        self.stick = stick(trace, "best", 0.5).move_to((4.6, -0.6, 0))
        moves = words(f"a guess for each of {len(trace.facts['moves'])} moves", style.LABEL, style.color("soft"))
        size = trace.facts["best"]["size"]
        seen = words(f"seen as {size} × {size} pixels", style.LABEL, style.color("soft"))
        for text, over in ((seen, self.screen), (moves, self.stick)):
            text.set_x(over.get_x()).stand_on(-2.75)
        super().__init__(self.screen.edge(), self.screen, self.stick, seen, moves)

    def show(self, row: float) -> Self:
        """Shows a row."""
        self.row = min(int(row), len(self.frames) - 1)
        self.screen.show(self.frames[self.row])
        self.stick.show(self.row)
        return self


def network() -> VGroup:
    """What stays the same for all games: the network, between two arrows."""
    bars, x = VGroup(), 0.0
    for height, gap in LAYERS:
        bar = Rectangle(width=0.2, height=height, stroke_width=0, fill_opacity=1).set_fill(style.color("green"))
        bars.add(bar.move_to((x, 0, 0)))
        x += gap
    bars.move_to((0, -0.6, 0))
    name = words("one network", style.LABEL, style.color("soft")).set_x(0).stand_on(-2.75)
    arrows = [_arrow(-2.35, -1.15), _arrow(1.15, 2.35)]
    return VGroup(bars, name, *arrows)


def _arrow(start: float, end: float) -> Arrow:
    arrow = Arrow((start, -0.6, 0), (end, -0.6, 0), buff=0, max_tip_length_to_length_ratio=0.25)
    return arrow.set_color(style.color("soft")).set_stroke(width=style.THIN)


def counts(trace: Trace) -> tuple[list[str], list[str], np.ndarray]:
    """What is counted under a game's screen: names, how the numbers are written, and the numbers, (rows, names)."""
    if claims.has_lives(trace):
        return ["points", "lives"], ["{:6.0f}", "{:2.0f}"], np.stack([trace["best/score"], trace["best/lives"]], 1)
    return ["points"], ["{:6.0f}"], trace["best/score"][:, None]


class Alone(Group):
    """The longest life of one game: screen, points, lives, moves, value over time; `show` takes a row."""

    def __init__(self, trace: Trace) -> None:
        self.frames = trace["best/screen"]
        self.last = len(self.frames) - 1
        names, patterns, self.counts = counts(trace)
        self.screen = sets.screen(trace, "best", PLAYED).move_to((LEFT_X, sets.MIDDLE, 0))
        self.tally = Tally(names, patterns).next_to(self.screen, DOWN, buff=0.2)
        left = np.array([RIGHT_X - WIDTH / 2, 0, 0])
        head = words("Q: what each move promises", style.LABEL, bold=True).align_to(left, LEFT).stand_on(UPPER)
        self.stick = stick(trace, "best", 0.58).next_to(head, DOWN, buff=0.25).set_x(RIGHT_X)
        self.chart = sets.values(trace, "best", "gains")
        super().__init__(self.screen.edge(), self.screen, self.tally, head, self.stick, self.chart)
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows a row."""
        self.row = min(max(int(row), 0), self.last)
        self.screen.show(self.frames[self.row])
        self.tally.show(self.counts[self.row])
        self.stick.show(self.row)
        self.chart.show(self.row)
        return self


class Beside(Group):
    """The same in half the room: what stands over it is the game's name, and the value is a number and a curve."""

    def __init__(self, trace: Trace, middle: float, rows: int) -> None:
        self.frames, self.values = trace["best/screen"][:rows], trace["best/value"][:rows].astype(float)
        names, _, counted = counts(trace)
        self.counts = np.column_stack([counted[:rows], self.values])
        left = middle - 3.15
        self.screen = sets.screen(trace, "best", SIDE_BY_SIDE)
        self.screen.move_to((left + SIDE_BY_SIDE / 2, 0.2, 0))
        head = words(claims.name(trace), style.LABEL, bold=True).align_to(self.screen, LEFT).stand_on(UPPER)
        self.numbers = Stacked([*names, "value"], ["{:<6.0f}"] * len(names) + ["{:<6.2f}"], 1.05)
        self.numbers.shift((left + SIDE_BY_SIDE + 0.3) * RIGHT + 1.35 * UP)
        self.stick = stick(trace, "best", 0.38)
        self.stick.align_to(self.screen, LEFT).align_to(np.array([0, style.CONTENT_BOTTOM, 0]), DOWN)
        self.spark = Spark(self.values, 2.6, 1.0, style.color("green"))
        self.spark.align_to(np.array([left + 6.3, 0, 0]), RIGHT).set_y(-2.25)
        name = words("value over time", style.LABEL, style.color("soft"))
        name.align_to(self.spark.axes.rule, LEFT).stand_on(style.CONTENT_BOTTOM)
        super().__init__(self.screen.edge(), self.screen, head, self.numbers, self.stick, self.spark, name)
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows a row."""
        self.row = min(max(int(row), 0), len(self.frames) - 1)
        self.screen.show(self.frames[self.row])
        self.stick.show(self.row)
        self.spark.show(self.row)
        self.numbers.show(self.counts[self.row])
        return self


def lives(traces: Sequence[Trace]) -> list[Alone] | list[Beside]:
    """The longest life of one game, or those of two side by side."""
    if len(traces) == 1:
        return [Alone(traces[0])]
    rows = min(len(trace["best/screen"]) for trace in traces)
    return [Beside(trace, middle, rows) for trace, middle in zip(traces, (-3.45, 3.45), strict=True)]


def column(trace: Trace, middle: float, width: float, seconds: float) -> tuple[Column, Standing]:
    """A game on the wall that plays for so many seconds, and where its score lies between random play and a human."""
    score, rows = float(claims.ours(trace)["mean"]), seconds * sets.pace(trace, "best")
    screen, frames = sets.screen(trace, "best", width), trace["best/screen"]
    drawn = Column(screen, frames, rows, claims.name(trace), atari.curve(trace, "train"), middle)
    return drawn, Standing(score, claims.position(trace), middle)


def wall(traces: Sequence[Trace], seconds: float) -> tuple[list[Column], list[Standing], Group, Group]:
    """The games in a row, their standings; what the rows of the wall mean, and what the scales mean."""
    pitch = min((style.FRAME_WIDTH - 2 * style.MARGIN - NAMES + APART) / len(traces), WIDEST + APART)
    start = (NAMES - pitch * (len(traces) - 1)) / 2
    drawn = [column(trace, start + pitch * place, pitch - APART, seconds) for place, trace in enumerate(traces)]
    columns, standings = [pair[0] for pair in drawn], [pair[1] for pair in drawn]
    left = columns[0].screen.get_left()[0] - 0.35
    labels = _labels({"learning curve": CURVE - 0.1}, left)
    meaning = _labels(
        {"mean points": SCORE, "0 random moves": SCALE - 0.1, "1 a human": ENDS - 0.05, "on this scale": SHARE}, left
    )
    return columns, standings, labels, meaning


def _labels(heights: dict[str, float], right: float) -> Group:
    """Words that end at the same place, each on its baseline."""
    texts = [words(text, style.LABEL, style.color("soft")) for text in heights]
    placed = zip(texts, heights.values(), strict=True)
    return Group(*[text.align_to(right * RIGHT, RIGHT).stand_on(height) for text, height in placed])


def scores(traces: Sequence[Trace]) -> list[tuple[Bars, VGroup]]:
    """Games as bars, some at a time, on one scale from random moves to DQN as published; and how they were measured."""
    ranked = claims.ranked(traces)
    reach = [end for trace in ranked for end in _score(trace).ends]
    return [_page(page, reach) for page in claims.pages(ranked)]


def _score(trace: Trace) -> Score:
    place, span = claims.position(trace, "DQN"), claims.span(trace, "DQN")
    return Score(claims.name(trace), style.color("green"), place, span, claims.ours(trace)["different"])


def _page(traces: Sequence[Trace], reach: Sequence[float]) -> tuple[Bars, VGroup]:
    ours = [claims.ours(trace) for trace in traces]
    columns = {
        "random": [digits(f"{claims.by_chance(trace)['mean']:,.0f}") for trace in traces],
        "ours": [digits(f"{each['mean']:,.0f}", style.color("green")) for each in ours],
        "95 % interval": [digits(ranging(atari.interval(each), "{:,.0f}")) for each in ours],
        "DQN": [digits("?" if np.isnan(mean) else f"{mean:,.0f}") for mean in claims.column(traces, "DQN")],
    }
    rows, marks = [_score(trace) for trace in traces], {"random": 0.0, "DQN": 1.0}
    drawn = Bars(rows, columns, width=3.8, pitch=0.62, marks=marks, reach=reach)
    notes = column_of([words(text, style.LABEL, style.color("soft")) for text in claims.measured(traces)], 0.4)
    notes.next_to(drawn, DOWN, buff=0.4).set_x(drawn.get_x())
    VGroup(drawn, notes).move_to((0, sets.MIDDLE, 0))
    return drawn, notes
