"""What chapter 15 says holds for its committed trace, and other traces choose other words."""

import pytest

from learners.trace import Trace
from scenes.claims import ch15_deepq as claims


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch15_deepq")


@pytest.fixture(scope="module")
def quick(recorded):
    return Trace.read(recorded("ch15_deepq", "quick"))


def test_the_network_stands_in_every_game_of_every_seed(committed):
    assert committed.facts["figures"]["ours"]["low"] == 500
    assert (committed["seeds/share"] == 1).all()
    assert claims.learning_verdict(committed) == "After 60,000 steps every one of 200 games lasts 500."
    assert claims.seeds_verdict(committed) == "5 of 5 networks always stood. The older edition: 214.9 steps."
    assert claims.ending(committed).startswith("It stands all 500 steps")
    assert claims.lesson(committed).endswith("a network stands in.")


def test_the_aim_looks_as_far_as_the_learner_did(committed):
    assert claims.aim(committed).startswith("The aim: what came in 10 steps, plus")


def test_a_table_would_have_a_cell_for_every_four_parts(committed):
    assert claims.too_large(committed).endswith("20 parts: 160,000 cells.")


def test_the_expected_value_comes_near_that_of_never_falling(committed):
    best = committed.facts["best"]
    assert abs(committed["train/start"][-1].max() - best) < 2
    assert claims.value_verdict(committed) == "At rest it now expects 99.3; never falling is worth 100."


def test_an_untaught_network_values_a_fall_highly(committed):
    assert claims.first_verdict(committed) == (
        "Untaught, it says its first push is worth 114, and falls after 11 steps."
    )


def test_the_ages_are_told_as_they_came(committed):
    said = "They last 11, 500, 327 and 236 steps. On the way, more learning is not always better."
    assert claims.ages_verdict(committed) == said


def test_near_values_are_those_of_a_cart_that_stands(committed):
    left, right = committed["after/values"].T
    assert (abs(left - right) < 5).mean() > 0.5


def test_a_short_training_claims_nothing_it_did_not_reach(quick):
    assert "not yet" in claims.lesson(quick)
    assert "every one" not in claims.learning_verdict(quick)
    assert claims.seeds_verdict(quick).startswith("0 of 1 network ")
    assert claims.ending(quick).startswith("It falls after")
    assert claims.ages_verdict(quick).startswith("Before learning it lasts")
