"""What chapter 5 draws is what its trace holds: chances, weights, curves and verdicts of one and the same step."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.ch5_binary import Ch5Binary
from scenes.claims import ch5_binary as claims
from scenes.mobjects.judged import Judged
from scenes.sets import ch5_binary as sets
from tests.scenes.rehearsal import Moments, read, rehearse


class Seen(Moments):
    """What each beat shows."""

    def learn_the_weights(self, scene):
        chances = [(read(panel[2].numbers[0]), panel[2].length(0)) for panel in scene.panels]
        return read(scene.steps.number), chances, scene.weights.values.copy()

    def watch_loss_and_accuracy(self, scene):
        if not hasattr(scene, "curves"):
            return None
        axes, loss = scene.curves[:2]
        return axes.values_at(loss.points[-1])

    def look_at_mistakes(self, scene):
        rows = [each for each in scene.mobjects if isinstance(each, Judged)]
        return [([read(n) for n in row.numbers], [v.right for v in row.verdicts]) for row in rows]


@pytest.fixture(scope="module", params=["committed", "changed"])
def seen(request, recorded):
    path = recorded("ch5_binary", request.param)
    seen = Seen(Trace.read(path))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ML_TRACE", str(path))
        rehearse(Ch5Binary, after=seen.look, during=seen.look)
    return seen


def test_chances_bars_weights_and_step_belong_together(seen):
    steps, moments = seen.trace["logistic/step"], seen.moments["learn_the_weights"]
    for step, panels, weights in moments:
        row = int(np.flatnonzero(steps == step)[0])
        wanted = seen.trace["logistic/probability"][row][claims.pair(seen.trace)]
        assert [number for number, _ in panels] == pytest.approx(wanted.tolist(), abs=5.1e-3)
        assert [length for _, length in panels] == pytest.approx(wanted.tolist(), abs=1e-4)
        assert np.array_equal(weights, sets.weight_maps(seen.trace)[row])
    assert {moments[0][0], moments[-1][0]} == {0, steps[-1]}


def test_left_is_the_class_that_goes_to_one_and_right_the_other(seen):
    left, right = claims.pair(seen.trace)
    assert seen.trace["shown/label"][left] == 1
    assert seen.trace["shown/label"][right] == 0


def test_the_weights_are_drawn_upright_and_start_at_nothing(seen):
    maps = sets.weight_maps(seen.trace)
    assert not maps[0].any()
    assert maps[-1][0, 31] == pytest.approx(seen.trace["logistic/weights"][-1][0, 31].astype(float).mean())


def test_the_loss_ends_where_it_was_recorded(seen):
    for end in [moment for moment in seen.moments["watch_loss_and_accuracy"] if moment][-1:]:
        assert end[0] == pytest.approx(seen.trace["logistic/step"][-1])
        assert end[1] == pytest.approx(float(seen.trace["logistic/loss"][-1]), abs=1e-3)


def test_every_shown_mistake_is_one(seen):
    count = claims.mistakes_shown(seen.trace)
    for numbers, rights in seen.moments["look_at_mistakes"][-1]:
        if count:
            labels = seen.trace["mistakes/label"][:count]
            assert numbers == pytest.approx(seen.trace["mistakes/probability"][:count, 1].tolist(), abs=5.1e-3)
            assert all((number > 0.5) != (label == 1) for number, label in zip(numbers, labels, strict=True))
            assert rights == [False] * count
