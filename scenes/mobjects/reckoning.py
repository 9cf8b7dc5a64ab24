"""A line of arithmetic with a name over each number: how a new value comes about."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
from manim import RIGHT, ManimColor, VGroup

from scenes import style
from scenes.mobjects.words import Number, words


class Reckoning(VGroup):
    """Numbers with names over them, and the signs between; `show` takes the numbers in order.

    Args:
        parts: a sign such as `"+"`, or a pair of name and pattern.
        colors: of single numbers and their names, by name; the others are written in ink and soft.
        gap: between two parts, in units.
    """

    def __init__(
        self, parts: Sequence[str | tuple[str, str]], colors: Mapping[str, ManimColor] | None = None, gap: float = 0.11
    ) -> None:
        super().__init__()
        self.numbers: list[Number] = []
        edge, colors = 0.0, colors or {}
        for part in parts:
            name, pattern = ("", "") if isinstance(part, str) else part
            text = part if isinstance(part, str) else None
            ink = style.color("soft") if text else colors.get(name, style.color("ink"))
            number = Number(0, pattern, style.SMALL_DIGITS, ink, text=text)
            label = words(name, style.LABEL, colors.get(name, style.color("soft"))) if name else None
            room = max(number.cells * number.width / max(len(number.text), 1), label.width if label else 0.0)
            number.set_x(edge + room / 2).stand_on(0)
            self.add(number)
            if label:
                self.add(label.set_x(edge + room / 2).stand_on(0.4))
                self.numbers.append(number)
            edge += room + gap
        self.shift((-self.get_center()[0]) * RIGHT)

    def show(self, values: Any) -> Self:
        """Shows one value a named number."""
        for number, value in zip(self.numbers, np.asarray(values, float), strict=True):
            number.show(float(value))
        return self
