"""What chapter 18 says holds for its committed trace, and other traces choose other words."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.claims import atari
from scenes.claims import ch18_doubleq as claims


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch18_doubleq")


@pytest.fixture(scope="module")
def quick(recorded):
    return Trace.read(recorded("ch18_doubleq", "quick"))


def test_a_maximum_over_noisy_guesses_is_too_high_and_a_second_judge_is_not(committed):
    single, double, truth = (committed[f"bandit/{name}"] for name in ("single", "double", "truth"))
    assert (single > truth + 0.2).all()
    assert np.abs(double - truth).max() < 0.1
    pulls = committed["bandit/pulls"][-1]
    assert f"After {pulls} pulls the largest mean still says {single[-1]:+.2f}" in claims.bandit_verdict(committed)


def test_the_machines_are_named_by_their_means(quick):
    means, (machine, mean) = quick["machines/mean"][-1], claims.largest(quick)
    assert mean == means[machine] == means.max()
    assert f"machine {machine + 1} seems best: {mean:+.2f}" in claims.largest_verdict(quick)
    machine, chosen, judged = claims.halves(quick)
    assert chosen == quick["machines/chooser"][-1].max()
    assert judged == quick["machines/judge"][-1][machine]
    said = claims.halves_verdict(quick)
    assert f"machine {machine + 1} at {chosen:+.2f}" in said
    assert ("nearer" in said) == (abs(judged) < abs(chosen))
    assert f"{quick['rows/single'].mean():+.2f}" in claims.rows_verdict(quick)


def with_guesses(**off):
    """A trace in which what each kind expects is off by so much from what came, 4 points."""
    trace = Trace("ch18_doubleq", elsewhere={}, sticky=0.0, figures=FIGURES)
    for kind, error in off.items():
        steps = np.arange(0, 101, 10) * (10 if kind == "plain" else 20)
        came = np.full(11, 4.0)
        trace.extend(f"{kind}_guess", steps=steps, guess=came + error, came=came, games=np.full(11, 8))
        trace.extend(f"{kind}_train", steps=steps, score=steps / 10)
    return trace


BETTER, RANDOM = {"low": 30.0, "high": 40.0, "mean": 35.0}, {"low": 1.0, "high": 2.0, "mean": 1.5}
FIGURES = {f"{player}, sticky 0, points": BETTER for player in ("greedy", "as trained")}
FIGURES |= {"random, sticky 0, points": RANDOM}


@pytest.mark.parametrize(
    ("off", "said", "end"),
    [
        ({"plain": 2.0, "double": 0.1}, "DQN +2.00, double DQN +0.10.", "let one network choose and the other judge."),
        ({"plain": 2.0, "double": 1.95}, "mends little.", "no clear difference."),
        ({"plain": 0.1, "double": 0.0}, "Here DQN does not expect too much.", "no clear difference."),
        ({"plain": 0.3, "double": -2.0}, "mends little.", "no clear difference."),
        ({"plain": 2.0}, "off by: DQN +2.00.", "let one network choose and the other judge."),
    ],
)
def test_words_follow_how_far_the_guesses_are_off(off, said, end):
    trace = with_guesses(**off)
    assert claims.guesses_verdict(trace).endswith(said)
    assert claims.lesson(trace).endswith(end)
    assert "8 games" in claims.judged_in(trace)


def test_kinds_are_compared_at_equal_steps():
    trace = with_guesses(plain=1.0, double=0.5)
    assert claims.common(trace) == 1000
    assert claims.excess(trace, "double") == pytest.approx(0.5)
    assert claims.curve_verdict(trace).endswith(" At 1,000 steps: DQN 100.0, double DQN 100.0.")
    assert "DQN" not in claims.curve_verdict(with_guesses(plain=1.0))


def test_the_committed_guesses_are_said_as_they_were_recorded(committed):
    for kind in claims.kinds(committed):
        steps, last = committed[f"{kind}_guess/steps"], claims.common(committed)
        late = (steps >= last / 2) & (steps <= last)
        off = (committed[f"{kind}_guess/guess"] - committed[f"{kind}_guess/came"])[late].mean()
        assert f"{claims.KINDS[kind]} {claims.signed(off)}" in claims.guesses_verdict(committed)
    better = atari.is_better_than_random(committed)
    taught = better and (claims.is_double_nearer(committed) or len(claims.kinds(committed)) < 2)
    assert claims.lesson(committed).endswith("let one network choose and the other judge.") == taught


def with_ball(*heights, lost=()):
    """A trace whose ball is at these heights, row by row."""
    trace = Trace("ch18_doubleq", streak={"searched": 100, "every": 1, "points": 300.0})
    lives = 5 - np.cumsum([row in lost for row in range(len(heights))])
    ball = np.stack([np.full(len(heights), 80), heights], 1).astype(np.float16)
    trace.extend("streak", ball=ball, lives=lives.astype(np.uint8), score=np.arange(len(heights), dtype=np.float32))
    return trace


UP, HIDDEN, DOWN = (120, 40, 45, 120), (120, -1, 30, -1, 120), (185, 188)


def test_flights_behind_the_wall_are_counted_from_paddle_to_paddle():
    trace = with_ball(*DOWN, *UP, *DOWN, *HIDDEN, *DOWN, 120, 100, *DOWN, *UP, *DOWN)
    assert claims.passages(trace) == [3, 10]
    assert claims.streak_verdict(trace).startswith("2 times in a row behind the wall: ")
    assert claims.searching(trace).endswith("the most times in a row.")
    trace.facts["streak"]["at_most"] = 2
    assert claims.searching(trace) == "Out of 100 games: 2 times in a row behind the wall, where it brings the most."


def test_a_lost_ball_ends_the_row_and_a_flight_without_end_does_not_count():
    assert claims.passages(with_ball(*DOWN, *UP, *DOWN, *UP, 120, lost=(11,))) == [3]
    assert claims.passages(with_ball(*DOWN, *UP, *DOWN, *UP)) == [3]
    assert claims.streak_verdict(with_ball(*DOWN, *UP, *DOWN)).endswith("Never twice in a row.")


def test_without_a_ball_behind_the_wall_none_is_claimed():
    trace = with_ball(*DOWN, 120, 100, *DOWN)
    assert claims.passages(trace) == []
    assert claims.streak_verdict(trace).startswith("In none of 100 games")
    assert claims.searching(trace).endswith("how it begins.")


def test_the_flights_of_the_committed_ball_are_those_the_learner_counted(committed):
    assert len(claims.passages(committed)) == committed.facts["streak"]["flights"]


def test_a_short_training_claims_nothing_it_did_not_reach(quick):
    assert claims.lesson(quick).endswith("not yet learned more than chance.")
    assert claims.kinds(quick) == []
    assert claims.streak_verdict(quick).startswith("In none of 2 games")  # one greedy, one as trained


def test_numbers_carry_a_sign_but_nothing_has_none():
    assert [claims.signed(value) for value in (0.004, -0.004, 1, -0.5)] == ["0.00", "0.00", "+1.00", "-0.50"]


def test_the_share_by_which_lesser_moves_are_lowered_is_the_one_that_learned():
    lowered, plain = Trace("ch18_doubleq", gap=0.9), Trace("ch18_doubleq")
    assert "lower a lesser move by 0.9 of what it lacks" in claims.gap(lowered)
    assert atari.promises(lowered) == "Q: points promised, lesser moves lowered"
    assert atari.promises(plain, "hits") == "Q: hits each move promises"


def test_the_other_kind_is_told_beside_the_end_of_an_equally_long_curve(committed):
    ends = [committed[f"{kind}_train/score"][-1] for kind in ("double", "plain")]
    assert committed["double_train/steps"][-1] == committed["plain_train/steps"][-1]
    assert claims.curve_verdict(committed).endswith(
        f"to {ends[0]:.1f} points a game in 5 million steps; DQN {ends[1]:.1f}."
    )
