"""What chapter 2 says holds for its committed trace, and other traces choose other words."""

import functools

import numpy as np
import pytest

from learners.ch2_gradient import learn
from learners.trace import Trace
from scenes.claims.ch2_gradient import ending, first_close, heading, race_verdict, side, sweep_verdict

NAMES = {"sgd": "SGD", "momentum": "with momentum", "adam": "Adam"}
learned = functools.cache(learn)


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch2_gradient")


def test_the_rate_decides(committed):
    y = {reel: committed[f"{reel}/y"] for reel in committed.facts["rates"]}
    assert y["too_large"][-1] > 1000 * y["too_large"][0]
    assert y["overshooting"][-1] < 1e-6
    assert y["middle"][-1] < 1e-6
    assert len(y["too_small"]) > 20 * len(y["middle"])
    endings = [heading(committed, reel) for reel in ("too_large", "overshooting", "middle", "too_small")]
    assert endings == ["too large", "large", "in between", "too small"]


def test_the_endings_say_what_the_committed_trace_shows(committed):
    assert ending(committed, "middle") == "arrives after 20 steps, at x = 9.9997"
    assert ending(committed, "too_small") == "arrives after 484 steps, at x = 9.9995"
    assert ending(committed, "too_small", 40) == "is still on its way after 40 steps, at x = 6.09"
    assert ending(committed, "too_large", 40) == "climbs: after 40 steps its height is 375"
    for reel in ("middle", "overshooting", "too_small"):
        k = committed.facts["steps"][reel]
        slopes = np.abs(committed[f"{reel}/slope"])
        assert len(slopes) == k + 1
        assert slopes[k] < committed.facts["tolerance"] <= slopes[k - 1]


def test_the_fastest_rate_is_one_half_and_from_one_on_none_arrives(committed):
    assert sweep_verdict(committed) == "The fastest rate is 0.5: 1 step. From 1 on, no run ever arrives."
    assert np.nanmin(committed["sweep/steps"]) == 1
    assert np.isnan(committed["sweep/steps"][committed["sweep/rate"] >= 1]).all()
    assert np.isfinite(committed["sweep/steps"][committed["sweep/rate"] < 1]).all()


def test_the_race_has_the_order_that_is_said(committed):
    times = {reel: first_close(committed, reel) for reel in NAMES}
    for reel, time in times.items():
        f = committed[f"{reel}/f"]
        if time is not None:
            assert (f[time:] < 1e-3).all()
            assert not f[time - 1] < 1e-3
    assert times["momentum"] < times["adam"]
    assert times["sgd"] is None
    said = f"Below 0.001 for good: with momentum after {times['momentum']}, Adam after {times['adam']} steps."
    assert race_verdict(committed, NAMES) == said + " Not yet after 200: SGD."


def test_downhill_is_where_the_slope_points_away_from(committed):
    first = committed["middle/slope"][0]
    assert side(-first) == "right"
    assert committed["middle/x"][1] > committed["middle/x"][0]
    assert side(-1.0) == "left"


def test_a_run_out_of_steps_is_on_its_way_and_its_rate_not_called_too_large():
    trace = learned(steps=5, sweep=4)
    assert ending(trace, "middle") == "is still on its way after 5 steps, at x = 9.32"
    assert heading(trace, "overshooting") == "large"
    assert heading(trace, "middle") == heading(trace, "too_small") == "too small"


def test_a_run_that_leaves_all_numbers_is_lost():
    trace = learned(too_large=20.0, steps=400, sweep=2)
    assert ending(trace, "too_large") == "is lost: after 400 steps its height is no number any more"
    assert ending(trace, "too_large", 40) == "climbs: after 40 steps its height is beyond a thousand trillions"
    assert heading(trace, "too_large") == "too large"


def test_at_a_rate_of_one_nobody_says_that_it_climbs_or_arrives():
    trace = learned(rate=1.0, steps=50, sweep=2)
    assert ending(trace, "middle") == "is no lower after 50 steps, at x = 1.23"
    assert heading(trace, "middle") == "too large"


def test_one_step_is_not_called_steps():
    assert ending(learned(rate=0.5, steps=50, sweep=2), "middle") == "arrives after 1 step, at x = 10.0000"


def test_out_of_time_is_not_called_never():
    assert sweep_verdict(learned(steps=5, sweep=14)).endswith("on, none arrived in time.")
    assert sweep_verdict(learned(steps=1, sweep=2)) == "None of these runs arrived: give them more steps."


def test_who_is_not_there_in_time_is_named():
    assert race_verdict(learned(steps=5, sweep=4), NAMES) == "None of them is below 0.001 after 5 steps."
    missing = race_verdict(learned(steps=160, sweep=2), NAMES)
    assert missing.startswith("Below 0.001 for good: ")
    assert "Not yet after 160: SGD" in missing
