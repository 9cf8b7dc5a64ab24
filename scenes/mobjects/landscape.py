"""A landscape from above: a height for every place of a plane, as color and as lines of equal height."""

from typing import Any

import numpy as np
from manim import Circle, Group, VGroup

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Curve
from scenes.mobjects.heatmap import Heatmap


class Landscape(Group):
    """Heights, colored by their logarithm and dark where low, under axes whose area they fill.

    Args:
        axes: of the plane.
        heights: on a grid that fills the axes, of shape (y, x).
        lines: x and y of the lines of equal height, each of shape (lines, points).
        lowest: x and y of the lowest place, marked by a ring.
        powers: the powers of ten that get the darkest and the lightest color.
    """

    def __init__(
        self, axes: Axes, heights: Any, lines: tuple[Any, Any], lowest: Any, powers: tuple[float, float] = (0, 4)
    ) -> None:
        self.axes = axes
        exponents = np.log10(np.maximum(heights, 10.0 ** powers[0]))[::-1]  # the first row of a heatmap is on top
        self.heat = Heatmap(exponents, powers, axes.rule.width, axes.rule.height, smooth=True)
        self.heat.move_to(axes.rule)
        pairs = zip(*lines, strict=True)
        soft = style.color("soft")
        self.lines = VGroup(*[Curve(axes, x, y, soft, style.HAIRLINE, opacity=0.5) for x, y in pairs])
        self.ring = Circle(radius=0.13, stroke_color=style.color("ink"), stroke_width=style.THIN)
        self.ring.move_to(axes.point(*lowest))
        axes.grid.set_stroke(opacity=0)  # the lines of equal height are the grid here
        super().__init__(self.heat, self.lines, axes, self.ring)
