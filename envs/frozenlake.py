"""Frozen Lake: cross the ice to the goal without falling into a hole.

Built as `gymnasium.make("envs.frozenlake:FrozenIce-v0", rows=..., slippery=...)`.
"""

from collections.abc import Sequence
from typing import Any

import gymnasium
import numpy as np
from gymnasium import spaces

from envs.draw import Piece, draw_board

LAKE = ("SFFF", "FHFH", "FFFH", "HFFG")
LARGE_LAKE = ("SFFFFFFF", "FFFFFFFF", "FFFHFFFF", "FFFFFHFF", "FFFHFFFF", "FHHFFFHF", "FHFFHFHF", "FFFHFFFG")
LEFT, DOWN, RIGHT, UP = range(4)
NAMES = ("left", "down", "right", "up")  # of the actions
MOVES = ((0, -1), (1, 0), (0, 1), (-1, 0))  # rows and columns, in the order of the actions
COLORS = {"S": "#98A2B3", "F": "#1A2230", "H": "#0B2F4A", "G": "#2BB58A"}
WALKER = "#F5E663"

Outcome = tuple[float, int, float, bool]  # probability, next state, reward, over


class FrozenLake(gymnasium.Env[Any, Any]):
    """A walker on a lake of start S, frozen F, hole H and goal G.

    Observation: row times width plus column. Actions: left 0, down 1, right 2, up 3; all are allowed
    everywhere, and walking against the edge stays. Slippery ice goes where it was told in one of three
    steps, and to either side of that in the other two. Reward: 1 on reaching the goal, else 0.
    The game ends in a hole or at the goal, and is cut off after 100 steps.
    """

    metadata = {"render_modes": ["ansi", "rgb_array"], "render_fps": 4}  # noqa: RUF012 (gymnasium's own form)

    def __init__(self, rows: Sequence[str] = LAKE, slippery: bool = False, render_mode: str | None = None) -> None:
        """Raises ValueError that says what is wrong with a map."""
        if render_mode not in (None, *self.metadata["render_modes"]):
            raise ValueError(f"A lake is rendered as ansi or rgb_array, not {render_mode!r}.")
        self.rows = check_map(rows)
        self.slippery = slippery
        self.render_mode = render_mode
        self.observation_space = spaces.Discrete(len("".join(self.rows)))
        self.action_space = spaces.Discrete(len(MOVES))
        self._state: int | None = None  # nowhere, until reset
        self._last: int | None = None

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[int, dict[str, Any]]:
        """Puts the walker on the start."""
        super().reset(seed=seed, options=options)
        self._state, self._last = "".join(self.rows).index("S"), None
        return self._state, self._info()

    def step(self, action: int) -> tuple[int, float, bool, bool, dict[str, Any]]:
        """Moves the walker; raises InvalidAction or ResetNeeded before anything changes."""
        if not self.action_space.contains(action):
            raise gymnasium.error.InvalidAction(
                f"An action on the lake is left 0, down 1, right 2 or up 3, not {action!r}."
            )
        if self._state is None or self._is_end(self._state):
            raise gymnasium.error.ResetNeeded("The game is over or has not begun: call reset first.")
        outcomes = self.outcomes(self._state, int(action))
        _, self._state, reward, over = outcomes[self.np_random.integers(len(outcomes))]  # all equally likely
        self._last = int(action)
        return self._state, reward, over, False, self._info()

    def outcomes(self, state: int, action: int) -> list[Outcome]:
        """Returns all that can follow, equally likely: probability, next state, reward, over.

        Holes and goals keep the walker, as in Gymnasium's table.
        """
        if self._is_end(state):
            return [(1.0, state, 0.0, True)]
        ways = [(action - 1) % 4, action, (action + 1) % 4] if self.slippery else [action]
        return [(1 / len(ways), *self._arrive(self._move(state, way))) for way in ways]

    def render(self) -> str | np.ndarray | None:
        """Returns the lake as text with the walker in brackets, or as pixels."""
        if self.render_mode is None or self._state is None:
            return None
        return self._write() if self.render_mode == "ansi" else self._draw()

    def _is_end(self, state: int) -> bool:
        return "".join(self.rows)[state] in "HG"

    def _arrive(self, state: int) -> tuple[int, float, bool]:
        return state, float("".join(self.rows)[state] == "G"), self._is_end(state)

    def _move(self, state: int, way: int) -> int:
        width = len(self.rows[0])
        row, column = divmod(state, width)
        row = min(max(row + MOVES[way][0], 0), len(self.rows) - 1)
        column = min(max(column + MOVES[way][1], 0), width - 1)
        return row * width + column

    def _info(self) -> dict[str, Any]:
        return {"action_mask": np.ones(len(MOVES), dtype=np.int8)}

    def _write(self) -> str:
        name = "" if self._last is None else f"  ({NAMES[self._last]})\n"
        row, column = divmod(self._state or 0, len(self.rows[0]))
        cells = [[f" {letter} " for letter in line] for line in self.rows]
        cells[row][column] = f"[{self.rows[row][column]}]"
        return name + "\n".join("".join(line) for line in cells) + "\n"

    def _draw(self) -> np.ndarray:
        width = len(self.rows[0])
        letters = enumerate("".join(self.rows))
        grid = [Piece(*divmod(place, width), "square", COLORS[letter], 1.0) for place, letter in letters]
        walker = Piece(*divmod(self._state or 0, width), "disc", WALKER, 0.5)
        return draw_board(len(self.rows), width, [*grid, walker])


def check_map(rows: Sequence[str]) -> tuple[str, ...]:
    """Returns the rows of a map; raises ValueError if one cannot walk on it from one start to a goal."""
    if isinstance(rows, str) or not rows or not all(isinstance(row, str) and row for row in rows):
        raise ValueError("A map is a list of rows, each a text such as 'SFFF'.")
    if len({len(row) for row in rows}) > 1:
        raise ValueError(f"The rows of a map must have one length, not {', '.join(str(len(row)) for row in rows)}.")
    unknown = sorted(set("".join(rows)) - set("SFHG"))
    if unknown:
        raise ValueError(f"A map is made of S, F, H and G, not of {', '.join(map(repr, unknown))}.")
    starts = "".join(rows).count("S")
    if starts != 1:
        raise ValueError(f"A map has one start S, not {starts}.")
    if "G" not in "".join(rows):
        raise ValueError("A map needs a goal G.")
    if not _leads_to_goal(rows):
        raise ValueError("On this map no way over the ice leads from S to a goal G.")
    return tuple(rows)


def _leads_to_goal(rows: Sequence[str]) -> bool:
    """Returns whether one can walk from the start to a goal around the holes."""
    ice = {(row, column) for row, line in enumerate(rows) for column, letter in enumerate(line) if letter != "H"}
    ahead = [place for place in ice if rows[place[0]][place[1]] == "S"]
    while ahead:
        row, column = ahead.pop()
        if rows[row][column] == "G":
            return True
        near = {(row + down, column + right) for down, right in MOVES} & ice
        ahead += near
        ice -= near
    return False


gymnasium.register("FrozenIce-v0", entry_point="envs.frozenlake:FrozenLake", max_episode_steps=100)
