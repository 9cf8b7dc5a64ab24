"""How the numbers of a layer spread: a histogram that changes, before it the one at the start as an outline."""

from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, ManimColor, VGroup, VMobject

from scenes import style
from scenes.mobjects.layers import shortened
from scenes.mobjects.words import Number


class Spread(VGroup):
    """Counts over a stretch of numbers; `show(row)` draws those of a row, the first ones stay as an outline.

    Args:
        name: of what is counted.
        counts: of every row and bin, (rows, bins).
        span: the numbers at both ends.
        width: in units.
        height: in units, of the fullest bin.
        color: of the histogram.
    """

    def __init__(
        self, name: str, counts: Any, span: tuple[float, float], width: float, height: float, color: ManimColor
    ) -> None:
        self.counts = np.asarray(counts, float)
        self.last, self.width_full, self.height_full = len(self.counts) - 1, width, height
        self.highest = max(float(np.median(self.counts.max(axis=1))), float(self.counts[-1].max()), 1.0)
        self.floor = VMobject(stroke_color=style.color("soft"), stroke_width=style.HAIRLINE)
        self.floor.set_points_as_corners([np.zeros(3), width * RIGHT])
        self.body = VMobject(stroke_width=0, fill_color=color, fill_opacity=0.9)
        self.start = VMobject(stroke_color=style.color("ink"), stroke_width=style.THIN)
        self.start.points = self._outline(self.counts[0])
        self.name_shape = shortened(name, width).align_to(np.zeros(3), LEFT).stand_on(height + 0.2)
        self.ends = [Number(value, "{:.2g}", style.SMALL_DIGITS, style.color("soft")) for value in span]
        for number, side in zip(self.ends, (LEFT, RIGHT), strict=True):
            number.next_to(self.floor, DOWN, buff=0.12).align_to(self.floor, side)
        super().__init__(self.body, self.start, self.floor, self.name_shape, *self.ends)
        self.move_to(np.zeros(3))
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows the counts of a row."""
        self.body.points = self._outline(self.counts[min(int(row), self.last)]) + self.floor.points[0]
        return self

    def _outline(self, counts: np.ndarray) -> np.ndarray:
        """The counts as one outline from left to right and back along the floor, as points to draw it by."""
        heights = np.repeat(np.minimum(counts / self.highest, 1.0), 2) * self.height_full
        edges = np.repeat(np.linspace(0, self.width_full, len(counts) + 1), 2)[1:-1]
        corners = np.zeros((len(edges) + 3, 3))
        corners[1:-2, 0], corners[1:-2, 1] = edges, heights
        corners[-2, 0] = self.width_full
        return np.array(VMobject().set_points_as_corners(corners).points)
