import numpy as np
import pytest

from envs.frozenlake import FrozenLake
from learners import ch8_frozenlake as chapter
from learners import policy, replay
from learners.trace import Trace
from learners.worlds import lake


@pytest.fixture(scope="module")
def quick():
    return chapter.learn(**chapter.QUICK)


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch8_frozenlake")


def test_the_same_seed_makes_the_same_trace(quick):
    again = chapter.learn(**chapter.QUICK)
    assert again.sha256 == quick.sha256
    assert all(np.array_equal(again.weights[name], quick.weights[name]) for name in quick.weights)


def test_random_games_are_labelled_with_their_end():
    visits, wins = lake.play_games(chapter.FIRM, 4000, np.random.default_rng(0))
    assert visits.sum() > 4000 * 6  # 7.7 moves a game
    assert wins[14, 2] == visits[14, 2]  # the move into the goal always wins
    assert wins[0].sum() / visits[0].sum() == pytest.approx(0.0139, abs=0.005)


@pytest.mark.parametrize("table", [chapter.FIRM, chapter.SLIPPERY], ids=["firm", "slippery"])
def test_many_random_games_win_from_everywhere_as_often_as_the_linear_solve_says(table):
    visits, wins = lake.play_games(table, 20_000, np.random.default_rng(0))
    frequent, chance = visits > 500, lake.solve_random_play(table)
    spread = np.sqrt(chance * (1 - chance) / np.maximum(visits, 1))
    assert frequent.sum() > 20
    assert (np.abs(wins / np.maximum(visits, 1) - chance) <= 5 * spread)[frequent].all()


def test_the_network_learns_the_share_of_wins_of_every_pair():
    visits, wins = lake.play_games(chapter.FIRM, 20_000, np.random.default_rng(1))
    network = chapter.build_networks(1)["firm"]
    losses = list(chapter.fit(network, (visits, wins), 400, 0.01))
    share = wins / np.maximum(visits, 1)
    frequent = visits > 2000
    assert losses[-1] < 0.4 * losses[0]
    assert np.abs(chapter.predict(network) - share)[frequent].max() < 0.02


def test_the_claim_predicting_winning_chooses_the_six_moves(committed):
    assert committed["after/observation"].tolist() == [0, 4, 8, 9, 13, 14, 15]
    assert committed["after/reward"].sum() == 1
    assert np.array_equal(committed["after/values"][:-1].argmax(axis=1), committed["after/action"][:-1])
    assert committed["train/moves"][0] == -1
    assert committed["train/moves"][-1] == 6


def test_the_committed_chances_lie_near_the_linear_solve(committed):
    truth = np.array(committed.facts["truth"])
    assert truth == pytest.approx(lake.solve_random_play(lake.tabulate(FrozenLake())))
    path = committed["after/observation"][:-1]
    assert np.abs(committed["after/values"][:-1] - truth[path]).max() < 0.05
    assert np.abs(committed["after/values"][0] - truth[0]).max() < 0.002


def test_a_hundred_thousand_games_find_the_way_in_more_seeds_than_ten_thousand(committed):
    found = {games: committed["seeds/moves"][committed["seeds/games"] == games] == 6 for games in (100_000, 10_000)}
    assert len(found[100_000]) == len(found[10_000]) == 20
    assert found[100_000].all()
    assert found[10_000].sum() < 20


def test_slippery_ice_is_crossed_as_well_as_any_fixed_policy_can(committed):
    ours = committed.facts["figures"]["slippery: ours"]
    assert ours["games"] == 10_000
    assert ours["low"] < committed.facts["limit"] < ours["high"]
    assert committed.facts["slippery_wins"] == pytest.approx(committed.facts["limit"])


def test_the_committed_policy_is_the_one_that_was_shown(committed):
    networks = policy.load_network("ch8_frozenlake", chapter.build_networks(0))
    shown = chapter.predict(networks["firm"])[committed["after/observation"]]
    assert shown == pytest.approx(committed["after/values"], abs=1e-6)


def test_every_recorded_game_is_confirmed():
    assert all("confirmed" in line for line in replay.confirm("ch8_frozenlake"))
