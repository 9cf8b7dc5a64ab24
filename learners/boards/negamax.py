"""Exact search for Connect Four: of a few positions to their very end, of many to a depth, a whole level at once.

A position is two numbers of 49 bits, laid out as in `envs.connect4`: `own`, the discs of the player to move,
and `full`, all discs. The first functions take Python ints and numpy uint64 arrays alike.
"""

import numpy as np

from envs.connect4 import BOARD, COLUMN, COLUMNS, DIRECTIONS, Bits, find_drops

ORDER = tuple(COLUMN[c] for c in (3, 2, 4, 1, 5, 0, 6))  # the middle first: most lines pass through it


def complete_four(discs: Bits, full: Bits) -> Bits:
    """Returns all empty cells, within reach or not yet, where one more of these discs makes four in a line."""
    found = discs & 0
    for step in DIRECTIONS:
        after = discs << step & discs << 2 * step
        before = discs >> step & discs >> 2 * step
        found = found | after & (discs << 3 * step | discs >> step) | before & (discs << step | discs >> 3 * step)
    return found & (BOARD ^ full)


def play(own: Bits, full: Bits, cell: Bits) -> tuple[Bits, Bits]:
    """The board as the other player sees it, after a disc in `cell`."""
    return own ^ full, full | cell


def find_safe(own: Bits, full: Bits) -> Bits:
    """Returns the drops after which the other one cannot win at once; for a mover who cannot win at once."""
    danger = complete_four(own ^ full, full)
    drops = find_drops(full)
    threats = drops & danger
    several = threats & (threats - (threats != 0))  # two threats at once cannot both be parried
    allowed = drops * (threats == 0) + threats * (several == 0)
    return allowed & ~(danger >> 1)  # never build the step on which the other one completes four


def solve(own: int, full: int, seen: dict[int, tuple[int, int]] | None = None) -> int:
    """Returns what perfect play brings the mover: 1 won, 0 tied, -1 lost. Meant for endgames.

    `seen` is the transposition table, from positions to the bounds known of them; it may be shared by many
    calls. Sixteen discs on the board take up to a second, two more take a third of that, two fewer thrice as long.
    """
    return _search(own, full, -1, 1, {} if seen is None else seen)


def _search(own: int, full: int, low: int, high: int, seen: dict[int, tuple[int, int]]) -> int:
    """Alpha-beta: exact where the value lies between low and high, else a bound on that side."""
    if complete_four(own, full) & find_drops(full):
        return 1
    if full == BOARD:
        return 0
    safe = find_safe(own, full)
    if not safe:
        return -1
    least, most = seen.get(own + full, (-1, 1))  # the sum names a position (Tromp)
    low, high = max(low, least), min(high, most)
    if least == most or low >= high:
        return least if least >= high else most
    start, best = low, -1
    for column in ORDER:
        if best < high and (cell := safe & column):
            best = max(best, -_search(own ^ full, full | cell, -high, -max(low, best), seen))
    seen[own + full] = (best if best > start else least, best if best < high else most)
    return best


def look_ahead(own: np.ndarray, full: np.ndarray, depth: int) -> np.ndarray:
    """Returns the values [n] that a search of `depth` plies sees: 1 won, -1 lost, 0 open or tied, to the mover.

    Win and loss only, no other judgement. Whole levels are searched at once, and equal positions only once;
    nobody may have won yet.
    """
    value = np.zeros(len(own), np.int8)
    if depth == 0 or len(own) == 0:
        return value
    value[complete_four(own, full) & find_drops(full) != 0] = 1
    if depth == 1:
        return value
    rest = np.flatnonzero((value == 0) & (full != BOARD))
    safe = find_safe(own[rest], full[rest])
    value[rest] = _find_best(own[rest], full[rest], safe, depth)
    return value


def _find_best(own: np.ndarray, full: np.ndarray, safe: np.ndarray, depth: int) -> np.ndarray:
    """Returns the best value [n] over the safe drops; where there are none, the other one wins at once."""
    if depth == 2:
        return np.where(safe == 0, -1, 0).astype(np.int8)
    cells = safe[:, None] & np.array(COLUMN, np.uint64)
    parent, column = np.nonzero(cells)
    after_own, after_full = play(own[parent], full[parent], cells[parent, column])
    _, first, place = np.unique(after_own + after_full, return_index=True, return_inverse=True)
    best = np.full(len(own), -1, np.int8)
    np.maximum.at(best, parent, -look_ahead(after_own[first], after_full[first], depth - 1)[place])
    return best


def look_at_moves(own: np.ndarray, full: np.ndarray, depth: int) -> np.ndarray:
    """Returns what a search of `depth` plies sees behind each column [n, 7]: 1, 0 or -1, and -2 where it is full."""
    values = np.full((len(own), COLUMNS), -2, np.int8)
    cells = find_drops(full)[:, None] & np.array(COLUMN, np.uint64)
    row, column = np.nonzero(cells)
    cell = cells[row, column]
    after = look_ahead(*play(own[row], full[row], cell), depth - 1)
    values[row, column] = np.where(complete_four(own[row], full[row]) & cell != 0, 1, -after)
    return values
