"""Axes map values to the screen and back, wherever they were moved."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import LEFT, UP

from scenes.mobjects.axes import Axes

LINEAR = Axes((-5, 25, 5), (0, 225, 75), 5.4, 3.2, ("x", "y")).move_to((-3, 1, 0))
LOGARITHMIC = Axes((0, 20, 5), (1e-8, 100, 2), 4.2, 3.5, ("step", "height"), "y").scale(0.8).shift(UP + LEFT)
within = st.floats(0, 1)


@given(across=within, up=within)
def test_values_at_is_the_inverse_of_point(across, up):
    x, y = -5 + 30 * across, 225 * up
    assert LINEAR.values_at(LINEAR.point(x, y)) == pytest.approx((x, y), abs=1e-9)
    y = 1e-8 * 1e10**up
    assert LOGARITHMIC.values_at(LOGARITHMIC.point(20 * across, y)) == pytest.approx(
        (20 * across, y), rel=1e-9, abs=1e-9
    )


@pytest.mark.parametrize("axes", [LINEAR, LOGARITHMIC])
def test_the_corners_are_the_ends_of_the_spans(axes):
    (left, right), (low, high) = axes.spans
    assert axes.point(left, low) == pytest.approx(axes.rule.points[3])
    assert axes.point(right, low) == pytest.approx(axes.rule.points[7])
    assert axes.point(left, high) == pytest.approx(axes.rule.points[0])


def test_moving_and_scaling_takes_the_values_along():
    axes = Axes((0, 1, 0.5), (0, 1, 0.5), 4, 3)
    key, before = axes.key(), axes.point(0.25, 0.75)
    axes.scale(2).shift(UP)
    assert axes.key() != key
    assert axes.point(0.25, 0.75) != pytest.approx(before)
    assert axes.values_at(axes.point(0.25, 0.75)) == pytest.approx((0.25, 0.75))


def test_a_tick_stands_at_its_value():
    bottom = LINEAR.ticks[:7]
    assert [tick.text.strip() for tick in bottom] == ["−5", "0", "5", "10", "15", "20", "25"]
    for tick, value in zip(bottom, range(-5, 26, 5), strict=True):
        assert LINEAR.values_at(tick.get_center())[0] == pytest.approx(value, abs=0.4)
    for tick, value in zip(LINEAR.ticks[7:], (0, 75, 150, 225), strict=True):
        assert float(tick.text) == value
        assert LINEAR.values_at(tick.get_center())[1] == pytest.approx(value, abs=3)


def test_far_powers_of_ten_are_written_as_such():
    assert [tick.text.strip() for tick in LOGARITHMIC.ticks[5:]] == ["10⁻⁸", "10⁻⁶", "10⁻⁴", "0.01", "1", "100"]


def test_ticks_can_be_chosen_or_left_out():
    assert len(Axes((0, 1, 1), (0, 1, 1), ticks=([], [])).ticks) == 0
    assert [tick.text.strip() for tick in Axes((0, 9, 1), (0, 1, 1), ticks=([2, 7], [])).ticks] == ["2", "7"]


def test_holds_says_what_lies_inside():
    assert LINEAR.holds(-5, 225)
    assert not LINEAR.holds(-5.1, 3)
    assert not LINEAR.holds(0, float("nan"))
    assert not LINEAR.holds(0, float("inf"))
    assert not LOGARITHMIC.holds(3, 0)
    assert not LOGARITHMIC.holds(3, -1)
    assert LOGARITHMIC.holds(3, 1e-8)


def test_a_vector_of_points_is_each_point():
    x, y = np.array([0.0, 3.0, 7.0]), np.array([1.0, 200.0, 30.0])
    together = LINEAR.points_at(x, y)
    assert all(
        np.allclose(point, LINEAR.point(*pair)) for point, pair in zip(together, zip(x, y, strict=True), strict=True)
    )
