"""A car on a hill with a flag, drawn from a recording of positions and pushes."""

from typing import Any, Self

import numpy as np
from manim import UP, Circle, Line, ManimColor, Polygon, RoundedRectangle, VGroup, VMobject

from scenes import style

LOW, HIGH, FLAG = -1.2, 0.6, 0.5  # positions: the wall at the left, the right end, and where the flag stands


class Hill(VGroup):
    """Road, flag, car, and the arrow of the present push.

    Args:
        positions: from -1.2 to 0.6, (rows,).
        pushes: 0 left, 1 none, 2 right, -1 where the drive is over, (rows,).
        width: of the road, in units.
        color: of the car.
        push_color: of the arrow.
    """

    def __init__(self, positions: Any, pushes: Any, width: float, color: ManimColor, push_color: ManimColor) -> None:
        super().__init__()
        self.positions, self.pushes = np.asarray(positions, float), np.asarray(pushes, int)
        self.last = len(self.positions) - 1
        self.size = size = width / (HIGH - LOW)
        line = np.linspace(LOW, HIGH, 120)
        self.road = VMobject(stroke_color=style.color("soft"), stroke_width=style.LINE)
        self.road.set_points_as_corners(size * np.stack([line - LOW, height(line), 0 * line], axis=1))
        foot = self._at(FLAG)
        self.pole = Line(foot, foot + 0.17 * size * UP, stroke_color=style.color("ink"), stroke_width=style.THIN)
        corners = [(0.0, 0.17), (0.0, 0.1), (0.09, 0.135)]
        cloth = [foot + size * np.array([x, y, 0.0]) for x, y in corners]
        self.flag = Polygon(*cloth, stroke_width=0, fill_color=style.color("green"), fill_opacity=1)
        self.body = RoundedRectangle(width=0.15 * size, height=0.055 * size, corner_radius=0.022 * size)
        self.body.set_stroke(width=0).set_fill(color, 1)
        self.wheels = [Circle(0.024 * size, stroke_width=0, fill_opacity=1) for _ in range(2)]
        for wheel in self.wheels:
            wheel.set_fill(style.color("soft"))
        self.arrow = VMobject(stroke_width=0, fill_color=push_color, fill_opacity=1)
        self._shape = self.body.points - self.body.get_center()
        self.add(self.road, self.pole, self.flag, *self.wheels, self.body, self.arrow)
        self.move_to(np.zeros(3)).show(0)

    def show(self, row: float) -> Self:
        """Shows a row, a fraction included; after its end the car stands."""
        row = min(max(float(row), 0.0), self.last)
        low = int(row)
        there = self.positions[min(low + 1, self.last)]
        self.position = float(self.positions[low] + (row - low) * (there - self.positions[low]))
        self._place(int(self.pushes[low]))
        return self

    def read(self) -> float:
        """The position as a viewer would measure it between the ends of the road."""
        return float((self.wheels[0].get_x() + self.wheels[1].get_x()) / 2 - self._start()[0]) / self._scale() + LOW

    def _place(self, push: int) -> None:
        scale, foot = self._scale(), self._at(self.position)
        along, up = directions(self.position)
        for wheel, side in zip(self.wheels, (-0.045, 0.045), strict=True):
            wheel.move_to(foot + scale * (side * along + 0.026 * up))
        center = foot + scale * 0.068 * up
        shape = self._shape * scale / self.size
        self.body.points = center + shape[:, :1] * along + shape[:, 1:2] * up
        side = {0: -1.0, 2: 1.0}.get(push, 0.0)
        tip = [(0.1, 0.035), (0.18, 0.0), (0.1, -0.035), (0.1, 0.035)]
        self.arrow.set_points_as_corners([center + scale * (side * x * along + y * abs(side) * up) for x, y in tip])
        self.arrow.set_fill(opacity=abs(side))

    def _scale(self) -> float:
        return float(self.road.points[-1][0] - self.road.points[0][0]) / (HIGH - LOW)

    def _start(self) -> np.ndarray:
        return self.road.points[0]

    def _at(self, position: float) -> np.ndarray:
        """The point of the road at a position."""
        rise = height(np.array(position)) - height(np.array(LOW))
        return self._start() + self._scale() * np.array([position - LOW, float(rise), 0.0])


def height(position: np.ndarray) -> np.ndarray:
    """The height of the road, as Gymnasium draws it: the slope that pulls the car is that of sin(3 x)."""
    return 0.45 * np.sin(3 * position) + 0.55


def directions(position: float) -> tuple[np.ndarray, np.ndarray]:
    """Along the road, to the right, and away from it, both of length one."""
    slope = 1.35 * np.cos(3 * position)
    along = np.array([1.0, slope, 0.0]) / np.hypot(1, slope)
    return along, np.array([-along[1], along[0], 0.0])
