"""What chapter 4 draws is what its trace holds: places, lines, bars and numbers, at moments of every beat."""

import numpy as np
import pytest

from learners import ch4_activation as chapter
from learners.trace import Trace
from scenes.ch4_activation import Ch4Activation
from scenes.claims import ch4_activation as claims
from scenes.mobjects.curve import Spot
from scenes.mobjects.shares import Shares
from scenes.mobjects.words import Number
from tests.scenes.rehearsal import Moments, read, rehearse


class Seen(Moments):
    """What each beat shows."""

    def slide_along_two_bends(self, scene):
        panels = list(scene.panels)
        spots = [panel.axes.values_at(panel.spot.get_center()) for panel in panels]
        return spots, [[read(number) for number in panel.numbers.numbers] for panel in panels]

    def stay_straight(self, scene):
        return self.learning(scene, scene.line) if hasattr(scene, "line") else None

    def learn_with_bends(self, scene):
        return self.learning(scene, scene.curve)

    def learning(self, scene, graph):
        ends = [scene.axes.values_at(graph.points[end]) for end in (0, -1)] if len(graph.points) else None
        return read(scene.steps.number), [read(number) for number in scene.numbers.numbers], graph.y, ends

    def add_up_the_hinges(self, scene):
        spots = [each for each in scene.mobjects if isinstance(each, Spot)]
        places = [scene.axes.values_at(spot.get_center()) for spot in spots]
        return read(scene.count.number) if hasattr(scene, "count") else None, scene.sum.y, places

    def share_out(self, scene):
        tables = [each for each in scene.mobjects if isinstance(each, Shares)]
        if not tables:
            return None
        (table,) = tables
        bars = [table.left.length(bar) for bar in range(4)], [table.right.length(bar) for bar in range(4)]
        return *bars, [read(number) for number in table.numbers], read(table.sum)

    def remember(self, scene):
        numbers = [part for top in scene.mobjects for part in top.get_family() if isinstance(part, Number)]
        return [read(number) for number in numbers]


@pytest.fixture(scope="module", params=["committed", "changed"])
def seen(request, recorded):
    path = recorded("ch4_activation", request.param)
    seen = Seen(Trace.read(path))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ML_TRACE", str(path))
        rehearse(Ch4Activation, after=seen.look, during=seen.look)
    return seen


def test_both_points_slide_along_their_recorded_curves(seen):
    trace, at = seen.trace, []
    for spots, readings in seen.moments["slide_along_two_bends"]:
        at.append(spots[0][0])
        assert spots[0][0] == pytest.approx(spots[1][0], abs=1e-9)  # the same point in both panels
        for name, (x, y), (read_x, read_y) in zip(("relu", "sigmoid"), spots, readings, strict=True):
            assert y == pytest.approx(np.interp(x, trace["curve/x"], trace[f"curve/{name}"]), abs=1e-9)
            assert read_y == pytest.approx(np.interp(read_x, trace["curve/x"], trace[f"curve/{name}"]), abs=5.1e-5)
            assert -1e-9 < x - read_x < 0.0501
    assert min(at) == pytest.approx(-6)
    assert max(at) == pytest.approx(6)


@pytest.mark.parametrize(("beat", "reel"), [("stay_straight", "linear"), ("learn_with_bends", "relu")])
def test_line_error_and_step_belong_together(seen, beat, reel):
    steps, losses, fits = (seen.trace[f"{reel}/{name}"] for name in ("step", "loss", "fit"))
    moments = [moment for moment in seen.moments[beat] if moment is not None]
    assert {moments[0][0], moments[-1][0]} == {0, steps[-1]}
    for step, (error, best), drawn, _ in moments:
        row = int(np.flatnonzero(steps == step)[0])
        here, there = fits[row], fits[min(row + 1, len(fits) - 1)]
        assert error == pytest.approx(losses[row], abs=5.1e-7)
        assert best == pytest.approx(seen.trace.facts["best_line"]["error"], abs=5.1e-7)
        assert (np.minimum(here, there) - 1e-6 <= drawn).all()
        assert (drawn <= np.maximum(here, there) + 1e-6).all()
    assert np.array_equal(moments[-1][2], fits[-1])


def test_the_drawn_line_has_the_slope_that_was_recorded(seen):
    (left, low), (right, high) = seen.moments["stay_straight"][-1][3]
    fit = seen.trace["linear/fit"][-1].astype(float)
    slope = (high - low) / (right - left)
    assert slope == pytest.approx((fit[-1] - fit[0]) / 10, abs=1e-6)
    if claims.straight_verdict(seen.trace).startswith("There it stays"):
        assert slope == pytest.approx(seen.trace.facts["best_line"]["slope"], abs=1e-4)


def test_every_hinge_turns_the_sum_at_its_own_place(seen):
    hinges = {name: seen.trace[f"hinges/{name}"] for name in ("place", "height", "sum")}
    counted = [moment for moment in seen.moments["add_up_the_hinges"] if moment[0] is not None]
    for count, drawn, places in counted:
        before, after = hinges["sum"][int(count)], hinges["sum"][min(int(count) + 1, len(hinges["sum"]) - 1)]
        assert (np.minimum(before, after) - 1e-9 <= drawn).all()
        assert (drawn <= np.maximum(before, after) + 1e-9).all()
        for place in places:
            near = np.abs(hinges["place"] - place[0]).argmin()
            assert place == pytest.approx((hinges["place"][near], hinges["height"][near]), abs=1e-9)
    assert counted[-1][0] == len(hinges["place"]) - 1
    assert np.array_equal(counted[-1][1], hinges["sum"][-1])


def test_the_bars_are_as_long_as_scores_and_shares(seen):
    moments = [moment for moment in seen.moments["share_out"] if moment is not None]
    scores, shares, exponentials = (seen.trace[f"softmax/{name}"] for name in ("score", "share", "exponential"))
    for row, moment in ((0, moments[0]), (-1, moments[-1])):
        assert moment[0] == pytest.approx(scores[row].tolist(), abs=1e-3)
        assert moment[1] == pytest.approx(shares[row].tolist(), abs=1e-3)
        assert moment[2] == pytest.approx(exponentials[row].tolist(), abs=5.1e-3)
        assert moment[3] == pytest.approx(exponentials[row].sum(), abs=5.1e-3)


def test_the_last_table_holds_what_both_networks_say(seen):
    x = seen.trace["outside/x"]
    rows = [int(np.abs(x - place).argmin()) for place in (-4, -2, 0, 2, 4)]
    wanted = [*x[rows], *(seen.trace[f"outside/{name}"][row] for name in ("truth", "linear", "relu") for row in rows)]
    assert seen.moments["remember"][-1] == pytest.approx(wanted, abs=5.1e-4)


def test_a_diverged_run_is_drawn(tmp_path, monkeypatch):
    diverged = chapter.learn(rate=1e200, steps=8, seeds=2, points=20)
    monkeypatch.setenv("ML_TRACE", str(diverged.write(tmp_path / "diverged.npz")))
    scene = rehearse(Ch4Activation)
    assert scene.numbers.numbers[0].text.strip() == "nan"
