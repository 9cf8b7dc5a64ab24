"""How often in a row the ball of Breakout gets behind the wall, read from its recorded height."""

import itertools
from collections.abc import Sequence
from typing import Any

LOW = 150  # row in pixels from which on the ball is near the paddle


def completed(heights: Any, lives: Any, wall: float) -> list[int | None]:
    """The row in which the ball got behind the wall, if it did, in each flight from one arrival at the paddle on.

    Heights are rows in pixels, -1 where the ball is not seen; above `wall` it is behind the wall. A flight that ends
    with a life counts as one that did not get there.
    """
    flights: list[int | None] = []
    behind, is_low = None, True
    for row, height in enumerate(float(height) for height in heights):
        is_lost = row > 0 and lives[row] != lives[row - 1]
        behind = row if behind is None and 0 <= height < wall else behind
        if is_lost or (height >= LOW and not is_low):
            flights.append(None if is_lost else behind)
            behind = None
        is_low = height >= LOW or (is_low and height < 0)
    return flights


def longest(flights: Sequence[int | None]) -> list[int]:
    """The rows of the longest row of flights that all got behind the wall."""
    rows = [list(group) for _, group in itertools.groupby(flights, key=lambda row: row is not None)]
    return max(([row for row in group if row is not None] for group in rows), key=len, default=[])
