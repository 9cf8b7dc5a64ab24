import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from learners.memory import STACK, Memory

DISCOUNT = 0.9


class Naive:
    """Remembers every step of every game as it was, and looks things up one by one."""

    def __init__(self, games):
        self.steps = []
        self.pile = [[] for _ in range(games)]
        self.begins = np.ones(games, bool)

    def add(self, frames, action, reward, over, game_over):
        for game, frame in enumerate(frames.numpy()):
            earlier = [frame] * STACK if self.begins[game] else [*self.pile[game][1:], frame]
            self.pile[game] = earlier
        self.steps.append(([np.concatenate(pile, 2) for pile in self.pile], action, reward, over))
        self.begins = game_over

    def fetch(self, step, game, ahead):
        reward, discount = 0.0, DISCOUNT**ahead
        for later in range(ahead):
            _, _, paid, over = self.steps[step + later]
            reward += DISCOUNT**later * paid[game]
            if over[game]:
                discount = 0.0
                break
        return self.steps[step][0][game], self.steps[step][1][game], reward, self.steps[step + ahead][0][game], discount


@settings(max_examples=25, deadline=None)
@given(
    games=st.integers(1, 4),
    steps=st.integers(8, 14),
    added=st.integers(10, 40),
    ahead=st.integers(1, 3),
    seed=st.integers(0, 2**16),
    square=st.sampled_from([4, 16]),
)
def test_the_memory_returns_exactly_what_a_naive_one_does(games, steps, added, ahead, seed, square):
    chance = np.random.default_rng(seed)
    memory, naive = Memory(steps, games, (2, 3, square), ahead, DISCOUNT), Naive(games)
    for _ in range(added):
        frames = torch.from_numpy(chance.integers(0, 256, (games, 2, 3, square), np.uint8))
        over = chance.random(games) < 0.3
        what = chance.integers(0, 5, games), chance.normal(size=games), over, over & (chance.random(games) < 0.5)
        memory.add(frames, *what)
        naive.add(frames, *what)
    oldest = max(0, added - steps) + STACK - 1
    places = [(step, game) for step in range(oldest, added - ahead) for game in range(games)]
    assert len(memory) == len(places)
    batch = memory.fetch(*(np.array(each) for each in zip(*places, strict=True)))
    for row, (step, game) in enumerate(places):
        frames, action, reward, later, discount = naive.fetch(step, game, ahead)
        assert (batch.frames[row].numpy() == frames).all()
        assert batch.action[row] == action
        assert np.isclose(batch.reward[row], reward, atol=1e-5)
        assert np.isclose(batch.discount[row], discount)
        assert discount == 0 or (batch.later[row].numpy() == later).all()


def test_draws_reach_every_move_and_no_other():
    memory = Memory(10, 2, (1, 1, 4), 2, DISCOUNT)
    for step in range(13):
        moves = np.array([step, 100 + step])
        memory.add(torch.zeros(2, 1, 1, 4, dtype=torch.uint8), moves, np.zeros(2), np.zeros(2, bool), np.zeros(2, bool))
    drawn = set(memory.draw(1_000, np.random.default_rng(0)).action.tolist())
    assert drawn == {*range(6, 11), *range(106, 111)}


def test_a_frame_is_stored_once():
    memory = Memory(1_000, 4, (21, 21, 16), 3, DISCOUNT)
    assert memory._frames.nbytes == 1_000 * 4 * 84 * 84
