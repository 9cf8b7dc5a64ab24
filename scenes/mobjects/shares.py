"""Softmax as a picture: scores, their exponentials with the sum, and each one's share of that sum."""

import string
from typing import Any, Self

import numpy as np
from manim import LEFT, RIGHT, UP, Line, VGroup

from scenes import style
from scenes.mobjects.bars import Bars
from scenes.mobjects.words import Number, formula, words


class Shares(VGroup):
    """Left a bar for every score, in the middle e to the score and the sum of all, right a bar for every share.

    Args:
        scores: one row a moment, shape (moments, bars).
        exponentials: of the same shape.
        shares: of the same shape.
    """

    def __init__(self, scores: Any, exponentials: Any, shares: Any) -> None:
        super().__init__()
        self.scores, self.exponentials, self.shares = (np.asarray(part) for part in (scores, exponentials, shares))
        self.last = len(self.scores) - 1
        names = list(string.ascii_uppercase[: self.scores.shape[1]])
        self.left = Bars(names, self.scores[0], float(self.scores.max()), 2.6, "{:4.1f}", style.color("orange"))
        self.right = Bars(names, self.shares[0], 1.0, 2.6, "{:5.3f}", style.color("orange"))
        self.left.move_to(4.4 * LEFT)
        self.right.move_to(4.4 * RIGHT)
        self.numbers = [Number(value, "{:7.2f}", style.DIGITS) for value in self.exponentials[0]]
        for number, beside in zip(self.numbers, self.left.numbers, strict=True):
            number.stand_on(beside.baseline)
        self.sum = Number(self.exponentials[0].sum(), "{:7.2f}", style.DIGITS)
        self.add(self.left, self.right, *self.numbers, self.sum)
        self._name()

    def show(self, moment: float) -> Self:
        """Shows the numbers of one moment."""
        row = min(int(moment), self.last)
        self.left.show(self.scores[row])
        self.right.show(self.shares[row])
        for number, value in zip(self.numbers, self.exponentials[row], strict=True):
            number.show(value)
        self.sum.show(self.exponentials[row].sum())
        return self

    def _name(self) -> None:
        """Puts heads over the columns, and the sum with a rule above it under the middle one."""
        top = self.left.get_top()[1] + 0.5
        heads = [formula('"score"'), formula('e^"score"'), formula('"share" = e^"score" / "sum"')]
        for head, below in zip(heads, (self.left.tracks[0], self.numbers[0], self.right.tracks[0]), strict=True):
            head.next_to(below, UP, buff=0.5).set_y(top + 0.2)
        foot = self.numbers[-1].baseline
        edge = self.numbers[0].get_right()
        rule = Line(edge + 1.5 * LEFT, edge, stroke_color=style.color("soft"), stroke_width=style.HAIRLINE)
        rule.set_y(foot - 0.2)
        self.sum.stand_on(foot - 0.62)
        name = words("sum", style.LABEL, style.color("soft")).next_to(self.sum, LEFT, buff=0.3).stand_on(foot - 0.62)
        self.add(*heads, rule, name)
