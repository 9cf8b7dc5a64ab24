"""A game with what its player guesses each move to be worth: a screen, and a bar for each move."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP

from scenes import style
from scenes.mobjects.bars import Bars
from scenes.mobjects.screen import Reel, Screen
from scenes.mobjects.words import words

BELOW = 0.38  # from the screen to the middle of the first bar under it, in units
USUAL = 0.95  # share of all rows whose guesses fit their tracks


class Guessing(Reel):
    """A screen and a bar for each move, the one made marked; with a name over it the bars stand below, else beside it.

    Args:
        screen: as wide as it shall be.
        frames: its pictures, one a row.
        names: of the moves.
        guesses: for the moves, (rows, moves).
        moves: the move made in each row.
        name: of the whole.
        meaning: of the guesses, over bars beside the screen.
        span: by how much a move's guess is above the lowest one where it fills its track; by default, what is usual.
    """

    def __init__(
        self,
        screen: Screen,
        frames: np.ndarray,
        names: Sequence[str],
        guesses: Any,
        moves: Any,
        name: str = "",
        meaning: str = "",
        span: float | None = None,
    ) -> None:
        self.guesses, self.moves = np.asarray(guesses, float), np.asarray(moves, int)
        pitch, width = (0.42, 1.9) if name else (0.6, 3.0)
        look: dict[str, Any] = {"mark_best": True, "pitch": pitch, "span": span or spread(self.guesses)}
        self.bars = Bars(names, self.guesses[0], 1.0, width, "{:5.2f}", **look)
        self.bars.next_to(screen, DOWN if name else RIGHT, buff=0.8)
        if name:  # by the first track, not its bar: panels side by side stand at one height, whatever is marked
            self.bars.shift((screen.get_bottom()[1] - BELOW - self.bars.tracks[0].get_y()) * UP)
            head = words(name, style.LABEL, style.color("soft")).set_x(screen.get_x())
            head.stand_on(screen.get_top()[1] + 0.2)
        else:
            head = words(meaning, style.LABEL, bold=True).align_to(self.bars, LEFT)
            head.stand_on(self.bars.get_top()[1] + 0.3)
        super().__init__(screen, frames, head, self.bars)
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows a row; after the last one the last, faded."""
        at = self.show_picture(row)
        self.bars.marked = int(self.moves[at])
        self.bars.show(self.guesses[at])
        return self


def spread(guesses: np.ndarray) -> float:
    """By how much the guesses for the moves usually differ at most, (rows, moves): what fills a bar."""
    return max(float(np.quantile(np.ptp(guesses, axis=1), USUAL)), 1e-3)
