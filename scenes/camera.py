"""manim's camera without work that leaves no mark."""

from typing import Any, Self

import numpy as np
from manim import Camera
from manim.constants import RESAMPLING_ALGORITHMS


class QuickCamera(Camera):
    """Draws the same pixels as manim's camera, but fills no shape with nothing and copies sharp pictures straight."""

    def apply_fill(self, ctx: Any, vmobject: Any) -> Self:
        """Fills the present path, unless its fill cannot be seen."""
        return super().apply_fill(ctx, vmobject) if _seen(self.get_fill_rgbas(vmobject)) else self

    def apply_stroke(self, ctx: Any, vmobject: Any, background: bool = False) -> Self:
        """Strokes the present path, unless its stroke cannot be seen."""
        seen = _seen(self.get_stroke_rgbas(vmobject, background))
        return super().apply_stroke(ctx, vmobject, background) if seen else self

    def display_image_mobject(self, image_mobject: Any, pixel_array: np.ndarray) -> None:
        """Draws a picture; one that is sharp, upright and opaque without laying a whole frame over the other."""
        places = self._places(image_mobject, pixel_array.shape)
        if places is None:
            super().display_image_mobject(image_mobject, pixel_array)
            return
        (left, columns), (top, rows) = places
        wide = image_mobject.pixel_array.view(np.uint32)[..., 0].take(columns, axis=1)  # four bytes move as one
        frame = pixel_array.view(np.uint32)[..., 0]
        frame[top : top + len(rows), left : left + len(columns)] = wide.take(rows, axis=0)

    def _places(self, image: Any, room: tuple[int, ...]) -> list[tuple[int, np.ndarray]] | None:
        """For each direction the first pixel of the frame and the picture's pixel for it and those after it.

        None where that is not all there is to drawing the picture: it is smoothed, turned or lets something through.
        """
        pixels = image.pixel_array
        sharp = image.resampling_algorithm == RESAMPLING_ALGORITHMS["nearest"] and pixels.flags.c_contiguous
        corners = self.points_to_subpixel_coords(image, image.points)
        upright = len(corners) == 4 and np.ptp(corners[[[0, 2], [1, 3]], 0], 1).max() < 1e-9
        upright = upright and np.ptp(corners[[[0, 1], [2, 3]], 1], 1).max() < 1e-9
        if not sharp or not upright or (corners[3] - corners[0]).min() < 1 or pixels[..., 3].min() < 255:
            return None
        return [_nearest(corners[0][axis], corners[3][axis], pixels.shape[1 - axis], room[1 - axis]) for axis in (0, 1)]


def _nearest(start: float, end: float, count: int, room: int) -> tuple[int, np.ndarray]:
    """The first pixel from `start` on that lies in the frame, and which of `count` shows there and on, to `end`."""
    first = int(start)
    places = np.arange(first, int(end))
    shown = np.floor((places + 0.5 - start) / (end - start) * count).astype(int)
    kept = (shown >= 0) & (shown < count) & (places >= 0) & (places < room)
    return (int(places[kept][0]), shown[kept]) if kept.any() else (0, shown[:0])


def _seen(rgbas: np.ndarray) -> bool:
    return any(rgba[3] > 0 for rgba in rgbas)
