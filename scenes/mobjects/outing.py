"""A game on the lake: a board with its name, a walk over it, and how it ended."""

from typing import Any, Self

from manim import UP, VGroup

from scenes import style
from scenes.mobjects.lake import Lake, Walk
from scenes.mobjects.words import row, words


class Outing(VGroup):
    """A named board with a recorded walk; panels side by side show the same move.

    Args:
        lake: the board, already with its values.
        name: written over it, and a soft note beside that.
        states: the places after each move, the start first; none for a board without a walker.
        actions: the moves.
        ending: written under the board once the walk is over.
    """

    def __init__(
        self, lake: Lake, name: str, note: str = "", states: Any = None, actions: Any = None, ending: str = ""
    ) -> None:
        self.lake, self.name_shape = lake, words(name, style.HEADING, bold=True)
        notes = [words(note, style.LABEL, style.color("soft"))] if note else []
        self.heading = row(self.name_shape, *notes, gap=0.35).set_x(lake.tiles.get_x())
        self.heading.shift((lake.tiles.get_top()[1] + 0.3 - self.name_shape.baseline) * UP)
        self.walk = None if states is None else Walk(lake, states, actions)
        self.last = 0 if self.walk is None else self.walk.last
        self.ending = words(ending, style.LABEL, style.color("soft"))
        self.ending.set_x(lake.tiles.get_x()).stand_on(lake.tiles.get_bottom()[1] - 0.5).set_fill(opacity=0)
        super().__init__(lake, self.heading, *([] if self.walk is None else [self.walk]), self.ending)

    def show(self, step: float) -> Self:
        """Shows the walker after a number of moves; after the last one it stays."""
        if self.walk is not None:
            self.walk.show(step)
        return self

    def end(self) -> Any:
        """The animation that says how the walk ended."""
        return self.ending.animate.set_fill(opacity=1)
