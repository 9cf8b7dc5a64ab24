"""A joystick's eighteen moves as two squares of cells, and which of them a player makes."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import RIGHT, UP, Square, VGroup

from scenes import style
from scenes.mobjects.words import words

SIDES = {"UP": (0, 1), "DOWN": (0, -1), "LEFT": (-1, 0), "RIGHT": (1, 0)}


class Stick(VGroup):
    """A cell for each direction of the stick, without the button and with it; the one made is boxed in red.

    The brighter a cell, the better that move is thought to be; moves that the game lacks are empty.

    Args:
        moves: their names on the console: NOOP, FIRE, UPRIGHTFIRE and so on.
        numbers: what each is thought to be worth, (rows, moves).
        taken: the move made in each row.
        span: how far above the worst move of a row one is that shines brightest.
        cell: side of a cell, in units.
    """

    def __init__(self, moves: Sequence[str], numbers: Any, taken: Any, span: float, cell: float = 0.4) -> None:
        super().__init__()
        self.numbers, self.taken, self.span = np.asarray(numbers, float), np.asarray(taken, int), span
        fires = [False, True] if any(move.endswith("FIRE") for move in moves) else [False]
        self.cells = [self._cell(*place(move), cell) for move in moves]
        there = {place(move) for move in moves}
        rest = [(x, y, fire) for fire in fires for x in (-1, 0, 1) for y in (-1, 0, 1)]
        self.empty = VGroup(*[self._cell(*each, cell) for each in rest if each not in there])
        self.empty.set_stroke(style.color("line"), style.HAIRLINE)
        names = VGroup(*[words("fire" if fire else "move", style.LABEL, style.color("soft")) for fire in fires])
        for name, fire in zip(names, fires, strict=True):
            name.move_to(4 * cell * fire * RIGHT).stand_on(-1.5 * cell - 0.3)
        self.box = Square(cell, stroke_width=style.BOLD).set_stroke(style.color("best"))
        self.add(self.empty, *self.cells, names, self.box)
        self.show(0)
        self.move_to(np.zeros(3))

    def show(self, row: float) -> Self:
        """Shows a row."""
        at = min(max(int(row), 0), len(self.taken) - 1)
        worth = self.numbers[at] - self.numbers[at].min()
        for cell, value in zip(self.cells, worth, strict=True):
            cell.set_fill(style.heat(value / self.span), 1)
        self.box.move_to(self.cells[self.taken[at]])
        return self

    def _cell(self, x: int, y: int, fire: bool, side: float) -> Square:
        where = side * ((x + 4 * fire) * RIGHT + y * UP)
        return Square(0.86 * side, stroke_width=0).move_to(where)


def place(move: str) -> tuple[int, int, bool]:
    """Where the stick stands, to the right and up from -1 to 1, and whether the button is pressed."""
    fires = move.endswith("FIRE")
    sides = [way for side, way in SIDES.items() if side in move.removesuffix("FIRE")]
    return sum(x for x, _ in sides), sum(y for _, y in sides), fires
