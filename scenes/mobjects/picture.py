"""Pictures of pixels, sharp at every size; many of them as one image; and numbers turned into pixels."""

from typing import Any, Self

import numpy as np
from manim import ImageMobject
from manim.constants import RESAMPLING_ALGORITHMS

from scenes import style


class Picture(ImageMobject):
    """One picture of shape (height, width, 3), 0 to 255, drawn pixel by pixel; `width` in units."""

    def __init__(self, pixels: Any, width: float) -> None:
        super().__init__(_opaque(pixels))
        self.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
        height = width * self.pixel_array.shape[0] / self.pixel_array.shape[1]
        self.stretch_to_fit_width(width).stretch_to_fit_height(height)

    def show(self, pixels: Any) -> Self:
        """Shows another picture of the same shape."""
        self.pixel_array = _opaque(pixels)
        return self

    def spot(self, row: float, column: float) -> np.ndarray:
        """The center of a pixel on the screen; the first row is on top."""
        rows, columns = self.pixel_array.shape[:2]
        corner = self.get_corner(np.array([-1.0, 1.0, 0.0]))
        return corner + np.array([(column + 0.5) / columns * self.width, -(row + 0.5) / rows * self.height, 0.0])


class Tiles(ImageMobject):
    """Pictures of one size in rows, as one image: filters, feature maps, variants.

    Args:
        stack: the pictures, (count, height, width, 3), 0 to 255.
        columns: pictures in a row.
        width: of all, in units.
        gap: pixels between two pictures.
    """

    def __init__(self, stack: Any, columns: int, width: float, gap: int = 1) -> None:
        self.columns, self.gap = columns, gap
        self.size = np.asarray(stack).shape[1:3]
        super().__init__(_arranged(stack, columns, gap))
        self.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
        high, wide = self.pixel_array.shape[:2]
        self.stretch_to_fit_width(width).stretch_to_fit_height(width * high / wide)

    def show(self, stack: Any) -> Self:
        """Shows as many other pictures."""
        self.pixel_array = _arranged(stack, self.columns, self.gap)
        return self

    def tile(self, index: int) -> tuple[np.ndarray, float, float]:
        """The center of a picture on the screen, its width and its height, in units."""
        row, column = divmod(index, self.columns)
        pixel = self.width / self.pixel_array.shape[1]
        high, wide = self.size
        corner = self.get_corner(np.array([-1.0, 1.0, 0.0]))
        right, down = column * (wide + self.gap) + wide / 2, row * (high + self.gap) + high / 2
        return corner + pixel * np.array([right, -down, 0.0]), pixel * wide, pixel * high


def colored(weights: Any, highest: float | None = None) -> np.ndarray:
    """Weights of three colors as pixels around a middle grey: `highest` is full, by default the largest there is."""
    weights = np.nan_to_num(np.asarray(weights, float))
    highest = float(np.abs(weights).max()) if highest is None else highest
    return (127.5 * (1 + np.clip(weights / max(highest, 1e-9), -1, 1))).round().astype(np.uint8)


def bright(values: Any) -> np.ndarray:
    """Numbers from 0 to 1 as pixels from the ground to ink, with three colors on a last axis."""
    low, high = (np.array(style.color(name).to_rgb()) for name in ("ground", "ink"))
    shares = np.clip(np.nan_to_num(np.asarray(values, float)), 0, 1)[..., None]
    return (255 * (low + shares * (high - low))).round().astype(np.uint8)


def _opaque(pixels: Any) -> np.ndarray:
    pixels = np.asarray(pixels)
    return np.concatenate([pixels, np.full((*pixels.shape[:2], 1), 255)], axis=2).astype(np.uint8)


def _arranged(stack: Any, columns: int, gap: int) -> np.ndarray:
    """The pictures side by side with nothing between them, (height, width, 4)."""
    stack = np.asarray(stack)
    count, high, wide = stack.shape[:3]
    rows = -(-count // columns)
    image = np.zeros((rows * (high + gap) - gap, columns * (wide + gap) - gap, 4), np.uint8)
    for index, pixels in enumerate(stack):
        row, column = divmod(index, columns)
        top, left = row * (high + gap), column * (wide + gap)
        image[top : top + high, left : left + wide] = _opaque(pixels)
    return image
