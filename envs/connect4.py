"""Connect Four: four discs in a line win, and a disc falls to the lowest free cell of its column.

Built as `gymnasium.make("envs.connect4:ConnectFour-v0")`. The rules are functions of boards as numbers of
49 bits, and work on Python ints and on numpy uint64 arrays alike. Column c holds bits 7c to 7c+6 from the
bottom up; its seventh bit stays empty, so that no line runs on into the next column (the layout of
John Tromp's Fhourstones).
"""

from typing import Any

import gymnasium
import numpy as np
from gymnasium import spaces

from envs.draw import Piece, draw_board

ROWS, COLUMNS = 6, 7
HEIGHT = ROWS + 1
COLUMN = tuple(0b111111 << HEIGHT * c for c in range(COLUMNS))
BOTTOM = sum(1 << HEIGHT * c for c in range(COLUMNS))
BOARD = sum(COLUMN)
DIRECTIONS = (1, HEIGHT, HEIGHT - 1, HEIGHT + 1)  # up, across, down and up the diagonal
LETTERS = ".XO"
COLORS = ("#E8EAED", "#F5E663")  # of the first and the second player

Bits = Any  # an int, or an array of uint64


def find_drops(full: Bits) -> Bits:
    """Returns the cell of each column into which the next disc falls; `full` holds all discs."""
    return (full + BOTTOM) & BOARD


def has_four(discs: Bits) -> Bits:
    """Returns whether four of one player's discs stand in a line."""
    found = discs & 0
    for step in DIRECTIONS:
        pairs = discs & discs >> step
        found = found | (pairs & pairs >> 2 * step)
    return found != 0


class ConnectFour(gymnasium.Env[Any, Any]):
    """Two players take turns, the one environment plays both, and `step` moves whoever's turn it is.

    Observation: the board [6, 7] from the top row down, 0 empty, 1 the first player's discs, 2 the second's.
    Actions: the seven columns; a full one is illegal. Reward: **in the view of the player who has just
    moved**, 1 if that disc makes four in a line, else 0; no move loses at once, and the loser's -1 is the
    winner's 1 with the other sign. The game ends with four in a line or a full board.
    info holds `action_mask` [7] and `player`, whose turn it is: 1 or 2.
    """

    metadata = {"render_modes": ["ansi", "rgb_array"], "render_fps": 2}  # noqa: RUF012 (gymnasium's own form)

    def __init__(self, render_mode: str | None = None) -> None:
        """Raises ValueError if it cannot be rendered in this mode."""
        if render_mode not in (None, *self.metadata["render_modes"]):
            raise ValueError(f"The board is rendered as ansi or rgb_array, not {render_mode!r}.")
        self.render_mode = render_mode
        self.observation_space = spaces.Box(0, 2, (ROWS, COLUMNS), np.int8)
        self.action_space = spaces.Discrete(COLUMNS)
        self._discs: list[int] | None = None  # of the first and the second player; no board, until reset

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Clears the board for the first player to begin."""
        super().reset(seed=seed, options=options)
        self._discs = [0, 0]
        return self._observe(), self._info()

    def step(self, action: int) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        """Drops the mover's disc; raises InvalidAction or ResetNeeded before anything changes."""
        if not self.action_space.contains(action):
            raise gymnasium.error.InvalidAction(f"A column is a whole number from 0 to 6, not {action!r}.")
        if self._discs is None or self._is_over():
            raise gymnasium.error.ResetNeeded("The game is over or has not begun: call reset first.")
        cell = find_drops(sum(self._discs)) & COLUMN[action]
        if not cell:
            raise gymnasium.error.InvalidAction(f"Column {action} is full.")
        self._discs[self._mover() - 1] |= cell
        return self._observe(), float(self._is_won()), self._is_over(), False, self._info()

    def render(self) -> str | np.ndarray | None:
        """Returns the board as six lines of text, or as pixels [384, 448, 3]."""
        if self.render_mode is None or self._discs is None:
            return None
        return self._write() if self.render_mode == "ansi" else self._draw()

    def _mover(self) -> int:
        return 1 + sum(self._discs or ()).bit_count() % 2

    def _is_won(self) -> bool:
        return any(has_four(discs) for discs in self._discs or ())

    def _is_over(self) -> bool:
        return self._is_won() or sum(self._discs or ()) == BOARD

    def _observe(self) -> np.ndarray:
        board = np.zeros((ROWS, COLUMNS), dtype=np.int8)
        for player, discs in enumerate(self._discs or (), start=1):
            for row, column in np.ndindex(ROWS, COLUMNS):
                board[row, column] += player * (discs >> HEIGHT * column + ROWS - 1 - row & 1)
        return board

    def _info(self) -> dict[str, Any]:
        drops = 0 if self._is_over() else find_drops(sum(self._discs or ()))
        mask = np.array([drops & column > 0 for column in COLUMN], dtype=np.int8)
        return {"action_mask": mask, "player": self._mover()}

    def _write(self) -> str:
        return "".join(" ".join(LETTERS[cell] for cell in row) + "\n" for row in self._observe())

    def _draw(self) -> np.ndarray:
        board = self._observe()
        taken = np.argwhere(board)
        return draw_board(ROWS, COLUMNS, [Piece(r, c, "disc", COLORS[board[r, c] - 1], 0.8) for r, c in taken.tolist()])


gymnasium.register("ConnectFour-v0", entry_point="envs.connect4:ConnectFour")
