"""A cart with a pole on its track, drawn from a recording of positions, angles and pushes."""

from typing import Any, Self

import numpy as np
from manim import Circle, Line, ManimColor, Rectangle, RoundedRectangle, VGroup, VMobject

from scenes import style

REACH = 2.4  # meters from the middle to either end of the track
POLE = 1.0  # meters
LIMIT = np.radians(12)  # the lean at which a game is over


class Cart(VGroup):
    """Cart, pole, the arrow of the present push, and the lean at which the game is over as two faint lines.

    Args:
        positions: in meters, (rows,).
        angles: of the pole, in radians, to the right positive, (rows,).
        pushes: 0 left, 1 right, -1 none: there a game has ended, and the next row begins another, (rows,).
        width: of the track, in units.
        color: of the cart.
        push_color: of the arrow.
    """

    def __init__(
        self, positions: Any, angles: Any, pushes: Any, width: float, color: ManimColor, push_color: ManimColor
    ) -> None:
        super().__init__()
        self.positions, self.angles = np.asarray(positions, float), np.asarray(angles, float)
        self.pushes, self.last = np.asarray(pushes, int), len(self.positions) - 1
        soft, size = style.color("soft"), width / (2 * REACH)
        self.track = Line((-width / 2, 0, 0), (width / 2, 0, 0), stroke_color=soft, stroke_width=style.THIN)
        ends = [Line((x, 0, 0), (x, 0.3 * size, 0), stroke_color=soft, stroke_width=style.THIN) for x in (-1.0, 1.0)]
        for end, x in zip(ends, (-width / 2, width / 2), strict=True):
            end.shift(np.array([x - end.get_x(), 0, 0]))
        self.body = RoundedRectangle(width=0.56 * size, height=0.28 * size, corner_radius=0.05 * size)
        self.body.set_stroke(width=0).set_fill(color, 1)
        self.wheels = [Circle(0.08 * size, stroke_width=0, fill_color=soft, fill_opacity=1) for _ in range(2)]
        self.limits = [Line(stroke_color=style.color("line"), stroke_width=style.THIN) for _ in range(2)]
        self.pole = Line(stroke_color=style.color("ink"), stroke_width=max(10 * size, style.LINE))
        self.pivot = Circle(0.06 * size, stroke_width=0, fill_color=style.color("ground"), fill_opacity=1)
        self.arrow = VMobject(stroke_width=0, fill_color=push_color, fill_opacity=1)
        # room for the pole wherever it goes, so that the whole keeps its box
        self.room = Rectangle(width=width, height=1.5 * size, stroke_width=0).shift(np.array([0, 0.7 * size, 0]))
        self.add(self.room, self.track, *ends, *self.limits, *self.wheels, self.body, self.pole, self.pivot, self.arrow)
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows a row, a fraction included; after its end a game stands still until the next begins."""
        row = min(max(float(row), 0.0), self.last)
        low = int(row)
        part = 0.0 if self.pushes[low] < 0 or low == self.last else row - low
        here, there = low, min(low + 1, self.last)
        self.position = self.positions[here] + part * (self.positions[there] - self.positions[here])
        self.angle = self.angles[here] + part * (self.angles[there] - self.angles[here])
        self._place(int(self.pushes[low]))
        return self

    def read(self) -> tuple[float, float]:
        """Position and angle as a viewer would measure them on the drawing."""
        start, end = self.pole.get_start(), self.pole.get_end()
        position = (self.body.get_x() - self.track.get_x()) / (self.track.width / (2 * REACH))
        return float(position), float(np.arctan2(end[0] - start[0], end[1] - start[1]))

    def _place(self, push: int) -> None:
        size = self.track.width / (2 * REACH)
        foot = self.track.get_center() + np.array([self.position * size, 0, 0])
        self.body.move_to(foot + np.array([0, 0.26 * size, 0]))
        for wheel, x in zip(self.wheels, (-0.16, 0.16), strict=True):
            wheel.move_to(foot + np.array([x * size, 0.09 * size, 0]))
        joint = foot + np.array([0, 0.36 * size, 0])
        self.pivot.move_to(joint)
        self.pole.put_start_and_end_on(joint, joint + POLE * size * _lean(self.angle))
        for line, angle in zip(self.limits, (-LIMIT, LIMIT), strict=True):
            line.put_start_and_end_on(joint, joint + POLE * size * _lean(angle))
        self._point(push, foot, size)

    def _point(self, push: int, foot: np.ndarray, size: float) -> None:
        """An arrow at the side of the cart to which it is pushed; nothing where the game is over."""
        side = {0: -1.0, 1: 1.0}.get(push, 0.0)
        start, end, half = 0.34, 0.62, 0.13
        corners = [[start, 0.26 + half], [end, 0.26], [start, 0.26 - half], [start, 0.26 + half]]
        self.arrow.set_points_as_corners([foot + size * np.array([side * x, y * bool(side), 0]) for x, y in corners])
        self.arrow.set_fill(opacity=abs(side))


def _lean(angle: float) -> np.ndarray:
    return np.array([np.sin(angle), np.cos(angle), 0.0])
