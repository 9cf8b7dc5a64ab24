import numpy as np
import pytest

from envs.draw import CELL, Piece, draw_board


def test_a_board_has_64_pixels_a_cell_and_three_colors():
    assert draw_board(6, 7, []).shape == (6 * CELL, 7 * CELL, 3)
    assert draw_board(6, 7, []).dtype == np.uint8


def test_a_later_piece_lies_on_top():
    picture = draw_board(1, 1, [Piece(0, 0, "square", "#FF0000", 1.0), Piece(0, 0, "disc", "#00FF00")])
    assert tuple(picture[CELL // 2, CELL // 2]) == (0, 255, 0)
    assert tuple(picture[6, 6]) == (255, 0, 0)


def test_a_ring_is_hollow_and_a_cross_is_not():
    middle = (CELL // 2, CELL // 2)
    ring = draw_board(1, 1, [Piece(0, 0, "ring", "#FFFFFF")], ground="#000000")
    cross = draw_board(1, 1, [Piece(0, 0, "cross", "#FFFFFF")], ground="#000000")
    assert tuple(ring[middle]) == (0, 0, 0)
    assert tuple(cross[middle]) == (255, 255, 255)


def test_an_unknown_shape_is_refused():
    with pytest.raises(ValueError, match="star"):
        draw_board(1, 1, [Piece(0, 0, "star", "#FFFFFF")])
