"""Several pictures of one recording that always show the same moment."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import Group


class InStep(Group):
    """Mobjects that show the same row of a recording: panels side by side stay in step.

    Args:
        parts: pairs of a mobject and what it is shown: its frames, one a row, or None for the row itself.
    """

    def __init__(self, *parts: tuple[Any, Sequence[Any] | np.ndarray | None]) -> None:
        super().__init__(*[mobject for mobject, _ in parts])
        self.parts = parts
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows one row; a fraction of it only where a mobject is shown the row itself."""
        for mobject, frames in self.parts:
            mobject.show(row if frames is None else frames[min(int(row), len(frames) - 1)])
        return self
