"""Tic Tac Toe: three marks in a line win.

Built as `gymnasium.make("envs.tictactoe:TicTacToe-v0")`.
"""

from typing import Any

import gymnasium
import numpy as np
from gymnasium import spaces

from envs.draw import Piece, Shape, draw_board

LINES = ((0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6))
LETTERS = ".XO"
LOOKS: tuple[tuple[Shape, str], ...] = (("cross", "#E8EAED"), ("ring", "#F5E663"))  # of X and of O


class TicTacToe(gymnasium.Env[Any, Any]):
    """X and O take turns, X first; the one environment plays both, and `step` moves whoever's turn it is.

    Observation: the board [3, 3], 0 empty, 1 X, 2 O. Actions: the nine cells, row by row; a taken one is
    illegal. Reward: **in the view of the player who has just moved**, 1 if that mark completes a line, else
    0; no move loses at once, and the loser's -1 is the winner's 1 with the other sign. The game ends with
    a line or a full board. info holds `action_mask` [9] and `player`, whose turn it is: 1 or 2.
    """

    metadata = {"render_modes": ["ansi", "rgb_array"], "render_fps": 2}  # noqa: RUF012 (gymnasium's own form)

    def __init__(self, render_mode: str | None = None) -> None:
        """Raises ValueError if it cannot be rendered in this mode."""
        if render_mode not in (None, *self.metadata["render_modes"]):
            raise ValueError(f"The board is rendered as ansi or rgb_array, not {render_mode!r}.")
        self.render_mode = render_mode
        self.observation_space = spaces.Box(0, 2, (3, 3), np.int8)
        self.action_space = spaces.Discrete(9)
        self._cells: list[int] | None = None  # no board, until reset

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Clears the board for X to begin."""
        super().reset(seed=seed, options=options)
        self._cells = [0] * 9
        return self._observe(), self._info()

    def step(self, action: int) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        """Puts the mover's mark; raises InvalidAction or ResetNeeded before anything changes."""
        if not self.action_space.contains(action):
            raise gymnasium.error.InvalidAction(f"A cell is a whole number from 0 to 8, not {action!r}.")
        if self._cells is None or self._is_over():
            raise gymnasium.error.ResetNeeded("The game is over or has not begun: call reset first.")
        if self._cells[action]:
            raise gymnasium.error.InvalidAction(f"Cell {action} is taken by {LETTERS[self._cells[action]]}.")
        self._cells[action] = self._mover()
        return self._observe(), float(self._is_won()), self._is_over(), False, self._info()

    def render(self) -> str | np.ndarray | None:
        """Returns the board as three lines of text, or as pixels [192, 192, 3]."""
        if self.render_mode is None or self._cells is None:
            return None
        return self._write() if self.render_mode == "ansi" else self._draw()

    def _mover(self) -> int:
        return 1 + sum(cell > 0 for cell in self._cells or ()) % 2

    def _is_won(self) -> bool:
        cells = self._cells or [0] * 9
        return any(cells[a] == cells[b] == cells[c] > 0 for a, b, c in LINES)

    def _is_over(self) -> bool:
        return self._is_won() or 0 not in (self._cells or ())

    def _observe(self) -> np.ndarray:
        return np.array(self._cells, dtype=np.int8).reshape(3, 3)

    def _info(self) -> dict[str, Any]:
        free = [cell == 0 and not self._is_over() for cell in self._cells or ()]
        return {"action_mask": np.array(free, dtype=np.int8), "player": self._mover()}

    def _write(self) -> str:
        letters = [LETTERS[cell] for cell in self._cells or ()]
        return "".join(" ".join(letters[row : row + 3]) + "\n" for row in (0, 3, 6))

    def _draw(self) -> np.ndarray:
        taken = [(place, mark) for place, mark in enumerate(self._cells or ()) if mark]
        return draw_board(3, 3, [Piece(*divmod(place, 3), *LOOKS[mark - 1]) for place, mark in taken])


gymnasium.register("TicTacToe-v0", entry_point="envs.tictactoe:TicTacToe")
