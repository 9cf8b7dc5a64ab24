"""What chapter 2 draws is what its trace holds: places, slopes, lengths and numbers, at moments of every beat."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.ch2_gradient import Ch2Gradient
from scenes.mobjects.curve import Curve, Marks
from tests.scenes.rehearsal import Moments, read, rehearse

REELS = {"left": ("too_large", "overshooting"), "right": ("too_small", "too_small")}


class Seen(Moments):
    """What each beat shows."""

    def adjust(self, scene):
        lines = [each for each in scene.mobjects if isinstance(each, Curve) and len(each.x) == 2]
        ends = [[scene.axes.values_at(line.points[end]) for end in (0, -1)] for line in lines]
        return place_of(scene.axes, scene.spot), [read(number) for number in scene.numbers.numbers], ends

    def repeat(self, scene):
        if hasattr(scene, "steps"):
            return read(scene.steps.number), place_of(scene.axes, scene.trail.spot)
        return None

    def compare_too_large_and_too_small(self, scene):
        return self.halves(scene)

    def compare_just_below_the_limit(self, scene):
        return self.halves(scene)

    def halves(self, scene):
        if not hasattr(scene, "right") or scene.right not in scene.mobjects or scene.left not in scene.mobjects:
            return None
        both = (scene.left, scene.right)
        places = [place_of(half.axes, half.trail.spot) for half in both]
        return read(scene.steps.number), places, [[read(number) for number in half.numbers.numbers] for half in both]

    def add_a_dimension(self, scene):  # begins with the sweep as it was left
        axes, curve, dots, marks = scene.sweep
        return centers(axes, dots), [axes.values_at(point) for point in curve.points], marks

    def remember(self, scene):  # begins with the race as it was left
        _, plan, heights, _, trails, curves, _ = scene.race
        ends = [heights.values_at(curve.points[-1]) for curve in curves]
        return [place_of(plan, trail.spot) for trail in trails], ends, read(scene.steps.number)


def place_of(axes, spot):
    """The values a viewer reads off the axes; None where the dot is out of sight."""
    return axes.values_at(spot.get_center()) if spot.get_fill_opacity() else None


def centers(axes: object, dots: Marks):
    outline = len(dots.points) // max(int(dots.inside.sum()), 1)
    return [axes.values_at(dot.mean(0)) for dot in dots.points.reshape(-1, outline, 3)]


@pytest.fixture(scope="module", params=["committed", "changed"])
def seen(request, recorded):
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ML_TRACE", str(recorded("ch2_gradient", request.param)))
        seen = Seen(Trace.read(recorded("ch2_gradient", request.param)))
        rehearse(Ch2Gradient, after=seen.look, during=seen.look)
    return seen


def table(trace, reel):
    return np.stack([trace[f"{reel}/x"], trace[f"{reel}/y"]], axis=1)


def test_the_ball_and_its_readings_go_from_step_0_to_step_1(seen):
    rows, slope = table(seen.trace, "middle"), seen.trace["middle/slope"]
    rate = seen.trace.facts["rates"]["middle"]
    for step, moment in ((0, seen.moments["adjust"][0]), (1, seen.moments["adjust"][-1])):
        place, readings, _ = moment
        assert place == pytest.approx(rows[step], abs=1e-6)
        wanted = [*rows[step], slope[step], rate, -rate * slope[step]]
        assert readings == pytest.approx(wanted, abs=5.1e-5)


def test_the_tangent_has_the_slope_that_was_recorded(seen):
    lines = [line for _, _, ends in seen.moments["adjust"] for line in ends]
    assert len(lines) > 3
    for (left, low), (right, high) in lines:
        assert (high - low) / (right - left) == pytest.approx(seen.trace["middle/slope"][0], rel=1e-6)


def lies_between(place, rows, step):
    """Whether a place is on the way from one step to the next; out of sight counts where the way leaves the axes."""
    here, there = rows[min(step, len(rows) - 1)], rows[min(step + 1, len(rows) - 1)]
    if place is None:
        return not (np.abs(there) < 20).all()
    low, high = np.minimum(here, there) - 1e-6, np.maximum(here, there) + 1e-6
    return bool(np.all(low <= place) and np.all(place <= high))


def test_the_ball_is_at_the_step_that_the_counter_says(seen):
    rows = table(seen.trace, "middle")
    moments = [moment for moment in seen.moments["repeat"] if moment and moment[1]]  # it fades in first
    assert len(moments) > 10
    for step, place in moments:
        assert lies_between(place, rows, int(step))
    assert moments[-1][0] == len(rows) - 1
    assert moments[-1][1] == pytest.approx(rows[-1], abs=1e-6)


@pytest.mark.parametrize("beat", ["compare_too_large_and_too_small", "compare_just_below_the_limit"])
def test_both_halves_show_the_same_step_and_say_which(seen, beat):
    which = beat.startswith("compare_just")
    reels = [table(seen.trace, REELS[half][which]) for half in ("left", "right")]
    moments = [moment for moment in seen.moments[beat] if moment][2:]  # after the halves were exchanged
    assert len(moments) > 8
    for step, places, readings in moments:
        for rows, place, numbers in zip(reels, places, readings, strict=True):
            assert lies_between(place, rows, int(step))
            shown = rows[min(int(step), len(rows) - 1)]
            assert numbers == pytest.approx(shown, rel=2e-2, abs=5.1e-5, nan_ok=True)


def test_every_dot_of_the_sweep_is_a_run_that_arrived(seen):
    dots, line, marks = seen.moments["add_a_dimension"][0]
    rates, steps = seen.trace["sweep/rate"], seen.trace["sweep/steps"]
    arrived = np.isfinite(steps) & (steps >= 1)
    np.testing.assert_allclose(dots, np.stack([rates, steps], 1)[arrived], rtol=1e-6, atol=1e-6)
    known = np.isfinite(seen.trace["theory/steps"])
    for rate, needed in line:
        wanted = np.interp(rate, seen.trace["theory/rate"][known], np.log(seen.trace["theory/steps"][known]))
        assert np.log(needed) == pytest.approx(wanted, abs=0.06)
    names = ("too_small", "middle", "overshooting")
    assert [len(mark) > 0 for mark in marks] == [seen.trace.facts["outcome"][name] == "converged" for name in names]


def test_the_optimizers_end_where_the_trace_ends(seen):
    places, heights, step = seen.moments["remember"][0]
    assert step == len(seen.trace["sgd/f"]) - 1
    for name, place, (last, height) in zip(("sgd", "momentum", "adam"), places, heights, strict=True):
        u, v, f = (seen.trace[f"{name}/{value}"] for value in "uvf")
        assert place == pytest.approx((u[-1], v[-1]), abs=1e-6)
        within = np.flatnonzero(f >= 1e-8)[-1]
        assert last == pytest.approx(within, abs=1)
        if within == step:
            assert height == pytest.approx(f[-1], rel=1e-6)


def test_a_number_off_by_one_digit_would_be_noticed(seen):
    place, readings, _ = seen.moments["adjust"][0]
    assert readings[0] != pytest.approx(seen.trace["middle/x"][0] + 1e-4, abs=5.1e-5)
    assert place != pytest.approx(table(seen.trace, "middle")[1], abs=1e-6)
    assert not lies_between(place, table(seen.trace, "middle"), 1)
