"""Bars: numbers as lengths, with names beside them, and the largest marked when it is the best action."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import LEFT, RIGHT, ManimColor, Rectangle, VGroup

from scenes import style
from scenes.mobjects.words import Number, fitted

SHORT = 0.06  # of the span: the bar of the smallest value


class Bars(VGroup):
    """Horizontal bars under one another: name, track with the bar in it, number.

    Args:
        names: one for each bar.
        values: their first values.
        highest: the value that fills a track.
        width: of a track, in units.
        pattern: how the numbers are written.
        color: of the bars, or a color for each.
        mark_best: draws the largest bar in the color of the best action, with a thicker bar; where `marked` is set to
            the number of a bar, that one instead: a choice by chance is not always the largest.
        relative: the largest bar always fills its track, for values whose size changes a hundredfold.
        pitch: distance of two bars, in units.
        room: for the names, in units; longer ones are shortened.
        lowest: the value of an empty track.
        span: where given, the smallest value has a short bar and one that is greater by this much fills its track: for
            values that differ little from one another, and together rise and fall.
    """

    PITCH, THICK, BEST = 0.62, 0.26, 0.36  # units: distance of bars, their height, height of the best one

    def __init__(
        self,
        names: Sequence[str],
        values: Any,
        highest: float = 1.0,
        width: float = 4.0,
        pattern: str = "{:.2f}",
        color: ManimColor | Sequence[ManimColor] | None = None,
        mark_best: bool = False,
        relative: bool = False,
        pitch: float | None = None,
        room: float = 6.0,
        lowest: float = 0.0,
        span: float | None = None,
    ) -> None:
        super().__init__()
        self.pitch = self.PITCH if pitch is None else pitch
        self.lowest, self.highest, self.width_full = lowest, highest, width
        self.mark_best, self.relative, self.span = mark_best, relative, span
        self.marked: int | None = None
        usual = style.color("sky") if color is None else color
        self.colors = [usual] * len(names) if isinstance(usual, ManimColor) else list(usual)
        self.names = [fitted(name, room, style.color("soft")) for name in names]
        self.tracks: list[Rectangle] = []
        self.bars: list[Rectangle] = []
        self.numbers: list[Number] = []
        left = max(name.width for name in self.names) + 0.3
        for index, value in enumerate(values):
            self._add_row(index, float(value), left, pattern)
        self.add(*self.names, *self.tracks, *self.bars, *self.numbers)
        self.show(values)
        self.move_to(np.zeros(3))

    def show(self, values: Any) -> Self:
        """Shows one value a bar; values beyond the track fill it."""
        self.values = np.asarray(values, float)
        if self.relative:
            self.highest = float(np.nanmax(self.values, initial=1e-12))
        if self.span is not None:
            self.lowest = float(np.nanmin(self.values)) - SHORT * self.span
            self.highest = self.lowest + (1 + SHORT) * self.span
        best = int(np.nanargmax(self.values)) if self.mark_best and np.isfinite(self.values).any() else -1
        best = best if self.marked is None else self.marked
        for index, value in enumerate(self.values):
            self._show_row(index, float(value), index == best)
        return self

    def length(self, index: int) -> float:
        """The drawn length of a bar as a value: what a viewer would read off its track."""
        share = float(self.bars[index].width / self.tracks[index].width)
        return self.lowest + share * (self.highest - self.lowest)

    def _add_row(self, index: int, value: float, start: float, pattern: str) -> None:
        y = -index * self.pitch
        track = Rectangle(width=self.width_full, height=self.THICK, stroke_width=0, fill_opacity=1)
        track.set_fill(style.color("line")).set_x(start + self.width_full / 2).set_y(y)
        name = self.names[index].align_to(np.zeros(3), LEFT).stand_on(y - 0.085)
        number = Number(value, pattern, style.DIGITS - 2, style.color("soft"))
        number.next_to(track, RIGHT, buff=0.25).stand_on(name.baseline)
        self.tracks.append(track)
        self.bars.append(track.copy())
        self.numbers.append(number)

    def _show_row(self, index: int, value: float, best: bool) -> None:
        track, bar = self.tracks[index], self.bars[index]
        share = (value - self.lowest) / (self.highest - self.lowest) if np.isfinite(value) else 0.0
        share = min(max(share, 0.0), 1.0)
        height = track.height * (min(self.BEST, self.pitch) / self.THICK if best else 1.0)
        left, middle = track.get_left()[0], track.get_y()
        right, low, high = left + max(share, 1e-6) * track.width, middle - height / 2, middle + height / 2
        corners = np.array([[right, high, 0], [left, high, 0], [left, low, 0], [right, low, 0], [right, high, 0]])
        bar.set_points_as_corners(corners)
        bar.set_fill(style.color("best") if best else self.colors[index])
        ink = style.color("best") if best else style.color("soft")
        self.numbers[index].show(value).set_fill(ink)
        self.names[index].set_fill(style.color("ink") if best else style.color("soft"))
