"""Scores as bars on one scale, beside their numbers: who is ahead of whom, and how surely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from manim import LEFT, RIGHT, Line, ManimColor, Rectangle, VGroup

from scenes import style
from scenes.mobjects.words import Number, words

HEADS = ("mean", "95 % interval", "games")


@dataclass(frozen=True)
class Score:
    """What one player reached: its mean and, where it was measured here, in how many games, and its 95 % interval.

    One game has no interval.
    """

    name: str
    color: ManimColor
    mean: float
    interval: tuple[float, float] | None = None
    games: int | None = None

    @property
    def ends(self) -> tuple[float, ...]:
        """How far it reaches: the mean and the ends of its interval."""
        return self.mean, *(self.interval or ())


class Bars(VGroup):
    """Bars under one another, from zero to the mean, the interval as a line across its end, beside columns of numbers.

    Bars of what was not measured here are outlines; a mean that is not known (NaN) has none. `show(share)` draws the
    bars grown to that share of the way, the intervals at its end; the numbers stand all the time.

    Args:
        scores: from top to bottom.
        columns: for each head the numbers under it, one a score.
        width: of the scale from the lowest value to the highest, zero included, in units.
        pitch: distance of the rows' baselines, in units.
        marks: what stands at which value of the scale: a name over a line through all rows.
        reach: values that the scale has room for, too: those of other bars that are compared with these.
    """

    THICK, GAP = 0.24, 0.35  # units: height of a bar, distance of two columns

    def __init__(
        self,
        scores: Sequence[Score],
        columns: Mapping[str, Sequence[Number]],
        width: float = 3.2,
        pitch: float = 0.5,
        marks: Mapping[str, float] | None = None,
        reach: Sequence[float] = (),
    ) -> None:
        self.scores, self.columns, marks = list(scores), columns, marks or {}
        ends = [0.0, *marks.values(), *reach, *[end for score in scores for end in score.ends]]
        self.low, self.high = float(np.nanmin(ends)), float(np.nanmax(ends))
        self.high += float(self.high == self.low)  # nobody has a point
        baselines, top = [-row * pitch for row in range(len(scores))], 0.95 * pitch
        self.names = [words(score.name, style.LABEL, score.color) for score in self.scores]
        for name, baseline in zip(self.names, baselines, strict=True):
            name.set_on(baseline, LEFT, 0.0)
        left = max(name.width for name in self.names) + self.GAP
        self.scale_line = Line((left, baselines[-1], 0.0), (left + width, baselines[-1], 0.0), stroke_width=0)
        self.bars = [_bar(score) for score in self.scores]
        self.intervals = [Line(stroke_width=style.LINE).set_stroke(style.color("ink")) for _ in self.scores]
        self.zero, *self.lines = [self._line(value, pitch) for value in (0.0, *filter(None, marks.values()))]
        heads = [words(name, style.LABEL, style.color("soft")) for name in (*marks, *columns)]
        for head, value in zip(heads, marks.values(), strict=False):
            head.set_x(self._at(value, 0.0)[0]).stand_on(top)
        end = left + width
        for head, column in zip(heads[len(marks) :], columns.values(), strict=True):
            end += self.GAP + max(text.width for text in (head, *column))
            for text, baseline in zip([head, *column], [top, *baselines], strict=True):
                text.set_on(baseline, RIGHT, end)
        super().__init__(self.scale_line, *self.bars, self.zero, *self.lines, *self.intervals, *self.names, *heads)
        self.add(*[number for column in columns.values() for number in column])
        self.move_to(np.zeros(3))
        self.show(1)

    def show(self, share: float) -> Self:
        """Shows the scores grown to this share of the way."""
        for score, name, bar, interval in zip(self.scores, self.names, self.bars, self.intervals, strict=True):
            mean, middle, half = share * np.nan_to_num(score.mean), name.baseline + name.capital / 2, self.THICK / 2
            bar.set_points_as_corners([self._at(x, middle + y) for x, y in _box(mean, half)])
            interval.set_points_as_corners([self._at(end, middle) for end in score.interval or (mean, mean)])
            interval.set_stroke(opacity=float(share >= 1 and score.interval is not None))
        return self

    def length(self, row: int) -> float:
        """The drawn length of a bar as a score: what a viewer would read off the scale."""
        return float(self.bars[row].width / self.scale_line.width * (self.high - self.low))

    def _line(self, value: float, pitch: float) -> Line:
        """A line through all rows at this value of the scale."""
        line = Line(self._at(value, 0.6 * pitch), self._at(value, -pitch * (len(self.scores) - 0.75)))
        return line.set_stroke(style.color("soft"), style.HAIRLINE)

    def _at(self, score: float, height: float) -> np.ndarray:
        left, right = self.scale_line.get_left()[0], self.scale_line.get_right()[0]
        return np.array([left + (score - self.low) / (self.high - self.low) * (right - left), height, 0.0])


def _box(mean: float, half: float) -> list[tuple[float, float]]:
    return [(0, half), (mean, half), (mean, -half), (0, -half), (0, half)]


def _bar(score: Score) -> Rectangle:
    is_measured = score.games is not None
    bar = Rectangle(stroke_width=0 if is_measured else style.HAIRLINE, stroke_color=score.color)
    return bar.set_fill(score.color, float(is_measured))


def digits(text: str, color: ManimColor | None = None) -> Number:
    """A number as it stands beside the bars."""
    return Number(0, size=style.SMALL_DIGITS, color=color or style.color("soft"), text=text)


def ranging(interval: tuple[float, float] | None, pattern: str) -> str:
    """An interval as it is written; nothing where there is none."""
    return " to ".join(map(pattern.format, interval or ()))


class Scores(Bars):
    """The scores of several players of one game, the best on top: mean, interval, number of games.

    Args:
        scores: in any order; the highest mean is drawn on top.
        pitch: distance of the rows' baselines, in units.
    """

    def __init__(self, scores: Sequence[Score], pitch: float = 0.5) -> None:
        ranked = sorted(scores, key=lambda score: -score.mean)
        pattern = "{:,.0f}" if max(end for score in ranked for end in score.ends) >= 1_000 else "{:,.1f}"
        self.numbers = [digits(pattern.format(each.mean), each.color) for each in ranked]
        self.ranges = [digits(ranging(each.interval, pattern)) for each in ranked]
        self.games = [digits("" if each.games is None else f"{each.games}") for each in ranked]
        super().__init__(ranked, dict(zip(HEADS, (self.numbers, self.ranges, self.games), strict=True)), pitch=pitch)
