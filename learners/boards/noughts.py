"""Exact answers for Tic Tac Toe: all its 5,478 positions, counted backwards from the ends.

Positions are rows of arrays, fewest marks first; shapes are [positions], [positions, 9 cells] or
[positions, 3 ends], the ends being X wins, tie, O wins. All the arrays are shared: they cannot be written.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from envs.tictactoe import LINES

POWERS = 3 ** np.arange(9)
WORTH = np.array([1, 0, -1, 0])  # of the ends to X; the last entry serves positions without one
GRID = np.arange(9).reshape(3, 3)
SYMMETRIES = np.array([np.rot90(grid, turns).ravel() for grid in (GRID, GRID.T) for turns in range(4)])


class Positions(NamedTuple):
    """Every position that play can reach."""

    boards: np.ndarray  # [positions, 9], 0 empty, 1 X, 2 O
    mover: np.ndarray  # [positions], 1 or 2: whose turn it is, or would be
    after: np.ndarray  # [positions, 9], the place of the position that a mark in each cell leads to, or -1
    end: np.ndarray  # [positions], 0 X won, 1 tie, 2 O won, -1 the game goes on

    @property
    def sign(self) -> np.ndarray:
        """1 where X moves and -1 where O does: turns what is good for X into what is good for the mover."""
        return 3 - 2 * self.mover


@cache
def enumerate_positions() -> Positions:
    """Returns all positions, fewest marks first."""
    levels = [np.zeros((1, 9), np.int8)]
    for marks in range(9):
        boards = levels[-1][find_ends(levels[-1]) < 0]
        rows, cells = np.nonzero(boards == 0)
        grown = boards[rows]
        grown[np.arange(len(rows)), cells] = 1 + marks % 2
        levels.append(np.unique(grown, axis=0))
    boards = np.concatenate(levels)
    mover = 1 + (boards > 0).sum(axis=1) % 2
    return Positions(*_lock(boards, mover, _find_successors(boards, mover), find_ends(boards)))


def find_ends(boards: np.ndarray) -> np.ndarray:
    """Returns for each board [n, 9] who won: 0 X, 1 nobody on a full board, 2 O, -1 the game goes on."""
    lines = boards[:, LINES]
    won_x, won_o = ((lines == mark).all(axis=2).any(axis=1) for mark in (1, 2))
    return np.select([won_x, won_o, (boards > 0).all(axis=1)], [0, 2, 1], -1)


def locate(board: np.ndarray) -> int:
    """Returns the place of a board of nine cells among the positions."""
    return int(_list_places()[np.ravel(board) @ POWERS])


@cache
def find_twins() -> tuple[np.ndarray, np.ndarray]:
    """Returns the places of 765 boards of which all others are turned or mirrored, and for each position its one."""
    turned = enumerate_positions().boards[:, SYMMETRIES] @ POWERS
    _, first, twin = np.unique(turned.min(axis=1), return_index=True, return_inverse=True)
    _lock(first, twin)
    return first, twin


def play_random(games: int, generator: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Plays random games at once; returns the positions they pass [games, 10], the last repeated, and the ends."""
    positions = enumerate_positions()
    path = np.zeros((games, 10), int)
    for turn in range(9):
        after = positions.after[path[:, turn]]
        cell = np.where(after >= 0, generator.random((games, 9)), -1).argmax(axis=1)
        path[:, turn + 1] = np.where(cell_of(after, cell) >= 0, cell_of(after, cell), path[:, turn])
    return path, positions.end[path[:, -1]]


@cache
def solve_random_play() -> np.ndarray:
    """Returns the chances [positions, 3] that X wins, nobody, O wins when both sides play at random."""
    return _lock(find_chances(_spread_evenly()))[0]


@cache
def solve_perfect_play() -> np.ndarray:
    """Returns the value [positions] to X when both sides play perfectly: 1 won, 0 tied, -1 lost."""
    positions = enumerate_positions()
    value = WORTH[positions.end]
    for rows, after in _levels():
        sign = positions.sign[rows]
        value[rows] = np.where(after >= 0, value[after] * sign[:, None], -2).max(axis=1) * sign
    return _lock(value)[0]


def find_chances(play: np.ndarray) -> np.ndarray:
    """Returns the chances [positions, 3] of the ends when each cell is marked with the chance `play` [positions, 9]."""
    chances = np.eye(3)[enumerate_positions().end]
    for rows, after in _levels():
        chances[rows] = np.einsum("pc,pce->pe", play[rows], chances[after])
    return chances


def meet_random(choice: np.ndarray, seat: int) -> np.ndarray:
    """Returns the exact chances that the player in a seat (1 X, 2 O) wins, ties and loses against random play.

    `choice` [positions] is the cell that the player always marks.
    """
    own = enumerate_positions().mover == seat
    play = np.where(own[:, None], np.eye(9)[choice], _spread_evenly())
    return find_chances(play)[0] if seat == 1 else find_chances(play)[0, ::-1]


def find_worst(choice: np.ndarray, seat: int) -> np.ndarray:
    """Returns the worst that any line of play does to the player in a seat, from each position on.

    1 won, 0 tied, -1 lost, to that player [positions]; the first entry holds for the game from its start.
    """
    positions = enumerate_positions()
    worst = WORTH[positions.end] * (3 - 2 * seat)
    for rows, after in _levels():
        replies = np.where(after >= 0, worst[after], 2).min(axis=1)
        worst[rows] = np.where(positions.mover[rows] == seat, worst[cell_of(after, choice[rows])], replies)
    return worst


def find_limit(seat: int) -> float:
    """Returns the greatest chance of beating random play that a player who can never lose has in a seat."""
    positions, value = enumerate_positions(), solve_perfect_play() * (3 - 2 * seat)
    chance = (WORTH[positions.end] * (3 - 2 * seat) == 1).astype(float)
    for rows, after in _levels():
        kept = np.where((after >= 0) & (value[after] >= 0), chance[after], -1).max(axis=1)
        mean = np.where(after >= 0, chance[after], 0).sum(axis=1) / (after >= 0).sum(axis=1)
        chance[rows] = np.where(positions.mover[rows] == seat, np.maximum(kept, 0), mean)
    return float(chance[0])


def cell_of(table: np.ndarray, choice: np.ndarray) -> np.ndarray:
    """Returns the entry of each row [n, 9] that a choice of cells [n] names."""
    return np.take_along_axis(table, choice[:, None], axis=1)[:, 0]


def _find_successors(boards: np.ndarray, mover: np.ndarray) -> np.ndarray:
    places = np.full(2 * 3**9, -1)  # room for the codes of marks on marks, which are nobody's place
    codes = boards @ POWERS
    places[codes] = np.arange(len(boards))
    playable = (boards == 0) & (find_ends(boards) < 0)[:, None]
    return np.where(playable, places[codes[:, None] + mover[:, None] * POWERS], -1)


@cache
def _list_places() -> np.ndarray:
    boards = enumerate_positions().boards
    places = np.full(3**9, -1)
    places[boards @ POWERS] = np.arange(len(boards))
    return _lock(places)[0]


@cache
def _levels() -> list[tuple[np.ndarray, np.ndarray]]:
    """The positions with a move to make, and where each cell leads from them; the fullest boards first."""
    positions = enumerate_positions()
    marks = np.where(positions.end < 0, (positions.boards > 0).sum(axis=1), 9)
    levels = [np.flatnonzero(marks == count) for count in range(8, -1, -1)]
    return [(rows, positions.after[rows]) for rows in levels]


def _spread_evenly() -> np.ndarray:
    """The chances [positions, 9] of random play."""
    free = enumerate_positions().after >= 0
    return free / np.maximum(free.sum(axis=1, keepdims=True), 1)


def _lock(*arrays: np.ndarray) -> list[np.ndarray]:
    for array in arrays:
        array.setflags(write=False)
    return list(arrays)
