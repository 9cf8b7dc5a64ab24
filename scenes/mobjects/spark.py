"""A small curve without numbers: how something went, with the present as a dot."""

from typing import Any, Self

import numpy as np
from manim import Group, ManimColor

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Curve, Spot
from scenes.mobjects.thinking import MOST, extremes


class Spark(Group):
    """A curve through all values, as high as they reach; `show(row)` draws it up to a row, a fraction included.

    Args:
        values: one a row; what is no number leaves a gap.
        width: of the axes, in units.
        height: of the axes, in units.
        color: of the curve.
    """

    def __init__(self, values: Any, width: float, height: float, color: ManimColor) -> None:
        self.values = np.asarray(values, float)
        known = self.values[np.isfinite(self.values)]
        low, high = (min(known.min(), 0.0), max(known.max(), 0.0)) if len(known) else (0.0, 1.0)
        last, high = max(len(self.values) - 1, 1), max(high, low + 1e-6)
        self.axes = Axes((0, last, last), (low, high, high - low), width, height, ticks=([], []))
        self.kept = extremes(np.nan_to_num(self.values), MOST)
        self.curve = Curve(self.axes, self.kept, self.values[self.kept], color, style.THIN)
        self.spot = Spot(self.axes, (0, self.values[0]))
        super().__init__(self.axes, self.curve, self.spot)
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows the values up to a row."""
        row = min(max(float(row), 0.0), len(self.values) - 1)
        self.curve.show(float(np.interp(row, self.kept, np.arange(len(self.kept)))))
        self.spot.show((row, np.interp(row, np.arange(len(self.values)), self.values)))
        return self
