"""Gradient descent against its closed forms, and the optimizers of the valley against recurrences by hand."""

import functools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learners.ch2_gradient import LOWEST, START, STEEPNESS, VALLEY_START, descend, learn, theory
from learners.trace import Trace

learned = functools.cache(learn)
REELS = ("too_large", "overshooting", "middle", "too_small")


@pytest.mark.parametrize("reel", REELS)
def test_every_step_is_the_closed_form(reel):
    trace = learned()
    k = np.arange(len(trace[f"{reel}/x"]))
    x = LOWEST + (START - LOWEST) * (1 - 2 * trace.facts["rates"][reel]) ** k
    np.testing.assert_allclose(trace[f"{reel}/x"], x, rtol=1e-11)
    np.testing.assert_allclose(trace[f"{reel}/y"], (x - LOWEST) ** 2, rtol=1e-6, atol=1e-12)
    np.testing.assert_allclose(trace[f"{reel}/slope"], 2 * (x - LOWEST), rtol=1e-6, atol=1e-12)


def test_the_start_is_recorded_as_step_0():
    assert {float(learned()[f"{reel}/x"][0]) for reel in REELS} == {1.2345}


def test_thirty_steps_at_a_rate_of_one_tenth_end_where_the_book_ends():
    assert learn(rate=0.1, steps=30, sweep=2)["middle/x"][30] == pytest.approx(9.989148836585644, rel=1e-14)


def test_too_large_a_rate_diverges():
    trace = learned()
    assert trace.facts["outcome"]["too_large"] == "diverged"
    assert np.all(np.diff(trace["too_large/y"]) > 0)


def test_between_one_half_and_one_every_step_crosses_the_valley_and_lands_lower():
    trace = learned()
    assert np.all(np.diff(np.sign(trace["overshooting/slope"])) != 0)
    assert np.all(np.diff(trace["overshooting/y"]) < 0)
    assert trace.facts["outcome"]["overshooting"] == "converged"


def test_at_a_rate_of_one_it_never_converges_though_its_height_never_changes():
    trace = learn(rate=1.0, steps=50, sweep=2)
    assert trace.facts["outcome"]["middle"] == "no lower"
    assert trace.facts["steps"]["middle"] == 50
    assert np.ptp(trace["middle/y"]) < 1e-12
    assert descend(1.0, tolerance=1e-3, steps=2000) == ("no lower", 2000)
    assert math.isnan(theory(1.0, 1e-3))


def test_a_run_that_leaves_all_numbers_has_diverged():
    trace = learn(too_large=20.0, steps=400, sweep=2)
    assert trace.facts["outcome"]["too_large"] == "diverged"
    assert not np.isfinite(trace["too_large/y"][-1])


@settings(max_examples=40, deadline=None)
@given(rate=st.floats(0.01, 1.1), tolerance=st.floats(1e-6, 1.0))
def test_it_needs_exactly_the_steps_of_the_theory(rate, tolerance):
    needed = theory(rate, tolerance)
    outcome, steps = descend(rate, tolerance, steps=60)
    if needed <= 59.99:
        assert outcome == "converged"
        assert steps in {math.ceil(needed - 1e-6), math.ceil(needed + 1e-6)}
    elif not needed <= 60.01:
        assert outcome != "converged"


def test_the_theory_is_the_first_step_with_a_slope_below_the_tolerance():
    for rate in (0.03, 0.2, 0.45, 0.77, 0.96):
        slopes = np.abs(2 * (START - LOWEST) * (1 - 2 * rate) ** np.arange(1000.0))
        assert math.ceil(theory(rate, 1e-3)) == np.flatnonzero(slopes < 1e-3)[0]


def test_the_sweep_and_the_theory_know_the_same_limit():
    trace = learned()
    rates, needed = trace["sweep/rate"], trace["sweep/steps"]
    assert np.array_equal(np.isfinite(needed), rates < 1)
    measured = [math.ceil(theory(rate, 1e-3) - 1e-9) for rate in rates[rates < 1]]
    assert needed[rates < 1].tolist() == measured
    assert np.array_equal(np.isfinite(trace["theory/steps"]), trace["theory/rate"] < 1 - 1e-12)


def gradient(place):
    return np.array(STEEPNESS) * place


def by_hand(optimizer, rows):
    """The three optimizers as their papers write them, in a few lines of numpy."""
    place, speed, square, path = np.array(VALLEY_START), np.zeros(2), np.zeros(2), []
    for step in range(1, rows + 1):
        path.append(place)
        slope = gradient(place)
        if optimizer == "sgd":
            place = place - 0.02 * slope
        elif optimizer == "momentum":
            speed = 0.9 * speed + slope
            place = place - 0.02 * speed
        else:
            speed, square = 0.9 * speed + 0.1 * slope, 0.999 * square + 0.001 * slope**2
            corrected = np.sqrt(square / (1 - 0.999**step)) + 1e-8
            place = place - 0.3 * speed / (1 - 0.9**step) / corrected
    return np.array(path)


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_an_optimizer_follows_its_recurrence(optimizer):
    trace = learned()
    path = by_hand(optimizer, len(trace[f"{optimizer}/f"]))
    assert len(path) == 201
    np.testing.assert_allclose(np.stack([trace[f"{optimizer}/u"], trace[f"{optimizer}/v"]], 1), path, atol=1e-9)
    np.testing.assert_allclose(trace[f"{optimizer}/f"], (path**2) @ np.array(STEEPNESS) / 2, atol=1e-9)


def test_momentum_is_the_power_of_a_matrix():
    trace, power = learned(), 60
    for axis, steep in enumerate(STEEPNESS):
        step = np.array([[1 - 0.02 * steep, -0.02 * 0.9], [steep, 0.9]])  # of (place, speed)
        place, _ = np.linalg.matrix_power(step, power) @ np.array([VALLEY_START[axis], 0.0])
        assert trace[f"momentum/{'uv'[axis]}"][power] == pytest.approx(place, abs=1e-9)


def test_hill_and_contours_lie_on_their_functions():
    trace = learned()
    np.testing.assert_allclose(trace["hill/y"], (trace["hill/x"] - LOWEST) ** 2)
    f = (STEEPNESS[0] * trace["contours/u"] ** 2 + STEEPNESS[1] * trace["contours/v"] ** 2) / 2
    np.testing.assert_allclose(f, np.broadcast_to(trace["contours/height"][:, None], f.shape))


def test_the_same_run_gives_the_same_bytes():
    assert learn(steps=8, sweep=3).sha256 == learn(steps=8, sweep=3).sha256


def test_running_it_again_gives_the_committed_trace_back():
    again, committed = learned(), Trace.read("ch2_gradient")
    assert again.facts == {**committed.facts, "valley": again.facts["valley"]}
    assert again.columns() == committed.columns()
    for name in committed.columns():
        np.testing.assert_allclose(again[name], committed[name], rtol=1e-9, atol=1e-12, err_msg=name)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"steps": 0}, "steps must be at least 1"),
        ({"sweep": 1}, "sweep at least 2"),
        ({"rate": 0.0}, "rates must be positive"),
        ({"too_large": math.nan}, "rates must be positive"),
        ({"tolerance": 0.0}, "tolerance smaller than"),
        ({"tolerance": 20.0}, "tolerance smaller than"),
    ],
)
def test_settings_that_leave_nothing_to_draw_are_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        learn(**wrong)
