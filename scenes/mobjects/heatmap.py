"""Heatmaps: a table of numbers as colors, sharp at every size."""

from collections.abc import Callable
from typing import Any, Self

import numpy as np
from manim import ImageMobject, ManimColor
from manim.constants import RESAMPLING_ALGORITHMS

from scenes import style


class Heatmap(ImageMobject):
    """An array of shape (rows, columns) as colored cells; the first row is on top.

    Args:
        values: the numbers; NaN is drawn in the color of the ground.
        span: the values that get the two end colors.
        width: in units; the cells are square unless `height` is given too.
        height: in units.
        diverging: sky below zero, orange above it; otherwise from dark to light.
        smooth: blends between cells, for a surface that was only sampled in cells.
    """

    def __init__(
        self,
        values: Any,
        span: tuple[float, float],
        width: float,
        height: float | None = None,
        diverging: bool = False,
        smooth: bool = False,
    ) -> None:
        self.span, self.diverging = span, diverging
        self.values = np.asarray(values, float)
        super().__init__(self._pixels(self.values))
        kind = "bicubic" if smooth else "nearest"
        self.set_resampling_algorithm(RESAMPLING_ALGORITHMS[kind])
        rows, columns = self.values.shape
        self.stretch_to_fit_width(width)
        self.stretch_to_fit_height(width * rows / columns if height is None else height)

    def show(self, values: Any) -> Self:
        """Shows other numbers in the same cells."""
        self.values = np.asarray(values, float)
        self.pixel_array = self._pixels(self.values)
        return self

    def cell(self, row: int, column: int) -> np.ndarray:
        """The center of a cell on the screen."""
        rows, columns = self.values.shape
        corner = self.get_corner(np.array([-1.0, 1.0, 0.0]))
        return corner + np.array([(column + 0.5) / columns * self.width, -(row + 0.5) / rows * self.height, 0.0])

    def _pixels(self, values: np.ndarray) -> np.ndarray:
        """The numbers as an image of shape (rows, columns, 4)."""
        low, high = self.span
        shares = np.clip((values - low) / (high - low), 0, 1)
        table = _table(self._shade)
        pixels = table[np.nan_to_num(shares * (len(table) - 1)).round().astype(int)]
        pixels[~np.isfinite(values)] = (*_bytes(style.color("ground")), 255)
        return pixels

    def _shade(self, share: float) -> ManimColor:
        low, high = self.span
        if not self.diverging:
            return style.heat(share)
        value = low + share * (high - low)
        return style.diverging(value / max(abs(low), abs(high)))


def _bytes(color: ManimColor) -> tuple[int, int, int]:
    red, green, blue = (round(255 * part) for part in color.to_rgb())
    return red, green, blue


def _table(shade: Callable[[float], ManimColor], steps: int = 256) -> np.ndarray:
    return np.array([(*_bytes(shade(step / (steps - 1))), 255) for step in range(steps)], np.uint8)
