"""What chapter 13 says holds for its committed trace, and other traces choose other words."""

import numpy as np
import pytest

from learners.ch13_qtable import learn
from learners.trace import Trace
from scenes.claims import ch13_qtable as claims


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch13_qtable")


@pytest.fixture(scope="module")
def hasty():
    """Two games on each kind of ice: nothing is learned yet."""
    return learn(episodes=2, slippery=2, games=3)


def test_the_lessons_are_the_first_pay_and_the_first_look_ahead(committed):
    paid, ahead = claims.lessons(committed)
    assert (paid.episode, ahead.episode) == (38, 43)
    assert paid.table[paid.states[-2]].max() == paid.new
    assert claims.first_games(paid) == (
        "Adjust: 37 games go by without pay, and all stays 0. In the next it looks back at each step."
    )
    assert not committed["train/reward"][: paid.episode].any()
    assert not committed["train/table"][paid.episode - 1].any()
    assert claims.first_change(committed, paid) == (
        "Episode 38 reaches the star, which pays 1. The entry moves halfway there, to 0.500."
    )
    assert claims.next_game(ahead) == "Episode 43: it comes by again. This game will not be won, and still it teaches."
    assert claims.looking_ahead(committed, ahead) == (
        "No pay here. But place 14 is worth 0.500, and a step back keeps 0.9 of a value."
    )
    assert claims.slippery_rule(committed).endswith("A new table: a step back keeps 0.99 of a value.")
    assert ahead.target == pytest.approx(0.9 * paid.table[14].max())


def test_value_has_come_back_to_the_start(committed):
    assert claims.lesson_to_keep(committed) == "Initialize, adjust, repeat. Value flows backwards from the goal."
    first = claims.first_way(committed)
    assert committed["train/moves"][first] == 6
    assert (committed["train/moves"][:first] < 0).all()
    assert (
        claims.way_found(committed, first)
        == f"After {first} episodes the best moves lead to the star in 6. Now faster, with fewer random moves."
    )


def test_the_start_is_worth_the_fifth_power(committed):
    assert claims.start_worth(committed) == (
        "The start, 6 moves from the star: 0.9 × 0.9 × 0.9 × 0.9 × 0.9 = 0.590. Learned: 0.590."
    )
    assert committed["train/table"][-1][0].max() == pytest.approx(0.9**5, abs=1e-4)


def test_the_largest_difference_is_the_one_between_the_table_and_the_truth(committed):
    error = np.abs(committed["train/table"][-1] - np.array(committed.facts["truth"])).max()
    assert claims.truth_verdict(committed).endswith(f"all 64 entries: {error:.4f}.")


def test_games_of_three_ages_are_shown_and_the_middle_one_arrives(committed):
    assert claims.ages(committed) == ["age0", "age2", "after"]
    endings = [claims.ending(committed, reel) for reel in claims.ages(committed)]
    assert endings == ["out on the ice after 100 moves", "at the goal after 6 moves", "at the goal after 6 moves"]
    assert claims.ending(committed, "before") == "in a hole after 11 moves"


def test_slippery_ice_is_said_with_its_interval_beside_random_moves(committed):
    figure = committed.facts["figures"]["slippery: ours"]
    assert figure["low"] < committed.facts["limit"] < figure["high"]
    assert (
        claims.ice_verdict(committed) == "Measured: 74.5 % of 10,000 games (95 %: 73.6 to 75.3). Random moves: 1.3 %."
    )
    assert claims.ice_progress(committed).endswith("as good as the best fixed moves there are, 74 %.")


def test_beside_a_hole_the_best_moves_push_against_the_edge(committed):
    assert claims.ice_habit(committed).startswith("Beside a hole it pushes against the edge")
    assert committed["ice/table"][-1][4].argmax() == 0  # place 4: hole at its right, edge at its left


def test_a_learner_that_learned_nothing_is_said_to_have_learned_nothing(hasty):
    assert claims.lessons(hasty) == []
    assert "not yet come back" in claims.lesson_to_keep(hasty)
    assert "do not yet lead" in claims.way_found(hasty, -1)
    assert "below the best fixed moves" in claims.ice_progress(hasty)
    assert claims.ice_habit(hasty).startswith("The ice decides")
