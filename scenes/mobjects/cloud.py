"""A cloud of dots on axes that moves: the same things, measured again and again."""

from typing import Any, Self

import numpy as np
from manim import Dot, ManimColor, VMobject

from scenes.mobjects.axes import Axes


class Cloud(VMobject):
    """Dots with a fixed x each; `show` takes all their y. A dot beyond the axes stays at their edge.

    Args:
        axes: on which they lie.
        x: of every dot.
        y: the first heights.
        color: of the dots.
        radius: of a dot, in units.
    """

    def __init__(self, axes: Axes, x: Any, y: Any, color: ManimColor, radius: float = 0.07) -> None:
        super().__init__(stroke_width=0, fill_color=color, fill_opacity=0.85)
        self.axes, self.x, self.outline = axes, np.asarray(x, float), Dot(radius=radius).points
        self.show(y)

    def show(self, y: Any) -> Self:
        """Moves every dot to its height; one without a number is not drawn."""
        y = np.asarray(y, float)
        known = np.isfinite(y)
        low, high = self.axes.spans[1]
        centers = self.axes.points_at(self.x[known], np.clip(y[known], low, high))
        self.points = (centers[:, None, :] + self.outline[None]).reshape(-1, 3)
        return self
