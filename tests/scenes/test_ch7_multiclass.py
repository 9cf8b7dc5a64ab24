"""What chapter 7 draws is what its trace holds: curves, bars, matrix and verdicts of one and the same step."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.ch7_multiclass import Ch7Multiclass
from scenes.mobjects.confusion import Confusion
from scenes.mobjects.contest import Contest
from scenes.mobjects.judged import Judged
from scenes.sets import ch7_multiclass as sets
from tests.scenes.rehearsal import Moments, read, rehearse


def parts(scene, kind):
    return [part for top in scene.mobjects for part in top.get_family() if isinstance(part, kind)]


class Seen(Moments):
    """What each beat shows."""

    def compare_networks(self, scene):
        if not hasattr(scene, "race"):
            return None
        numbers = scene.race[-2].numbers
        return read(scene.race[-1].number), [read(number) for number in numbers]

    def let_answers_compete(self, scene):
        bars = [([read(n) for n in c.bars.numbers], c.truth, c.verdict.right) for c in parts(scene, Contest)]
        return read(scene.steps.number) if hasattr(scene, "steps") else None, bars

    def fill_the_matrix(self, scene):
        found = [(each.counts.copy(), written(each)) for each in parts(scene, Confusion)]
        return read(scene.steps.number), found

    def remember(self, scene):
        rows = parts(scene, Judged)
        return [([read(n) for n in row.numbers], [v.right for v in row.verdicts]) for row in rows]


def written(matrix):
    """The counts as a viewer reads them: by where they stand, rows from the top."""
    numbers = sorted(matrix.numbers.values(), key=lambda number: (-round(number.points[0, 1], 3), number.points[0, 0]))
    return np.array([int(read(number)) if number.text.strip() else 0 for number in numbers])


@pytest.fixture(scope="module", params=["committed", "changed"])
def seen(request, recorded):
    path = recorded("ch7_multiclass", request.param)
    seen = Seen(Trace.read(path))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ML_TRACE", str(path))
        rehearse(Ch7Multiclass, after=seen.look, during=seen.look)
    return seen


def test_bars_and_step_belong_together_and_the_verdict_to_the_largest(seen):
    steps = seen.trace["train/step"]
    moments = [moment for moment in seen.moments["let_answers_compete"] if moment[0] is not None and moment[1]]
    for step, contests in moments:
        row = int(np.flatnonzero(steps == step)[0])
        for picture, (numbers, truth, right) in enumerate(contests):
            chances = seen.trace["train/probability"][row, picture]
            assert numbers == pytest.approx(chances.tolist(), abs=5.1e-3)
            assert truth == seen.trace["shown/label"][picture]
            assert right == (int(chances.argmax()) == truth)
    assert moments[-1][0] == steps[-1]


def test_the_left_picture_is_the_tenth_class_and_the_right_one_the_seventh(seen):
    classes, labels = seen.trace.facts["classes"], seen.trace["shown/label"]
    assert [classes[labels[0]], classes[labels[1]]] == ["truck", "frog"]
    assert labels[:2].tolist() == [9, 6]


def test_the_matrix_has_the_recorded_counts_where_they_belong(seen):
    steps = seen.trace["train/step"]
    for step, found in seen.moments["fill_the_matrix"]:
        for counts, drawn in found:
            assert np.array_equal(drawn, counts.ravel())
            if step in steps and step > 0:
                row = int(np.flatnonzero(steps == step)[0])
                assert np.array_equal(counts, sets.counts(seen.trace)[row])
    assert np.array_equal(seen.moments["fill_the_matrix"][-1][1][0][0], sets.counts(seen.trace)[-1])


def test_the_curves_end_with_the_numbers_of_the_comparison(seen):
    scores = seen.trace.facts["compared"]["test"]
    moment = [moment for moment in seen.moments["compare_networks"] if moment][-1:]
    wanted = [100 * scores[name]["accuracy"] for name in sets.COLORS]
    assert sets.percents(seen.trace)[-1] == pytest.approx(wanted)
    for step, numbers in moment:
        assert step == seen.trace["curves/step"][-1]
        assert numbers == pytest.approx(wanted, abs=5.1e-2)


def test_the_last_pictures_carry_the_probability_of_what_they_are(seen):
    labels, chances = seen.trace["shown/label"], seen.trace["train/probability"][-1]
    numbers = [number for row in seen.moments["remember"][-1] for number in row[0]]
    rights = [right for row in seen.moments["remember"][-1] for right in row[1]]
    assert numbers == pytest.approx([chances[i, label] for i, label in enumerate(labels)], abs=5.1e-3)
    assert rights == (chances.argmax(1) == labels).tolist()
