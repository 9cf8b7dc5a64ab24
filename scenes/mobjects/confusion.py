"""A confusion matrix: what it is in rows, what was answered in columns; right in green, wrong in orange."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, ManimColor, Rectangle, interpolate_color

from scenes import style
from scenes.mobjects.picture import Picture
from scenes.mobjects.words import Number, fitted

WIDE, HIGH, HEAD = 0.64, 0.42, 0.5  # units, of a cell, and the side of a picture at a column's head


class Confusion(Group):
    """Counts by true class and answer; `show` redraws the cells that changed.

    Args:
        names: of the classes.
        counts: the first counts, (classes, classes).
        heads: a picture of each class, (classes, height, width, 3), for the columns.
        most: the largest count there will be; by default that of the fullest row.
    """

    def __init__(self, names: Sequence[str], counts: Any, heads: Any, most: int | None = None) -> None:
        super().__init__()
        counts = np.asarray(counts, int)
        self.counts = np.full(counts.shape, -1)
        room = f"{{:{len(str(counts.sum(1).max() if most is None else most))}d}}"
        self.cells, self.numbers = {}, {}
        for place in np.ndindex(*counts.shape):
            at = place[1] * WIDE * RIGHT + place[0] * HIGH * DOWN
            self.cells[place] = Rectangle(width=WIDE, height=HIGH, stroke_width=style.HAIRLINE, fill_opacity=1)
            self.cells[place].set_stroke(style.color("line")).move_to(at)
            self.numbers[place] = Number(0, room, style.SMALL_DIGITS).move_to(at)
        self.names = [fitted(name, 2.2, style.color("soft")) for name in names]
        for row, name in enumerate(self.names):
            name.next_to(self.cells[row, 0], LEFT, buff=0.2).stand_on(-row * HIGH - 0.085)
        self.heads = [
            Picture(pixels, HEAD).next_to(self.cells[0, index], UP, buff=0.08) for index, pixels in enumerate(heads)
        ]
        self.add(*self.cells.values(), *self.names, *self.heads, *self.numbers.values())
        self.show(counts).move_to(np.zeros(3))

    def show(self, counts: Any) -> Self:
        """Shows other counts; a cell is as bright as its share of the row."""
        counts = np.asarray(counts, int)
        shares = counts / np.maximum(counts.sum(1, keepdims=True), 1)
        old = self.counts / np.maximum(self.counts.sum(1, keepdims=True), 1)
        for row, column in np.argwhere((counts != self.counts) | (shares != old)):
            place = int(row), int(column)
            self.cells[place].set_fill(_shade(float(shares[place]), row == column))
            if counts[place]:
                self.numbers[place].show(int(counts[place]))
            else:
                self.numbers[place].write("")
        self.counts = counts.copy()
        return self


def _shade(share: float, right: bool) -> ManimColor:
    """Green on the diagonal; orange beside it, where a tenth of a row is already seen."""
    if right:
        return interpolate_color(style.color("ground"), style.color("heat_high"), share)
    return interpolate_color(style.color("ground"), style.color("orange"), 0.5 * min(share, 1.0) ** 0.5)
