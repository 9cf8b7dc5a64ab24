"""A filter that slides over a picture of numbers: what lies under it, the products, their sum, the output."""

from typing import Any, Self

import numpy as np
from manim import LEFT, UP, VGroup

from scenes import style
from scenes.mobjects.grid import Grid
from scenes.mobjects.words import Glyphs, Number, words

LABEL_GAP, BELOW = 0.16, 0.62  # units: from a grid to its name, and from the picture to the grids below it
SECOND = 3.3  # units, where the second column begins


class Sliding(VGroup):
    """Above the picture and the filter; below the products, their sum and the output so far.

    Args:
        picture: the numbers that the filter slides over, padding included.
        weights: the filter; without it the greatest number of each window is taken.
        corners: where the filter's upper left cell lies, (places, 2).
        products: of window and filter at each place, (places, rows, columns); the windows where there is no filter.
        results: one number a place.
        outputs: the cell of the output that a place fills, (places, 2).
        padding: how many rows and columns of the picture were added around it.
        side: of a cell, in units.
        room: rows above the lower grids, so that two panels stand in line; at least the picture's.
    """

    def __init__(
        self,
        picture: Any,
        weights: Any,
        corners: Any,
        products: Any,
        results: Any,
        outputs: Any,
        padding: int = 0,
        side: float = 0.46,
        room: int = 0,
    ) -> None:
        super().__init__()
        picture = np.asarray(picture, float)
        self.corners, self.products, self.results = (np.asarray(each, float) for each in (corners, products, results))
        self.outputs = np.asarray(outputs, int)
        self.last, shape = len(self.results) - 1, tuple(self.outputs.max(0) + 1)
        highest = max(self.results.max(), 1)
        quiet = np.pad(np.zeros(np.subtract(picture.shape, 2 * padding)), padding, constant_values=1)
        self.picture = Grid(picture, side, highest=max(picture.max(), 1), quiet=quiet)
        self.filter = None if weights is None else Grid(weights, side, shade=_weight)
        self.work = Grid(self.products[0], side, highest=max(self.products.max(), 1))
        self.output = Grid(np.full(shape, np.nan), side, highest=highest)
        self.sum = Number(0, "{:2.0f}", style.HEADING, style.color("now"))
        self.labels = self._place(padding, max(room, len(picture)))
        self.window = self.picture.frame(*self.products.shape[1:])
        self.mark = self.output.frame(1, 1)
        self.given = VGroup(self.picture, *self.labels[:2], *([self.filter] if self.filter else []))
        self.step = VGroup(self.work, self.labels[2])
        self.total = VGroup(self.sum, self.labels[3])
        self.made = VGroup(self.output, self.labels[4], self.mark)
        self.add(self.given, self.step, self.total, self.made, self.window)
        self.show(0).move_to(np.zeros(3))

    def show(self, place: float) -> Self:
        """Shows the filter at a place, with all cells of the output that are known by then."""
        place = min(max(float(place), 0.0), self.last)
        here, rows = int(place), np.arange(self.last + 1)
        corner = [np.interp(place, rows, self.corners[:, axis]) for axis in (0, 1)]
        self.picture.surround(self.window, *corner)
        self.work.show(self.products[here])
        self.sum.show(self.results[here])
        known = np.full(self.output.values.shape, np.nan)
        known[tuple(self.outputs[: here + 1].T)] = self.results[: here + 1]
        self.output.show(known)
        self.output.surround(self.mark, *self.outputs[here])
        return self

    def _place(self, padding: int, room: int) -> list[Glyphs]:
        """Sets the grids and returns their names: picture, filter, products, sum and output."""
        around = "picture, zeros around it" if padding else "picture"
        names = [around, "filter", "products", "sum", "output"]
        if self.filter is None:
            names[1:4] = ["", "window", "largest"]
        low = -room * self.work.side - BELOW
        labels = [words(name, style.LABEL, style.color("soft")) for name in names]
        pairs = ((self.picture, 0, 0.0, 0.0), (self.filter, 1, SECOND, 0.0))
        for grid, name, x, top in (*pairs, (self.work, 2, 0.0, low), (self.output, 4, SECOND, low)):
            if grid is not None:
                grid.align_to((x, top, 0), UP).align_to((x, top, 0), LEFT)
                labels[name].align_to((x, top, 0), LEFT).stand_on(top + LABEL_GAP)
        labels[3].set_x(2.35).stand_on(low + LABEL_GAP)
        self.sum.move_to((2.35 - self.sum.width / 4, self.work.get_y(), 0))
        return labels


def _weight(value: float) -> Any:
    return style.diverging(0.45 * value)
