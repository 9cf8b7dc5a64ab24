"""The learning curve of a player: its mean score against steps of training, with a point that moves along it."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import Group

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Curve, Spot

MOST_TICKS = 8  # stretches between two ticks of the scores
PITCHES = [step * 10.0**power for power in range(7) for step in (1, 2, 5)]  # of the ticks, in points


class Growth(Group):
    """Mean scores, NaN where there are none yet, against steps of training; `show` takes steps.

    Args:
        steps: after which each score was noted, (rows).
        scores: the mean scores, (rows).
        width: of the axes, in units.
        height: of the axes, in units.
        middle: of the axes.
        others: steps and scores of other trainings, drawn thinly behind it as far as it is.
        bounds: the lowest and the highest score there can be; without them the axis is as long as the curve is high.
    """

    def __init__(
        self,
        steps: Any,
        scores: Any,
        width: float,
        height: float,
        middle: tuple[float, float],
        others: Sequence[tuple[np.ndarray, np.ndarray]] = (),
        bounds: tuple[float, float] | None = None,
    ) -> None:
        self.steps, self.scores = np.asarray(steps, float), np.asarray(scores, float)
        scores = [self.scores, *[each for _, each in others]]
        axes = score_axes(float(self.steps[-1]), scores, width, height, bounds)
        axes.shift(np.array([*middle, 0]) - axes.rule.get_center())
        self.others = [(np.asarray(when, float), self.behind(axes, when, each)) for when, each in others]
        self.curve = Curve(axes, self.steps / unit(self.steps[-1])[0], self.scores, style.color("green"))
        self.spot = Spot(axes, self.at(0))
        super().__init__(axes, *[curve for _, curve in self.others], self.curve, self.spot)
        self.show(0)

    def behind(self, axes: Axes, steps: np.ndarray, scores: np.ndarray) -> Curve:
        """The thin line of another training."""
        return Curve(axes, steps / unit(self.steps[-1])[0], scores, style.color("soft"), style.THIN)

    def show(self, steps: float) -> Self:
        """Shows the curves up to so many steps, and the point there."""
        for when, curve in [(self.steps, self.curve), *self.others]:
            curve.show(float(np.interp(steps, when, np.arange(len(when)))))
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


def score_axes(
    last: float, scores: list[np.ndarray], width: float, height: float, bounds: tuple[float, float] | None = None
) -> Axes:
    """Axes for mean scores against steps up to the last; low ones have ticks at their ends, and at zero between."""
    known = np.concatenate([each[np.isfinite(each)] for each in scores])
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    pitch = next(each for each in PITCHES if (high - low) / each <= MOST_TICKS)
    low, high = pitch * np.floor(low / pitch), pitch * max(np.ceil(high / pitch), np.floor(low / pitch) + 1)
    if bounds is not None:
        low, high = bounds
    size, name = unit(last)
    end = last / size
    middle = [0.0] if low < 0 < high else []
    ticks = ([0.0, float(f"{end:.3g}")], [low, *middle, high] if height < 2 or bounds else None)
    return Axes((0, end, end), (low, high, pitch), width, height, (name, "mean points a game"), ticks=ticks)
