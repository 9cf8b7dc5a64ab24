"""Numbers of either sign as bars from a middle line, each against its own largest size."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, ManimColor, Rectangle, VGroup

from scenes import style
from scenes.mobjects.progress import pattern_for
from scenes.mobjects.words import Number, fitted


class Signed(VGroup):
    """Bars to the right for numbers above zero and to the left for those below, with names and numbers.

    Args:
        names: one a bar.
        frames: the numbers over time, (rows, bars); the largest of each bar fills its half.
        width: of a whole track, in units.
        color: of the bars.
        pitch: distance of two bars, in units.
        room: for the names, in units.
    """

    THICK = 0.24

    def __init__(
        self,
        names: Sequence[str],
        frames: np.ndarray,
        width: float,
        color: ManimColor,
        pitch: float = 0.5,
        room: float = 1.6,
    ) -> None:
        super().__init__()
        self.frames = np.asarray(frames, float)
        self.last = len(self.frames) - 1
        sizes = np.abs(np.where(np.isfinite(self.frames), self.frames, 0.0))
        self.reaches = np.maximum(sizes.max(axis=0), 1e-12)
        self.half = width / 2
        self.tracks, self.bars, self.numbers = [], [], []
        for index, name in enumerate(names):
            y = -index * pitch
            track = Rectangle(width=width, height=self.THICK, stroke_width=0, fill_opacity=1).set_y(y)
            bar = track.copy().set_fill(color)
            number = Number(0, pattern_for(self.frames[:, index]), style.SMALL_DIGITS)
            label = fitted(name, room, style.color("soft"))
            label.next_to(track, LEFT, buff=0.25).stand_on(y - 0.085)
            number.next_to(track, RIGHT, buff=0.1).stand_on(y - 0.085)
            self.tracks.append(track.set_fill(style.color("line")))
            self.bars.append(bar)
            self.numbers.append(number)
            self.add(track, bar, label, number)
        top, foot = self.tracks[0].get_center() + 0.3 * UP, self.tracks[-1].get_center() + 0.3 * DOWN
        self.add(Line(top, foot, stroke_color=style.color("soft"), stroke_width=style.HAIRLINE))
        self.move_to(np.zeros(3))
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows the numbers of a row."""
        for index, value in enumerate(self.frames[min(int(row), self.last)]):
            share = float(np.clip(value / self.reaches[index], -1, 1)) if np.isfinite(value) else 0.0
            bar, middle = self.bars[index], self.tracks[index].get_center()
            bar.stretch_to_fit_width(max(abs(share), 1e-4) * self.half).move_to(middle + share / 2 * self.half * RIGHT)
            self.numbers[index].show(float(value))
        return self
