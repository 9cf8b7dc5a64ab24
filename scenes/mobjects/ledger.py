"""A list of what was done, line by line, and a last column that is filled when the end is known."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import LEFT, VGroup

from scenes import style
from scenes.mobjects.words import Glyphs, Number, words


class Ledger(VGroup):
    """Lines of a number, a word and a label; `show` reveals as many lines as were written.

    Args:
        heads: over the three columns.
        places: the numbers.
        names: the words.
        label: what the last column is filled with, for all lines at once.
        pitch: distance of two lines, in units.
    """

    LEFTS = (0.0, 1.6, 3.4)

    def __init__(
        self, heads: Sequence[str], places: Any, names: Sequence[str], label: float, pitch: float = 0.36
    ) -> None:
        super().__init__()
        self.heads = [
            _put(words(head, style.LABEL, style.color("soft")), at, 0)
            for head, at in zip(heads, self.LEFTS, strict=True)
        ]
        self.lines: list[tuple[Glyphs, Glyphs]] = []
        self.labels: list[Number] = []
        for line, (place, name) in enumerate(zip(places, names, strict=True), start=1):
            number = _put(Number(float(place), "{:.0f}", style.SMALL_DIGITS), self.LEFTS[0], -line * pitch)
            word = _put(words(name, style.LABEL), self.LEFTS[1], -line * pitch)
            end = Number(label, "{:.0f}", style.SMALL_DIGITS, style.color("green" if label else "orange"))
            self.lines.append((number, word))
            self.labels.append(_put(end, self.LEFTS[2], -line * pitch))
        self.add(*self.heads, *[part for line in self.lines for part in line], *self.labels)
        self.move_to(np.zeros(3))
        self.show(0).fill(0)

    def show(self, count: float) -> Self:
        """Shows the first lines, without their labels."""
        for line, parts in enumerate(self.lines):
            for part in parts:
                part.set_fill(opacity=float(line < int(count)))
        return self

    def fill(self, count: float) -> Self:
        """Fills the last column from the bottom line up."""
        for line, label in enumerate(reversed(self.labels)):
            label.set_fill(opacity=float(line < int(count)))
        return self


def _put(text: Any, left: float, baseline: float) -> Any:
    return text.set_on(baseline, LEFT, left)
