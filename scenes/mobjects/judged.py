"""Right or wrong by shape, and pictures in a row with what a network answers to each."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, Group, VMobject

from scenes import style
from scenes.mobjects.picture import Picture
from scenes.mobjects.words import Number, fitted

CHECK = np.array([[-0.5, 0.0, 0], [-0.15, -0.4, 0], [0.5, 0.45, 0]])
CROSS = np.array([[-0.4, 0.4, 0], [0.4, -0.4, 0], [-0.4, -0.4, 0], [0.4, 0.4, 0]])


class Verdict(VMobject):
    """A green tick for right, an orange cross for wrong; `side` is its width in units."""

    def __init__(self, right: bool = True, side: float = 0.26) -> None:
        super().__init__(stroke_width=style.LINE)
        self.side = side
        self.show(right)

    def show(self, right: bool) -> Self:
        """Shows whether the answer is right."""
        center = self.get_center() if len(self.points) else np.zeros(3)
        self.right = bool(right)
        self.clear_points()
        if self.right:
            self.set_points_as_corners(self.side * CHECK)
        else:
            self.set_points_as_corners(self.side * CROSS[:2])
            self.start_new_path(self.side * CROSS[2])
            self.add_line_to(self.side * CROSS[3])
        self.set_stroke(style.color("green" if self.right else "orange"))
        return self.move_to(center)


class Judged(Group):
    """Pictures in a row; under each its name, a probability and whether that is right.

    Args:
        stack: the pictures, (count, height, width, 3), 0 to 255.
        names: what they truly show.
        width: of a picture, in units.
        pitch: distance of two pictures' centers, in units.
    """

    def __init__(self, stack: Any, names: Sequence[str], width: float = 1.5, pitch: float = 2.1) -> None:
        super().__init__()
        self.pictures, self.numbers, self.verdicts = [], [], []
        self.names = [fitted(name, pitch - 0.15, style.color("soft")) for name in names]
        for index, (pixels, name) in enumerate(zip(stack, self.names, strict=True)):
            picture = Picture(pixels, width).move_to(index * pitch * RIGHT)
            foot = picture.get_bottom()[1]
            name.move_to(picture).stand_on(foot - 0.36)
            number = Number(0, "{:.2f}", style.DIGITS).move_to(picture).stand_on(foot - 0.8)
            verdict = Verdict(True).next_to(number, RIGHT, buff=0.16)
            number.shift(0.2 * LEFT)
            verdict.shift(0.2 * LEFT)
            self.pictures.append(picture)
            self.numbers.append(number)
            self.verdicts.append(verdict)
        self.add(*self.pictures, *self.names, *self.numbers, *self.verdicts)
        self.move_to(0.2 * DOWN)

    def show(self, judged: tuple[Any, Any]) -> Self:
        """Shows the probabilities, and whether the answers are right, one a picture."""
        for number, verdict, value, right in zip(self.numbers, self.verdicts, *judged, strict=True):
            number.show(float(value))
            verdict.show(bool(right))
        return self
