"""Two numbers for each cell of a board, the first one as a color too, and the best cell in a box."""

from typing import Any, Self

import numpy as np
from manim import Rectangle, Square, VGroup

from scenes import style
from scenes.mobjects.board import ENTERING
from scenes.mobjects.words import Number


class Chances(VGroup):
    """Cells like those of a board; in each a number, and below it what it should be.

    Args:
        frames: per moment and cell the number, what it should be, and 1 where the cell is the best, of shape
            (moments, cells, 3); a cell without a number is empty.
        rows: of cells.
        columns: of cells.
        cell: width of a cell, in units.
        pattern: how the number is written.
        below: how the number below it is written.
        colored: fills the cells from dark, 0, to light, 1; without it only the numbers are drawn, for cells that lie
            on a board: then those of the best cell make room for the mark that comes in.
    """

    def __init__(
        self,
        frames: Any,
        rows: int = 3,
        columns: int = 3,
        cell: float = 1.25,
        pattern: str = "{:.2f}",
        below: str = "{:.2f}",
        colored: bool = True,
    ) -> None:
        super().__init__()
        self.frames, self.colored = np.asarray(frames, float), colored
        self.last = len(self.frames) - 1
        places = [
            np.array([(x - (columns - 1) / 2) * cell, ((rows - 1) / 2 - y) * cell, 0.0])
            for y in range(rows)
            for x in range(columns)
        ]
        room = Rectangle(width=columns * cell, height=rows * cell, stroke_width=0)
        self.squares = [Square(0.94 * cell, stroke_width=0).move_to(place) for place in places]
        self.boxes = [Square(0.94 * cell, stroke_width=0, fill_opacity=0).move_to(place) for place in places]
        up = np.array([0.0, 1.0, 0.0])
        small = style.SMALL_DIGITS
        self.numbers = [Number(0, pattern, small).move_to(place + 0.18 * cell * up) for place in places]
        self.below = [Number(0, below, small, style.color("ink")).move_to(place - 0.2 * cell * up) for place in places]
        self.add(room, *self.squares, *self.boxes, *self.numbers, *self.below)
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows the numbers of one moment."""
        coming = not self.colored and row - int(row) > 1 - ENTERING
        for index, (value, truth, best) in enumerate(self.frames[min(int(row), self.last)]):
            seen = bool(np.isfinite(value))
            known = seen and bool(np.isfinite(truth))
            self.numbers[index].show(value if seen else 0).set_fill(opacity=float(seen and not (coming and best > 0)))
            self.below[index].show(truth if known else 0).set_fill(opacity=float(known and not (coming and best > 0)))
            fill = style.heat(float(value)) if seen else style.color("line")
            self.squares[index].set_fill(fill, (1.0 if seen else 0.35) * self.colored)
            self.boxes[index].set_stroke(style.color("best"), style.BOLD * (best > 0))
        return self
