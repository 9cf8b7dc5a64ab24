"""A readout: names and the numbers that belong to them, under one another, numbers in one column."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
from manim import RIGHT, ManimColor, VGroup

from scenes import style
from scenes.mobjects.words import Number, words


class Numbers(VGroup):
    """Numbers with their names; a subclass puts them in their places, `show` takes one value each."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: list[Number] = []

    def show(self, values: Any) -> Self:
        """Shows other values."""
        for number, value in zip(self.numbers, values, strict=True):
            number.show(float(value))
        return self


class Readout(Numbers):
    """Rows of a name and a number; `show` takes one value a row.

    Args:
        names: one for each row.
        values: the first values.
        pattern: how the numbers are written; its width is the room of the column.
        colors: of single rows, by name; the others are written in ink.
        pitch: distance of the rows' baselines, in units.
        gap: between the names and the numbers' room, in units.
    """

    def __init__(
        self,
        names: Sequence[str],
        values: Sequence[float],
        pattern: str = "{:9.4f}",
        colors: Mapping[str, ManimColor] | None = None,
        pitch: float = 0.55,
        gap: float = 0.3,
    ) -> None:
        super().__init__()
        colors = colors or {}
        self.labels = [words(name, style.LABEL, colors.get(name, style.color("soft"))) for name in names]
        self.numbers = [
            Number(value, pattern, style.DIGITS, colors.get(name, style.color("ink")))
            for name, value in zip(names, values, strict=True)
        ]
        room = max(label.width for label in self.labels) + gap
        for index, (label, number) in enumerate(zip(self.labels, self.numbers, strict=True)):
            label.align_to(np.zeros(3), -RIGHT).stand_on(-index * pitch)
            number.align_to(np.array([room, 0.0, 0.0]), -RIGHT).stand_on(-index * pitch)
            self.add(label, number)
        self.move_to(np.zeros(3))
