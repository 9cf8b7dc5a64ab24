"""A cart stands where it was, its pole leans as it did, and strips have the cells of their rows."""

import numpy as np
import pytest
from manim import UP

from scenes import style
from scenes.mobjects.cart import Cart
from scenes.mobjects.strips import Strips


def cart():
    return Cart([0, 1.2, -2.4, 0.3], [0.1, -0.2, 0.21, 0], [1, 0, -1, 1], 6, style.color("sky"), style.color("best"))


def test_a_cart_is_drawn_as_recorded_wherever_it_is_moved():
    drawn = cart().shift(2 * UP).scale(0.5)
    for row, place in enumerate([(0, 0.1), (1.2, -0.2), (-2.4, 0.21), (0.3, 0)]):
        assert drawn.show(row).read() == pytest.approx(place, abs=1e-6)


def test_a_cart_moves_within_a_game_and_jumps_to_the_next():
    drawn = cart()
    assert drawn.show(0.5).read() == pytest.approx((0.6, -0.05))
    assert drawn.show(2.7).read() == pytest.approx((-2.4, 0.21))
    assert drawn.show(9).read() == pytest.approx((0.3, 0))


def test_the_arrow_points_to_the_side_of_the_push():
    drawn = cart()
    sides = [drawn.show(row).arrow.get_x() - drawn.body.get_x() for row in (0, 1)]
    assert sides[0] > 0 > sides[1]
    assert drawn.show(2).arrow.get_fill_opacity() == 0


def test_strips_color_the_last_cells_of_every_row_by_their_kind():
    strips = Strips([3, 5], [1, 0, 0, 1, 1, 1, 0, 0], [style.color("orange"), style.color("green")]).shift(UP)
    lost, won = strips.shapes
    cells = [len(shape.points) // 16 for shape in (strips.show(0).shapes)]
    assert cells == [0, 0]
    assert [len(shape.points) // 16 for shape in strips.show(2).shapes] == [4, 0]
    assert [len(shape.points) // 16 for shape in strips.show(5).shapes] == [4, 4]
    whole = {tuple(np.round(point, 6)) for point in strips.all.points}
    assert {tuple(np.round(point, 6)) for shape in (lost, won) for point in shape.points} == whole
