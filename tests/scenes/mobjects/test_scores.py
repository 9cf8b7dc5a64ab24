import numpy as np
import pytest

from scenes import style
from scenes.mobjects.scores import Score, Scores

INK = style.color("green")


def test_bars_begin_at_zero_and_end_at_the_mean():
    drawn = Scores([Score("low", INK, -20.0), Score("high", INK, 10.0, (8.0, 12.0), 29)]).shift([1, -1, 0]).show(1)
    assert [score.name for score in drawn.scores] == ["high", "low"]
    high, low = drawn.bars
    zero = drawn.zero.get_x()
    assert high.get_left()[0] == pytest.approx(zero) == pytest.approx(low.get_right()[0])
    assert [drawn.length(row) for row in (0, 1)] == pytest.approx([10, 20])
    across = drawn.intervals[0]
    assert across.width / high.width == pytest.approx(4 / 10)
    assert across.get_x() == pytest.approx(high.get_right()[0])


def test_bars_grow_beside_their_numbers_and_the_intervals_come_at_the_end():
    drawn = Scores([Score("ours", INK, 300.0, (280.0, 320.0), 100), Score("theirs", INK, 150.0)])
    drawn.show(0.5)
    assert [drawn.length(row) for row in (0, 1)] == pytest.approx([150, 75])
    assert [number.text for number in drawn.numbers] == ["300.0", "150.0"]  # no number is shown that nobody reached
    assert drawn.intervals[0].get_stroke_opacity() == 0
    drawn.show(1)
    assert [line.get_stroke_opacity() for line in drawn.intervals] == [1, 0]
    assert [bar.get_fill_opacity() for bar in drawn.bars] == [1, 0]  # theirs was not measured here: an outline
    assert drawn.ranges[0].text == "280.0 to 320.0"


def test_players_without_a_point_have_no_bars():
    drawn = Scores([Score("none", INK, 0.0), Score("nothing", INK, 0.0)])
    assert [drawn.length(row) for row in (0, 1)] == pytest.approx([0, 0], abs=1e-6)
    assert np.isfinite(np.concatenate([bar.points for bar in drawn.bars])).all()
