"""Chapter 6 as drawn: every cell equals the inputs and the truth; nothing is transposed or turned over."""

import numpy as np
import pytest
from scipy.signal import correlate2d

from learners.trace import Trace
from scenes.ch6_convolution import Ch6Convolution
from scenes.mobjects.judged import Judged
from scenes.mobjects.scan import Scan
from scenes.mobjects.sliding import Sliding
from scenes.sets import ch6_convolution as sets
from tests.scenes.rehearsal import Moments, read, read_grid, rehearse

LEFT_PICTURE = np.pad([[1, 1, 1], [0, 0, 0], [0, 0, 0]], 1)
LEFT_FILTER = [[0, 0, 0], [1, 1, 1], [0, 0, 0]]
RIGHT_PICTURE = [[int(c) for c in row] for row in ["100110", "101001", "000110", "011010", "101100", "010010"]]
RIGHT_FILTER = [[1, 0], [0, 1]]
TRUTH = {
    "left": [[2, 3, 2], [0, 0, 0], [0, 0, 0]],
    "right": [[1, 0, 2], [1, 0, 1], [2, 1, 0]],
    "pooled": [[1, 2], [2, 1]],
}


class Seen(Moments):
    """What each beat shows."""

    def slide_it(self, scene):
        return [panel(each) for each in scene.panels]

    def pool(self, scene):
        return [panel(each) for each in scene.mobjects if isinstance(each, Sliding) and each.filter is None]

    def learn_the_filters(self, scene):
        readings = [read(number) for number in scene.numbers.numbers]
        return read(scene.steps.number), readings, scene.filters[0].pixel_array, scene.maps[0].pixel_array

    def judge(self, scene):
        rows = [each for each in scene.mobjects if isinstance(each, Judged)]
        step = read(scene.steps.number)
        return [(step, [read(n) for n in row.numbers], [v.right for v in row.verdicts]) for row in rows]

    def follow_one_filter(self, scene):
        return [each.map.pixel_array for each in scene.mobjects if isinstance(each, Scan)]


def panel(sliding):
    """Everything a viewer reads off a panel, and where its window lies in cells of the picture."""
    grids = {name: read_grid(getattr(sliding, name)) for name in ("picture", "work", "output")}
    first = sliding.picture.cell(0, 0)
    corner = sliding.window.get_corner((-1, 1, 0)) - first
    at = np.array([-corner[1], corner[0]]) / sliding.picture.side + 0.5
    weights = None if sliding.filter is None else read_grid(sliding.filter)
    return grids | {"filter": weights, "sum": read(sliding.sum), "corner": at}


@pytest.fixture(scope="module", params=["committed", "changed"])
def seen(request, recorded):
    path = recorded("ch6_convolution", request.param)
    seen = Seen(Trace.read(path))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ML_TRACE", str(path))
        rehearse(Ch6Convolution, after=seen.look, during=seen.look)
    return seen


def test_the_drawn_inputs_are_those_of_the_chapter(seen):
    left, right = seen.moments["slide_it"][0]
    np.testing.assert_array_equal(left["picture"], LEFT_PICTURE)
    np.testing.assert_array_equal(left["filter"], LEFT_FILTER)
    np.testing.assert_array_equal(right["picture"], RIGHT_PICTURE)
    np.testing.assert_array_equal(right["filter"], RIGHT_FILTER)


@pytest.mark.parametrize(("side", "stride"), [("left", 1), ("right", 2)])
def test_the_drawn_output_is_the_correlation_of_the_drawn_picture_and_filter(seen, side, stride):
    drawn = seen.moments["slide_it"][-1][["left", "right"].index(side)]
    wanted = correlate2d(drawn["picture"], drawn["filter"], "valid")[::stride, ::stride]
    np.testing.assert_array_equal(drawn["output"], wanted)
    np.testing.assert_array_equal(drawn["output"], TRUTH[side])


@pytest.mark.parametrize(("side", "stride"), [("left", 1), ("right", 2)])
def test_at_every_moment_products_and_sum_belong_to_the_window(seen, side, stride):
    places = set()
    for both in seen.moments["slide_it"]:
        drawn = both[["left", "right"].index(side)]
        place = int(np.isfinite(drawn["output"]).sum()) - 1
        row, column = np.multiply(divmod(place, drawn["output"].shape[1]), stride)
        high, wide = drawn["filter"].shape
        under = drawn["picture"][row : row + high, column : column + wide]
        np.testing.assert_array_equal(drawn["work"], under * drawn["filter"])
        assert drawn["sum"] == drawn["work"].sum() == drawn["output"].ravel()[place]
        assert np.nansum(drawn["output"].ravel()[: place + 1]) == np.nansum(drawn["output"])
        places.add(place)
    assert places == set(range(9))
    assert drawn["corner"] == pytest.approx([row, column], abs=1e-6)  # at rest, on the last place


def test_pooling_keeps_the_largest_number_of_each_window(seen):
    (drawn,) = seen.moments["pool"][-1]
    np.testing.assert_array_equal(drawn["picture"], TRUTH["right"])
    np.testing.assert_array_equal(drawn["output"], TRUTH["pooled"])
    for moment in seen.moments["pool"]:
        for each in moment:
            assert each["sum"] == each["work"].max()


def test_filters_maps_and_numbers_are_of_the_same_step(seen):
    steps = seen.trace["train/step"]
    for step, readings, filters, maps in seen.moments["learn_the_filters"]:
        row = int(np.flatnonzero(steps == step)[0])
        assert readings == pytest.approx(sets.readings(seen.trace)[row].tolist(), abs=5.1e-4)
        assert (filters[:5, :5, :3] == sets.filters(seen.trace, row)[0]).all()
        assert (maps[:28, :28, :3] == sets.maps(seen.trace, row)[0]).all()
    assert {seen.moments["learn_the_filters"][0][0], seen.moments["learn_the_filters"][-1][0]} == {0, steps[-1]}


def test_the_map_is_full_when_the_filter_has_been_everywhere(seen):
    empty, full = (seen.moments["follow_one_filter"][moment] for moment in (-2, -1))
    assert full
    assert np.ptp(full[0][..., 0]) > 100
    assert empty[0].shape == full[0].shape


def test_every_verdict_belongs_to_its_chance(seen):
    labels, chances = seen.trace["shown/label"], seen.trace["train/probability"]
    for moment in seen.moments["judge"]:
        for step, numbers, rights in moment:
            row = int(np.flatnonzero(seen.trace["train/step"] == step)[0])
            assert numbers == pytest.approx(chances[row].tolist(), abs=5.1e-3)
            assert rights == ((chances[row] > 0.5) == (labels == 1)).tolist()
