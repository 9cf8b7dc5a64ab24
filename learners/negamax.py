"""Bitboard rules and exact search for Connect Four: one position as ints, or many at once as arrays.

A board is two numbers of 49 bits: `own`, the stones of the player to move, and `full`, all stones.
Column c holds bits 7c to 7c+6 from the bottom up; its seventh bit stays empty, so that lines cannot
run on into the next column (the layout of John Tromp's Fhourstones). The rules below work on Python
ints and on numpy uint64 arrays alike.
"""

from functools import cache
from typing import Any

import numpy as np

ROWS, COLUMNS = 6, 7
HEIGHT = ROWS + 1
COLUMN = tuple(0b111111 << HEIGHT * c for c in range(COLUMNS))
BOTTOM = sum(1 << HEIGHT * c for c in range(COLUMNS))
BOARD = sum(COLUMN)
DIRECTIONS = (HEIGHT, HEIGHT - 1, HEIGHT + 1)  # across, down the diagonal, up the diagonal

Bits = Any  # an int, or an array of uint64


def drops(full: Bits) -> Bits:
    """The cell, in each column, into which the next stone would fall."""
    return (full + BOTTOM) & BOARD


def has_four(stones: Bits) -> Bits:
    """Whether four of these stones stand in a line."""
    found = stones & stones >> 1 & stones >> 2 & stones >> 3
    for step in DIRECTIONS:
        pairs = stones & stones >> step
        found = found | (pairs & pairs >> 2 * step)
    return found != 0


def completing(stones: Bits, full: Bits) -> Bits:
    """All empty cells, reachable now or later, where one more stone would make four in a line."""
    found = stones << 1 & stones << 2 & stones << 3
    for step in DIRECTIONS:
        after = stones << step & stones << 2 * step
        before = stones >> step & stones >> 2 * step
        found = found | (after & (stones << 3 * step | stones >> step))
        found = found | (before & (stones << step | stones >> 3 * step))
    return found & (BOARD ^ full)


def play(own: Bits, full: Bits, cell: Bits) -> tuple[Bits, Bits]:
    """The board as the other player sees it, after a stone in `cell`."""
    return own ^ full, full | cell


def safe_cells(own: Bits, full: Bits) -> Bits:
    """The drops that do not let the other player win at once; for one who cannot win at once."""
    danger = completing(own ^ full, full)
    free = drops(full)
    forced = free & danger
    many = forced & (forced - (forced != 0))  # two threats at once cannot both be parried
    if isinstance(forced, np.ndarray):
        cells = np.where(forced != 0, np.where(many != 0, 0, forced), free)
    else:
        cells = free if not forced else 0 if many else forced
    return cells & ~(danger >> 1)  # never build the step on which the other one completes four


def look_ahead(own: np.ndarray, full: np.ndarray, depth: int) -> np.ndarray:
    """The values (1 won, 0 open or tied, -1 lost) that a search of `depth` plies sees, for many positions.

    The mover must not yet have lost. Whole levels are searched at once, equal positions only once.
    """
    value = np.zeros(len(own), np.int8)
    if depth <= 0 or not len(own):
        return value
    free = drops(full)
    value[completing(own, full) & free != 0] = 1
    if depth == 1:
        return value
    rest = np.flatnonzero((value == 0) & (free != 0))
    own, full = own[rest], full[rest]
    safe = safe_cells(own, full)
    value[rest[safe == 0]] = -1
    if depth > 2:
        value[rest] = _best_reply(own, full, safe, depth)
    return value


def _best_reply(own: np.ndarray, full: np.ndarray, safe: np.ndarray, depth: int) -> np.ndarray:
    parents, cells = [], []
    for column in COLUMN:
        cell = safe & column
        parent = np.flatnonzero(cell)
        parents.append(parent)
        cells.append(cell[parent])
    parent, cell = np.concatenate(parents), np.concatenate(cells)
    child_own, child_full = play(own[parent], full[parent], cell)
    _, first, back = np.unique(child_own + child_full, return_index=True, return_inverse=True)
    seen = look_ahead(child_own[first], child_full[first], depth - 1)[back]
    best = np.full(len(own), -1, np.int8)
    np.maximum.at(best, parent, -seen)
    return best


def move_values(own: np.ndarray, full: np.ndarray, depth: int) -> np.ndarray:
    """What a search of `depth` plies sees for each column (N, 7): 1, 0 or -1, and -2 where it is full."""
    values = np.full((len(own), COLUMNS), -2, np.int8)
    free = drops(full)
    for c, column in enumerate(COLUMN):
        rows = np.flatnonzero(free & column)
        cell = (free & column)[rows]
        won = completing(own[rows], full[rows]) & cell != 0
        values[rows[won], c] = 1
        rows, cell = rows[~won], cell[~won]
        child_own, child_full = play(own[rows], full[rows], cell)
        values[rows, c] = -look_ahead(child_own, child_full, depth - 1)
    return values
