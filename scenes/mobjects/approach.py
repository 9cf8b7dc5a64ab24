"""A curve that approaches a limit: how good a learner has become, beside the best there is."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import LEFT, UP, VGroup

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Curve, Spot
from scenes.mobjects.words import words


class Approach(VGroup):
    """A share from 0 to 1 against time, with its present value as a spot, under a named line.

    Args:
        x: when it was measured; a logarithmic axis leaves out what is not above zero.
        y: the share.
        limit: the height of the line.
        name: of the line, written at its end.
        names: of the axes.
        logarithmic: whether time is spaced by powers of ten.
        width: of the plotting area, in units.
        height: of the plotting area, in units.
    """

    def __init__(
        self,
        x: Sequence[float] | np.ndarray,
        y: Any,
        limit: float,
        name: str,
        names: tuple[str, str],
        logarithmic: bool = False,
        width: float = 5.4,
        height: float = 3.2,
    ) -> None:
        self.measured = np.stack([np.asarray(x, float), np.asarray(y, float)], axis=1)
        self.axes = _axes(self.measured[:, 0], names, logarithmic, width, height)
        ends = self.axes.spans[0]
        self.line = Curve(self.axes, ends, [limit] * 2, style.color("soft"), style.THIN)
        self.name_shape = words(name, style.LABEL, style.color("soft"))
        self.name_shape.next_to(self.axes.point(ends[1], limit), UP + LEFT, buff=0.2)  # room for the dot to pass
        self.curve = Curve(self.axes, x, y, style.color("green"))
        self.spot = Spot(self.axes, self.measured[0])
        super().__init__(self.axes, self.line, self.name_shape, self.curve, self.spot)
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows the share up to a row."""
        self.curve.show(row)
        rows = np.arange(len(self.measured))
        self.spot.show([np.interp(row, rows, column) for column in self.measured.T])
        return self


def _axes(x: np.ndarray, names: tuple[str, str], logarithmic: bool, width: float, height: float) -> Axes:
    first, last = float(x[x > 0].min()) if logarithmic else float(x[0]), float(x[-1])
    last = max(last, 2 * first, 1e-3)
    ticks = [tick for tick in (0.01, 0.1, 1.0, 10.0, 100.0) if first <= tick <= last] if logarithmic else None
    span = (first, last, 1.0 if logarithmic or last <= 10 else last / 2)
    return Axes(span, (0, 1, 0.25), width, height, names, "x" * logarithmic, ("{:g}", "{:.2f}"), (ticks, None))
