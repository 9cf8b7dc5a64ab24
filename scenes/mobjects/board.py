"""A board of cells with the marks of two players, crosses and circles or discs, drawn from recorded positions."""

from collections.abc import Iterator
from typing import Any, Self

import numpy as np
from manim import Circle, Rectangle, VGroup, VMobject

from scenes import style

ENTERING = 0.35  # share of a row's time, at its end, in which the next mark comes in
FALLING = 0.6  # the same for a disc, which is seen to fall


class Board(VGroup):
    """Cells, the marks in them, and a line through marks that stand in a row.

    Args:
        boards: 0 free, 1 or 2 a player's mark, of shape (moments, rows, columns); the first row is on top.
        cell: width of a cell, in units.
        discs: draws discs that fall in from above, in place of crosses and circles that grow.
        in_row: so many marks of one player in a straight line are joined by a line; 0: never.
    """

    def __init__(self, boards: Any, cell: float = 1.25, discs: bool = False, in_row: int = 3) -> None:
        super().__init__()
        self.boards = np.asarray(boards, int)
        self.last, self.discs, self.in_row = len(self.boards) - 1, discs, in_row
        rows, columns = self.boards.shape[1:]
        # an unseen frame carries the cells through every move and scaling
        self.frame = Rectangle(width=columns * cell, height=rows * cell, stroke_width=0)
        self.grid = VMobject(stroke_color=style.color("soft"), stroke_width=style.THIN)
        self.marks = [VMobject(), VMobject()]
        for mark, name in zip(self.marks, ("sky", "orange"), strict=True):
            mark.set_stroke(style.color(name), 0 if discs else 5.5 * cell).set_fill(style.color(name), float(discs))
        self.line = VMobject(stroke_color=style.color("ink"), stroke_width=style.BOLD)
        self.add(self.frame, self.grid, *self.marks, self.line)
        self._draw_grid()
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows a moment; towards its end the mark of the next moment comes in."""
        row = min(max(float(row), 0.0), self.last)
        now = self.boards[int(row)]
        after = self.boards[min(int(row) + 1, self.last)]
        entering = FALLING if self.discs else ENTERING
        part = max((row - int(row) - 1 + entering) / entering, 0.0)
        coming = np.where((now == 0) & (part > 0), after, 0)
        for player, mark in enumerate(self.marks, 1):
            pieces = [self._piece(player, place, 1.0) for place in np.argwhere(now == player)]
            pieces += [self._piece(player, place, part) for place in np.argwhere(coming == player)]
            mark.points = np.concatenate([np.zeros((0, 3)), *pieces])
        self.line.points = np.concatenate([np.zeros((0, 3)), *self._joined(now)])
        return self

    def cell(self, row: int, column: int) -> np.ndarray:
        """The center of a cell on the screen."""
        size = self.frame.width / self.boards.shape[2]
        corner = self.frame.get_corner(np.array([-1.0, 1.0, 0.0]))
        return corner + np.array([(column + 0.5) * size, -(row + 0.5) * size, 0.0])

    def _draw_grid(self) -> None:
        """The lines between the cells; for discs a ring around each cell."""
        rows, columns = self.boards.shape[1:]
        left, top = self.frame.get_corner(np.array([-1.0, 1.0, 0.0]))[:2]
        size = self.frame.width / columns
        pieces = []
        if self.discs:
            self.grid.set_stroke(opacity=0.5)
            places = [np.array(place) for place in np.ndindex(rows, columns)]
            pieces = [Circle(0.42 * size).points + self.cell(*place) for place in places]
        else:
            for x in range(1, columns):
                pieces.append(_straight([left + x * size, top, 0], [left + x * size, top - rows * size, 0]))
            for y in range(1, rows):
                pieces.append(_straight([left, top - y * size, 0], [left + columns * size, top - y * size, 0]))
        self.grid.points = np.concatenate([np.zeros((0, 3)), *pieces])

    def _piece(self, player: int, place: np.ndarray, part: float) -> np.ndarray:
        """The outline of one mark; `part` of the way in: grown so far, or fallen so far."""
        center, size = self.cell(*place), self.frame.width / self.boards.shape[2]
        if self.discs:
            # every disc falls with the same acceleration, and the longest way takes all the time
            start = self.frame.get_top()[1] + size / 2
            center[1] = max(center[1], start - part**2 * self.frame.height)
            return Circle(0.38 * size).points + center
        if player == 2:
            return Circle(0.29 * size * max(part, 0.01)).points + center
        reach = 0.27 * size * part
        ends = [np.array([x, y, 0.0]) * reach for x, y in ((-1, 1), (1, -1), (-1, -1), (1, 1))]
        return np.concatenate(
            [_straight(center + ends[0], center + ends[1]), _straight(center + ends[2], center + ends[3])]
        )

    def _joined(self, board: np.ndarray) -> Iterator[np.ndarray]:
        """A line through every row of marks that is long enough."""
        if not self.in_row:
            return
        for row, column in np.argwhere(board > 0):
            for down, right in ((0, 1), (1, 0), (1, 1), (1, -1)):
                cells = [(row + step * down, column + step * right) for step in range(self.in_row)]
                inside = all(0 <= y < board.shape[0] and 0 <= x < board.shape[1] for y, x in cells)
                if inside and all(board[cell] == board[row, column] for cell in cells):
                    first, last = self.cell(*cells[0]), self.cell(*cells[-1])
                    beyond = 0.3 * (last - first) / (self.in_row - 1)
                    yield _straight(first - beyond, last + beyond)


def _straight(start: Any, end: Any) -> np.ndarray:
    """A straight segment as the four points by which manim draws it."""
    start, end = np.asarray(start, float), np.asarray(end, float)
    return np.stack([start, (2 * start + end) / 3, (start + 2 * end) / 3, end])
