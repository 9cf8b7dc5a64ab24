"""A field of small squares that are ticked off one after another: equal or not."""

from typing import Any, Self

import numpy as np
from manim import Square, VGroup, VMobject

from scenes import style


class Checks(VGroup):
    """One square for each comparison, column by column within rows; `show` ticks them off up to a row of them.

    Args:
        equal: whether each comparison held, [rows, columns], in the order rows first.
        side: of a square with its gap, in units.
        gap_after: a wider gap follows this column.
    """

    def __init__(self, equal: Any, side: float = 0.3, gap_after: int | None = None) -> None:
        super().__init__()
        self.equal = np.asarray(equal, bool)
        rows, columns = self.equal.shape
        self.empty = VMobject(stroke_width=0, fill_opacity=1, fill_color=style.color("line"))
        self.held = VMobject(stroke_width=0, fill_opacity=1, fill_color=style.color("green"))
        self.failed = VMobject(stroke_width=0, fill_opacity=1, fill_color=style.color("orange"))
        shift = [0.5 * side * (gap_after is not None and column > gap_after) for column in range(columns)]
        self.squares = [
            Square(0.8 * side).move_to((column * side + shift[column], -row * side, 0)).points
            for row in range(rows)
            for column in range(columns)
        ]
        self.empty.points = np.concatenate(self.squares)
        self.add(self.empty, self.held, self.failed)
        self.home = self.empty.points[0].copy()
        self.show(-1)

    def show(self, last: float) -> Self:
        """Ticks off the comparisons up to number `last`; -1 for none."""
        moved = self.empty.points[0] - self.home
        done = range(int(last) + 1)
        for shape, wanted in ((self.held, True), (self.failed, False)):
            kept = [self.squares[at] + moved for at in done if self.equal.flat[at] == wanted]
            shape.points = np.concatenate([np.zeros((0, 3)), *kept])
        return self
