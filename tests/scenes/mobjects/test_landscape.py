import numpy as np
import pytest

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.landscape import Landscape


@pytest.fixture
def landscape():
    axes = Axes((0, 2, 1), (0, 4, 1), 3, 3).shift([2, -1, 0])
    heights = [[1, 10], [100, 1000], [1e5, 1e-5]]  # the first row is the lowest y
    circle = [[1, 1.5, 1]], [[1, 2, 3]]
    return Landscape(axes, heights, circle, (1, 2), powers=(0, 3))


def test_heights_fill_the_area_of_the_axes(landscape):
    np.testing.assert_allclose(landscape.heat.get_center(), landscape.axes.rule.get_center())
    assert [landscape.heat.width, landscape.heat.height] == pytest.approx([3, 3])


def test_color_is_the_logarithm_of_the_height_with_the_lowest_row_at_the_foot(landscape):
    np.testing.assert_allclose(landscape.heat.values, [[5, 0], [2, 3], [0, 1]])
    assert landscape.heat.pixel_array[2, 0, :3].tolist() == [round(255 * part) for part in style.heat(0).to_rgb()]


def test_the_ring_stands_at_the_lowest_place_and_lines_go_through_their_points(landscape):
    np.testing.assert_allclose(landscape.axes.values_at(landscape.ring.get_center()), (1, 2))
    np.testing.assert_allclose(landscape.axes.values_at(landscape.lines[0].get_start()), (1, 1), atol=1e-9)
