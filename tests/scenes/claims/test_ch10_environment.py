"""What chapter 10 says holds for its committed trace, and other traces choose other words."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.claims import ch10_environment as claims


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch10_environment")


def test_every_rule_is_that_of_gymnasium(committed):
    assert claims.equal(committed).shape == (16, 8)
    assert claims.equal(committed).all()
    assert claims.agreement(committed).startswith("128 of 128 rules")
    assert committed.facts["agree"] == 128


def test_a_rule_that_differs_is_not_called_equal(committed):
    other = Trace.read("ch10_environment")
    theirs = other["rules/theirs"].copy()
    theirs[70] = np.roll(theirs[70], 1)
    rules = {name.removeprefix("rules/"): other[name] for name in other.columns() if name.startswith("rules/")}
    changed = Trace("ch10_environment", **other.facts)
    changed.extend("rules", **rules | {"theirs": theirs})
    same = claims.equal(changed)
    assert same.sum() == 127
    assert not same[(70 - 64) // 4, 4 + (70 - 64) % 4]


def test_the_three_games_end_in_three_ways(committed):
    endings = [claims.ending(committed, reel) for reel in ("random", "solved", "cut")]
    assert endings == ["hole after 5 moves: reward 0", "goal after 6 moves: reward 1", "cut off after 100 moves"]
    assert claims.games_line(committed).endswith("is cut off after 100 moves.")


def test_one_step_is_said_as_it_was_recorded(committed):
    assert claims.step_line(committed) == "Out come three answers: observation 4, reward 0, not over."
    assert claims.place_line(committed).endswith("row times 4, plus column.")


def test_the_six_moves_fail_on_slippery_ice(committed):
    exact = committed.facts["figures"]["slippery: their exact chance"]["exact"]
    figure = committed.facts["figures"]["slippery: six known moves"]
    assert figure["low"] < exact < figure["high"]
    assert claims.six_moves(committed).endswith("win 5.2 % of 10,000 games (95 %: 4.8 to 5.7).")
    assert claims.room_above(committed).startswith("Random moves win 1.3 %, the best fixed moves 74 %.")
