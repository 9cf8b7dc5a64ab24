"""A board shows the marks of its moments in their cells, and chances stand in the cells of a board."""

import numpy as np
import pytest
from manim import UP

from scenes import style
from scenes.mobjects.board import Board
from scenes.mobjects.chances import Chances
from tests.scenes.rehearsal import read

GAME = np.zeros((4, 3, 3), int)
GAME[1:, 1, 1] = 1
GAME[2:, 0, 2] = 2
GAME[3, 0, 0] = GAME[3, 2, 2] = 1
NAN = float("nan")


def drawn(board):
    """The position that a viewer reads off the board."""
    rows, columns = board.boards.shape[1:]
    seen = np.zeros((rows, columns), int)
    for place in np.ndindex(rows, columns):
        reach = board.frame.width / columns / 2
        for player, mark in enumerate(board.marks, 1):
            if len(mark.points) and (np.abs(mark.points - board.cell(*place))[:, :2].max(1) < reach).any():
                seen[place] = player
    return seen


def test_every_moment_shows_the_marks_in_their_cells_wherever_the_board_is():
    board = Board(GAME).shift(UP).scale(0.6)
    for row in (0, 1, 2, 3, 2, 7):
        np.testing.assert_array_equal(drawn(board.show(row)), GAME[min(row, 3)])


def test_the_next_mark_comes_in_at_the_end_of_a_moment():
    board = Board(GAME)
    sizes = [board.show(1 + part).marks[1].width for part in (0, 0.5, 0.8, 0.9, 1)]
    assert sizes[:2] == [0, 0]
    assert 0 < sizes[2] < sizes[3] < sizes[4]


def test_three_in_a_row_are_joined_by_a_line():
    board = Board(GAME)
    assert len(board.show(2).line.points) == 0
    line = board.show(3).line
    assert line.get_center() == pytest.approx(board.cell(1, 1))
    assert line.points[-1, 0] > board.cell(2, 2)[0]


def test_discs_fall_from_above_into_their_cells():
    game = np.zeros((2, 6, 7), int)
    game[1, 5, 3] = 1
    board = Board(game, 0.7, discs=True, in_row=4)
    heights = [board.show(row).marks[0].get_y() for row in (0.7, 0.8, 0.9, 1)]
    assert heights == sorted(heights, reverse=True)
    assert board.marks[0].get_center() == pytest.approx(board.cell(5, 3))
    np.testing.assert_array_equal(drawn(board), game[1])


def test_all_discs_fall_alike_however_deep():
    game = np.zeros((2, 6, 7), int)
    game[1, 5, 3] = 1
    game[1, 2, 6] = 2
    board = Board(game, 0.7, discs=True)
    start = board.frame.get_top()[1] + 0.35
    fallen = [[start - mark.get_y() for mark in board.show(row).marks] for row in (0.6, 0.7, 0.8, 0.9, 1)]
    assert fallen[0] == pytest.approx([fallen[0][0]] * 2)
    assert 0 < fallen[0][0] < fallen[1][0] - fallen[0][0] < fallen[2][0] - fallen[1][0]
    assert fallen[-1] == pytest.approx([6 * 0.7, 3 * 0.7])


def test_each_cell_has_its_numbers_and_the_best_one_a_box():
    frames = np.full((2, 9, 3), NAN)
    frames[..., 2] = 0
    frames[1, :3] = [[0.25, 0.5, 0], [0.75, 0.7, 1], [0.1, NAN, 0]]
    cells = Chances(frames)
    assert all(number.get_fill_opacity() == 0 for number in (*cells.numbers, *cells.below))
    cells.show(1)
    assert [read(number) for number in cells.numbers[:3]] == [0.25, 0.75, 0.1]
    assert [read(number) for number in cells.below[:2]] == [0.5, 0.7]
    assert [number.get_fill_opacity() for number in cells.below[:3]] == [1, 1, 0]
    assert [box.get_stroke_width() > 0 for box in cells.boxes[:3]] == [False, True, False]
    assert cells.boxes[1].get_stroke_color().to_hex() == style.color("best").to_hex()
    assert cells.squares[1].get_fill_color().to_hex() == style.heat(0.75).to_hex()


def test_chances_lie_on_the_cells_of_a_board_of_the_same_size():
    board, cells = Board(GAME), Chances(np.zeros((1, 9, 3)))
    for index, square in enumerate(cells.squares):
        assert square.get_center() == pytest.approx(board.cell(*divmod(index, 3)))
