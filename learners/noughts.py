"""Exact answers for Tic Tac Toe: all its 5,478 positions, counted backwards from the ends.

Positions are rows of arrays, fewest marks first; shapes are [positions], [positions, 9 cells] or
[positions, 3 ends], the ends being X wins, tie, O wins.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from envs.tictactoe import LINES

POWERS = 3 ** np.arange(9)
X, O = 1, 2  # noqa: E741 (the name of the mark)


class Positions(NamedTuple):
    """Every position that play can reach."""

    boards: np.ndarray  # [positions, 9], 0 empty, 1 X, 2 O
    mover: np.ndarray  # [positions], 1 or 2: whose turn it is, or would be
    after: np.ndarray  # [positions, 9], the place of the position that a mark in each cell leads to, or -1
    end: np.ndarray  # [positions], 0 X won, 1 tie, 2 O won, -1 the game goes on


@cache
def enumerate_positions() -> Positions:
    """Returns all positions, fewest marks first; the arrays are shared, so they cannot be written."""
    levels = [np.zeros((1, 9), np.int8)]
    for marks in range(9):
        boards = levels[-1][find_ends(levels[-1]) < 0]
        rows, cells = np.nonzero(boards == 0)
        grown = boards[rows]
        grown[np.arange(len(rows)), cells] = 1 + marks % 2
        levels.append(np.unique(grown, axis=0))
    boards = np.concatenate(levels)
    found = Positions(boards, 1 + (boards > 0).sum(axis=1) % 2, _find_successors(boards), find_ends(boards))
    for array in found:
        array.setflags(write=False)
    return found


def find_ends(boards: np.ndarray) -> np.ndarray:
    """Returns for each board [n, 9] who won: 0 X, 1 nobody on a full board, 2 O, -1 the game goes on."""
    lines = boards[:, LINES]
    won_x, won_o = ((lines == mark).all(axis=2).any(axis=1) for mark in (X, O))
    full = (boards > 0).all(axis=1)
    return np.select([won_x, won_o, full], [0, 2, 1], -1)


def _find_successors(boards: np.ndarray) -> np.ndarray:
    place = np.full(3**9, -1)
    codes = boards @ POWERS
    place[codes] = np.arange(len(boards))
    mover = 1 + (boards > 0).sum(axis=1) % 2
    after = place[np.minimum(codes[:, None] + mover[:, None] * POWERS, 3**9 - 1)]
    open_cells = (boards == 0) & (find_ends(boards) < 0)[:, None]
    return np.where(open_cells, after, -1)


def locate(board: np.ndarray) -> int:
    """Returns the place of a board of nine cells among the positions."""
    return int(np.flatnonzero((enumerate_positions().boards == np.ravel(board)).all(axis=1))[0])


@cache
def solve_random_play() -> np.ndarray:
    """Returns the chances [positions, 3] that X wins, nobody, O wins when both sides play at random."""
    free = enumerate_positions().after >= 0
    return find_ends_of(free / np.maximum(free.sum(axis=1, keepdims=True), 1))


@cache
def solve_perfect_play() -> np.ndarray:
    """Returns the value [positions] to X when both sides play perfectly: 1 won, 0 tied, -1 lost."""
    positions = enumerate_positions()
    value = np.array([1, 0, -1, 0])[positions.end]
    sign = np.where(positions.mover == X, 1, -1)
    for level in _levels():
        rows = level[positions.end[level] < 0]
        after = positions.after[rows]
        gain = np.where(after >= 0, value[after] * sign[rows, None], -2)
        value[rows] = gain.max(axis=1) * sign[rows]
    return value


def find_ends_of(play: np.ndarray) -> np.ndarray:
    """Returns the chances [positions, 3] of the three ends when a mark falls in each cell with chance `play`."""
    positions = enumerate_positions()
    chances = np.eye(3)[positions.end]
    for level in _levels():
        rows = level[positions.end[level] < 0]
        chances[rows] = np.einsum("pc,pce->pe", play[rows], chances[positions.after[rows]])
    return chances


def find_worst(choice: np.ndarray, seat: int) -> np.ndarray:
    """Returns the worst end [positions] that any line of play can force on a player.

    `seat` 1 is X, 2 is O; `choice` [positions] is the cell it always chooses. 1 won, 0 tied, -1 lost,
    to that player; the first entry, the empty board, holds for the game.
    """
    positions = enumerate_positions()
    worst = np.array([1, 0, -1, 0])[positions.end] * (1 if seat == X else -1)
    for level in _levels():
        rows = level[positions.end[level] < 0]
        replies = np.where(positions.after[rows] >= 0, worst[positions.after[rows]], 1).min(axis=1)
        own = worst[positions.after[rows, choice[rows]]]
        worst[rows] = np.where(positions.mover[rows] == seat, own, replies)
    return worst


def meet_random(choice: np.ndarray, seat: int) -> np.ndarray:
    """Returns the exact chances [3] that a player who always makes its choice wins, ties, loses to random play."""
    positions = enumerate_positions()
    free = positions.after >= 0
    play = free / np.maximum(free.sum(axis=1, keepdims=True), 1)
    own = positions.mover == seat
    play[own] = np.eye(9)[choice[own]]
    ends = find_ends_of(play)[0]
    return ends if seat == X else ends[::-1]


def _levels() -> list[np.ndarray]:
    """The places of the positions with 8, 7, ... 0 marks."""
    marks = (enumerate_positions().boards > 0).sum(axis=1)
    return [np.flatnonzero(marks == count) for count in range(8, -1, -1)]
