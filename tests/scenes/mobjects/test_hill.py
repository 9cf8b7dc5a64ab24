"""A car stands where it was on the road, and maps and cells show the numbers of their places."""

import numpy as np
import pytest
from manim import UP

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.cells import Mesh, Overlap, find_corners
from scenes.mobjects.hill import Hill, height
from scenes.mobjects.region import Region


def hill():
    return Hill([-0.5, -1.2, 0.2, 0.5], [0, 1, 2, -1], 6, style.color("sky"), style.color("best"))


def axes():
    return Axes((-1.2, 0.6, 0.6), (-0.07, 0.07, 0.07), 5, 3)


def test_a_car_is_drawn_where_it_was_wherever_the_hill_is_moved():
    drawn = hill().shift(2 * UP).scale(0.5)
    for row, place in enumerate([-0.5, -1.2, 0.2, 0.5]):
        assert drawn.show(row).read() == pytest.approx(place, abs=0.04)  # the wheels stand beside the road
    assert drawn.show(0.5).position == pytest.approx(-0.85)
    assert drawn.show(99).position == 0.5


def test_a_car_stands_on_the_road():
    drawn = hill().show(2)
    scale = drawn.road.width / 1.8
    foot = drawn.road.points[0][1] + scale * float(height(np.array(0.2)) - height(np.array(-1.2)))
    assert drawn.body.get_y() == pytest.approx(foot, abs=0.1 * scale)
    assert drawn.body.get_y() > foot


def test_the_arrow_lies_on_the_side_of_the_push_and_is_gone_without_one():
    drawn = hill()
    sides = [drawn.show(row).arrow.get_x() - drawn.body.get_x() for row in (0, 2)]
    assert sides[0] < 0 < sides[1]
    assert [drawn.show(row).arrow.get_fill_opacity() for row in range(4)] == [1, 0, 1, 0]


def test_a_region_has_the_lowest_x_at_the_left_and_the_highest_y_on_top():
    values = np.arange(6.0).reshape(3, 2)  # three places of x, two of y
    region = Region(axes(), np.zeros((3, 2)), (0, 5)).show(values)
    assert region.heat.values.tolist() == [[1, 3, 5], [0, 2, 4]]
    assert region.heat.width == pytest.approx(5)
    assert region.heat.get_center() == pytest.approx(region.axes.rule.get_center())


def test_every_shifted_cell_holds_the_place():
    place = np.array([-0.51, 0.01])
    shifts = [(0, 0), (0.25, 0.75), (0.9, 0.4)]
    overlap = Overlap(axes(), 8, shifts, place, style.color("green"))
    for shift, (low, high) in zip(shifts, overlap.corners, strict=True):
        assert (low <= place).all()
        assert (place < high).all()
        assert high - low == pytest.approx([1.8 / 8, 0.14 / 8])
        assert find_corners(axes(), 8, shift, place) == pytest.approx(np.array([low, high]))
    assert [cell.get_stroke_opacity() > 0 for cell in overlap.show(1)] == [True, True, False]


def test_a_mesh_has_a_line_at_every_edge_of_its_cells():
    lines = [len(Mesh(axes(), 8, shift, style.color("sky")).get_subpaths()) for shift in ((0, 0), (0.5, 0.5))]
    assert lines == [18, 16]
