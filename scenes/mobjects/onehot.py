"""A choice among several things as a row of squares, of which one is lit: how a network is told of it."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import UP, Square, VGroup

from scenes import style
from scenes.mobjects.words import words


class OneHot(VGroup):
    """Named rows of squares under one another; `show` takes the number of the lit square of each row.

    Args:
        names: one a row.
        sizes: squares in each row.
        side: of a square with its gap, in units.
        wrap: squares in a line of a row.
    """

    def __init__(self, names: Sequence[str], sizes: Sequence[int], side: float = 0.36, wrap: int = 16) -> None:
        super().__init__()
        self.names = [words(name, style.LABEL, style.color("soft")) for name in names]
        self.rows = [[Square(0.82 * side, stroke_width=0, fill_opacity=1) for _ in range(size)] for size in sizes]
        top = 0.0
        for name, squares in zip(self.names, self.rows, strict=True):
            lines = -(-len(squares) // wrap)
            for at, square in enumerate(squares):
                square.move_to((side * (at % wrap), top - side * (at // wrap), 0))
            name.next_to(VGroup(*squares), UP, buff=0.15).align_to(squares[0], np.array([-1.0, 0.0, 0.0]))
            top -= side * lines + 0.75
            self.add(name, *squares)
        self.move_to(np.zeros(3))
        self.show([0] * len(self.rows))

    def show(self, chosen: Any) -> Self:
        """Lights one square in every row."""
        for squares, lit in zip(self.rows, chosen, strict=True):
            for at, square in enumerate(squares):
                square.set_fill(style.color("now" if at == int(lit) else "line"))
        return self
