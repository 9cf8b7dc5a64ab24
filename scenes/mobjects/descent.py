"""A ball rolling on a curve: the picture of learning one parameter."""

from typing import Any, Self

import numpy as np
from manim import DOWN, RIGHT, UP, ManimColor, VGroup

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Curve, Trail
from scenes.mobjects.readout import Readout
from scenes.mobjects.words import row, words


class Descent(VGroup):
    """A titled curve, a ball on it with its trail, and under it where the ball is now.

    Args:
        axes: of the curve.
        curve: x and y, each of shape (points,).
        path: x and y after each step, each of shape (steps + 1,).
        title: in the color of the trail, and a soft note beside it.
        color: of title and trail.
        names: of the two numbers under the curve.
    """

    def __init__(
        self,
        axes: Axes,
        curve: tuple[Any, Any],
        path: tuple[Any, Any],
        title: tuple[str, str],
        color: ManimColor,
        names: tuple[str, str] = ("x", "y"),
    ) -> None:
        self.path = np.stack([np.asarray(part, float) for part in path], axis=1)
        self.last = len(self.path) - 1
        self.axes, self.curve = axes, Curve(axes, *curve)
        self.trail = Trail(axes, *path, color)
        self.numbers = Readout(names, self.path[0], "{:9.4f}", pitch=0.45)
        name = words(title[0], style.HEADING, color, bold=True)
        self.heading = row(name, words(title[1], style.LABEL, style.color("soft")), gap=0.4)
        self.absent = words("off the chart", style.LABEL, color).set_fill(opacity=0)
        super().__init__(axes, self.curve, self.trail, self.numbers, self.heading, self.absent)
        self.heading.next_to(axes.rule, UP, buff=0.3)
        self.numbers.next_to(axes, DOWN, buff=0.3).set_x(axes.rule.get_x())
        self.absent.next_to(self.numbers, RIGHT, buff=0.3).stand_on(self.numbers.numbers[1].baseline)

    def show(self, step: float) -> Self:
        """Shows the state after a number of steps; a ball that has arrived stays there."""
        step = min(step, self.last)
        self.trail.show(step)
        self.numbers.show(self.path[int(step)])
        self.absent.set_fill(opacity=float(not self.axes.holds(*self.path[int(step)])))
        return self
