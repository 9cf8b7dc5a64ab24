import copy
from collections import deque

import gymnasium
import numpy as np
import pytest
import torch

from learners import ch15_deepq as chapter
from learners import policy, replay
from learners.play import steps
from learners.trace import Trace
from learners.worlds import cart
from learners.worlds.recall import Memory


@pytest.fixture(scope="module")
def quick():
    return chapter.learn(**chapter.QUICK)


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch15_deepq")


def step(reward, fell=False, cut=False, waits=False, place=0.0):
    state = np.full((1, 4), place, dtype=np.float32)
    flag = np.array([fell])
    return cart.Step(state, np.array([1]), np.array([reward]), state + 1, flag, flag | cut, np.array([waits]))


def test_the_same_seed_makes_the_same_trace(quick):
    again = chapter.learn(**chapter.QUICK)
    assert again.sha256 == quick.sha256
    assert all(np.array_equal(again.weights[name], quick.weights[name]) for name in quick.weights)


def test_a_target_adds_up_the_rewards_ahead():
    rows = cart.look_ahead([step(1.0, place=place) for place in (0.0, 1.0, 2.0)], 0.5)
    assert rows["reward"] == pytest.approx(1 + 0.5 + 0.25)
    assert rows["counts"] == pytest.approx(0.125)
    assert (rows["after"] == 3).all()


def test_after_a_fall_nothing_counts():
    rows = cart.look_ahead([step(1.0), step(1.0, fell=True), step(0.0, waits=True)], 0.5)
    assert rows["reward"] == pytest.approx(1.5)
    assert rows["counts"] == 0


def test_a_game_cut_off_is_no_fall():
    rows = cart.look_ahead([step(1.0), step(1.0, cut=True, place=7.0), step(0.0, waits=True, place=9.0)], 0.5)
    assert rows["reward"] == pytest.approx(1.5)
    assert rows["counts"] == pytest.approx(0.25)
    assert (rows["after"] == 8).all()  # what was seen last, not the next start


def test_putting_a_cart_back_is_not_remembered():
    assert len(cart.look_ahead([step(0.0, waits=True), step(1.0)], 0.5)["push"]) == 0


def test_the_memory_forgets_the_oldest():
    memory = Memory(3)
    for number in range(5):
        row = np.array([number])
        memory.add(state=np.full((1, 4), number), push=row, reward=row, after=np.full((1, 4), number), counts=row)
    assert sorted(memory.columns["reward"].tolist()) == [2, 3, 4]
    assert set(memory.draw(chapter.BATCH, np.random.default_rng(0))["reward"].tolist()) <= {2.0, 3.0, 4.0}


def test_the_values_of_a_game_that_always_falls_are_learned_exactly():
    network, target = chapter.Network(0), chapter.Network(0)
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    size = chapter.BATCH
    drawn = {"state": torch.zeros(size, 4), "push": torch.arange(size) % 2, "reward": 1.0 + torch.arange(size) % 2}
    drawn |= {"after": torch.zeros(size, 4), "counts": torch.zeros(size)}
    for _ in range(300):
        chapter.improve(network, target, optimizer, drawn)
    assert network.judge(np.zeros((1, 4), dtype=np.float32))[0] == pytest.approx([1, 2], abs=0.1)


def test_learning_leaves_the_target_network_alone():
    network = chapter.Network(0)
    target, optimizer = copy.deepcopy(network), torch.optim.Adam(network.parameters(), lr=0.01)
    before = copy.deepcopy(target.state_dict())
    rows = {"push": torch.zeros(4), "reward": torch.ones(4), "counts": torch.ones(4)}
    chapter.improve(network, target, optimizer, rows | {"state": torch.zeros(4, 4), "after": torch.zeros(4, 4)})
    assert all(torch.equal(before[name], value) for name, value in target.state_dict().items())
    assert not torch.equal(before["last.bias"], network.state_dict()["last.bias"])


def test_exploration_goes_down():
    news = list(chapter.teach(chapter.Network(0), 1600, 0.001, 0))
    exploration = [row["exploration"] for row in news]
    assert exploration == sorted(exploration, reverse=True)
    assert exploration[-1] == 0.01
    assert deque(news, maxlen=1)[0]["steps"] == 1600


def test_the_claim_every_seed_stands_five_hundred_of_five_hundred(committed):
    assert len(committed["seeds/seed"]) == 5
    assert (committed["seeds/games"] == 100).all()
    assert (committed["seeds/mean"] == 500).all()
    figures = committed.facts["figures"]
    assert figures["ours"]["outcomes"] == {"500": 100}
    assert figures["ours"]["different"] == 100


def test_the_claim_the_network_learns_to_stand(committed):
    assert committed["train/mean"][0] < 25
    assert committed["train/mean"][-1] == 500
    assert len(committed["after/action"]) == 501


def test_the_values_settle_below_what_never_falling_is_worth(committed):
    assert committed.facts["best"] == pytest.approx(100)
    assert 80 < committed["train/start"][-1].max() < 110


def test_the_committed_policy_is_the_one_that_was_shown(committed):
    network = policy.load_network("ch15_deepq", chapter.Network(0))
    shown = network.judge(committed["after/observation"])
    assert shown == pytest.approx(committed["after/values"], abs=1e-3)
    assert np.array_equal(shown.argmax(axis=1)[:-1], committed["after/action"][:-1])


def test_a_game_from_a_fresh_seed_lasts_to_the_limit():
    network = policy.load_network("ch15_deepq", chapter.Network(0))
    assert sum(each.reward for each in steps(gymnasium.make(cart.GAME), cart.follow(network.judge), 424242)) == 500


def test_every_recorded_game_is_confirmed():
    assert all("confirmed" in line for line in replay.confirm("ch15_deepq"))
