import numpy as np
import pytest

from envs.atari import Step
from learners import ch16_pong

CELLS = 7


class Corridor:
    """A world that a right learner masters in seconds: seven cells, a point at the right end, time that costs.

    It moves in step like Atari: a frame of 42x42 pixels shows one light column.
    """

    def __init__(self, games: int) -> None:
        self.games, self.moves = games, ["LEFT", "RIGHT"]

    def start(self, seed: int) -> np.ndarray:
        self.cell, self.age = np.full(self.games, CELLS // 2), np.zeros(self.games, int)
        return self._frames()

    def send(self, choices: np.ndarray) -> np.ndarray:
        self.cell = np.clip(self.cell + 2 * choices - 1, 0, CELLS - 1)
        self.age = self.age + 1
        return choices

    def receive(self) -> Step:
        reward = (self.cell == CELLS - 1).astype(float)
        over = (reward > 0) | (self.age == 30)
        self.cell[over], self.age[over] = CELLS // 2, 0
        frames = self._frames()
        return Step(frames, reward, over, over, np.zeros(self.games), frames)

    def _frames(self) -> np.ndarray:
        frames = np.zeros((self.games, 42, 42), np.uint8)
        for game, cell in enumerate(self.cell):
            frames[game, :, cell * 6 : cell * 6 + 6] = 255
        return frames


def settings(**other):
    usual = {"steps": 16_000, "horizon": 16, "epochs": 3, "rate": 7e-4, "discount": 0.9, "trust": 0.95, "clip": 0.1}
    return (
        usual
        | {"critic": True, "entropy": 0.01, "seed": 0, "resume": False, "start_from": None, "checkpoints": None}
        | other
    )


@pytest.mark.parametrize("kind", [{}, {"critic": False}, {"clip": None}, {"critic": False, "clip": None, "epochs": 1}])
def test_the_learner_walks_a_corridor_straight_to_its_end(kind):
    _, progress = ch16_pong.train(Corridor(16), **settings(**kind))
    before, after = progress.rows[2]["score"], progress.rows[-1]["score"]
    assert before < 0.9
    assert after > 0.97
    print(kind, before, after, progress.rows[-1])
