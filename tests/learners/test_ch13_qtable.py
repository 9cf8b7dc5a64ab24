import numpy as np
import pytest

from learners import ch13_qtable as chapter
from learners import policy, replay
from learners.trace import Trace
from learners.worlds import lake


@pytest.fixture(scope="module")
def quick():
    return chapter.learn(**chapter.QUICK)


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch13_qtable")


def test_the_same_seed_makes_the_same_trace(quick):
    again = chapter.learn(**chapter.QUICK)
    assert again.sha256 == quick.sha256
    assert all(np.array_equal(again.weights[name], quick.weights[name]) for name in quick.weights)


def test_the_table_reaches_what_value_iteration_finds():
    table = np.zeros((16, 4))
    for _ in chapter.walk(table, False, 1500, lambda _: 0.5, 0.9, seed=1):
        pass
    assert np.abs(table - lake.iterate_values(chapter.FIRM, 0.9)).max() < 0.02


def test_a_rate_of_one_finds_the_six_moves_on_firm_ice_too():
    table = np.zeros((16, 4))
    for _ in chapter.walk(table, False, 1500, lambda _: 1.0, 0.9, seed=2):
        pass
    assert lake.count_moves(chapter.FIRM, table) == 6


def test_without_exploration_one_of_the_best_is_drawn():
    generator = np.random.default_rng(0)
    drawn = {chapter.choose(np.array([0.0, 1.0, 1.0, 0.5]), 0.0, generator) for _ in range(60)}
    assert drawn == {1, 2}
    assert {chapter.choose(np.array([0.0, 1.0, 1.0, 0.5]), 1.0, generator) for _ in range(99)} == {0, 1, 2, 3}


def test_the_claim_value_flows_backwards_from_the_goal(committed):
    worth = committed["train/table"].max(axis=2) > 0
    rings = [(14,), (10, 13), (6, 9), (2, 8), (1, 3, 4), (0,)]  # places by their distance to the goal
    first = [min(int(worth[:, state].argmax()) for state in ring) for ring in rings]
    assert not worth[0].any()
    assert first == sorted(first)
    assert first[0] < first[1] < first[-1]


def test_the_claim_the_start_is_worth_the_fifth_power(committed):
    assert committed["train/table"][-1][0].max() == pytest.approx(0.9**5, abs=1e-4)
    assert committed["train/error"][-1] < 1e-4
    assert np.array(committed.facts["truth"]) == pytest.approx(lake.iterate_values(chapter.FIRM, 0.9))


def test_exploration_goes_down(committed):
    assert (np.diff(committed["train/exploration"]) <= 0).all()


def test_every_recorded_update_is_the_rule(committed):
    old, target, new = (committed[f"backup/{name}"] for name in ("old", "target", "new"))
    assert new == pytest.approx(old + 0.5 * (target - old))
    table = committed["backup/table"]
    places = np.arange(len(new)), committed["backup/state"], committed["backup/action"]
    assert np.array_equal(table[places], new)


def test_the_walker_reaches_the_goal_in_six_moves(committed):
    assert len(committed["after/action"]) == 7
    assert committed["after/reward"].sum() == 1


def test_slippery_ice_is_crossed_as_well_as_any_fixed_policy_can(committed):
    assert committed.facts["slippery_wins"] == pytest.approx(committed.facts["limit"])
    ours = committed.facts["figures"]["slippery: ours"]
    assert ours["low"] < committed.facts["limit"] < ours["high"]
    assert committed["ice/error"][-1] < 0.1


def test_the_committed_policy_is_the_one_that_was_shown(committed):
    tables = policy.load("ch13_qtable", {"firm": (16, 4), "slippery": (16, 4)})
    assert np.array_equal(tables["firm"][committed["after/observation"]], committed["after/values"])


def test_every_recorded_game_is_confirmed():
    assert all("confirmed" in line for line in replay.confirm("ch13_qtable"))
