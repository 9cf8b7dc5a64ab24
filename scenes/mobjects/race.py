"""A bar-chart race: bars sorted by their value, which overtake each other smoothly and keep their color."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import LEFT, ManimColor, Rectangle, VGroup

from scenes import style
from scenes.mobjects.words import GAUGE, Number, words

FLOOR = 0.04  # of the largest value of all: what fills the track at the least, so that a first small value does not


class Race(VGroup):
    """Bars under one another, the largest on top; the largest value of the moment fills the track.

    Args:
        names: of the runners.
        values: shape (rows, runners).
        ranks: 0 for the largest, of the same shape; equals take the order that the ranks say.
        colors: of the runners: the color belongs to the runner, not to the place.
        slots: how many places are drawn; who is behind them is out of sight.
        width: of the track, in units.
        pattern: how the values are written.
        reach: how many rows before and after it an overtaking lasts.
        stops: rows at which the race may be halted: there every bar stands in its place.
        pitch: distance of two places, in units.
    """

    def __init__(
        self,
        names: Sequence[str],
        values: Any,
        ranks: Any,
        colors: Sequence[ManimColor],
        slots: int = 8,
        width: float = 4.0,
        pattern: str = "{:.0f}",
        reach: int = 1,
        stops: Sequence[int] = (),
        pitch: float = 0.6,
    ) -> None:
        super().__init__()
        self.values, self.places = np.asarray(values, float), settle(ranks, reach, stops)
        self.last, self.slots, self.pitch = len(self.values) - 1, min(slots, len(names)), pitch
        largest = np.maximum(self.values, 0).max(1)
        self.full = np.maximum(largest, max(FLOOR * largest.max(), 1e-12))
        self.lowest = np.minimum(self.values, 0).min(1)
        self.names = [words(name, color=tint) for name, tint in zip(names, colors, strict=True)]
        height = self.slots * pitch
        self.frame = Rectangle(width=width, height=height, stroke_width=0)  # carries the track through every move
        self.bars = [Rectangle(width=1, height=0.6 * pitch, stroke_width=0, fill_color=tint) for tint in colors]
        self.numbers = [Number(0, pattern, style.DIGITS - 2) for _ in names]
        self.room = max(name.width for name in self.names) + 0.25
        self.add(self.frame, *self.bars, *self.names, *self.numbers)
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows the race at a row, a fraction included."""
        self.row = min(max(float(row), 0.0), self.last)
        places, values = _at(self.places, self.row), _at(self.values, self.row)
        low, full = float(_at(self.lowest, self.row)), float(_at(self.full, self.row))
        for index, (place, value) in enumerate(zip(places, values, strict=True)):
            seen = float(np.clip(self.slots - place, 0, 1))
            for part in (self.bars[index], self.names[index], self.numbers[index]):
                part.set_fill(opacity=seen)
            if seen:
                self._show_runner(index, float(place), float(value), low, full)
        return self

    def length(self, index: int) -> float:
        """The drawn length of a runner's bar as a value: what a viewer would measure."""
        low, full = float(_at(self.lowest, self.row)), float(_at(self.full, self.row))
        return float(self.bars[index].width / self.frame.width * (full - low))

    def place(self, index: int) -> float:
        """The place at which a runner's bar is drawn, 0 on top."""
        return float((self.frame.get_top()[1] - self.bars[index].get_y()) / self.pitch - 0.5)

    def _show_runner(self, index: int, place: float, value: float, low: float, full: float) -> None:
        left, top = self.frame.get_left()[0], self.frame.get_top()[1]
        middle, half = top - (place + 0.5) * self.pitch, 0.3 * self.pitch
        unit = self.frame.width / (full - low)
        start, end = (left + unit * (min(max(edge, low), full) - low) for edge in (0.0, value))
        near, far = min(start, end), max(start, end, min(start, end) + 1e-4)
        corners = [[far, middle + half], [near, middle + half], [near, middle - half], [far, middle - half]]
        self.bars[index].set_points_as_corners([np.array([x, y, 0.0]) for x, y in (*corners, corners[0])])
        name, number = self.names[index], self.numbers[index]
        name.shift((left - 0.2 - name.get_right()[0]) * -LEFT).stand_on(middle - name.capital / 2)
        number.show(value)
        number.shift((far + 0.15 - number.points[GAUGE:, 0].min()) * -LEFT).stand_on(middle - number.capital / 2)


def settle(ranks: Any, reach: int, stops: Sequence[int] = ()) -> np.ndarray:
    """Ranks (rows, runners) as places that change gradually: twice the mean of the rows around each.

    At the first row, at the last and at every stop they are the ranks themselves.
    """
    places = np.asarray(ranks, float)
    rows = np.arange(len(places))
    fixed = np.array([0, *[stop for stop in stops if stop < len(places)], len(places) - 1])
    half = np.minimum(reach, np.abs(rows[:, None] - fixed).min(1))
    for _ in range(2):
        sums = np.concatenate([np.zeros((1, places.shape[1])), np.cumsum(places, axis=0)])
        places = (sums[rows + half + 1] - sums[rows - half]) / (2 * half + 1)[:, None]
    return places


def _at(column: np.ndarray, row: float) -> Any:
    """A column at a row between two rows."""
    low = int(row)
    high = min(low + 1, len(column) - 1)
    return column[low] + (row - low) * (column[high] - column[low])
