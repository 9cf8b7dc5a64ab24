"""Scores of several players as bars on one scale, the best on top: who is ahead of whom, and how surely."""

from collections.abc import Sequence
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


class Scores(VGroup):
    """Bars under one another, from zero to the mean, the interval as a line across its end, and all in numbers.

    Bars of what was not measured here are outlines. `show(share)` draws the bars grown to that share of the way, the
    intervals at its end; the numbers are what was measured all the time.

    Args:
        scores: in any order; the highest mean is drawn on top.
        width: of the scale from the lowest value to the highest, zero included, in units.
        pitch: distance of the rows' baselines, in units.
    """

    THICK, GAP = 0.24, 0.35  # units: height of a bar, distance of two columns

    def __init__(self, scores: Sequence[Score], width: float = 3.2, pitch: float = 0.5) -> None:
        self.scores = sorted(scores, key=lambda score: -score.mean)
        ends = [end for score in scores for end in (score.mean, *(score.interval or ()))]
        self.low, self.high = min(0.0, *ends), max(0.0, *ends)
        self.high += float(self.high == self.low)  # nobody has a point
        pattern = "{:,.0f}" if self.high >= 1_000 else "{:,.1f}"
        baselines = [-row * pitch for row in range(len(scores))]
        self.names = [words(score.name, style.LABEL, score.color) for score in self.scores]
        for name, baseline in zip(self.names, baselines, strict=True):
            name.set_on(baseline, LEFT, 0.0)
        left = max(name.width for name in self.names) + self.GAP
        self.scale_line = Line((left, baselines[-1], 0.0), (left + width, baselines[-1], 0.0), stroke_width=0)
        self.bars = [_bar(score) for score in self.scores]
        self.intervals = [Line(stroke_width=style.LINE).set_stroke(style.color("ink")) for _ in self.scores]
        self.zero = Line(self._at(0.0, 0.6 * pitch), self._at(0.0, baselines[-1] - 0.25 * pitch))
        self.zero.set_stroke(style.color("soft"), style.HAIRLINE)
        self.numbers = [_text(pattern.format(each.mean), each.color) for each in self.scores]
        self.ranges = [_text(" to ".join(map(pattern.format, each.interval or ()))) for each in self.scores]
        self.games = [_text("" if each.games is None else f"{each.games}") for each in self.scores]
        self.heads, end = [words(head, style.LABEL, style.color("soft")) for head in HEADS], left + width
        for head, column in zip(self.heads, (self.numbers, self.ranges, self.games), strict=True):
            end += self.GAP + max(text.width for text in (head, *column))
            for text, baseline in zip([head, *column], [0.95 * pitch, *baselines], strict=True):
                text.set_on(baseline, RIGHT, end)
        super().__init__(self.scale_line, *self.bars, self.zero, *self.intervals, *self.names, *self.heads)
        self.add(*self.numbers, *self.ranges, *self.games)
        self.move_to(np.zeros(3))
        self.show(1)

    def show(self, share: float) -> Self:
        """Shows the scores grown to this share of the way."""
        for score, name, bar, interval in zip(self.scores, self.names, self.bars, self.intervals, strict=True):
            mean, middle, half = share * score.mean, name.baseline + name.capital / 2, self.THICK / 2
            bar.set_points_as_corners([self._at(x, middle + y) for x, y in _box(mean, half)])
            interval.set_points_as_corners([self._at(end, middle) for end in score.interval or (mean, mean)])
            interval.set_stroke(opacity=float(share >= 1 and score.interval is not None))
        return self

    def length(self, row: int) -> float:
        """The drawn length of a bar as a score: what a viewer would read off the scale."""
        return float(self.bars[row].width / self.scale_line.width * (self.high - self.low))

    def _at(self, score: float, height: float) -> np.ndarray:
        left, right = self.scale_line.get_left()[0], self.scale_line.get_right()[0]
        return np.array([left + (score - self.low) / (self.high - self.low) * (right - left), height, 0.0])


def _box(mean: float, half: float) -> list[tuple[float, float]]:
    return [(0, half), (mean, half), (mean, -half), (0, -half), (0, half)]


def _bar(score: Score) -> Rectangle:
    is_measured = score.games is not None
    bar = Rectangle(stroke_width=0 if is_measured else style.HAIRLINE, stroke_color=score.color)
    return bar.set_fill(score.color, float(is_measured))


def _text(text: str, color: ManimColor | None = None) -> Number:
    return Number(0, size=style.SMALL_DIGITS, color=color or style.color("soft"), text=text)
