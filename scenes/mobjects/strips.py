"""Strips of cells: sequences of different lengths under one another, each cell in one of a few colors."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import ManimColor, VGroup, VMobject

from scenes import style


class Strips(VGroup):
    """Cells in rows, whose last cells stand under one another; `show(count)` reveals so many cells from the right.

    Args:
        lengths: of the rows.
        kinds: which color each cell has, row by row from left to right, as one array.
        colors: of the kinds.
        cell: width of a cell, in units.
        pitch: distance of two rows, in units.
    """

    def __init__(
        self, lengths: Sequence[int], kinds: Any, colors: Sequence[ManimColor], cell: float = 0.26, pitch: float = 0.34
    ) -> None:
        kinds = np.asarray(kinds, int)
        columns = np.concatenate([np.arange(length) - length for length in lengths])
        rows = np.repeat(np.arange(len(lengths)), lengths)
        self.places, self.kinds = np.stack([columns, -rows], axis=1), kinds
        self.cell, self.pitch = cell, pitch
        self.all = VMobject(stroke_width=0, fill_color=style.color("line"), fill_opacity=1)
        self.shapes = [VMobject(stroke_width=0, fill_color=tint, fill_opacity=1) for tint in colors]
        self.last = int(max(lengths))
        super().__init__(self.all, *self.shapes)
        self.all.points = self._cells(np.ones(len(kinds), bool))
        self.shift(-self.all.get_center())
        self._corner = self.all.points[0].copy()

    def show(self, count: float) -> Self:
        """Colors the last `count` cells of every row."""
        seen = -self.places[:, 0] <= count
        moved = self.all.points[0] - self._cells(np.ones(len(self.kinds), bool))[0]
        for kind, shape in enumerate(self.shapes):
            shape.points = self._cells(seen & (self.kinds == kind)) + moved
        return self

    def _cells(self, chosen: np.ndarray) -> np.ndarray:
        """The outlines of the chosen cells as one shape, (n, 3)."""
        across, up = 0.86 * self.cell, 0.7 * self.pitch
        corners = np.array([[0, 0, 0], [across, 0, 0], [across, up, 0], [0, up, 0], [0, 0, 0]])
        pieces = [corners[:-1] + (corners[1:] - corners[:-1]) * share for share in (0, 1 / 3, 2 / 3, 1)]
        outline = np.stack(pieces, axis=1).reshape(-1, 3)
        spots = self.places[chosen] * np.array([self.cell, self.pitch])
        return (np.column_stack([spots, np.zeros(len(spots))])[:, None] + outline[None]).reshape(-1, 3)
