"""A grid of small numbers: a picture, a filter, products, an output; what is not known yet is an empty cell."""

from collections.abc import Callable
from typing import Any, Self

import numpy as np
from manim import DOWN, RIGHT, ManimColor, Rectangle, Square, VGroup

from scenes import style
from scenes.mobjects.words import Number

Shade = Callable[[float], ManimColor]


class Grid(VGroup):
    """Numbers of shape (rows, columns) in square cells, the first row on top.

    Args:
        values: the first numbers; NaN leaves a cell empty.
        side: of a cell, in units.
        shade: gives a cell's color for a number; by default from dark to light between 0 and `highest`.
        highest: the number with the full color; whole numbers up to its length fit the cells.
        quiet: True where a number is only filled in, as zeros around a picture; of the same shape.
    """

    def __init__(
        self,
        values: Any,
        side: float = 0.46,
        shade: Shade | None = None,
        highest: float = 1.0,
        quiet: Any = None,
    ) -> None:
        super().__init__()
        self.side, self.highest = side, highest
        self.shade: Shade = style.heat if shade is None else shade
        room = f"{{:{len(f'{highest:.0f}')}.0f}}"
        values = np.asarray(values, float)
        self.values = np.full(values.shape, np.inf)
        still = np.zeros(values.shape, bool) if quiet is None else np.asarray(quiet, bool)
        self.cells, self.numbers = {}, {}
        for place in np.ndindex(*values.shape):
            self.cells[place] = _cell(side, place, bool(still[place]))
            ink = style.color("soft" if still[place] else "ink")
            self.numbers[place] = Number(0, room, style.SMALL_DIGITS, ink).move_to(self.cells[place])
        self.add(*self.cells.values(), *self.numbers.values())
        self.show(values).move_to(np.zeros(3))

    def show(self, values: Any) -> Self:
        """Shows other numbers; only cells that changed are redrawn."""
        values = np.asarray(values, float)
        same = (values == self.values) | (np.isnan(values) & np.isnan(self.values))
        for row, column in np.argwhere(~same):
            self._write(self.cells[row, column], self.numbers[row, column], float(values[row, column]))
        self.values = values.copy()
        return self

    def cell(self, row: float, column: float) -> np.ndarray:
        """The center of a cell on the screen; between cells for fractions."""
        return self.cells[0, 0].get_center() + self.side * (column * RIGHT + row * DOWN)

    def frame(self, rows: int, columns: int, tint: str = "now") -> Rectangle:
        """An outline around so many cells, lying on the first ones; `surround` moves it."""
        outline = Rectangle(width=columns * self.side, height=rows * self.side, stroke_width=style.BOLD)
        outline.set_stroke(style.color(tint))
        return self.surround(outline, 0, 0)

    def surround(self, outline: Rectangle, row: float, column: float) -> Rectangle:
        """Moves an outline to where its upper left cell is this one."""
        down, across = outline.height / self.side - 1, outline.width / self.side - 1
        return outline.move_to(self.cell(row + down / 2, column + across / 2))

    def _write(self, cell: Square, number: Number, value: float) -> None:
        known = bool(np.isfinite(value))
        cell.set_fill(self.shade(value / self.highest) if known else style.color("ground"), 1)
        if known:
            number.show(value)
        else:
            number.write("")


def _cell(side: float, place: tuple[int, ...], quiet: bool) -> Square:
    square = Square(side, stroke_color=style.color("line"), stroke_width=style.HAIRLINE, fill_opacity=1)
    if quiet:
        square.set_stroke(opacity=0.5)
    return square.move_to(side * (place[1] * RIGHT + place[0] * DOWN))
