from functools import partial

import numpy as np
import pytest
import torch

from learners import ch18_doubleq
from learners.atari import arcade
from learners.memory import Batch

DISCOUNT = 0.8
train = partial(ch18_doubleq.train, "ch18_doubleq", rate=1e-3)


@pytest.fixture(autouse=True)
def _settings_of_a_small_world(monkeypatch):
    small = {"BATCH": 32, "DISCOUNT": DISCOUNT, "AHEAD": 1, "COPY_EVERY": 8, "EXPLORE_UNTIL": 12_000}
    for name, value in small.items():
        monkeypatch.setattr(ch18_doubleq, name, value)


def value_iteration(cells, gap):
    """The true value of the best move in each cell of the corridor, the other's further below by 1 / (1 - gap)."""
    values = np.zeros((cells - 1, 2))
    for _ in range(100):
        best = np.append(values.max(1), 0.0)
        for cell in range(cells - 1):
            values[cell, 0] = DISCOUNT * best[max(cell - 1, 0)]
            values[cell, 1] = 1.0 if cell == cells - 2 else DISCOUNT * best[cell + 1]
    best = values.max(1, keepdims=True)
    return best - (best - values) / (1 - gap)


@pytest.mark.parametrize("gap", [0.0, 0.5])
@pytest.mark.parametrize("double", [True, False])
def test_the_guesses_for_a_corridor_become_the_true_values(double, gap, corridor, monkeypatch):
    monkeypatch.setattr(ch18_doubleq, "GAP", gap)
    world = corridor(16, ch18_doubleq.SIZE)
    values, _ = train(world, None, 6_400, double, memory=4_096, first=512)
    frames = world.show(np.arange(world.cells - 1))
    with torch.no_grad():
        found = values.eval()(arcade.pile(arcade.fold(frames))).numpy()
    # a frame alone does not tell what was before it, so the stacks of real games differ a little from these
    assert np.abs(found - value_iteration(world.cells, gap)).max() < 0.15
    assert (found.argmax(1) == 1).all()


class Fixed(torch.nn.Module):
    """Guesses the same whatever it sees."""

    def __init__(self, *guesses):
        super().__init__()
        self.guesses = torch.tensor([guesses])

    def forward(self, frames):
        return self.guesses.expand(len(frames), -1)


def batch_of(*moves):
    """Two moves: one brings 1 and goes on at half the value, one brings 2 and ends the game."""
    frames = torch.zeros(2, 21, 21, 64, dtype=torch.uint8)
    return Batch(frames, torch.tensor(moves), torch.tensor([1.0, 2.0]), frames, torch.tensor([0.5, 0.0]))


def test_one_network_chooses_and_the_other_judges():
    online, older = Fixed(1.0, 3.0, 2.0), Fixed(7.0, 4.0, 5.0)
    assert ch18_doubleq.targets(online, older, batch_of(0, 0), double=True).tolist() == [1.0 + 0.5 * 4.0, 2.0]
    assert ch18_doubleq.targets(online, older, batch_of(0, 0), double=False).tolist() == [1.0 + 0.5 * 7.0, 2.0]


def test_the_target_of_a_lesser_move_is_lowered_by_most_of_its_distance_to_the_best(monkeypatch):
    monkeypatch.setattr(ch18_doubleq, "GAP", 0.5)
    online, older = Fixed(1.0, 3.0, 2.0), Fixed(7.0, 4.0, 5.0)
    found = ch18_doubleq.targets(online, older, batch_of(1, 2), double=True)
    assert found.tolist() == [1.0 + 0.5 * 4.0 - 0.5 * (7.0 - 4.0), 2.0 - 0.5 * (7.0 - 5.0)]


def test_the_moves_are_told_apart_by_a_hidden_layer_of_their_own():
    values, frames = ch18_doubleq.Values(3), torch.randint(0, 256, (5, 21, 21, 64), dtype=torch.uint8)
    with torch.no_grad():
        before = values(frames)
        values.state_dict()["eye.7.weight"][256:] *= 2.0
        after = values(frames)
    assert not torch.allclose(before, after)
    assert torch.allclose(before.mean(1), after.mean(1), atol=1e-5)


def test_exploring_picks_any_move_and_not_exploring_the_best():
    guesses, chance = torch.tensor([[0.0, 1.0, 0.5]]).expand(900, -1), np.random.default_rng(0)
    assert (arcade.choose(guesses, 0.0, chance) == 1).all()
    counts = np.bincount(arcade.choose(guesses, 1.0, chance), minlength=3)
    assert counts.min() > 250


def test_resuming_continues_the_same_curve(corridor, tmp_path):
    kind = {"memory": 1_024, "first": 128}
    _, first = train(corridor(16, ch18_doubleq.SIZE), tmp_path, steps=512, **kind)
    _, second = train(corridor(16, ch18_doubleq.SIZE), tmp_path, 1_024, resume=True, **kind)
    assert second.rows[: len(first.rows)] == first.rows
    assert [row["steps"] for row in second.rows] == list(range(128, 1_025, 128))


def test_a_player_from_a_file_is_not_made_to_move_at_random(corridor, tmp_path):
    kind = {"memory": 1_024, "first": 128}
    _, new = train(corridor(16, ch18_doubleq.SIZE), tmp_path, 512, **kind)
    file = max(tmp_path.glob("after_*.safetensors"))
    _, begun = train(corridor(16, ch18_doubleq.SIZE), tmp_path / "begun", 512, start_from=file, **kind)
    assert min(row["explore"] for row in new.rows) > 0.9
    assert max(row["explore"] for row in begun.rows) == pytest.approx(0.02)


def test_a_training_made_longer_does_not_take_larger_steps_again(corridor, tmp_path):
    def rate():
        return torch.load(tmp_path / "newest.pt", weights_only=True)["optimizer"]["param_groups"][0]["lr"]

    kind = {"memory": 1_024, "first": 128}
    train(corridor(16, ch18_doubleq.SIZE), tmp_path, 512, **kind)
    assert rate() == pytest.approx(2e-5)
    train(corridor(16, ch18_doubleq.SIZE), tmp_path, 1_024, resume=True, **kind)
    assert rate() == pytest.approx(2e-5)
    train(corridor(16, ch18_doubleq.SIZE), tmp_path, 1_536, resume=True, **kind | {"rate": 1e-5})
    assert rate() == pytest.approx(2e-7)
