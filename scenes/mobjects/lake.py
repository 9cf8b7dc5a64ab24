"""A lake of square cells: values as heat and numbers, the best moves as arrows, and a walk over it."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, RoundedRectangle, Star, VGroup, VMobject

from scenes import style
from scenes.mobjects.best import best_actions
from scenes.mobjects.words import Number

SIDES = (LEFT, DOWN, RIGHT, UP)  # where the four actions lead
GAP = 0.06  # share of a cell between two tiles


class Lake(VGroup):
    """A board of S start, F frozen, H hole and G goal, whose tiles warm up with their values.

    A tile shows its value from its first one above zero on; red arrows in the gaps are the best moves.

    Args:
        rows: the map, a text a row.
        cell: width of a tile and its gap, in units.
        highest: the value that gets the full heat.
        lowest: above zero, heat is spaced by powers of ten from here on: for values that differ a hundredfold.
        pattern: how values are written; none writes no numbers.
    """

    def __init__(
        self,
        rows: Sequence[str],
        cell: float = 1.05,
        highest: float = 1.0,
        pattern: str | None = "{:.2f}",
        lowest: float = 0.0,
    ) -> None:
        super().__init__()
        self.rows, self.columns, self.lowest, self.highest = len(rows), len(rows[0]), lowest, highest
        self.letters = "".join(rows)
        self.tiles = VGroup(*[_tile(cell, letter) for letter in self.letters])
        self.tiles.arrange_in_grid(self.rows, self.columns, buff=GAP * cell)
        self.signs = VGroup(*[_sign(cell, letter).move_to(self.tiles[at]) for at, letter in enumerate(self.letters)])
        self.numbers = [self._number(at, pattern) for at in range(len(self.letters))] if pattern else []
        self.arrows = VMobject(stroke_width=style.HAIRLINE, fill_opacity=1)
        self.values = np.zeros((len(self.letters), 1))
        self.add(self.tiles, self.signs, *self.numbers, self.arrows)
        self.arrows.set_fill(style.color("best")).set_stroke(style.color("ground"))
        self.show(self.values)

    @property
    def cell(self) -> float:
        """The distance of two cells' centers, in units."""
        return float(self.tiles[0].width * (1 + GAP / (1 - GAP)))

    def show(self, values: Any) -> Self:
        """Shows values [states, actions], a tile the highest of its own; one action, or [states], has no arrows."""
        values = np.asarray(values, float).reshape(len(self.letters), -1)
        before, self.values = self.values, values
        if before.shape == values.shape and np.array_equal(before, values, equal_nan=True):
            return self
        for at, value in enumerate(np.nan_to_num(values).max(axis=1)):
            if self.letters[at] in "SF":
                self._show_tile(at, float(value))
        self._show_arrows()
        return self

    def place(self, state: int) -> np.ndarray:
        """The center of a cell."""
        return np.array(self.tiles[int(state)].get_center())

    def stand(self, state: int) -> np.ndarray:
        """Where a walker stands in a cell: above the number, if it can have one."""
        numbered = self.numbers and self.letters[int(state)] in "SF"
        return self.place(state) + (0.13 * self.cell * UP if numbered else np.zeros(3))

    def ends(self) -> dict[int, str]:
        """The states in which a game is over, with what they are."""
        names = {"H": "hole", "G": "goal"}
        return {at: names[letter] for at, letter in enumerate(self.letters) if letter in names}

    def _show_tile(self, at: int, value: float) -> None:
        self.tiles[at].set_fill(style.heat(self._share(value)))
        if self.numbers:
            number = self.numbers[at]
            number.write(number.pattern.format(value) if value > 0 else "")

    def _share(self, value: float) -> float:
        """Which share of the full heat a value gets."""
        if not self.lowest:
            return value / self.highest
        return float(np.log(max(value, self.lowest) / self.lowest) / np.log(self.highest / self.lowest))

    def _show_arrows(self) -> None:
        """Draws all arrows as one shape: triangles that bridge the gap to where the best move leads."""
        shapes = [np.zeros((0, 3))]
        if self.values.shape[1] == len(SIDES):
            for at, action in np.argwhere(best_actions(self.values)):
                if self.letters[at] in "SF":
                    shapes.append(_triangle(self.place(at), SIDES[action], self.cell))
        self.arrows.points = np.concatenate(shapes)

    def _number(self, at: int, pattern: str | None) -> Number:
        number = Number(0, pattern or "", style.SMALL_DIGITS)
        tile = self.tiles[at]
        number.move_to(tile.get_bottom() + 0.2 * tile.width * UP).write("")
        return number


class Walk(VGroup):
    """A recorded walk: the walker as a bright dot, and the places it came from as fading ones.

    Args:
        lake: on which it is drawn; move and scale the lake before.
        states: the places after each move, the start first.
        actions: the moves; with them one that leads nowhere is seen as a push against the edge.
        recent: how many moves are remembered.
    """

    PUSH = 0.16  # share of a cell

    def __init__(self, lake: Lake, states: Any, actions: Any = None, recent: int = 4) -> None:
        super().__init__()
        self.states = [int(state) for state in states]
        self.stops = np.array([lake.stand(state) for state in self.states])
        self.last = len(self.stops) - 1
        self.pushes = np.zeros_like(self.stops)
        for step in range(self.last if actions is not None else 0):
            if self.states[step] == self.states[step + 1]:
                self.pushes[step] = self.PUSH * lake.cell * SIDES[int(actions[step])]
        self.past = [Dot(radius=0.08 * lake.cell, color=style.color("now")) for _ in range(recent)]
        self.dot = Dot(radius=0.17 * lake.cell, color=style.color("now"))
        self.dot.set_stroke(style.color("ground"), style.THIN)
        self.add(*self.past, self.dot)
        self.show(0)

    def show(self, step: float) -> Self:
        """Shows the walker after a number of moves, a fraction included; after the last one it stays."""
        step = min(max(float(step), 0.0), self.last)
        whole = int(step)
        here = self._at(step)
        for back, dot in enumerate(self.past):
            came = whole - back
            dot.move_to(self.stops[max(came, 0)])
            left = np.linalg.norm(dot.get_center() - here) > 1e-3  # nothing is drawn under the walker itself
            dot.set_fill(opacity=0.7 * (1 - back / len(self.past)) if came >= 0 and left else 0)
        self.dot.move_to(here)
        return self

    def _at(self, step: float) -> np.ndarray:
        whole = int(step)
        if whole == self.last:
            return np.array(self.stops[whole])
        rest = step - whole
        way = self.stops[whole] + rest * (self.stops[whole + 1] - self.stops[whole])
        return np.array(way + np.sin(np.pi * rest) * self.pushes[whole])


def _tile(cell: float, letter: str) -> RoundedRectangle:
    width = cell * (1 - GAP)
    tile = RoundedRectangle(corner_radius=0.08 * cell, width=width, height=width, stroke_width=0, fill_opacity=1)
    shade = style.color("heat_low") if letter != "H" else style.shadow(0.4)
    return tile.set_fill(shade)


def _sign(cell: float, letter: str) -> VMobject:
    """What a tile carries for good: a dark hole, the star of the goal, the frame of the start."""
    if letter == "H":
        return Dot(radius=0.33 * cell, color=style.shadow(0.85))
    if letter == "G":
        star = Star(5, outer_radius=0.3 * cell, density=2, stroke_width=0, fill_opacity=1)
        return star.set_fill(style.color("green"))
    return VMobject()


def _triangle(center: np.ndarray, side: np.ndarray, cell: float) -> np.ndarray:
    """The outline of an arrow head that points out of a cell, as the points that manim draws it by."""
    across = np.array([-side[1], side[0], 0.0])
    foot = center + (0.5 - GAP - 0.03) * cell * side
    corners = [foot + 0.13 * cell * across, foot + 0.15 * cell * side, foot - 0.13 * cell * across]
    return np.array(VMobject().set_points_as_corners([*corners, corners[0]]).points)
