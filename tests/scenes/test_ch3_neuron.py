"""What chapter 3 draws is what its trace holds: weights, lines, gaps, places and losses, at moments of every beat."""

from collections import defaultdict

import numpy as np
import pytest

from learners.trace import Trace
from scenes.ch3_neuron import SLOW, Ch3Neuron
from tests.scenes.rehearsal import read, rehearse

X = np.array([-40, -30, -10, 0, 5, 10, 20, 40, 60, 100.0])
Y = 1.8 * X + 32
RUNS = {"adjust": "raw", "repeat_slowly": "raw", "repeat_ever_faster": "raw", "repeat_in_the_bowl": "scaled"}


class Seen:
    """The trace that was drawn, and what was seen of it in each beat, in the order of time."""

    def __init__(self, trace):
        self.trace = trace
        self.moments = defaultdict(list)

    def look(self, scene):
        beat = scene.renderer.beat
        watch = self.panels if beat in RUNS else getattr(self, beat, None)
        moment = watch(scene) if watch else None
        if moment is not None:
            self.moments[beat].append(moment)

    def panels(self, scene):
        if scene.learning not in scene.mobjects or scene.steps not in scene.mobjects:
            return None
        values = [read(number) for number in scene.neuron.numbers]
        ends = (
            [scene.plot.values_at(scene.fit.line.points[end]) for end in (0, -1)] if len(scene.fit.line.points) else []
        )
        gaps = [scene.plot.values_at(point) for point in scene.fit.gaps.points]
        shown = scene.trail in scene.mobjects and scene.trail.spot.get_fill_opacity() == 1
        place = scene.land.axes.values_at(scene.trail.spot.get_center()) if shown else None
        return read(scene.steps.number), values, read(scene.loss.numbers[0]), ends, gaps, place

    def initialize(self, scene):
        return [read(number) for number in scene.neuron.numbers] if hasattr(scene, "neuron") else None

    def see_both_directions(self, scene):
        if not hasattr(scene, "cuts") or not all(cut in scene.mobjects for cut in scene.cuts):
            return None
        places = [cut.axes.values_at(cut.trail.spot.get_center()) for cut in scene.cuts]
        return (
            read(scene.steps.number),
            places,
            [[read(number) for number in cut.numbers.numbers] for cut in scene.cuts],
        )

    def remember(self, scene):
        axes, *curves, dots, _ = scene.chart
        centers = [[axes.values_at(dot.mean(0)) for dot in dots_of(mark)] for mark in dots]
        return [[axes.values_at(point) for point in curve.points[3::4]] for curve in curves], centers, figures(scene)


def dots_of(mark):
    return mark.points.reshape(max(int(mark.inside.sum()), 1), -1, 3)


def figures(scene):
    """All numbers of the tables on the stage, row by row."""
    tables = [part for each in scene.mobjects for part in each.get_family() if hasattr(part, "column")]
    return [[[read(number) for number in row] for row in table.numbers] for table in tables]


@pytest.fixture(scope="module", params=["committed", "changed"])
def seen(request, recorded):
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ML_TRACE", str(recorded("ch3_neuron", request.param)))
        seen = Seen(Trace.read(recorded("ch3_neuron", request.param)))
        rehearse(Ch3Neuron, after=seen.look, during=seen.look)
    return seen


def between(value, column, step):
    """Whether a value lies on the way from one step to the next."""
    here, there = column[min(int(step), len(column) - 1)], column[min(int(step) + 1, len(column) - 1)]
    slack = 1e-5 * (1 + abs(here))
    return min(here, there) - slack <= value <= max(here, there) + slack


def test_all_ten_answers_are_given_in_turn(seen):
    shown = [tuple(moment) for moment in seen.moments["initialize"]]
    wanted = {(x, 1, 1, x + 1) for x in X}
    assert wanted >= set(shown)
    assert len(set(shown)) >= 8
    assert shown[-1] == (100, 1, 1, 101)


@pytest.mark.parametrize("beat", RUNS)
def test_every_panel_shows_the_step_that_the_counter_says(seen, beat):
    reel = RUNS[beat]
    w, b, loss, predicted = (seen.trace[f"{reel}/{name}"] for name in ("w", "b", "loss", "predicted"))
    assert len(seen.moments[beat]) > 3
    for step, values, shown_loss, ends, _, place in seen.moments[beat]:
        row = int(step)
        assert values[1:] == pytest.approx([w[row], b[row], predicted[row, -1]], rel=1e-3, abs=0.051)
        assert values[1:3] == pytest.approx([w[row], b[row]], abs=5.1e-5)
        assert shown_loss == pytest.approx(loss[row], abs=5.1e-6)
        (left, low), (right, high) = ends
        slope = (high - low) / (right - left)
        assert between(slope, np.ptp(predicted[:, [0, -1]], axis=1) / 140, row)
        assert between(low + slope * (100 - left), predicted[:, -1], row)
        assert place is None or (between(place[0], w, row) and between(place[1], b, row))


def test_the_gaps_reach_from_the_true_to_the_predicted_values(seen):
    step, *_, gaps, _ = seen.moments["adjust"][0]
    assert step == 0
    strokes = {round(start[0]): (start[1], end[1]) for start, end in zip(gaps[::4], gaps[3::4], strict=True)}
    for x, y, predicted in zip(X, Y, X + 1, strict=True):
        assert strokes.get(int(x), (y, y)) == pytest.approx((y, predicted), abs=1.1)


def test_the_first_step_and_the_last_are_those_of_the_closed_form(seen):
    hessian = 2 * np.array([[(X * X).mean(), X.mean()], [X.mean(), 1]])
    step_matrix = np.eye(2) - seen.trace.facts["rates"]["raw"] * hessian
    last = len(seen.trace["raw/w"]) - 1
    for beat, step in (("adjust", 1), ("repeat_slowly", min(SLOW, last)), ("repeat_ever_faster", last)):
        counted, values, _, _, _, _ = seen.moments[beat][-1]
        goal = [1.8, 32] + np.linalg.matrix_power(step_matrix, step) @ [1 - 1.8, 1 - 32]
        assert counted == step
        assert values[1:3] == pytest.approx(goal, abs=5.1e-5)


def test_both_directions_show_the_same_step(seen):
    moments = seen.moments["see_both_directions"]
    assert moments[-1][0] == min(SLOW, len(seen.trace["raw/w"]) - 1)
    for step, places, numbers in moments:
        for name, place, shown in zip(("across", "along"), places, numbers, strict=True):
            distance, loss = seen.trace[f"{name}/distance"], seen.trace[f"{name}/loss"]
            assert between(place[0], distance, step)
            assert shown == pytest.approx([distance[int(step)], loss[int(step)]], abs=5.1e-5)


def test_the_losses_lie_on_the_closed_form(seen):
    curves, centers, _ = seen.moments["remember"][0]
    for reel, curve, dots in zip(("raw", "scaled"), curves, centers, strict=True):
        loss = seen.trace[f"{reel}/loss"]
        for step, height in curve[:-1]:
            wanted = np.interp(step, np.arange(len(loss)), np.log(loss))
            assert np.log(height) == pytest.approx(wanted, abs=0.05)
        for step, height in dots:
            if round(step) < len(loss):
                assert height == pytest.approx(loss[round(step)], rel=1e-4)


def test_the_end_shows_what_was_found_beside_the_rule(seen):
    *_, (parameters, predictions) = (shown for _, _, shown in seen.moments["remember"] if len(shown) == 2)
    few = seen.trace.facts["as_good_after"] or len(seen.trace["scaled/w"]) - 1
    found = [[seen.trace[f"{reel}/{name}"][row] for name in "wb"] for reel, row in (("raw", -1), ("unscaled", few))]
    np.testing.assert_allclose(parameters, [[1.8, 32], *found], atol=5.1e-5)
    columns = [X, Y, seen.trace["raw/predicted"][-1], seen.trace["scaled/predicted"][few]]
    np.testing.assert_allclose(predictions, np.stack(columns, axis=1), atol=5.1e-3)


def test_a_number_off_by_one_digit_would_be_noticed(seen):
    step, values, _, _, _, _ = seen.moments["repeat_slowly"][-1]
    assert values[1] != pytest.approx(seen.trace["raw/w"][int(step)] + 1e-4, abs=5.1e-5)
    assert not between(values[2], seen.trace["raw/b"], step - 2)
