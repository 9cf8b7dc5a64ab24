"""Replay memory: the last steps of many games, every frame stored once and piled up again when it is needed."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor

STACK = 4  # frames in one observation: from one picture nobody sees where a ball is going
WORDS = {4: torch.int32, 16: torch.complex128}  # numbers as large as a square of so many pixels


@dataclass
class Batch:
    """Moves drawn from the memory, and what they led to some steps later."""

    frames: Tensor  # uint8 (batch, h, w, 4 squares), what the player saw
    action: Tensor  # int64 (batch)
    reward: Tensor  # float32 (batch), discounted rewards of the steps between
    later: Tensor  # uint8 (batch, h, w, 4 squares), what the player saw after them
    discount: Tensor  # float32 (batch), what the value of `later` is worth now; 0 where a life ended before

    def to(self, device: str) -> "Batch":
        """The same moves where the network is."""
        return Batch(*(getattr(self, item.name).to(device) for item in fields(self)))


class Memory:
    """A ring of steps; in each step every game adds one frame and what was done and paid after it."""

    def __init__(self, steps: int, games: int, shape: Sequence[int], ahead: int, discount: float) -> None:
        """Makes room for steps x games frames of a folded shape (h, w, square); looks `ahead` steps for the rewards."""
        self.steps, self.games, self.ahead, self.added = steps, games, ahead, 0
        self._frames = torch.zeros(steps * games, *shape, dtype=torch.uint8)
        self._action = np.zeros((steps, games), np.uint8)
        self._reward = np.zeros((steps, games), np.float32)
        self._over = np.zeros((steps, games), bool)  # a life ended with the move: later rewards are not its doing
        self._began = np.zeros((steps, games), bool)  # the frame is the first of a game: none before it belong to it
        self._discounts = discount ** np.arange(ahead + 1, dtype=np.float32)
        self._next_begins = np.ones(games, bool)

    def add(
        self, frames: Tensor, action: np.ndarray, reward: np.ndarray, over: np.ndarray, game_over: np.ndarray
    ) -> None:
        """Adds one step of all games: the newest frame (games, h, w, square) before the move, the move, its result."""
        now = self.added % self.steps
        self._frames[now * self.games : (now + 1) * self.games] = frames
        self._action[now], self._reward[now], self._over[now] = action, reward, over
        self._began[now], self._next_begins = self._next_begins, game_over
        self.added += 1

    def __len__(self) -> int:
        """How many moves can be drawn."""
        return max(0, min(self.added, self.steps) - STACK + 1 - self.ahead) * self.games

    def draw(self, batch: int, chance: np.random.Generator) -> Batch:
        """Draws moves, each with the same probability."""
        picks = chance.integers(0, len(self), batch)
        return self.fetch(picks // self.games + self._oldest(), picks % self.games)

    def fetch(self, step: np.ndarray, game: np.ndarray) -> Batch:
        """The moves made in those steps (counted since the beginning) of those games."""
        reward, goes_on = np.zeros(len(step), np.float32), np.ones(len(step), bool)
        for ahead in range(self.ahead):
            now = (step + ahead) % self.steps
            reward += self._discounts[ahead] * goes_on * self._reward[now, game]
            goes_on = goes_on & ~self._over[now, game]
        action = torch.from_numpy(self._action[step % self.steps, game].astype(np.int64))
        discount = torch.from_numpy(self._discounts[self.ahead] * goes_on)
        later = self._piles(step + self.ahead, game)
        return Batch(self._piles(step, game), action, torch.from_numpy(reward), later, discount)

    def _oldest(self) -> int:
        """The oldest step whose three frames before are still there."""
        return max(0, self.added - self.steps) + STACK - 1

    def _piles(self, step: np.ndarray, game: np.ndarray) -> Tensor:
        """The last four frames of each game as channels; a game's first frame stands for those before it."""
        rows = [step]
        for _ in range(STACK - 1):
            rows.append(rows[-1] - ~self._began[rows[-1] % self.steps, game])
        places = np.stack(rows[::-1], 1) % self.steps * self.games + game[:, None]
        squares = self._frames.view(WORDS[self._frames.shape[3]])  # a square of pixels moves as one
        found = squares.index_select(0, torch.from_numpy(places.ravel())).view(len(step), STACK, *squares.shape[1:3])
        return found.permute(0, 2, 3, 1).contiguous().view(torch.uint8)
