"""Tables laid over a plane: their lines, and the one cell of each table that a place falls into."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import ManimColor, VGroup, VMobject

from scenes import style
from scenes.mobjects.axes import Axes


class Mesh(VMobject):
    """The lines of one table over the whole area of the axes.

    Args:
        axes: of the plane.
        cells: a side.
        shift: of the table to the left and down, in cells, from 0 to 1.
        color: of the lines.
    """

    def __init__(self, axes: Axes, cells: int, shift: tuple[float, float], color: ManimColor) -> None:
        super().__init__(stroke_color=color, stroke_width=style.HAIRLINE)
        ends = [np.array(span) for span in axes.spans]
        for axis in (0, 1):
            low, high = ends[axis]
            for line in np.arange(cells + 1) - shift[axis]:
                if 0 <= line <= cells:
                    pair = [ends[0].copy(), ends[1].copy()]
                    pair[axis][:] = low + (high - low) * line / cells
                    start, end = axes.points_at(*pair)
                    self.start_new_path(start).add_line_to(end)


class Overlap(VGroup):
    """The cells that hold one place, a cell of every table, one on another: where all of them lie it is brightest.

    Args:
        axes: of the plane.
        cells: of every table, a side.
        shifts: of every table to the left and down, in cells, (tables, 2).
        place: the value pair.
        color: of the cells.
    """

    def __init__(self, axes: Axes, cells: int, shifts: Sequence[Any] | np.ndarray, place: Any, color: ManimColor):
        super().__init__()
        self.corners = [find_corners(axes, cells, shift, place) for shift in np.asarray(shifts, float)]
        for (left, low), (right, high) in self.corners:
            outline = [(left, low), (right, low), (right, high), (left, high), (left, low)]
            cell = VMobject(stroke_color=color, stroke_width=style.HAIRLINE)
            cell.set_points_as_corners([axes.point(*corner) for corner in outline])
            self.add(cell.set_fill(color, 1.2 / len(shifts)))
        self.show(len(self.submobjects) - 1)

    def show(self, row: float) -> Self:
        """Shows the cells up to number `row`."""
        for place, cell in enumerate(self.submobjects):
            shown = float(place <= row)
            cell.set_stroke(opacity=0.7 * shown).set_fill(opacity=1.2 / len(self.submobjects) * shown)
        return self


def find_corners(axes: Axes, cells: int, shift: Any, place: Any) -> np.ndarray:
    """The lowest and highest values of the cell of a shifted table that holds the place, within the axes, (2, 2)."""
    low, high = np.array(axes.spans, float).T
    spot = np.floor((np.asarray(place, float) - low) / (high - low) * cells + shift)
    ends = np.stack([spot, spot + 1]) - shift
    return np.clip(low + ends / cells * (high - low), low, high)
