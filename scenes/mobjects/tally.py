"""Names and numbers in a line or under one another, as a game's points and lives stand beside its screen."""

from collections.abc import Sequence

import numpy as np
from manim import RIGHT

from scenes import style
from scenes.mobjects.readout import Numbers
from scenes.mobjects.words import Number, words


class Tally(Numbers):
    """Names, each followed by its number; `show` takes one value a name.

    Args:
        names: from the left.
        patterns: how each number is written; its width is the room of the number.
        gap: between a number and the next name, in units.
    """

    def __init__(self, names: Sequence[str], patterns: Sequence[str], gap: float = 0.6) -> None:
        super().__init__()
        right = 0.0
        for name, pattern in zip(names, patterns, strict=True):
            label = words(name, style.LABEL, style.color("soft"))
            label.align_to(right * RIGHT, -RIGHT).stand_on(0)
            number = Number(0, pattern, style.DIGITS).stand_on(0)
            number.shift((label.get_right()[0] + 0.2 - number.points[0, 0]) * RIGHT)
            right = number.points[4, 0] + gap
            self.numbers.append(number)
            self.add(label, number)
        self.move_to(np.zeros(3))


class Stacked(Numbers):
    """Names, each over its number, their left ends in line; the first name stands on the origin.

    Args:
        names: from the top.
        patterns: how each number is written.
        pitch: from one name's baseline to the next one's, in units.
    """

    def __init__(self, names: Sequence[str], patterns: Sequence[str], pitch: float) -> None:
        super().__init__()
        for place, (name, pattern) in enumerate(zip(names, patterns, strict=True)):
            label = words(name, style.LABEL, style.color("soft")).align_to(np.zeros(3), -RIGHT)
            number = Number(0, pattern, style.DIGITS).stand_on(-pitch * place - 0.45)
            self.numbers.append(number.shift(-number.points[0, 0] * RIGHT))
            self.add(label.stand_on(-pitch * place), number)
