"""What chapter 16 says holds for its committed trace, and other traces choose other words."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.claims import atari
from scenes.claims import ch16_pong as claims


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch16_pong")


@pytest.fixture(scope="module")
def quick(recorded):
    return Trace.read(recorded("ch16_pong", "quick"))


def test_it_does_more_of_what_was_followed_by_points(committed):
    assert atari.is_better_than_random(committed)
    assert claims.lesson(committed).endswith("do more of what was followed by points.")
    said = [atari.mean_in_words(committed, reel) for reel in (atari.ages(committed)[0], atari.ages(committed)[-1])]
    means = [float(words.rpartition(" ")[2]) for words in said]
    assert means[1] > means[0] + 10
    assert claims.hook(committed).endswith("How did it learn that?")


def test_one_lesson_raises_what_turned_out_well_and_lowers_the_rest(committed):
    change = claims.changes(committed)
    best, worst = claims.quarter(committed, best=True), claims.quarter(committed, best=False)
    assert (change[best] > 0).mean() > 0.6
    assert change[best].mean() > 0 > change[worst].mean()
    advantage = committed["lesson/advantage"].astype(float)
    assert advantage[best].min() >= np.quantile(advantage, 0.74)
    assert np.corrcoef(advantage, change)[0, 1] > 0.3


def test_the_examples_are_moves_of_the_recording(committed):
    for good in (True, False):
        row = claims.example(committed, good)
        move = committed["lesson/action"][row]
        before, after = (float(committed[f"lesson/{name}"][row, move]) for name in ("probability", "after"))
        assert (after > before) == good
        assert f"{before:.2f} becomes {after:.2f}" in claims.example_verdict(committed, good)
        assert ("better" if good else "worse") in claims.example_verdict(committed, good)


def test_the_value_knows_of_the_point_before_it_comes(committed):
    point = claims.lesson_point(committed)
    assert committed["lesson/reward"][point] > 0
    value = committed["lesson/value"].astype(float)
    assert claims.foresees(committed) == (value[point - 15 : point].mean() > np.median(value[: point - 60]) + 0.3)
    assert ("knew it" in claims.point_verdict(committed)) == claims.foresees(committed)


def test_the_best_game_is_named_as_searched(committed):
    assert f"best of {committed.facts['best']['searched']} games" in claims.best_game(committed)
    won, lost = (committed["best/reward"] > 0).sum(), (committed["best/reward"] < 0).sum()
    assert claims.result(committed, "best") == f"{won} to {lost}"
    assert claims.best_verdict(committed).startswith("Won" if won > lost else "Lost")


def test_moves_are_named_by_what_the_paddle_does(committed):
    """The green paddle's row falls, that is the paddle rises, after `up`, and the other way round."""
    green = (committed["best/screen"][:, 34:194, 140:144] == 1).any(2)
    rows = np.array([np.flatnonzero(screen).mean() if screen.any() else np.nan for screen in green])
    moved, names = np.diff(rows), claims.move_names(committed)
    for name, sign in (("up", -1), ("down", 1)):
        chosen = committed["best/action"][1:] == names.index(name)
        assert sign * np.nanmean(moved[chosen]) > 0.3


def test_figures_are_shown_with_how_they_were_measured(committed):
    said = atari.judged(committed)
    games = atari.figure(committed, "greedy", committed.facts["sticky"])["games"]
    assert said.startswith(f"{games} games each")
    assert f"seed {committed.facts['seed']}" in said
    others = atari.elsewhere(committed)
    assert others["human"] == 14.6
    assert others["PPO, sticky 0"] == 20.99
    assert "random" not in others
    assert atari.hits(committed) == []


def test_a_short_training_claims_nothing_it_did_not_reach(quick):
    assert "not yet" in claims.lesson(quick)
    assert atari.curve_verdict(quick).endswith("no game has come to its end yet.")
    assert atari.ages(quick) == []
    assert claims.kinds(quick) == []
    assert claims.best_verdict(quick).startswith("Lost")
    assert atari.steps_in_words(quick.facts["training"]["steps"]) == "512 steps"


def test_a_curve_begins_when_a_hundred_games_have_ended(committed):
    curve, scores, games = atari.curve(committed, "train"), committed["train/score"], committed["train/games"]
    assert np.isnan(curve[games < 100]).all()
    assert np.array_equal(curve[games >= 100], scores[games >= 100].astype(float))
    first = float(curve[np.isfinite(curve)][0])
    assert atari.curve_verdict(committed).startswith(f"From {first:.1f} to ")
    few = Trace("ch16_pong")
    few.extend("train", score=[np.nan, -21.0, -20.0], games=[0, 1, 99])
    assert atari.curve(few, "train").tolist()[1:] == [-21.0, -20.0]


def test_trainings_from_other_seeds_are_named_where_they_are_recorded(committed):
    several = Trace("ch16_pong", **committed.facts, **{"seeds": {}} if "seeds" not in committed.facts else {})
    several.facts["seeds"] = {
        "7": {"figures": {"greedy, sticky 0.25, points": {"mean": 12.34}}},
        "8": {"figures": {}},
        "9": {"figures": {}},
    }
    for reel, score in {"train": [-20.0, 5.0], "seed_7": [-20.0, 4.0], "seed_8": [-20.0, 6.0]}.items():
        several.extend(reel, steps=[0.0, 100.0], score=score)
    several.extend("seed_9", steps=[0.0, 100.0], score=[np.nan, np.nan])  # no game has ended there
    several.extend("age_0", q=[0.0])
    assert atari.other_seeds(several) == ["7", "8"]
    assert atari.curve_verdict(several).endswith("in 100 steps; other seeds end at 4.0 and 6.0.")
    assert [line.endswith("trained from seed 7: 12.3") for line in atari.seeds_verdict(several)] == [True]
    assert "this training, seed 0" in atari.judged(several)


def test_players_of_the_same_age_are_shown_once(committed):
    same = Trace("ch16_pong", **committed.facts)
    same.facts["age_10"] = same.facts["age_10"] | {"steps": 0}
    for reel in atari.AGES:
        same.extend(reel, screen=committed[f"{reel}/screen"][:1])
    assert atari.ages(same) == ["age_0", "age_30", "age_100"]


def test_a_game_without_a_point_against_it_ends_21_to_0():
    whole = Trace("ch16_pong")
    whole.extend("best", reward=np.ones(21, np.float32))
    assert claims.result(whole, "best") == "21 to 0"


def test_it_is_said_how_often_each_move_was_learned_from_where_that_is_known(committed):
    assert f"{committed.facts['passes']['clipped']} times instead of once" in claims.passes_verdict(committed)
    unknown = Trace("ch16_pong")
    assert claims.passes_verdict(unknown) == ""
