"""What was expected beside what came: two curves, and the gap between them as a colored band."""

from typing import Any, Self

import numpy as np
from manim import ManimColor, VGroup, VMobject

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Curve, Spot


class Gap(VGroup):
    """Two curves over steps and the band between them; `show` takes steps.

    Args:
        axes: over steps and values.
        steps: of every row, rising.
        guess: what was expected.
        came: what came.
        color: of the guesses and of the band.
    """

    def __init__(self, axes: Axes, steps: Any, guess: Any, came: Any, color: ManimColor) -> None:
        self.axes, self.steps = axes, np.asarray(steps, float)
        self.guess, self.came = np.asarray(guess, float), np.asarray(came, float)
        self.band = VMobject(stroke_width=0, fill_color=color, fill_opacity=0.3)
        self.curves = [Curve(axes, self.steps, self.came, style.color("ink"), style.THIN)]
        self.curves.append(Curve(axes, self.steps, self.guess, color))
        self.spots = [Spot(axes, (self.steps[0], line[0]), radius=0.08) for line in (self.came, self.guess)]
        super().__init__(self.band, *self.curves, *self.spots)
        self.show(self.steps[0])

    def show(self, steps: float) -> Self:
        """Shows both curves up to so many steps."""
        steps = min(max(float(steps), self.steps[0]), self.steps[-1])
        row = float(np.interp(steps, self.steps, np.arange(len(self.steps))))
        here = [float(np.interp(steps, self.steps, line)) for line in (self.came, self.guess)]
        for curve, spot, value in zip(self.curves, self.spots, here, strict=True):
            curve.show(row)
            spot.show((steps, value))
        self._fill(steps, here)
        return self

    def _fill(self, steps: float, here: list[float]) -> None:
        before = self.steps < steps
        x = np.append(self.steps[before], steps)
        edges = [
            self.axes.points_at(x, np.append(line[before], value))
            for line, value in zip((self.came, self.guess), here, strict=True)
        ]
        corners = np.concatenate([edges[0], edges[1][::-1], edges[0][:1]])
        self.band.set_points_as_corners(corners)
