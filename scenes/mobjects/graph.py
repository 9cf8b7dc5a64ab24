"""A graph that changes: one line on axes whose heights are shown anew in every frame."""

from typing import Any, Self

import numpy as np
from manim import LineJointType, ManimColor, VMobject

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Curve


class Graph(VMobject):
    """A line over fixed x, cut at the edge of the axes; `show` takes the heights, of shape (points,)."""

    def __init__(
        self,
        axes: Axes,
        x: Any,
        y: Any,
        color: ManimColor | None = None,
        width: float | None = None,
        opacity: float = 1,
    ) -> None:
        super().__init__(
            stroke_color=style.color("ink") if color is None else color,
            stroke_width=style.LINE if width is None else width,
            stroke_opacity=opacity,
            joint_type=LineJointType.ROUND,
        )
        self.axes, self.x = axes, np.asarray(x, float)
        self.show(y)

    def show(self, y: Any) -> Self:
        """Draws other heights over the same x; NaN leaves a gap."""
        self.y = np.asarray(y, float)
        self.points = Curve(self.axes, self.x, self.y).points
        return self
