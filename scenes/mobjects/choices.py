"""What a player may do: a bar for each action, and a dot beside the one it takes."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import LEFT, Dot, Group

from scenes import style
from scenes.mobjects.bars import Bars


class Choices(Group):
    """Actions as bars over time; `show(row)` shows their numbers and which action is taken there.

    Args:
        names: of the actions.
        taken: which is taken in every row, (rows,); -1 for none.
        numbers: of the bars, (rows, actions).
        best: marks the highest bar as the best action, for numbers that say how good an action is.
        width: of a bar's track, in units.
    """

    def __init__(
        self, names: Sequence[str], taken: Any, numbers: np.ndarray, best: bool = False, width: float = 2.4
    ) -> None:
        self.taken, self.numbers = np.asarray(taken, int), np.asarray(numbers, float)
        self.last = len(self.taken) - 1
        finite = self.numbers[np.isfinite(self.numbers)]
        low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
        low, high = (low - 0.05 * (high - low), high) if low < 0 else (0.0, 1.0 if 0.3 < high <= 1 else high)
        pattern = "{:6.2f}" if max(abs(low), abs(high)) < 100 else "{:7.1f}"
        settings: dict[str, Any] = {"mark_best": best, "room": 2.0, "pitch": min(3.0 / len(names), 0.6)}
        self.bars = Bars(names, self.numbers[0], max(high, low + 1e-6), width, pattern, lowest=low, **settings)
        self.dot = Dot(radius=style.DOT, color=style.color("now"))
        super().__init__(self.bars, self.dot)
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows a row."""
        at = min(int(row), self.last)
        self.bars.show(self.numbers[at])
        action = int(self.taken[at])
        self.dot.set_fill(opacity=float(action >= 0))
        if action >= 0:
            self.dot.move_to(self.bars.tracks[action]).next_to(self.bars.names[action], LEFT, buff=0.18)
            self.dot.set_y(self.bars.tracks[action].get_y())
        return self
