"""How well a straight line fits points: the line itself, and the gaps it leaves."""

from typing import Any, Self

import numpy as np
from manim import ManimColor, VGroup, VMobject

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Curve


class Fit(VGroup):
    """What a straight line predicts at every step of its learning, and its gaps to the truth.

    Args:
        axes: on which the points lie.
        x: of the points, shape (points,).
        y: their true heights, of the same shape.
        predicted: their predicted heights, of shape (steps + 1, points).
        color: of the line.
    """

    def __init__(self, axes: Axes, x: Any, y: Any, predicted: Any, color: ManimColor | None = None) -> None:
        self.predicted = np.asarray(predicted, float)
        self.gaps = Gaps(axes, x, y, self.predicted[0])
        self.line = Straight(axes, (x[0], x[-1]), self.predicted[0, [0, -1]], color)
        super().__init__(self.gaps, self.line)

    def show(self, step: float) -> Self:
        """Shows the line after a number of steps, a fraction included."""
        before = min(int(step), len(self.predicted) - 1)
        here, there = self.predicted[before], self.predicted[min(before + 1, len(self.predicted) - 1)]
        with np.errstate(invalid="ignore"):
            now = here + (step - before) * (there - here) if step > before else here
        self.gaps.show(now)
        self.line.show(now[[0, -1]])
        return self


class Straight(VMobject):
    """A straight line from edge to edge of the axes; `show` takes its heights at two places `x`."""

    def __init__(self, axes: Axes, x: tuple[float, float], y: Any, color: ManimColor | None = None) -> None:
        super().__init__(stroke_color=style.color("ink") if color is None else color, stroke_width=style.LINE)
        self.axes, self.x = axes, x
        self.show(y)

    def show(self, y: Any) -> Self:
        """Goes through (x[0], y[0]) and (x[1], y[1]); out of sight where they are not numbers."""
        self.y = np.asarray(y, float)
        with np.errstate(invalid="ignore", over="ignore"):
            slope = (self.y[1] - self.y[0]) / (self.x[1] - self.x[0])
            ends = self.y[0] + slope * (np.array(self.axes.spans[0]) - self.x[0])
        self.points = Curve(self.axes, self.axes.spans[0], ends).points
        return self


class Gaps(VMobject):
    """Upright strokes from true to predicted heights, cut at the edge of the axes."""

    def __init__(self, axes: Axes, x: Any, y: Any, predicted: Any, color: ManimColor | None = None) -> None:
        super().__init__(stroke_color=style.color("pink") if color is None else color, stroke_width=style.THIN)
        self.axes, self.x, self.y = axes, np.asarray(x, float), np.asarray(y, float)
        self.show(predicted)

    def show(self, predicted: Any) -> Self:
        """Draws one stroke a point."""
        self.predicted = np.asarray(predicted, float)
        apart = np.full_like(self.x, np.nan)  # lifts the pen between two strokes
        x = np.stack([self.x, self.x, apart], axis=1).ravel()
        y = np.stack([self.y, self.predicted, apart], axis=1).ravel()
        self.points = Curve(self.axes, x, y).points
        return self
