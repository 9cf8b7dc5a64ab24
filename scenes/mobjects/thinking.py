"""A game beside the thoughts of its player: its screen, a bar for each move, and a number as it went over time."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, Group, ManimColor

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.bars import Bars
from scenes.mobjects.curve import Curve, Spot
from scenes.mobjects.screen import Screen
from scenes.mobjects.words import Number, words

WIDE = 6.2  # of the screen, in units
LEFT_X, RIGHT_X = -3.45, 3.6  # the middles of both halves
WIDTH, HEIGHT = 5.0, 1.45  # of the chart's axes
MOST = 900  # points of a chart's curve: more than it has pixels across would cost time and show nothing
NEAREST = 0.18  # share of the chart's height between two ticks
FEW, ROOM = 4, 2.1  # moves that stand at their ease; units for all bars where there are more
UPPER, LOWER = 2.0, -0.72  # baselines of what stands over the bars and over the chart


class Chart(Group):
    """A number against the seconds of a game; `show(row)` draws it up to a row, the present as a dot and in digits.

    Args:
        head: what the number means.
        seconds: the time of each row, (rows).
        values: the numbers, (rows).
        color: of the curve.
        whole: the curve is there from the first row on, and the dot alone moves.
    """

    def __init__(self, head: str, seconds: Any, values: Any, color: ManimColor, whole: bool = False) -> None:
        self.seconds, self.values, self.whole = np.asarray(seconds, float), np.asarray(values, float), whole
        low, high = span(self.values)
        start, end = float(self.seconds[0]), float(max(self.seconds[-1], self.seconds[0] + 0.1))
        apart = min(-low, high) >= NEAREST * (high - low)  # else zero would touch the number at that end
        ticks = [round(start, 1), round(end, 1)], sorted({low, high} | ({0.0} if apart else set()))
        self.axes = Axes((start, end, end), (low, high, high - low), WIDTH, HEIGHT, ("seconds", ""), ticks=ticks)
        self.axes.shift(np.array([RIGHT_X, LOWER - 0.28 - HEIGHT / 2, 0]) - self.axes.rule.get_center())
        name = words(head, style.LABEL, bold=True).align_to(self.axes.rule, LEFT).stand_on(LOWER)
        self.kept = extremes(self.values, MOST)
        self.curve = Curve(self.axes, self.seconds[self.kept], self.values[self.kept], color, style.THIN)
        self.spot = Spot(self.axes, (self.seconds[0], self.values[0]))
        self.number = Number(0, "{:6.2f}", style.DIGITS, color).align_to(self.axes.rule, RIGHT).stand_on(LOWER)
        super().__init__(self.axes, name, self.number, self.curve, self.spot)
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows a row."""
        at = min(max(int(row), 0), len(self.values) - 1)
        self.curve.show(len(self.kept) if self.whole else int(np.searchsorted(self.kept, at, "right")) - 1)
        self.spot.show((self.seconds[at], self.values[at]))
        self.number.show(self.values[at])
        return self


class Thinking(Group):
    """Left the screen; right a bar for each move, the one made marked by color and thickness; below them a chart.

    Args:
        screen: as wide as it shall be; it is put into its place.
        frames: its pictures, one a row.
        head: what stands over the bars.
        names: of the moves.
        bars: numbers for the moves, (rows, moves): probabilities, or what each is thought to be worth.
        moves: the move made in each row.
        chart: what stands below the bars, in step.
        highest: the number that fills a bar.
        pattern: how the bars' numbers are written.
        span: draws the bars from each row's lowest number on, and this much above it fills a bar.
    """

    def __init__(
        self,
        screen: Screen,
        frames: np.ndarray,
        head: str,
        names: Sequence[str],
        bars: Any,
        moves: Any,
        chart: Chart | None = None,
        highest: float = 1.0,
        pattern: str = "{:.2f}",
        span: float | None = None,
    ) -> None:
        self.frames, self.numbers, self.moves = frames, np.asarray(bars, float), np.asarray(moves, int)
        self.chart, self.row = chart, 0
        self.screen = screen.move_to((LEFT_X, (style.CONTENT_TOP + style.CONTENT_BOTTOM) / 2, 0))
        pitch, width = (0.54, 3.0) if len(names) <= FEW else (ROOM / len(names), 2.7)
        look: dict[str, Any] = {"mark_best": True, "pitch": pitch, "span": span}
        self.bars = Bars(names, self.numbers[0], highest, width, pattern, **look)
        left = np.array([RIGHT_X - WIDTH / 2, 0, 0])
        over = words(head, style.LABEL, bold=True).align_to(left, LEFT).stand_on(UPPER)
        self.bars.next_to(over, DOWN, buff=0.25).align_to(left, LEFT)
        super().__init__(screen.edge(), self.screen, over, self.bars, *([chart] if chart else []))
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows a row."""
        self.row = min(max(int(row), 0), len(self.moves) - 1)
        self.screen.show(self.frames[self.row])
        self.bars.marked = int(self.moves[self.row])
        self.bars.show(self.numbers[self.row])
        if self.chart:
            self.chart.show(self.row)
        return self


def extremes(values: np.ndarray, most: int) -> np.ndarray:
    """The rows of the lowest and the highest value of each of `most` / 2 stretches; all rows where these are few."""
    if len(values) <= most:
        return np.arange(len(values))
    stretches = np.array_split(np.arange(len(values)), most // 2)
    ends = [rows[pick(values[rows])] for rows in stretches for pick in (np.argmin, np.argmax)]
    return np.unique([0, *ends, len(values) - 1])


def span(values: np.ndarray) -> tuple[float, float]:
    """Round numbers below and above all values, with zero between them or at one end."""
    low, high = min(float(np.nanmin(values)), 0.0), max(float(np.nanmax(values)), 0.0)
    size = 10 ** np.floor(np.log10(max(high - low, 1e-3))) / 2
    return float(size * np.floor(low / size)), float(size * max(np.ceil(high / size), 1))
