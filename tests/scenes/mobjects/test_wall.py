"""The pieces of the wall of games, the joystick and the line of numbers show what they are given."""

import numpy as np
import pytest

from scenes import style
from scenes.mobjects.screen import Screen
from scenes.mobjects.spark import Spark
from scenes.mobjects.stick import Stick, place
from scenes.mobjects.tally import Stacked, Tally
from scenes.mobjects.wall import Column, Standing
from tests.scenes.rehearsal import read

PALETTE = [[0, 0, 0], [200, 72, 72]]
MOVES = ["NOOP", "UP", "DOWNLEFT", "FIRE", "UPRIGHTFIRE"]


def test_a_spark_ends_where_its_value_is_and_reaches_over_all_values():
    values = np.array([np.nan, 2.0, -1.0, 5.0])
    spark = Spark(values, 3, 1, style.color("green"))
    assert spark.axes.spans == ((0, 3), (-1.0, 5.0))
    for row in (1, 2, 3, 9):
        assert spark.show(row).spot.value == (min(row, 3), values[min(row, 3)])
    assert np.isnan(spark.show(0).spot.value[1])


def test_a_spark_without_any_value_is_empty():
    assert Spark([np.nan, np.nan], 3, 1, style.color("green")).show(1).spot.get_fill_opacity() == 0


def test_a_long_spark_keeps_its_peaks():
    values = np.zeros(9000)
    values[4321] = 1.0
    spark = Spark(values, 3, 1, style.color("green"))
    assert len(spark.kept) < 1000
    assert 4321 in spark.kept


@pytest.mark.parametrize(
    ("move", "where"),
    [("NOOP", (0, 0, False)), ("UPRIGHT", (1, 1, False)), ("DOWNLEFTFIRE", (-1, -1, True)), ("FIRE", (0, 0, True))],
)
def test_a_move_of_the_console_has_its_place_on_the_stick(move, where):
    assert place(move) == where


def test_the_box_lies_on_the_move_made_and_the_best_cell_is_brightest():
    numbers = np.array([[0, 1, 2, 3, 4], [4, 3, 2, 1, 0]], float)
    stick = Stick(MOVES, numbers, [4, 2], span=4.0)
    for row, taken in enumerate((4, 2)):
        stick.show(row)
        assert np.allclose(stick.box.get_center(), stick.cells[taken].get_center())
        bright = [cell.get_fill_color().to_rgb().sum() for cell in stick.cells]
        assert np.array_equal(np.argsort(bright), np.argsort(numbers[row]))
    assert len(stick.cells) + len(stick.empty) == 18
    up, stay = stick.cells[1].get_center(), stick.cells[0].get_center()
    assert up[1] > stay[1]
    assert stick.cells[3].get_x() > stay[0] + 3 * stick.cells[0].width  # the button's square stands apart


def test_a_game_without_a_button_has_one_square():
    stick = Stick(["NOOP", "UP", "DOWN"], np.zeros((1, 3)), [0], span=1.0)
    assert len(stick.cells) + len(stick.empty) == 9


def test_a_column_shows_the_picture_and_the_point_of_its_share():
    frames = np.arange(10, dtype=np.uint8)[:, None, None] % 2 * np.ones((10, 21, 16), np.uint8)
    frames[:, 0, 0] = [0, 0, 1, 1, 0, 0, 1, 1, 0, 1]
    column = Column(Screen(PALETTE, frames[0], 2.0), frames, 25, "Game", np.arange(101.0), 1.5)
    for share, frame in ((0.0, 0), (0.2, 5), (0.6, 5), (1.0, 5), (1.48, 7)):  # 25 pictures pass, so ten pass twice
        column.show(share)
        assert np.array_equal(column.screen.read(), frames[frame])
        assert column.spark.spot.value == pytest.approx((100 * min(share, 1),) * 2)  # then it stands
    assert column.get_x() == pytest.approx(1.5, abs=0.05)


@pytest.mark.parametrize(("position", "along"), [(0.25, 0.25), (-0.5, 0.0), (3.0, 1.0)])
def test_a_standing_puts_the_dot_on_its_track_and_writes_the_number(position, along):
    standing = Standing(1234.0, position, 2.0)
    assert standing.score.text == "1,234"
    share = (standing.dot.get_x() - standing.track.get_left()[0]) / standing.track.width
    assert share == pytest.approx(along)
    assert standing.tip.get_fill_opacity() == (position != along)
    assert (standing.tip.get_x() > standing.dot.get_x()) == (position > 0)
    assert read(standing.number) == position
    assert read(standing.show(0).number) == 0


def test_a_standing_that_is_not_known_says_so():
    _, text = Standing(7.0, float("nan"), 0.0).show(0.5)
    assert text.text == "not known"


def test_stacked_numbers_stand_under_their_names():
    stacked = Stacked(["points", "value"], ["{:<6.0f}", "{:<6.2f}"], 1.0).show([1250, 0.5])
    names, numbers = stacked[::2], stacked.numbers
    assert [read(number) for number in numbers] == [1250, 0.5]
    for name, number in zip(names, numbers, strict=True):
        assert 0.3 < name.baseline - number.baseline < 0.6
        assert name.get_left()[0] == pytest.approx(number.get_left()[0], abs=0.1)


def test_a_tally_writes_its_numbers_in_one_line():
    tally = Tally(["points", "lives"], ["{:6.0f}", "{:2.0f}"]).show([1250, 3])
    assert [read(number) for number in tally.numbers] == [1250, 3]
    assert len({round(float(number.baseline), 6) for number in tally.numbers}) == 1
    assert tally.numbers[0].get_right()[0] < tally.numbers[1].get_left()[0]
