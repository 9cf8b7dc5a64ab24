"""What chapter 17 says holds for its committed trace, and other traces choose other words."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.claims import atari
from scenes.claims import ch17_breakout as claims


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch17_breakout")


@pytest.fixture(scope="module")
def quick(recorded):
    return Trace.read(recorded("ch17_breakout", "quick"))


def test_the_player_is_better_than_chance_and_the_tunnel_is_claimed_only_where_it_was_dug(committed):
    assert atari.is_better_than_random(committed)
    dug = committed.facts["tunnel"]["behind_the_wall"] > 0
    assert (claims.behind(committed) is not None) == dug
    assert claims.lesson(committed).endswith("it digs a tunnel." if dug else "it has not dug a tunnel yet.")
    assert ("In none of" in claims.tunnel_verdict(committed)) == (not dug)


def test_the_shown_game_is_named_as_searched(committed):
    facts = committed.facts["tunnel"]
    assert f"In {facts['behind_the_wall']} of {facts['searched']} games" in claims.searching(committed)
    start = claims.behind(committed)
    assert facts["brought"] == pytest.approx(committed["tunnel/reward"][start - 4 :].sum(), abs=7)


def test_bricks_bring_the_points_that_are_written_beside_them(committed):
    """The score rises by what the bricks that fell are worth, at most 7 each and at least 1."""
    fell = -np.diff(committed["tunnel/bricks"].astype(int))
    gained = np.diff(committed["tunnel/score"])
    assert fell.min() >= 0 or committed["tunnel/bricks"].max() == 108
    assert set(np.unique(committed["tunnel/reward"])) <= {0, *claims.POINTS}
    total = gained.sum()
    assert fell[fell > 0].sum() <= total <= 7 * fell[fell > 0].sum()


def test_moves_have_names_for_what_they_do(committed):
    assert claims.move_names(committed) == ["stay", "serve", "right", "left"]


def test_the_hook_tells_both_scores(committed):
    """As they stand on the screen at the end of what is shown: whose game is over keeps its score."""
    first, last = (committed[f"{reel}/score"][-1] for reel in ("age_0", "age_100"))
    assert claims.hook(committed).startswith(f"Left {first:.0f}, right {last:.0f} points.")
    assert ("just begun" in claims.hook(committed)) == (last <= first)


def test_a_player_that_was_filled_from_a_file_is_not_said_to_have_learned_nothing(committed):
    assert atari.age_in_words(committed, "age_0") == atari.beginning(committed) == "before learning"
    assert atari.age_in_words(committed, "age_100") == "after 15 million steps of learning"
    further = Trace.read("ch17_breakout")
    further.facts["training"]["start_from"] = "earlier.safetensors"
    assert atari.age_in_words(further, "age_0") == "before learning more"


def test_a_short_training_claims_nothing_it_did_not_reach(quick):
    assert "not yet" in claims.lesson(quick)
    assert claims.behind(quick) is None
    assert "In none of 2 games" in claims.tunnel_verdict(quick)


@pytest.mark.parametrize(("batch", "said"), [(256, "Pong, with larger batches."), (64, "Pong.")])
def test_larger_batches_than_in_pong_are_said_to_be_so(batch, said):
    trace = Trace.read("ch17_breakout")
    trace.facts |= {"batch": batch, "pongs_batch": 64}
    assert claims.hook(trace).endswith(f"The same learner as for {said}")


def test_the_value_is_said_to_leap_where_it_does(committed):
    first, values = claims.behind(committed), committed["tunnel/value"].astype(float)
    before, after = values[first - 60], np.median(values[first : first + 60])
    leaps = after > max(1.5 * before, before + 1)
    assert claims.leap(committed, first) == (
        f"The value leapt from {before:.1f} to {after:.1f}: bricks will fall by themselves." if leaps else None
    )
    assert claims.leap(committed, len(values) - 60) is None  # at the end nearly all bricks are gone


def test_the_value_is_said_to_fall_where_it_does():
    def ebb(values, bricks):
        trace = Trace("ch17_breakout", tunnel={"every": 1})
        trace.extend("tunnel", value=np.array(values, np.float32), bricks=np.array(bricks, np.uint8))
        return claims.ebb(trace, 0)

    falling, level = np.linspace(12, 3, 200), np.full(200, 12.0)
    fewer, anew = np.linspace(60, 20, 200), np.r_[np.linspace(60, 1, 150), np.full(50, 108)]
    assert ebb(falling, fewer) == "Then it falls: the fewer bricks are left, the less is to come."
    assert ebb(level, fewer) is None
    assert ebb(falling, anew) is None  # then the wall stands anew, and its end is not what lowers the value


def test_the_words_about_gaps_tell_one_from_several():
    def said(*missing):
        scores = np.full(9, 5.0)
        scores[list(missing)] = np.nan
        trace = Trace("ch17_breakout")
        trace.extend("train", steps=np.arange(9), score=scores)
        return atari.gap_in_words(trace)

    assert said() == said(0, 1) == ""  # before the first game has ended there is no gap yet
    assert said(3, 4) == " The gap: taken up after a break."
    assert said(2, 5, 6) == " The gaps: taken up after a break."


@pytest.mark.parametrize("stem", ["ch16_pong", "ch17_breakout", "ch18_doubleq", "ch19_invaders", "ch20_atari"])
def test_a_reel_that_is_shorter_than_others_ended_with_its_game(stem):
    trace = Trace.read(stem)
    lengths = {reel: len(trace[f"{reel}/lives"]) for reel in atari.ages(trace)}
    shorter = [reel for reel, length in lengths.items() if length < max(lengths.values())]
    assert all(trace[f"{reel}/lives"][-1] == 0 for reel in shorter)
    assert bool(shorter) == (stem != "ch16_pong")
