"""A number for every place of a plane, as color under axes: a value, or which of three pushes is the best."""

from typing import Any, Self

import numpy as np
from manim import Group

from scenes.mobjects.axes import Axes
from scenes.mobjects.heatmap import Heatmap


class Region(Group):
    """Numbers on a grid that fills the axes; `show` takes others, of shape (x, y).

    Args:
        axes: of the plane.
        values: the first numbers.
        span: the numbers that get the two end colors.
        diverging: sky below zero, orange above it; otherwise from dark to light.
    """

    def __init__(self, axes: Axes, values: Any, span: tuple[float, float], diverging: bool = False) -> None:
        self.axes = axes
        self.heat = Heatmap(_upright(values), span, axes.rule.width, axes.rule.height, diverging)
        self.heat.move_to(axes.rule)
        axes.grid.set_stroke(opacity=0)  # lines would only cut the colors
        super().__init__(self.heat, axes)

    def show(self, values: Any) -> Self:
        """Shows other numbers in the same places."""
        self.heat.show(_upright(values))
        return self


def _upright(values: Any) -> np.ndarray:
    """Numbers (x, y) as rows of a picture, the highest y on top."""
    return np.asarray(values, float).T[::-1]
