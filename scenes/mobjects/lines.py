"""A line plot that draws itself: many series over time, each with a dot at its present end."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import ManimColor, VGroup

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Curve, Spot


class Lines(VGroup):
    """One line a series over the row's number; `show(row)` draws all of them up to that row.

    Args:
        axes: over the row's number and the values.
        values: shape (rows, series).
        colors: of the series; None: a thin line in the background, without a dot.
    """

    def __init__(self, axes: Axes, values: Any, colors: Sequence[ManimColor | None]) -> None:
        super().__init__()
        self.values = np.asarray(values, float)
        self.last = len(self.values) - 1
        rows = np.arange(len(self.values))
        far, near = VGroup(), VGroup()
        self.curves: list[Curve] = []
        self.spots: dict[int, Spot] = {}
        for index, (column, tint) in enumerate(zip(self.values.T, colors, strict=True)):
            if tint is None:
                curve = Curve(axes, rows, column, style.color("soft"), style.HAIRLINE, 0.3)
                far.add(curve)
            else:
                curve = Curve(axes, rows, column, tint)
                self.spots[index] = Spot(axes, (0, column[0]), tint, 0.09)
                near.add(curve)
            self.curves.append(curve)
        self.add(*far, *near, *self.spots.values())
        self.show(0)

    def show(self, row: float) -> Self:
        """Draws all lines up to a row, a fraction included."""
        row = min(float(row), self.last)
        for curve in self.curves:
            curve.show(row)
        low, high = int(row), min(int(row) + 1, self.last)
        for index, spot in self.spots.items():
            here, there = self.values[low, index], self.values[high, index]
            spot.show((row, here + (row - low) * (there - here)))
        return self
