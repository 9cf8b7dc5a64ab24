"""A filter's window goes over a picture, pixel by pixel, and its map fills behind it."""

from typing import Any, Self

import numpy as np
from manim import Group, Rectangle

from scenes import style
from scenes.mobjects.picture import Picture, bright


class Scan(Group):
    """Left the picture with the window, right the map of what was seen so far.

    Args:
        pixels: the picture, (side, side, 3), 0 to 255.
        seen: the map, (places down, places across), 0 to 1.
        width: of the picture, in units; the map's cells are as large as its pixels.
        gap: between the two, in units.
    """

    def __init__(self, pixels: Any, seen: Any, width: float, gap: float) -> None:
        super().__init__()
        self.seen = np.asarray(seen, float)
        self.last = self.seen.size - 1
        side = np.asarray(pixels).shape[1]
        self.size = side - self.seen.shape[1] + 1  # pixels, of the window
        pixel = width / side
        self.picture = Picture(pixels, width)
        self.map = Picture(bright(np.zeros(self.seen.shape)), pixel * self.seen.shape[1])
        self.map.move_to(((width + self.map.width) / 2 + gap, 0, 0))
        self.window = Rectangle(width=self.size * pixel, height=self.size * pixel, stroke_width=style.LINE)
        self.mark = Rectangle(width=pixel, height=pixel, stroke_width=style.THIN)
        for outline in (self.window, self.mark):
            outline.set_stroke(style.color("now"))
        self.add(self.picture, self.map, self.window, self.mark)
        self.show(0).move_to(np.zeros(3))

    def show(self, place: float) -> Self:
        """Shows the window at a place, counted row by row, and the map up to there."""
        here = min(max(int(place), 0), self.last)
        row, column = divmod(here, self.seen.shape[1])
        known = self.seen.ravel() * (np.arange(self.seen.size) <= here)
        self.map.show(bright(known.reshape(self.seen.shape)))
        self.window.move_to(self.picture.spot(row + (self.size - 1) / 2, column + (self.size - 1) / 2))
        self.mark.move_to(self.map.spot(row, column))
        return self
