"""What chapter 14 says holds for its committed trace, and other traces choose other words."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.claims import ch14_mountaincar as claims


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch14_mountaincar")


@pytest.fixture(scope="module")
def quick(recorded):
    return Trace.read(recorded("ch14_mountaincar", "quick"))


def test_shifted_tables_will_do_and_one_table_is_too_coarse(committed):
    figures = committed.facts["figures"]
    assert figures["ours"]["low"] > -102
    assert figures["ours, one table"]["high"] < figures["pushes along"]["low"]
    assert claims.lesson(committed).endswith("a table will do.")
    assert claims.table_verdict(committed).endswith("140.7 steps. Just pushing the way it moves takes 119.5.")
    assert claims.tiles_verdict(committed) == "The sum at its best: 99.4 steps, where one table takes 140.7."


def test_every_learner_is_near_the_limit(committed):
    assert (committed["seeds/tiles"] > -102).all()
    said = "5 learners reach 98.9 to 100.3 steps; the least there is, by value iteration, is 97.7."
    assert claims.curves_verdict(committed) == said


def test_the_older_edition_is_quoted_as_recorded(committed):
    said = "One table in the older edition, after 100,000 drives: 119.3. Solved, says Gymnasium: 110."
    assert claims.older(committed) == said


def test_the_shown_rows_are_those_of_the_kept_tables(committed):
    for reel in ("table", "tiles"):
        row = claims.kept(committed, reel)
        assert committed[f"{reel}/mean"][row] == committed[f"{reel}/mean"].max()
    assert committed["tiles/episode"][claims.kept(committed, "tiles")] == committed["seeds/kept"][0]


def test_drives_end_as_it_is_said(committed):
    assert "has not arrived after 200 steps" in claims.random_verdict(committed)
    assert claims.ages_verdict(committed) == "They take 200 (cut off), 143 and 104 steps."
    assert claims.swings_verdict(committed).endswith("The flag after 102 steps.")
    assert committed["after/observation"][-1][0] >= 0.5


def test_the_car_swings_away_from_the_flag_to_gain_speed(committed):
    positions = committed["after/observation"][:, 0]
    assert positions.min() < positions[0] - 0.3
    assert np.abs(committed["after/observation"][:, 1]).max() > 0.04


def test_a_short_training_claims_nothing_it_did_not_reach(quick):
    assert "do not yet" in claims.lesson(quick)
    assert claims.ages(quick) == []
    assert "1 learner" not in claims.curves_verdict(quick)
    assert "spiral" not in claims.swings_verdict(quick) or claims.has_arrived(quick, "after")
