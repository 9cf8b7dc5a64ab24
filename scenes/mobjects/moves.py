"""Where one move can lead: arrows from a place of the lake to the places that may follow."""

from fractions import Fraction
from typing import Any, Self

import numpy as np
from manim import Circle, ManimColor, VGroup, VMobject

from scenes import style
from scenes.mobjects.lake import Lake
from scenes.mobjects.words import Number


class Moves(VGroup):
    """Arrows to every place that can follow, and a ring where one may stay, each with its chance if it is no certainty.

    Args:
        lake: on which they are drawn.
        color: of arrows and ring.
        numbers: whether chances below one are written, as fractions.
    """

    def __init__(self, lake: Lake, color: ManimColor, numbers: bool = True) -> None:
        super().__init__()
        self.lake, self.write = lake, numbers
        self.arrows = VMobject(stroke_width=0, fill_opacity=1, fill_color=color)
        self.ring = Circle(radius=0.25 * lake.cell, stroke_color=color, stroke_width=style.LINE)
        self.numbers = [Number(0, "", style.SMALL_DIGITS, text="1/3") for _ in lake.letters]
        self.add(self.arrows, self.ring, *self.numbers)
        self.show((0, np.zeros(len(lake.letters))))

    def show(self, move: tuple[int, Any]) -> Self:
        """Shows from where, and the chance of every place to follow [states]."""
        start, chance = int(move[0]), np.asarray(move[1], float)
        there = [int(place) for place in np.flatnonzero(chance > 0) if place != start]
        here = self.lake.place(start)
        shapes = [_arrow(here, self.lake.place(place), self.lake.cell) for place in there]
        self.arrows.points = np.concatenate([np.zeros((0, 3)), *shapes])
        self.ring.move_to(here).set_stroke(opacity=1.0 if chance[start] > 0 else 0.0)
        for place, number in enumerate(self.numbers):
            side = 1 if self.lake.place(place)[1] > here[1] else -1  # away from where an arrow comes in
            number.move_to(self.lake.place(place) + self.lake.cell * np.array([0.27, 0.34 * side, 0.0]))
            unsure = self.write and 0 < chance[place] < 1 - 1e-9
            number.write(str(Fraction(chance[place]).limit_denominator(9)) if unsure else "")
        return self


def _arrow(start: np.ndarray, end: np.ndarray, cell: float) -> np.ndarray:
    """The outline of an arrow between the centers of two neighbors, as the points that manim draws it by."""
    along = (end - start) / np.linalg.norm(end - start)
    across = np.array([-along[1], along[0], 0.0])
    profile = [(0.22, 0.035), (0.58, 0.035), (0.58, 0.12), (0.8, 0.0)]  # along and across, in shares of a cell
    corners = [start + cell * (ahead * along + aside * across) for ahead, aside in profile]
    back = [start + cell * (ahead * along - aside * across) for ahead, aside in reversed(profile[:-1])]
    return np.array(VMobject().set_points_as_corners([*corners, *back, corners[0]]).points)
