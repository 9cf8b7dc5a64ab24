"""Slot machines side by side: a dot for each pull, a bar across it for the mean, and the machine that is preferred."""

from typing import Any, Self

import numpy as np
from manim import ManimColor, Rectangle, VGroup, VMobject

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Curve, Marks

WIDE = 0.78  # of the room of a machine: what its dots and its mean take


class Level(VMobject):
    """Horizontal strokes at values, one a machine; `show` takes the values, NaN draws none.

    Args:
        axes: over the machines' numbers and what they pay.
        values: the first values.
        side: from where to where in the room of a machine, -1 to 1.
        color: of the strokes.
        width: of the strokes, in manim's pixels.
    """

    def __init__(
        self, axes: Axes, values: Any, side: tuple[float, float], color: ManimColor, width: float | None = None
    ) -> None:
        super().__init__(stroke_color=color, stroke_width=style.BOLD if width is None else width)
        self.axes, self.side = axes, side
        self.show(values)

    def show(self, values: Any) -> Self:
        """Draws other values."""
        self.values = np.asarray(values, float)
        machines = 1 + np.flatnonzero(np.isfinite(self.values))
        left, right = (self.axes.points_at(machines + end * WIDE / 2, self.values[machines - 1]) for end in self.side)
        pieces = [left + share * (right - left) for share in (0, 1 / 3, 2 / 3, 1)]
        self.points = np.stack(pieces, axis=1).reshape(-1, 3)
        return self


class Pulls(VGroup):
    """What machines paid in pairs of pulls, as dots from left to right, and their means; `show` takes a row.

    Args:
        paid: shape (rows, machines, 2).
        mean: of all pulls of each machine so far, shape (rows, machines).
        width: of the plotting area, in units.
        height: of the plotting area, in units.
    """

    def __init__(self, paid: Any, mean: Any, width: float, height: float) -> None:
        paid, self.mean = np.asarray(paid, float), np.asarray(mean, float)
        self.last, count = len(paid) - 1, paid.shape[1]
        reach = float(np.ceil(2 * np.abs(paid).max()) / 2)
        ticks = [float(machine) for machine in range(1, count + 1)], [-reach, 0.0, reach]
        span, names = (0.5, count + 0.5, 1.0), ("machine", "what a pull pays")
        self.axes = Axes(span, (-reach, reach, reach), width, height, names, ticks=ticks)
        self.truth = Curve(self.axes, span[:2], [0, 0], style.color("ink"), style.HAIRLINE)
        self.x, self.y = _spread(paid)
        self.dots = Marks(self.axes, self.x, self.y, style.color("soft"))
        self.level = Level(self.axes, self.mean[0], (-1, 1), style.color("ink"))
        super().__init__(self.axes, self.truth, self.dots, self.level)
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows the pulls up to a row; the means move on between two rows."""
        row = min(max(float(row), 0.0), self.last)
        here = int(row)
        there = min(here + 1, self.last)
        self.dots.show((here + 1) * self.mean.shape[1] * 2 - 1)
        self.level.show(self.mean[here] + (row - here) * (self.mean[there] - self.mean[here]))
        return self

    def half(self, second: bool, color: ManimColor) -> Marks:
        """The dots of one half of the pulls, in a color of their own."""
        count = len(self.x) // 2
        chosen = slice(count, None) if second else slice(count)
        return Marks(self.axes, self.x[chosen], self.y[chosen], color)

    def prefer(self, machine: int) -> Rectangle:
        """A box around the machine that is taken for the best."""
        low, high = (self.axes.spans[1][end] for end in (0, 1))
        corners = self.axes.points_at([machine + 0.52, machine + 1.48], [low, high])
        width, height = np.abs(corners[1] - corners[0])[:2]
        box = Rectangle(width=width, height=height, stroke_width=style.LINE)
        return box.set_stroke(style.color("best")).move_to(corners.mean(0))


def _spread(paid: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the dots lie: pulls of a machine from left to right in its room, in the order in which they were made."""
    rows, count, pair = paid.shape
    pulls = rows * pair
    order = np.arange(pulls).reshape(rows, 1, pair)
    x = np.arange(1, count + 1)[None, :, None] + WIDE * ((order + 0.5) / pulls - 0.5)
    return x.ravel(), paid.ravel()
