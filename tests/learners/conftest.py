import numpy as np
import pytest

from envs.atari import Step


class Corridor:
    """A world that a right learner masters in seconds: five cells, a point at the right end, where a life ends.

    It moves in step like Atari: a square frame shows one light column, the cell.
    """

    cells = 5

    def __init__(self, games: int, size: int = 42) -> None:
        self.size, self.wide = size, size // self.cells
        self.games, self.moves = games, ["LEFT", "RIGHT"]
        self.points, self.steps = 0.0, 0

    def start(self, seed: int) -> np.ndarray:
        self.chance = np.random.default_rng(seed)
        self.cell = np.zeros(self.games, int)
        return self.show(self.cell)

    def send(self, choices: np.ndarray) -> np.ndarray:
        self.cell = np.clip(self.cell + 2 * choices - 1, 0, self.cells - 1)
        return choices

    def receive(self) -> Step:
        over = self.cell == self.cells - 1
        reward = over.astype(float)
        self.points, self.steps = 0.98 * self.points + reward.mean(), self.steps + 1
        self.cell = np.where(over, self.chance.integers(0, self.cells - 1, self.games), self.cell)
        frames = self.show(self.cell)
        return Step(frames, reward, over, over, np.zeros(self.games), frames)

    def show(self, cells: np.ndarray) -> np.ndarray:
        frames = np.zeros((len(cells), self.size, self.size), np.uint8)
        for game, cell in enumerate(cells):
            frames[game, :, cell * self.wide : (cell + 1) * self.wide] = 255
        return frames


@pytest.fixture
def corridor():
    return Corridor
