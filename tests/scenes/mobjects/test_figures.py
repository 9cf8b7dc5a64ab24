import numpy as np
import pytest

from scenes import style
from scenes.mobjects.figures import Figures


def texts(figures):
    return [[number.text.strip() for number in figures.column(place)] for place in range(len(figures.heads))]


@pytest.fixture
def figures():
    return Figures({"x": [1, 2], "true": [33.8, 35.6]}, ["{:3.0f}", "{:6.1f}"])


def test_columns_stand_under_their_heads(figures):
    assert texts(figures) == [["1", "2"], ["33.8", "35.6"]]
    for place, head in enumerate(figures.heads):
        for number in figures.column(place):
            assert number.get_right()[0] == pytest.approx(head.get_right()[0])
            assert number.baseline < head.baseline


def test_show_writes_other_numbers_in_their_place(figures):
    corner = figures.column(1)[0].get_right()
    figures.show(np.array([[1, -40], [2, 1e9]]))
    assert texts(figures) == [["1", "2"], ["−40.0", "1.00e9"]]
    np.testing.assert_allclose(figures.column(1)[0].get_right(), corner, atol=1e-9)


def test_a_number_too_wide_for_its_column_is_shortened_from_the_start():
    wide = Figures({"w": [123456789.0], "b": [1.0]}, ["{:6.2f}", "{:6.2f}"])
    assert len(wide.column(0)[0].text) <= 6
    assert wide.column(0)[0].get_right()[0] < wide.column(1)[0].get_left()[0]


def test_rows_carry_their_names_and_colors():
    colors = [style.color("orange"), style.color("green")]
    named = Figures({"w": [1, 2], "b": [3, 4]}, ["{:2.0f}"] * 2, colors, names=["plain", "scaled"])
    for line, color in enumerate(colors):
        row = [named.names[line], *named.numbers[line]]
        assert {text.get_fill_color().to_hex() for text in row} == {color.to_hex()}
        assert len({round(text.baseline, 6) for text in row}) == 1
