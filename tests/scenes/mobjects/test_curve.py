"""Curves, trails and spots stay inside their axes, leave gaps for what is no number, and show exactly so many rows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import RIGHT

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Curve, Marks, Spot, Trail

AXES = Axes((0, 10, 5), (0, 100, 50), 6, 4)
NAN, INF = float("nan"), float("inf")


def values(curve):
    return np.array([AXES.values_at(point) for point in curve.points]).reshape(-1, 2)


def test_a_curve_goes_through_its_points():
    x = np.linspace(0, 10, 41)
    drawn = values(Curve(AXES, x, x**2))
    assert drawn[0] == pytest.approx([0, 0], abs=1e-9)
    assert drawn[-1] == pytest.approx([10, 100])
    np.testing.assert_allclose(drawn[3::4], np.stack([x, x**2], 1)[1:], atol=1e-9)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(-30, 40) | st.just(NAN), st.floats(-1e6, 1e6) | st.sampled_from([NAN, INF, -INF])),
        min_size=1,
        max_size=12,
    ),
    st.floats(0, 12),
)
def test_nothing_of_a_curve_is_ever_outside_of_its_axes(points, row):
    x, y = np.array(points).T
    drawn = values(Curve(AXES, x, y).show(row))
    assert len(drawn) % 4 == 0
    assert np.isfinite(drawn).all()
    assert ((drawn >= -1e-6) & (drawn <= np.array([10, 100]) + 1e-6)).all()


def test_what_is_no_number_leaves_a_gap():
    drawn = values(Curve(AXES, [0, 1, 2, 3, 4], [10, 20, NAN, 40, 50])).reshape(-1, 4, 2)
    assert [(piece[0, 0], piece[-1, 0]) for piece in drawn] == [pytest.approx((0, 1)), pytest.approx((3, 4))]


def test_a_curve_is_cut_at_the_edge_and_comes_back_where_it_does():
    pieces = values(Curve(AXES, [0, 4, 8], [50, 150, 50])).reshape(-1, 4, 2)
    assert pieces[0][-1] == pytest.approx([2, 100])
    assert pieces[-1][0] == pytest.approx([6, 100])
    assert pieces[-1][-1] == pytest.approx([8, 50])


@pytest.mark.parametrize("row", [0, 1, 2.25, 3, 3.999, 4, 99])
def test_a_curve_ends_at_the_row_that_is_shown(row):
    y = np.array([0.0, 50.0, 20.0, 90.0, 10.0])
    drawn = values(Curve(AXES, np.arange(5), y).show(row))
    if row == 0:
        assert len(drawn) == 0
    else:
        last = min(row, 4)
        assert drawn[-1] == pytest.approx([last, np.interp(last, np.arange(5), y)], abs=1e-3)


def test_a_curve_follows_its_axes():
    axes = Axes((0, 1, 1), (0, 1, 1), 2, 2)
    curve = Curve(axes, [0, 1], [0, 1])
    axes.shift(3 * RIGHT)
    assert curve.show(1).points[-1] == pytest.approx(axes.point(1, 1))


def test_thousands_of_points_are_thinned_without_losing_the_shape():
    x = np.linspace(0, 10, 20_001)
    drawn = values(Curve(AXES, x, 50 + 40 * np.sin(x)))
    assert len(drawn) < 4 * 8000
    assert np.abs(drawn[:, 1] - 50 - 40 * np.sin(drawn[:, 0])).max() < 0.05
    assert drawn[-1, 0] == pytest.approx(10)


@pytest.mark.parametrize("nothing", [[], [NAN], [NAN, NAN], [3.0]])
def test_a_curve_of_nothing_draws_nothing(nothing):
    assert len(Curve(AXES, np.zeros(len(nothing)), nothing).show(1).points) == 0


def test_a_spot_is_where_its_value_is_and_out_of_sight_outside():
    spot = Spot(AXES, (2, 30))
    assert AXES.values_at(spot.get_center()) == pytest.approx((2, 30))
    assert spot.get_fill_opacity() == 1
    for lost in ((11, 30), (2, NAN), (2, INF)):
        assert spot.show(lost).get_fill_opacity() == 0
    assert spot.show((3, 40)).get_fill_opacity() == 1
    assert AXES.values_at(spot.get_center()) == pytest.approx((3, 40))


def test_a_trail_shows_the_way_and_its_end():
    x, y = np.arange(8.0), np.arange(8.0) * 10
    trail = Trail(AXES, x, y, style.color("sky"), recent=2)
    trail.show(5.5)
    assert AXES.values_at(trail.spot.get_center()) == pytest.approx((5.5, 55))
    assert values(trail.past)[-1] == pytest.approx([5.5, 55])
    assert values(trail.fresh)[0] == pytest.approx([3, 30])
    assert len(trail.marks.points) == 6 * len(Marks(AXES, [0], [0], style.color("sky")).points)


def test_a_trail_that_diverges_goes_out_of_sight_and_does_not_break():
    trail = Trail(AXES, [5.0, 4.0, 12.0, INF, NAN], [25.0, 36.0, 900.0, INF, NAN], style.color("orange"))
    for row in np.linspace(0, 4, 17):
        trail.show(row)
        assert np.isfinite(trail.past.points).all()
    assert trail.spot.get_fill_opacity() == 0


def test_marks_appear_one_by_one_where_they_belong():
    marks = Marks(AXES, [1, 2, 3, 40], [10, 20, NAN, 10], style.color("ink"))
    each = len(marks.points) // 2
    centers = [AXES.values_at(dot.mean(0)) for dot in marks.points.reshape(2, each, 3)]
    assert np.allclose(centers, [(1, 10), (2, 20)])
    assert len(marks.show(0).points) == each
    assert len(marks.show(3).points) == 2 * each
