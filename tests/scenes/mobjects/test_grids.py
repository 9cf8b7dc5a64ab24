"""Grids, sliding filters, pictures, scans and verdicts draw the arrays they are shown."""

import numpy as np
import pytest
from manim import UP

from scenes import style
from scenes.mobjects.grid import Grid
from scenes.mobjects.judged import Judged, Verdict
from scenes.mobjects.picture import Picture, Tiles, bright, colored
from scenes.mobjects.scan import Scan
from scenes.mobjects.sliding import Sliding
from tests.scenes.rehearsal import read, read_grid

NAN = float("nan")
RANDOM = np.random.default_rng(3)


def test_a_grid_shows_its_numbers_where_they_stand_and_leaves_the_unknown_empty():
    grid = Grid([[1, 2, 3], [4, NAN, 6]], highest=6).shift(2 * UP)
    np.testing.assert_array_equal(read_grid(grid), [[1, 2, 3], [4, NAN, 6]])
    np.testing.assert_array_equal(read_grid(grid.show([[NAN, 2, 0], [4, 5, 6]])), [[NAN, 2, 0], [4, 5, 6]])
    assert grid.cells[0, 2].get_fill_color().to_hex() == style.color("heat_low").to_hex()
    assert grid.cells[1, 2].get_fill_color().to_hex() == style.color("heat_high").to_hex()
    assert grid.cells[0, 0].get_fill_color().to_hex() == style.color("ground").to_hex()


def test_a_frame_surrounds_the_cells_it_is_moved_to():
    grid = Grid(np.zeros((4, 5)))
    frame = grid.surround(grid.frame(2, 3), 1, 2)
    corners = grid.cell(1, 2), grid.cell(2, 4)
    assert frame.get_center() == pytest.approx((corners[0] + corners[1]) / 2)
    assert (frame.width, frame.height) == pytest.approx((3 * grid.side, 2 * grid.side))


def test_a_sliding_filter_shows_products_sum_and_all_cells_known_so_far():
    picture, weights = np.arange(9).reshape(3, 3), np.array([[1, 0], [0, 2]])
    corners = [(row, column) for row in (0, 1) for column in (0, 1)]
    products = np.array([picture[r : r + 2, c : c + 2] * weights for r, c in corners])
    sums = products.sum((1, 2))
    sliding = Sliding(picture, weights, corners, products, sums, corners)
    for place in (2, 0, 3):
        sliding.show(place)
        np.testing.assert_array_equal(read_grid(sliding.work), products[place])
        assert read(sliding.sum) == sums[place]
        assert sliding.window.get_center() == pytest.approx(
            (sliding.picture.cell(*corners[place]) + sliding.picture.cell(*np.add(corners[place], 1))) / 2
        )
        drawn = read_grid(sliding.output).ravel()
        np.testing.assert_array_equal(drawn[: place + 1], sums[: place + 1])
        assert np.isnan(drawn[place + 1 :]).all()


def test_pixels_stay_as_they_are():
    pixels = RANDOM.integers(0, 256, (4, 6, 3), np.uint8)
    picture = Picture(pixels, 3.0)
    np.testing.assert_array_equal(picture.pixel_array[..., :3], pixels)
    assert (picture.width, picture.height) == pytest.approx((3, 2))
    assert picture.spot(0, 0) == pytest.approx([-1.25, 0.75, 0])
    np.testing.assert_array_equal(picture.show(pixels[::-1]).pixel_array[..., :3], pixels[::-1])


def test_tiles_stand_in_rows_with_nothing_between_them():
    stack = RANDOM.integers(0, 256, (5, 2, 2, 3), np.uint8)
    tiles = Tiles(stack, 3, 4.0)
    assert tiles.pixel_array.shape == (5, 8, 4)
    np.testing.assert_array_equal(tiles.pixel_array[3:5, 3:5, :3], stack[4])
    assert (tiles.pixel_array[2, :, 3] == 0).all()
    assert (tiles.pixel_array[3:, 6:, 3] == 0).all()
    center, width, height = tiles.tile(4)
    assert center == pytest.approx([0, -0.75, 0])
    assert (width, height) == pytest.approx((1, 1))


def test_weights_are_colored_around_grey_and_maps_run_from_the_ground_to_ink():
    assert colored([-2.0, 0.0, 1.0, NAN], 2.0).tolist() == [0, 128, 191, 128]
    ground, ink = ([round(255 * part) for part in style.color(name).to_rgb()] for name in ("ground", "ink"))
    assert bright([0.0, 1.0, 7.0, NAN]).tolist() == [ground, ink, ink, ground]


def test_a_scan_fills_its_map_behind_the_window():
    pixels, seen = np.zeros((6, 6, 3), np.uint8), np.full((4, 4), 1.0)
    scan = Scan(pixels, seen, 3.0, 1.0).show(5)
    known = (scan.map.pixel_array[..., :3] == bright(1.0)).all(2)
    assert known.ravel().tolist() == [True] * 6 + [False] * 10
    assert scan.size == 3
    assert scan.window.get_center() == pytest.approx(scan.picture.spot(2, 2))
    assert scan.mark.get_center() == pytest.approx(scan.map.spot(1, 1))
    assert scan.window.width / scan.picture.width == pytest.approx(3 / 6)


def test_right_and_wrong_differ_in_shape_and_color():
    verdict = Verdict(True)
    right = verdict.points.copy(), verdict.get_stroke_color().to_hex()
    verdict.show(False)
    assert not np.allclose(verdict.points, right[0], atol=0.02)
    assert verdict.get_stroke_color().to_hex() != right[1]


def test_judged_pictures_carry_their_own_number_and_verdict():
    row = Judged(np.zeros((3, 2, 2, 3), np.uint8), ["a", "b", "c"]).shift(UP)
    row.show(([0.25, 0.5, 1.0], [True, False, True]))
    assert [read(number) for number in row.numbers] == [0.25, 0.5, 1.0]
    assert [verdict.right for verdict in row.verdicts] == [True, False, True]
    for picture, number, verdict in zip(row.pictures, row.numbers, row.verdicts, strict=True):
        assert abs(number.get_x() - picture.get_x()) < picture.width / 2
        assert verdict.get_x() - picture.get_x() < picture.width / 2
