"""Pixel art with more pixels: flat areas stay as they are, edges follow the known rule, no color is added."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.mobjects.pixelart import double, quadruple


def test_flat_areas_and_straight_edges_are_exact():
    flat = np.full((5, 7), 3, np.uint8)
    assert np.array_equal(quadruple(flat), np.full((20, 28), 3))
    halves = np.zeros((6, 6), np.uint8)
    halves[:, 3:] = 2
    for picture in (halves, halves.T):
        assert np.array_equal(quadruple(picture), picture.repeat(4, 0).repeat(4, 1))


def test_a_corner_between_two_equal_neighbors_takes_their_color():
    picture = np.array([[9, 1, 5], [1, 7, 6], [4, 8, 3]], np.uint8)  # up and left are equal, all others differ
    assert double(picture)[2:4, 2:4].tolist() == [[1, 7], [7, 7]]


def test_a_staircase_becomes_a_slope():
    stairs, slope = np.tri(4, dtype=np.uint8), double(np.tri(4, dtype=np.uint8))
    assert (np.diff(slope.astype(int), axis=1) <= 0).all()  # ones, then zeros
    assert slope.sum(1).tolist() == [2, 3, 3, 5, 5, 7, 8, 8]  # worked out by hand with the rule
    assert stairs.repeat(2, 1).sum(1).tolist() == [2, 4, 6, 8]  # twice each: steps of two where there now is one


def test_a_line_one_pixel_wide_is_not_broken():
    lone = np.zeros((5, 5), np.uint8)
    lone[2] = 1
    assert np.array_equal(double(lone), lone.repeat(2, 0).repeat(2, 1))


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_it_makes_no_difference_which_way_up_the_picture_is(turns):
    picture = np.random.default_rng(0).integers(0, 3, (20, 30)).astype(np.uint8)
    assert np.array_equal(quadruple(np.rot90(picture, turns)), np.rot90(quadruple(picture), turns))


def test_a_screen_gets_four_times_the_pixels_each_way_and_only_colors_of_its_own():
    screen = Trace.read("ch19_invaders")["age_0/screen"][-1]
    larger = quadruple(screen)
    assert (screen.shape, larger.shape) == ((210, 160), (840, 640))
    assert larger.dtype == screen.dtype
    assert set(np.unique(larger)) == set(np.unique(screen))
    assert 0 < (larger != screen.repeat(4, 0).repeat(4, 1)).mean() < 0.05
    neighbors = np.stack([np.roll(screen, (row, column), (0, 1)) for row in (-1, 0, 1) for column in (-1, 0, 1)])
    assert (larger == neighbors.repeat(4, 1).repeat(4, 2)).any(0)[4:-4, 4:-4].all()
