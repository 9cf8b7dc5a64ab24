"""Axes without LaTeX: grid, ticks and names, and where a value lies between them."""

from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    TransformFromCopy,
    VGroup,
    VMobject,
    smooth,
    squish_rate_func,
)

from scenes import style
from scenes.mobjects.words import Number, words


class Axes(VGroup):
    """A plotting area that maps values to points, and stays right when it is moved or scaled.

    Args:
        x: lowest value, highest value and the ticks' distance; a logarithmic axis ticks at powers of ten.
        y: the same for the vertical axis.
        width: of the plotting area, in units.
        height: of the plotting area, in units.
        names: what the axes mean.
        logarithmic: `"x"`, `"y"` or `"xy"`: these axes are spaced by powers of ten.
        patterns: how ticks are written; a logarithmic axis writes far powers of ten as such.
        ticks: which ticks are written, in place of the regular ones.
    """

    def __init__(
        self,
        x: tuple[float, float, float],
        y: tuple[float, float, float],
        width: float = 6.0,
        height: float = 4.0,
        names: tuple[str, str] = ("", ""),
        logarithmic: str = "",
        patterns: tuple[str, str] = ("{:g}", "{:g}"),
        ticks: tuple[list[float] | None, list[float] | None] = (None, None),
    ) -> None:
        super().__init__()
        self.spans = (x[:2], y[:2])
        self.logarithmic = logarithmic
        # the L of the two axes: it carries the three corners through every move and scaling
        self.rule = _polyline([UP * height, [0, 0, 0], RIGHT * width], "soft", style.HAIRLINE)
        self.add(self.rule)
        x_ticks = _ticks(x, "x" in logarithmic) if ticks[0] is None else ticks[0]
        y_ticks = _ticks(y, "y" in logarithmic) if ticks[1] is None else ticks[1]
        self.grid = VGroup(*[self._grid_line(value) for value in y_ticks if value != y[0]])
        self.ticks = VGroup(
            *[self._tick(patterns[0], value, y[0], DOWN) for value in x_ticks],
            *[self._tick(patterns[1], x[0], value, LEFT) for value in y_ticks],
        )
        self.names = VGroup(*[words(name, style.LABEL, style.color("soft")) for name in names if name])
        self._place_names(names)
        self.submobjects = [self.grid, self.rule, self.ticks, self.names]
        self.move_to(np.zeros(3))

    def point(self, x: float, y: float) -> np.ndarray:
        """Where the value pair lies on the screen."""
        return self.points_at(np.array([x]), np.array([y]))[0]

    def points_at(self, x: Any, y: Any) -> np.ndarray:
        """Where the value pairs lie on the screen; `x` and `y` of shape (n,), the result (n, 3)."""
        left, across = self._share(np.asarray(x, float), 0), self._share(np.asarray(y, float), 1)
        top, corner, right = self.rule.points[0], self.rule.points[3], self.rule.points[7]
        return corner + left[:, None] * (right - corner) + across[:, None] * (top - corner)

    def values_at(self, point: np.ndarray) -> tuple[float, float]:
        """The value pair at a point of the screen: the inverse of `point`."""
        top, corner, right = self.rule.points[0], self.rule.points[3], self.rule.points[7]
        shares = ((point - corner)[0] / (right - corner)[0], (point - corner)[1] / (top - corner)[1])
        return self._value(shares[0], 0), self._value(shares[1], 1)

    def holds(self, x: float, y: float) -> bool:
        """Whether the value pair lies within the plotting area."""
        shares = (self._share(np.array([x], float), 0)[0], self._share(np.array([y], float), 1)[0])
        return all(-1e-9 <= share <= 1 + 1e-9 for share in shares)

    def key(self) -> tuple[float, ...]:
        """Changes when the axes were moved or scaled."""
        return (*self.rule.points[0], *self.rule.points[7])

    def _share(self, values: np.ndarray, axis: int) -> np.ndarray:
        low, high = self.spans[axis]
        if "xy"[axis] in self.logarithmic:
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                return np.log10(values / low) / np.log10(high / low)
        return (values - low) / (high - low)

    def _value(self, share: float, axis: int) -> float:
        low, high = self.spans[axis]
        if "xy"[axis] in self.logarithmic:
            return float(low * (high / low) ** share)
        return float(low + share * (high - low))

    def _grid_line(self, value: float) -> VMobject:
        ends = [self.point(self.spans[0][0], value), self.point(self.spans[0][1], value)]
        return _polyline(ends, "line", style.HAIRLINE)

    def _tick(self, pattern: str, x: float, y: float, side: np.ndarray) -> Number:
        value, axis = (x, "x") if side is DOWN else (y, "y")
        number = Number(value, pattern, style.SMALL_DIGITS, style.color("soft"))
        if axis in self.logarithmic and not 0.01 <= value <= 1000:
            number = Number(0, "{:g}", style.SMALL_DIGITS, style.color("soft"), text=_power(value))
        return number.next_to(self.point(x, y), side, buff=0.14)

    def _place_names(self, names: tuple[str, str]) -> None:
        placed = iter(self.names)
        if names[0]:
            below = self.ticks if len(self.ticks) else self.rule
            next(placed).next_to(self.rule, DOWN, buff=0.5).set_y(below.get_bottom()[1] - 0.24)
        if names[1]:
            next(placed).next_to(self.rule.points[0], UP, buff=0.22).align_to(self.rule, LEFT)


def exchange(before: Axes, after: Axes) -> list[Animation]:
    """Leads the two lines of axes to where others stand; numbers and names fade, for numbers that melt say nothing."""
    return [
        FadeOut(before, rate_func=squish_rate_func(smooth, 0, 0.5)),
        TransformFromCopy(before.rule, after.rule),
        FadeIn(VGroup(after.grid, after.ticks, after.names), rate_func=squish_rate_func(smooth, 0.5, 1)),
    ]


def _ticks(axis: tuple[float, float, float], logarithmic: bool) -> list[float]:
    low, high, step = axis
    if logarithmic:
        exponents = np.arange(np.ceil(np.log10(low) - 1e-9), np.floor(np.log10(high) + 1e-9) + 1, step)
        return [float(10.0**exponent) for exponent in exponents]
    count = int(np.floor((high - low) / step + 1e-9))
    return [float(round(low + step * index, 10)) for index in range(count + 1)]


def _power(value: float) -> str:
    return "10" + f"{round(np.log10(value)):d}".translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _polyline(corners: list[Any], color: str, width: float) -> VMobject:
    line = VMobject(stroke_color=style.color(color), stroke_width=width)
    return line.set_points_as_corners([np.asarray(corner, float) for corner in corners])


def round_span(low: float, high: float, ticks: int = 5) -> tuple[float, float, float]:
    """An axis from a round number to a round number around these two, with about so many ticks."""
    if not high - low > 1e-9 * max(abs(low), abs(high), 1e-3):
        low, high = low - 0.5 * max(abs(low), 1e-3), high + 0.5 * max(abs(high), 1e-3)
    rough = (high - low) / ticks
    power = 10.0 ** np.floor(np.log10(rough))
    step = float(next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * (1 - 1e-9)))
    return step * float(np.floor(low / step + 1e-9)), step * float(np.ceil(high / step - 1e-9)), step
