"""Playback turns any recording into motion: one animation, any mobject that can `show` a value."""

import math
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from manim import Animation, linear, smooth
from scipy.optimize import brentq

REST = 0.5  # of its time a row rests, so that numbers beside it can be compared; in the other half it moves on

Clock = Callable[[float], float]  # share of the animation, 0 to 1 -> row of the recording, with a fraction


class Shows(Protocol):
    """A mobject with the one verb of this project: `show(value)` redraws what changed and returns self."""

    def show(self, value: Any) -> Any:
        """Draws the value."""


def steadily(rows: int, start: int = 0) -> Clock:
    """Every row takes equally long, from row `start` to the last of `rows`."""
    last = rows - 1
    return lambda share: min(start + (last - start) * share, last)


def paced(seconds: Sequence[float] | np.ndarray, start: int = 0) -> Clock:
    """From row `start` on each row takes as long as its entry says, the last of them ending on the row after."""
    ends = np.concatenate([[0.0], np.cumsum(seconds)])
    return lambda share: float(np.interp(share * ends[-1], ends, start + np.arange(len(ends))))


def straight(start: float, end: float) -> Clock:
    """From one row to another, forwards or backwards, setting out and arriving smoothly."""
    return lambda share: start + (end - start) * smooth(share)


def stretch(clock: Clock, start: float, end: float) -> Clock:
    """What a clock shows between two shares of its time."""
    return lambda share: clock(start + (end - start) * share)


def rewinding(row: float) -> Clock:
    """Back from a row to the first, as a film is wound back."""
    return lambda share: row * (1 - smooth(share))


def accelerating(rows: int, slow: int = 20) -> Clock:
    """The first `slow` rows pass steadily, then time speeds up exponentially, without a jerk, to the last."""
    last, slow = rows - 1, max(slow, 1)
    if last <= slow:
        return steadily(rows)
    growth = math.log(last / slow)
    turn = 1 / (1 + growth)  # here both parts have the same speed

    def row(share: float) -> float:
        if share < turn:
            return slow * share / turn
        if share >= 1:
            return last
        return min(slow * math.exp(growth * (share - turn) / (1 - turn)), last)

    return row


def speeding_up(rows: int, start: int, first: float) -> Clock:
    """From row `start` to the last of `rows` time speeds up exponentially; its first speed is `first` rows a play."""
    way = rows - 1 - start
    if first >= way:
        return steadily(rows, min(start, rows - 1))
    growth = float(brentq(lambda rate: first * math.expm1(rate) / rate - way, 1e-9, 60))

    def row(share: float) -> float:
        return start + first * math.expm1(growth * share) / growth if share < 1 else rows - 1

    return row


def hurrying(rows: int, seconds: float, usual: float, first: float, last: float, ramp: float = 1.5) -> Clock:
    """Rows pass at `usual` a second in the first and the last so many seconds; between them as fast as they must.

    Time speeds up and slows down without a jerk, within `ramp` seconds. Where all rows fit, none is hurried.
    """
    way = rows - 1
    shares = np.linspace(0, 1, 2001)
    times = shares * seconds
    lift = [smooth(share) for share in np.clip(np.minimum(times - first, seconds - last - times) / ramp, 0, 1)]

    def passed(growth: float) -> np.ndarray:
        speeds = usual * np.exp(growth * np.array(lift))
        return np.concatenate([[0], np.cumsum((speeds[1:] + speeds[:-1]) / 2 * np.diff(times))])

    if way <= usual * seconds or not max(lift):
        return steadily(rows)
    rows_at = passed(float(brentq(lambda growth: passed(growth)[-1] - way, 0, 20)))
    return lambda share: min(float(np.interp(share, shares, rows_at)), way)


def speed(clock: Clock, seconds: float) -> Clock:
    """Rows a second at each share of the time of an animation that lasts this many seconds."""
    near = 1e-3

    def rows_a_second(share: float) -> float:
        before, after = max(share - near, 0.0), min(share + near, 1.0)
        return (clock(after) - clock(before)) / (after - before) / seconds

    return rows_a_second


class Playback(Animation):
    """Shows the rows of a recording one after another; several played together stay in step.

    Args:
        mobject: anything with `show(row)`.
        frames: the rows; without them the mobject is shown the row's number itself (with its fraction).
        clock: which row belongs to which share of the time; by default all rows take equally long.
        between: interpolates between numeric rows, easing into each, instead of jumping from row to row.
        rows: how many rows there are, where `frames` is left out.
        even: rows pass at an even speed, without easing into each.
    """

    def __init__(
        self,
        mobject: Any,
        frames: Sequence[Any] | np.ndarray | None = None,
        clock: Clock | None = None,
        between: bool = False,
        rows: int | None = None,
        even: bool = False,
        **settings: Any,
    ) -> None:
        count = len(frames) if frames is not None else rows
        if count is None and clock is None:
            raise ValueError("Playback needs frames, or rows, or a clock: it cannot know what to show.")
        if count == 0:
            raise ValueError("Playback needs at least one frame: the recording is empty.")
        self.frames, self.between, self.count, self.even = frames, between, count, even
        self.clock = steadily(count or 1) if clock is None else clock
        super().__init__(mobject, rate_func=linear, **settings)

    def begin(self) -> None:
        """Shows the first row; unlike other animations this one keeps no copy of its mobject."""
        self.starting_mobject = self.mobject
        self.interpolate(0)

    def interpolate(self, alpha: float) -> None:
        """Shows the row that belongs to this share of the time."""
        shown: Any = self.mobject
        shown.show(self.value(min(max(alpha, 0.0), 1.0)))

    def value(self, share: float) -> Any:
        """The row shown at this share of the time."""
        row = self.clock(share)
        whole = math.floor(row + 1e-9)
        part = min(max(row - whole, 0.0), 1.0)
        eased = whole + (part if self.even else smooth(max(part - REST, 0.0) / (1 - REST)))
        if self.frames is None:
            return eased if self.between else whole
        whole = min(whole, len(self.frames) - 1)
        if not self.between or eased <= whole or whole + 1 >= len(self.frames):
            return self.frames[whole]
        here, there = np.asarray(self.frames[whole], float), np.asarray(self.frames[whole + 1], float)
        with np.errstate(invalid="ignore", over="ignore"):  # a diverged run is recorded up to infinity
            return here + (eased - whole) * (there - here)

    def clean_up_from_scene(self, scene: Any) -> None:
        """Leaves the last row on the screen."""
