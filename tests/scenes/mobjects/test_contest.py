"""Competing bars and the confusion matrix draw the numbers they are shown."""

import numpy as np
import pytest
from manim import UP

from scenes import style
from scenes.mobjects.bars import Bars
from scenes.mobjects.confusion import Confusion
from scenes.mobjects.contest import Contest
from tests.scenes.rehearsal import read

CHANCES = np.array([[0.4, 0.35, 0.25], [0.1, 0.2, 0.7]])


def test_the_largest_bar_is_thicker_and_marked_right_or_wrong():
    contest = Contest(["a", "b", "c"], CHANCES, truth=2).shift(UP)
    for row, largest in ((0, 0), (1, 2), (0, 0)):
        contest.show(row)
        heights = [bar.height for bar in contest.bars.bars]
        assert contest.largest == largest == int(np.argmax(heights))
        assert heights[largest] == pytest.approx(Bars.BEST)
        assert contest.verdict.right == (largest == 2)
        assert contest.verdict.get_y() == pytest.approx(contest.bars.tracks[largest].get_y())
        assert [read(number) for number in contest.bars.numbers] == pytest.approx(CHANCES[row].tolist(), abs=5.1e-3)
        assert [contest.bars.length(bar) for bar in range(3)] == pytest.approx(CHANCES[row].tolist(), abs=1e-5)


def test_between_two_moments_bars_move_and_numbers_stay_recorded():
    contest = Contest(["a", "b", "c"], CHANCES, truth=2).show(0.8)
    assert contest.bars.length(2) == pytest.approx(0.475, abs=1e-5)
    assert read(contest.bars.numbers[2]) == 0.25


def test_the_wedge_points_at_the_true_class_and_red_stays_with_actions():
    contest = Contest(["a", "b", "c"], CHANCES, truth=1)
    assert contest.wedge.get_y() == pytest.approx(contest.bars.tracks[1].get_y())
    assert contest.wedge.get_right()[0] < contest.bars.names[1].get_left()[0]
    assert all(bar.get_fill_color().to_hex() != style.color("best").to_hex() for bar in contest.bars.bars)


def test_no_number_wins_nothing():
    contest = Contest(["a", "b"], np.full((1, 2), np.nan), truth=0)
    assert contest.largest == -1
    assert not contest.verdict.right


def test_a_confusion_matrix_has_the_truth_in_rows_and_the_answers_in_columns():
    counts = np.array([[5, 0], [2, 3]])
    matrix = Confusion(["cat", "dog"], counts, np.zeros((2, 2, 2, 3), np.uint8)).shift(UP)
    assert [matrix.numbers[place].text.strip() for place in ((0, 0), (0, 1), (1, 0), (1, 1))] == ["5", "", "2", "3"]
    assert matrix.names[1].get_y() == pytest.approx(matrix.cells[1, 0].get_y(), abs=0.1)
    assert matrix.heads[1].get_x() == pytest.approx(matrix.cells[0, 1].get_x())
    assert matrix.numbers[1, 0].get_y() == pytest.approx(matrix.cells[1, 0].get_y(), abs=0.02)
    green = matrix.cells[0, 0].get_fill_color().to_hex()
    assert green == style.color("heat_high").to_hex()
    matrix.show([[0, 5], [0, 5]])
    assert matrix.numbers[0, 0].text.strip() == ""
    assert read(matrix.numbers[0, 1]) == 5
    assert matrix.cells[0, 0].get_fill_color().to_hex() == style.color("ground").to_hex()
