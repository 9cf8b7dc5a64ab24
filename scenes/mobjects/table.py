"""A table of values: a row for each state, a column for each action, the row of the present state lit."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
from manim import LEFT, RIGHT, UP, Dot, Rectangle, VGroup, VMobject

from scenes import style
from scenes.mobjects.best import best_actions
from scenes.mobjects.words import Number, words


class QTable(VGroup):
    """Numbers [states, actions], zeros soft and others bright; only those that changed are redrawn.

    Args:
        names: of the actions, over their columns.
        states: how many rows.
        ends: rows of states in which a game is over: a word stands in place of their numbers.
        pattern: how a value is written.
        column: width of a column, in units.
        pitch: distance of two rows, in units.
    """

    def __init__(
        self,
        names: Sequence[str],
        states: int,
        ends: Mapping[int, str] | None = None,
        pattern: str = "{:.3f}",
        column: float = 1.3,
        pitch: float = 0.3,
    ) -> None:
        super().__init__()
        self.column, self.pitch, self.ends = column, pitch, dict(ends or {})
        self.values = np.zeros((states, len(names)))
        self.corner = VMobject().set_points_as_corners([np.zeros(3)] * 2)  # goes wherever the table goes
        self.heads = [words(name, style.LABEL, style.color("soft")) for name in names]
        self.rows = [Number(row, "{:2d}", style.SMALL_DIGITS, style.color("soft")) for row in range(states)]
        self.numbers = [
            [Number(0, pattern, style.SMALL_DIGITS, style.color("soft")) for _ in names] for _ in range(states)
        ]
        self.words = {row: words(word, style.LABEL, style.color("soft")) for row, word in self.ends.items()}
        self.lamp = Lamp(self)
        self._place()
        shown = [number for row, line in enumerate(self.numbers) if row not in self.ends for number in line]
        self.add(self.corner, self.lamp, *self.heads, *self.rows, *self.words.values(), *shown)
        self.move_to(np.zeros(3))

    def show(self, values: Any) -> Self:
        """Shows other numbers, of shape (states, actions)."""
        values = np.asarray(values, float)
        before, self.values = self.values, values
        for row, action in np.argwhere(~((before == values) | (np.isnan(before) & np.isnan(values)))):
            if row not in self.ends:
                self._show_cell(row, action)
        if before is not values and self.lamp.row is not None:
            self.lamp.show(self.lamp.row)
        return self

    def light(self, row: int | None) -> Self:
        """Lights the row of the present state and marks its best values; None puts the light out."""
        self.lamp.show(row)
        return self

    def place(self, row: int, action: int) -> np.ndarray:
        """The center of a cell."""
        corner = np.array(self.corner.points[0])
        return corner + ((action + 1) * self.column * RIGHT) - ((row + 1) * self.pitch * UP)

    def tint(self, row: int) -> None:
        """Colors a row: soft zeros, bright values, the best of the lit row in the color of the best action."""
        for action in range(len(self.heads)):
            self._color(row, action)

    def _show_cell(self, row: int, action: int) -> None:
        self.numbers[row][action].show(float(self.values[row, action]))
        self._color(row, action)

    def _color(self, row: int, action: int) -> None:
        lit = row == self.lamp.row
        name = "ink" if lit or self.values[row, action] else "soft"
        if lit and best_actions(self.values[row])[action]:
            name = "best"
        self.numbers[row][action].set_fill(style.color(name))

    def _place(self) -> None:
        for action, head in enumerate(self.heads):
            head.set_x((action + 1) * self.column).stand_on(0.02)
        for row, name in enumerate(self.rows):
            name.move_to(self.place(row, -1))
            for action, number in enumerate(self.numbers[row]):
                number.move_to(self.place(row, action))
        for row, word in self.words.items():
            middle = (self.place(row, 0) + self.place(row, len(self.heads) - 1)) / 2
            word.move_to(middle).stand_on(self.rows[row].baseline)
        self.lamp.strip.move_to((self.place(0, -1) + self.place(0, len(self.heads) - 1)) / 2 + 0.15 * LEFT)


class Lamp(VGroup):
    """The light on the row of the present state, its dot, and a red box around each of the row's best values."""

    def __init__(self, table: QTable) -> None:
        self.table = table
        self.row: int | None = None
        self.strip = Rectangle(width=(len(table.heads) + 0.9) * table.column, height=table.pitch, stroke_width=0)
        self.boxes = VMobject(stroke_width=style.HAIRLINE, fill_opacity=1)
        self.dot = Dot(radius=style.DOT, color=style.color("now"))  # the walker's, so that one sees whose row it is
        super().__init__(self.strip, self.dot, self.boxes)
        self.strip.set_fill(style.color("heat_low"), 0)
        self.dot.set_fill(opacity=0)
        self.boxes.set_fill(style.color("ground")).set_stroke(style.color("best"))

    def show(self, row: int | None) -> Self:
        """Lights another row, or none."""
        before, self.row = self.row, None if row is None else int(row)
        for touched in (before, self.row):
            if touched is not None:
                self.table.tint(touched)
        self.strip.set_fill(opacity=0 if self.row is None else 1)
        self.dot.set_fill(opacity=0 if self.row is None else 1)
        self.boxes.points = np.zeros((0, 3))
        if self.row is not None:
            actions = len(self.table.heads)
            middle = (self.table.place(self.row, -1) + self.table.place(self.row, actions - 1)) / 2 + 0.15 * LEFT
            self.strip.move_to(middle)
            self.dot.move_to(self.table.place(self.row, -1) + 0.5 * LEFT)
            self._box()
        return self

    def _box(self) -> None:
        row, table = self.row, self.table
        if row is None or row in table.ends:
            return
        best = np.flatnonzero(best_actions(table.values[row]))
        boxes = [Rectangle(width=0.95, height=0.96 * table.pitch).move_to(table.place(row, int(at))) for at in best]
        self.boxes.points = np.concatenate([np.zeros((0, 3)), *[box.points for box in boxes]])
