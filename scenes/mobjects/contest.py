"""Answers that compete: a bar for each class, the largest marked, and whether it is the right one."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import LEFT, RIGHT, Triangle, VGroup

from scenes import style
from scenes.mobjects.bars import Bars
from scenes.mobjects.judged import Verdict

STAY = 0.6  # share of the time between two moments in which bars stand where their numbers say


class Contest(VGroup):
    """The probabilities of all classes over time; a wedge points at the true class.

    Args:
        names: of the classes.
        chances: one row a moment, (moments, classes).
        truth: the number of the true class.
        width: of a bar's track, in units.
        pitch: distance of two bars, in units.
    """

    def __init__(self, names: Sequence[str], chances: Any, truth: int, width: float = 1.5, pitch: float = 0.48) -> None:
        super().__init__()
        self.chances, self.truth = np.asarray(chances, float), truth
        self.last = len(self.chances) - 1
        self.bars = Bars(names, self.chances[0], 1.0, width, "{:.2f}", pitch=pitch, room=1.55)
        self.wedge = Triangle(stroke_width=0, fill_opacity=1, fill_color=style.color("ink")).scale(0.09)
        self.wedge.rotate(-np.pi / 2).next_to(self.bars.names[truth], LEFT, buff=0.12)
        self.wedge.set_y(self.bars.tracks[truth].get_y())
        self.verdict = Verdict(True, 0.24)
        self.add(self.bars, self.wedge, self.verdict)
        self.show(0).move_to(np.zeros(3))

    def show(self, row: float) -> Self:
        """Shows a moment: lengths between two recorded ones, numbers and verdict of the one before."""
        row = min(max(float(row), 0.0), self.last)
        here = int(row)
        there = min(here + 1, self.last)
        values = self.chances[here]
        moved = max((row - here - STAY) / (1 - STAY), 0.0)
        self.bars.show(values + moved * (self.chances[there] - values))
        self.largest = int(np.nanargmax(values)) if np.isfinite(values).any() else -1
        for index, (number, value) in enumerate(zip(self.bars.numbers, values, strict=True)):
            self._mark(index, index == self.largest)
            number.show(float(value))
        self.verdict.show(self.largest == self.truth)
        number = self.bars.numbers[max(self.largest, 0)]
        self.verdict.next_to(number, RIGHT, buff=0.16).set_y(self.bars.tracks[max(self.largest, 0)].get_y())
        return self

    def _mark(self, index: int, largest: bool) -> None:
        """The largest bar is thicker and its words are bright; red stays with actions."""
        bar, track = self.bars.bars[index], self.bars.tracks[index]
        bar.stretch_to_fit_height(Bars.BEST if largest else Bars.THICK).set_y(track.get_y())
        bar.set_fill(style.color("sky"), 1.0 if largest else 0.7)
        for text in (self.bars.names[index], self.bars.numbers[index]):
            text.set_fill(style.color("ink" if largest else "soft"))
