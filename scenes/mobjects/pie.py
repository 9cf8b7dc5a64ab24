"""A pie: shares of a whole as sectors, each with its percentage where there is room."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import TAU, Circle, ManimColor, VGroup, VMobject

from scenes import style
from scenes.mobjects.words import Number

SMALLEST = 0.075  # share of the whole; a thinner sector has no room for its number
CORNERS = 120  # of a whole circle


class Pie(VGroup):
    """Sectors clockwise from the top, in the order of the colors.

    Args:
        shares: the first ones; they sum to 1.
        colors: one a sector.
        radius: in units.
    """

    def __init__(self, shares: Any, colors: Sequence[ManimColor], radius: float = 1.9) -> None:
        super().__init__()
        # an unseen circle carries center and radius through every move and scaling
        self.rim = Circle(radius, stroke_width=0, fill_opacity=0)
        ground = style.color("ground")
        self.sectors = [
            VMobject(stroke_color=ground, stroke_width=style.THIN, fill_color=tint, fill_opacity=1) for tint in colors
        ]
        self.numbers = [Number(0, "{:4.0%}", style.DIGITS - 2, style.color("ground")) for _ in colors]
        self.add(self.rim, *self.sectors, *self.numbers)
        self.show(shares)

    def show(self, shares: Any) -> Self:
        """Shows one share a sector."""
        self.shares = np.asarray(shares, float)
        ends = np.concatenate([[0.0], np.cumsum(np.nan_to_num(self.shares))])
        for index, share in enumerate(self.shares):
            self._show_sector(index, float(share), ends[index], ends[index + 1])
        return self

    def share(self, index: int) -> float:
        """The drawn share of a sector: what a viewer would measure, from the area of its shape."""
        x, y = (self.sectors[index].points[::4, :2] - self.rim.get_center()[:2]).T
        area = abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2
        return float(area / (np.pi * (self.rim.width / 2) ** 2))

    def _show_sector(self, index: int, share: float, start: float, end: float) -> None:
        center, radius = self.rim.get_center(), self.rim.width / 2
        turns = np.linspace(start, end, max(int((end - start) * CORNERS), 1) + 1)
        corners = [center, *[center + radius * _direction(turn) for turn in turns], center]
        self.sectors[index].set_points_as_corners(corners)
        number = self.numbers[index]
        number.show(share if np.isfinite(share) else 0.0).set_fill(opacity=float(share >= SMALLEST))
        glyphs = number.points[8:]
        here = (glyphs.min(0) + glyphs.max(0)) / 2
        number.shift(center + 0.68 * radius * _direction((start + end) / 2) - here)


def _direction(turn: float) -> np.ndarray:
    """The unit vector after a share of a clockwise turn from the top."""
    return np.array([np.sin(TAU * turn), np.cos(TAU * turn), 0.0])
