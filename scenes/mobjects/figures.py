"""A table of figures: columns of numbers under their heads, with names for the rows where they need them."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
from manim import LEFT, RIGHT, ManimColor, VGroup

from scenes import style
from scenes.mobjects.words import Number, words


class Figures(VGroup):
    """Numbers in rows and columns, of which `show` redraws those that changed.

    Args:
        columns: the first numbers of every column, under its head.
        patterns: how a column is written; its width is the room of the column.
        colors: of a column, or of a row where `names` are given.
        names: one a row, left of the numbers.
        pitch: distance of the rows' baselines, in units.
        gap: between two columns, in units.
    """

    def __init__(
        self,
        columns: Mapping[str, Sequence[float] | np.ndarray],
        patterns: Sequence[str],
        colors: Sequence[ManimColor] | None = None,
        names: Sequence[str] = (),
        pitch: float = 0.4,
        gap: float = 0.4,
    ) -> None:
        super().__init__()
        rows = list(zip(*columns.values(), strict=True))
        inks = [style.color("ink")] * len(names or columns) if colors is None else list(colors)
        soft = [style.color("soft")] * len(columns)
        self.heads = [words(head, style.LABEL, ink) for head, ink in zip(columns, soft if names else inks, strict=True)]
        self.names = [words(name, style.LABEL, ink) for name, ink in zip(names, inks if names else [], strict=True)]
        self.numbers = [
            [
                Number(0, pattern, style.SMALL_DIGITS, inks[line if names else place]).show(value)
                for place, (value, pattern) in enumerate(zip(row, patterns, strict=True))
            ]
            for line, row in enumerate(rows)
        ]
        self._place(pitch, gap)
        self.add(*self.heads, *self.names, *[number for row in self.numbers for number in row])
        self.move_to(np.zeros(3))

    def show(self, values: Any) -> Self:
        """Shows other numbers, of shape (rows, columns)."""
        for row, line in zip(self.numbers, values, strict=True):
            for number, value in zip(row, line, strict=True):
                number.show(float(value))
        return self

    def column(self, place: int) -> list[Number]:
        """The numbers of one column, from the top."""
        return [row[place] for row in self.numbers]

    def _place(self, pitch: float, gap: float) -> None:
        """Sets heads and numbers of a column on its right end, every row on its baseline."""
        right = max((name.width for name in self.names), default=-gap)
        for line, name in enumerate(self.names):
            name.set_on(-(line + 1) * pitch, LEFT, 0.0)
        for place, head in enumerate(self.heads):
            right += gap + max(head.width, self.numbers[0][place].width)
            head.set_on(0.12, RIGHT, right)
            for line, number in enumerate(self.column(place)):
                number.set_on(-(line + 1) * pitch, RIGHT, right)
