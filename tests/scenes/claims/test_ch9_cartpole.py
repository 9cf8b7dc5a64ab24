"""What chapter 9 says holds for its committed trace, and other traces choose other words."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.claims import ch9_cartpole as claims


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch9_cartpole")


@pytest.fixture(scope="module")
def quick(recorded):
    return Trace.read(recorded("ch9_cartpole", "quick"))


def test_the_definition_makes_the_pole_stand(committed):
    figures = committed.facts["figures"]
    assert figures["ours"]["mean"] == figures["ours"]["low"] == 500
    assert figures["without"]["high"] < figures["random"]["low"]
    assert claims.learning_verdict(committed) == "After 3,000 steps every game lasts 500. Where all steps lose: 9.3."
    assert claims.ending(committed) == "Left it falls 48 times. Right it stands all 500 steps."


def test_the_labels_are_as_the_rule_says(committed):
    assert claims.label_rule(committed).startswith("So define it: the last 10 steps before a fall lose, 0;")
    assert ((committed["labels/left"] > 10) == (committed["labels/label"] == 1)).all()


def test_falls_and_lengths_are_counted_from_the_recording(committed):
    ends = np.flatnonzero(committed["without/action"] < 0)
    assert claims.falls(committed, "without", ends[0] - 1) == 0
    assert claims.falls(committed, "without", ends[0]) == 1
    assert claims.falls(committed, "without", len(committed["without/action"]) - 1) == len(ends) == 49
    assert claims.falls(committed, "after", 500) == 0
    assert claims.steps_of(committed, "random") == 18
    assert claims.steps_of(committed, "without") == ends[-1] - ends[-2] - 1


def test_each_age_lasts_longer_and_the_numbers_are_said(committed):
    assert claims.ages_verdict(committed, [0, 1, 2, 3]).startswith("They last 8, 169, 236 and 247 steps: the more")
    assert "the more" not in claims.ages_verdict(committed, [1, 0])


def test_ten_is_the_number_with_which_every_network_stands(committed):
    said = "With the last 10, 5 of 5 networks stand in every game; 3 with 5, 4 with 15, 1 with 20."
    assert claims.tried_verdict(committed) == said


def test_a_short_training_claims_nothing_it_did_not_reach(quick):
    assert "every game" not in claims.learning_verdict(quick)
    assert claims.tried_verdict(quick).startswith("None of these networks")
    assert "falls after" in claims.ending(quick)
    assert claims.ages_verdict(quick, [0]).startswith("Before learning it lasts")


def test_without_the_definition_no_push_has_a_chance(committed, quick):
    assert committed["without/values"].max() < 1e-6
    assert "no chance" in claims.empty_choice(committed)
    assert "at most" in claims.empty_choice(quick)
