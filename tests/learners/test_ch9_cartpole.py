from functools import partial

import gymnasium
import numpy as np
import pytest

from learners import ch9_cartpole as chapter
from learners import policy, replay
from learners.play import steps
from learners.trace import Trace
from learners.worlds import cart


@pytest.fixture(scope="module")
def quick():
    return chapter.learn(**chapter.QUICK)


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch9_cartpole")


@pytest.fixture(scope="module")
def played():
    return cart.play_many(cart.push_at_random(np.random.default_rng(0)), 500, 0)


def test_the_same_seed_makes_the_same_trace(quick):
    again = chapter.learn(**chapter.QUICK)
    assert again.sha256 == quick.sha256
    assert all(np.array_equal(again.weights[name], quick.weights[name]) for name in quick.weights)


def test_random_games_last_twenty_two_steps(played):
    assert 21 < played.lengths.mean() < 24
    assert played.fell.all()


def test_many_games_at_once_are_whole_games_in_order(played):
    assert np.array_equal(np.bincount(played.game), played.lengths)
    assert (np.diff(played.game) >= 0).all()
    starts = np.flatnonzero(np.diff(played.game, prepend=-1))
    assert np.array_equal(played.left[starts], played.lengths)
    assert (np.abs(played.state[starts]) <= 0.05).all()
    inside = np.flatnonzero(np.diff(played.game) == 0)
    assert (np.diff(played.left)[inside] == -1).all()


def test_many_carts_move_as_a_single_one_does(played):
    single = gymnasium.make(cart.GAME)
    single.reset(seed=0)
    for row in range(0, 600, 7):
        if played.left[row] > 1:
            single.reset()
            single.unwrapped.state = np.array(played.state[row], dtype=np.float64)
            after, _, over, _, _ = single.step(int(played.push[row]))
            assert after == pytest.approx(played.state[row + 1], abs=1e-6)
            assert not over


def test_the_last_steps_before_a_fall_lose_and_the_rest_win(played):
    labels = chapter.label(played, 10)
    assert (labels[played.left <= 10] == 0).all()
    assert (labels[played.left > 10] == 1).all()
    standing = played._replace(fell=np.zeros_like(played.fell))
    assert chapter.label(standing, 10).all()  # cut off at the limit is no fall


def test_the_network_learns_the_labels(played):
    network = chapter.build_network(0)
    losses = list(chapter.fit(network, played, chapter.label(played, 10), 200, 0))
    assert losses[0] == pytest.approx(np.log(2), abs=0.05)
    assert losses[-1] < 0.45


def test_the_claim_the_last_ten_steps_are_enough_to_stand(committed):
    figures = committed.facts["figures"]
    assert figures["ours"]["different"] == 1000
    assert figures["ours"]["mean"] == 500
    assert figures["ours"]["outcomes"] == {"500": 1000}
    assert 20 < figures["random"]["mean"] < 25
    assert len(committed["after/action"]) == 501


def test_the_claim_without_a_winner_nothing_is_learned(committed):
    assert committed.facts["figures"]["without"]["mean"] < committed.facts["figures"]["random"]["mean"]
    assert committed["lost/share"].max() == 0
    assert np.abs(committed["without/values"]).max() < 0.01


def test_ten_stands_in_every_seed_and_the_other_numbers_do_not(committed):
    share = {last: committed["tried/share"][committed["tried/last"] == last] for last in chapter.LASTS}
    assert all(len(shares) == 5 for shares in share.values())
    assert share[10].min() == 1
    assert all(share[last].min() < 1 for last in (5, 15, 20))


def test_the_committed_policy_is_the_one_that_was_shown(committed):
    network = policy.load_network("ch9_cartpole", chapter.build_network(0))
    shown = chapter.predict(network, committed["after/observation"])
    assert shown == pytest.approx(committed["after/values"], abs=1e-5)
    assert np.array_equal(shown.argmax(axis=1)[:-1], committed["after/action"][:-1])


def test_a_game_from_a_fresh_seed_lasts_to_the_limit():
    network = policy.load_network("ch9_cartpole", chapter.build_network(0))
    player = cart.follow(partial(chapter.predict, network))
    assert sum(step.reward for step in steps(gymnasium.make(cart.GAME), player, 424242)) == 500


def test_every_recorded_game_is_confirmed():
    assert all("confirmed" in line for line in replay.confirm("ch9_cartpole"))
