"""One recorded value over the steps of a run: a curve that grows, its present as a dot and as a number."""

from typing import Any, Self

import numpy as np
from manim import RIGHT, ManimColor, VGroup

from scenes import style
from scenes.mobjects.axes import Axes, round_span
from scenes.mobjects.curve import Curve, Spot
from scenes.mobjects.words import Number

MANY = 50.0  # times the smallest value: from here on the axis is spaced by powers of ten


class Progress(VGroup):
    """A curve over steps; `show(row)` draws it up to that row, a fraction included.

    Args:
        steps: of every row, rising.
        values: of every row; what is no number leaves a gap.
        name: of the values.
        color: of the curve and the number.
        width: of the plotting area, in units.
        height: of the plotting area, in units.
        under: what the horizontal axis means.
    """

    def __init__(
        self,
        steps: Any,
        values: Any,
        name: str,
        color: ManimColor,
        width: float = 4.7,
        height: float = 3.2,
        under: str = "step",
    ) -> None:
        self.steps, self.values = np.asarray(steps, float), np.asarray(values, float)
        self.last = len(self.values) - 1
        self.axes = _axes(self.steps, self.values, name, width, height, under)
        self.curve = Curve(self.axes, self.steps, self.values, color)
        self.spot = Spot(self.axes, (self.steps[0], self.values[0]))
        self.number = Number(0, pattern_for(self.values), style.DIGITS, color)
        self.number.shift((self.axes.rule.points[7][0] - self.number.points[4, 0]) * RIGHT)
        title: Any = self.axes.names[-1]
        self.number.stand_on(title.baseline)
        super().__init__(self.axes, self.curve, self.spot, self.number)
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows the values up to a row."""
        row = min(float(row), self.last)
        at, part = int(row), row - int(row)
        self.curve.show(row)
        here = np.array([self.steps[at], self.values[at]])
        if part > 1e-6:
            with np.errstate(invalid="ignore"):
                here = here + part * (np.array([self.steps[at + 1], self.values[at + 1]]) - here)
        self.spot.show(here)
        self.number.show(self.values[at])
        return self


def pattern_for(values: np.ndarray) -> str:
    """How values of this size are written, four digits each."""
    sizes = np.abs(values[np.isfinite(values)])
    largest, usual = (float(sizes.max()), float(np.median(sizes))) if len(sizes) else (1.0, 1.0)
    if (values[np.isfinite(values)] % 1 == 0).all() and largest < 1e8:
        return "{:9.0f}"
    if largest >= 1e5 or 0 < usual < 1e-3:
        return "{:9.3g}"
    return f"{{:9.{max(3 - int(np.floor(np.log10(max(largest, 1e-3)))), 0)}f}}"


def _axes(steps: np.ndarray, values: np.ndarray, name: str, width: float, height: float, under: str) -> Axes:
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
    last = max(float(steps[-1]), 1.0)
    many = round_span(0, last, 3)[2]
    x, names, patterns = (0.0, last, many), (under, name), ("{:,.0f}", "{:g}")
    falls_or_explodes = len(finite) > 0 and (finite[-1] < finite[0] or high > 1)  # a share that rises does neither
    if low > 0 and high / low > MANY and falls_or_explodes:
        ends = np.floor(np.log10(low)), np.ceil(np.log10(high))
        apart = max(np.ceil((ends[1] - ends[0]) / max(height / 0.65, 1)), 1)
        return Axes(x, (float(10 ** ends[0]), float(10 ** ends[1]), float(apart)), width, height, names, "y", patterns)
    y = round_span(0.0 if 0 < low < 0.5 * high else low, high, max(int(height / 0.6), 2))
    return Axes(x, y, width, height, names, "", patterns)
