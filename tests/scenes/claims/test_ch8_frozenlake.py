"""What chapter 8 says holds for its committed trace, and other traces choose other words."""

import numpy as np
import pytest

from learners.ch8_frozenlake import QUICK, learn
from learners.trace import Trace
from scenes.claims import ch8_frozenlake as claims


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch8_frozenlake")


@pytest.fixture(scope="module")
def hasty():
    return learn(**QUICK | {"games": 20, "steps": 2, "episodes": 3})


def test_the_random_game_is_lost_and_so_is_every_move_of_it(committed):
    assert claims.label_line(committed) == "The game is lost. So every move of it gets the label 0."
    assert claims.many_games(committed).startswith("Now 100,000 random games.")
    assert claims.random_line(committed) == (
        "Random moves seldom win: 1.3 %, in 10,000 other games (95 %: 1.1 to 1.5)."
    )


def test_the_network_begins_with_about_one_half_for_every_pair(committed):
    assert claims.guess_line(committed) == "Initialize: before it learns, it says between 0.50 and 0.57 for every pair."


def test_from_the_step_that_is_said_the_best_moves_lead_to_the_star(committed):
    first = claims.first_way(committed)
    later = committed["train/moves"][committed["train/step"] >= first]
    assert (later == 6).all()
    assert claims.training_line(committed).endswith("lead to the star, in 6.")


def test_the_start_is_judged_as_the_linear_solve_judges_it(committed):
    assert claims.start_line(committed).startswith("At the start down has the highest chance, in truth as well.")
    assert np.array(committed.facts["truth"])[0] == pytest.approx([0.01394, 0.01625, 0.01163, 0.01394], abs=5e-6)


def test_predicting_winning_chose_the_six_moves(committed):
    assert claims.choosing_line(committed).endswith("the highest chance: at the goal after 6 moves.")
    assert [claims.ending(committed, reel) for reel in claims.ages(committed)] == [
        "out on the ice after 100 moves",
        "in a hole after 3 moves",
        "at the goal after 6 moves",
    ]
    assert claims.lesson_to_keep(committed).endswith("A network that predicts winning can choose a move.")


def test_it_is_said_how_many_other_learners_found_a_way(committed):
    assert claims.found(committed) == {10_000: (18, 20), 100_000: (20, 20)}
    assert claims.seeds_line(committed).endswith("20 of 20 from 100,000 games, 18 of 20 from 10,000 games.")


def test_slippery_ice_is_said_with_its_interval_beside_the_limit(committed):
    figure = committed.facts["figures"]["slippery: ours"]
    assert figure["low"] < committed.facts["limit"] < figure["high"]
    assert claims.ice_verdict(committed) == (
        "Measured: 74.5 % of 10,000 games (95 %: 73.6 to 75.3). Best fixed moves: 74 %, random: 1.3 %."
    )


def test_a_learner_that_learned_nothing_is_said_to_have_learned_nothing(hasty):
    assert claims.first_way(hasty) is None
    assert "do not yet lead" in claims.training_line(hasty)
    assert "not yet found the way" in claims.lesson_to_keep(hasty)
