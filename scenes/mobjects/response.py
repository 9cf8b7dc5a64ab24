"""How a function answers a number: a point slides along its curve, and the part of the formula that decides is lit."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, RIGHT, ManimColor, MathTypst, VGroup

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Curve, Spot
from scenes.mobjects.readout import Readout
from scenes.mobjects.words import words


class Response(VGroup):
    """A titled curve that draws itself behind a sliding point, and the numbers at the point.

    Args:
        axes: of the curve.
        x: along the curve, shape (points,).
        numbers: what stands under the axes, by name, each of shape (points,); the last one is the height.
        title: in the color of the curve, left of the formula.
        rule: the formula, with parts that `select` finds.
        parts: the names of the parts that may decide.
        deciding: at each point the number of the part that is lit, shape (points,).
        color: of title, curve and the lit part.
    """

    def __init__(
        self,
        axes: Axes,
        x: Any,
        numbers: dict[str, Any],
        title: str,
        rule: MathTypst,
        parts: Sequence[str],
        deciding: Any,
        color: ManimColor,
    ) -> None:
        self.rows = np.stack([np.asarray(x, float), *[np.asarray(part, float) for part in numbers.values()]], axis=1)
        self.deciding, self.tint, self.lit = np.asarray(deciding, int), color, -1
        self.axes, self.rule = axes, rule.set_color(style.color("soft"))
        self.parts = [rule.select(part) for part in parts]
        self.curve = Curve(axes, x, self.rows[:, -1], color)
        self.spot = Spot(axes, self.rows[0, [0, -1]])
        self.numbers = Readout(["x", *numbers], self.rows[0], "{:9.4f}", {list(numbers)[-1]: color}, 0.45)
        self.heading = words(title, style.HEADING, color, bold=True)
        super().__init__(axes, self.rule, self.heading, self.curve, self.numbers, self.spot)
        self._place()
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows the curve up to point `row`, a fraction included, and the point there."""
        row = min(float(row), len(self.rows) - 1)
        whole = int(row)
        here, there = self.rows[whole], self.rows[min(whole + 1, len(self.rows) - 1)]
        now = here + (row - whole) * (there - here)
        self.curve.show(row)
        self.spot.show(now[[0, -1]])
        self.numbers.show(here)
        if self.deciding[whole] != self.lit:
            self.lit = int(self.deciding[whole])
            for number, part in enumerate(self.parts):
                part.set_color(self.tint if number == self.lit else style.color("soft"))
        return self

    def _place(self) -> None:
        top = self.axes.rule.points[0][1]
        self.heading.stand_on(top + 0.62)
        middle = self.heading.baseline + self.heading.capital / 2
        self.rule.next_to(self.heading, RIGHT, buff=0.5).set_y(middle)
        both = VGroup(self.heading, self.rule)
        both.shift((self.axes.rule.get_x() - both.get_x()) * RIGHT)
        self.numbers.next_to(self.axes, DOWN, buff=0.2).set_x(self.axes.rule.get_x())
