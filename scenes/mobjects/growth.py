"""The learning curve of a player: its mean score against steps of training, with a point that moves along it."""

from typing import Any, Self

import numpy as np
from manim import Group

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Curve, Spot


class Growth(Group):
    """Mean scores, NaN where there are none yet, against steps of training; `show` takes steps.

    Args:
        steps: after which each score was noted, (rows).
        scores: the mean scores, (rows).
        width: of the axes, in units.
        height: of the axes, in units.
        middle: of the axes.
    """

    def __init__(self, steps: Any, scores: Any, width: float, height: float, middle: tuple[float, float]) -> None:
        self.steps, self.scores = np.asarray(steps, float), np.asarray(scores, float)
        axes = score_axes(float(self.steps[-1]), [self.scores], width, height)
        axes.shift(np.array([*middle, 0]) - axes.rule.get_center())
        self.curve = Curve(axes, self.steps / unit(self.steps[-1])[0], self.scores, style.color("green"))
        self.spot = Spot(axes, self.at(0))
        super().__init__(axes, self.curve, self.spot)
        self.show(0)

    def show(self, steps: float) -> Self:
        """Shows the curve up to so many steps, and the point there."""
        self.curve.show(float(np.interp(steps, self.steps, np.arange(len(self.steps)))))
        self.spot.show(self.at(steps))
        return self

    def at(self, steps: float) -> tuple[float, float]:
        """The point of the curve after so many steps; before the first game has ended, the first score there is."""
        known = np.isfinite(self.scores)
        if not known.any():
            return float("nan"), float("nan")
        return steps / unit(self.steps[-1])[0], float(np.interp(steps, self.steps[known], self.scores[known]))


def unit(steps: float) -> tuple[float, str]:
    """In what steps are counted on an axis that reaches so far."""
    return (1e6, "million steps") if steps >= 1e6 else (1e3, "thousand steps")


def score_axes(last: float, scores: list[np.ndarray], width: float, height: float) -> Axes:
    """Axes for mean scores against steps up to the last; low ones have ticks at their ends alone."""
    known = np.concatenate([each[np.isfinite(each)] for each in scores])
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    pitch = 5.0 if high - low < 60 else float(10 ** np.ceil(np.log10((high - low) / 5)))
    low, high = pitch * np.floor(low / pitch), pitch * max(np.ceil(high / pitch), np.floor(low / pitch) + 1)
    size, name = unit(last)
    end = last / size
    ticks = ([0.0, round(end, 2 if end < 10 else 0)], [low, high] if height < 2 else None)
    return Axes((0, end, end), (low, high, pitch), width, height, (name, "mean points a game"), ticks=ticks)
