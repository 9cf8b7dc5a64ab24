import numpy as np
import pytest

from scenes.mobjects.axes import Axes
from scenes.mobjects.fit import Fit, Gaps, Straight

X, Y = [0, 2, 4], [1, 2, 9]


@pytest.fixture
def axes():
    return Axes((0, 4, 1), (0, 10, 5)).shift([1, 0.5, 0])


def test_a_straight_line_reaches_from_edge_to_edge(axes):
    line = Straight(axes, (1, 3), [2, 6])
    np.testing.assert_allclose(axes.values_at(line.get_start()), (0, 0), atol=1e-9)
    np.testing.assert_allclose(axes.values_at(line.get_end()), (4, 8), atol=1e-9)


def test_a_steep_line_is_cut_at_the_edge(axes):
    line = Straight(axes, (0, 4), [-10, 30])
    np.testing.assert_allclose(axes.values_at(line.get_start()), (1, 0), atol=1e-9)
    np.testing.assert_allclose(axes.values_at(line.get_end()), (2, 10), atol=1e-9)


@pytest.mark.parametrize("heights", [[float("nan"), 1], [float("inf"), 1], [1e308, -1e308], [20, 30]])
def test_a_line_that_is_no_number_or_out_of_sight_draws_nothing(axes, heights):
    line = Straight(axes, (1, 3), [2, 6]).show(heights)
    assert len(line.points) == 0


def test_gaps_reach_from_true_to_predicted(axes):
    gaps = Gaps(axes, X, Y, [3, 2.5, 9])
    ends = [axes.values_at(gaps.points[index]) for index in (0, 3, 4, 7)]
    np.testing.assert_allclose(ends, [(0, 1), (0, 3), (2, 2), (2, 2.5)], atol=1e-9)
    assert len(gaps.points) == 8  # where nothing is missing there is no stroke


def test_gaps_are_cut_at_the_edge(axes):
    gaps = Gaps(axes, X, Y, [-50, 2, 9])
    np.testing.assert_allclose(axes.values_at(gaps.points[3]), (0, 0), atol=1e-9)


def test_a_fit_glides_from_step_to_step(axes):
    fit = Fit(axes, X, Y, [[0, 2, 4], [0, 4, 8]])
    fit.show(0.5)
    assert fit.line.y.tolist() == [0, 6]
    assert fit.gaps.predicted.tolist() == [0, 3, 6]
    assert fit.show(1).line.y.tolist() == [0, 8]
    assert fit.show(7).line.y.tolist() == [0, 8]
