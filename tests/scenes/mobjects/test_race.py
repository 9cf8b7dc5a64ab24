"""Bars race, pies share, and lines draw themselves, as their numbers say."""

import numpy as np
import pytest
from manim import UP

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.lines import Lines
from scenes.mobjects.moment import Moment
from scenes.mobjects.pie import Pie
from scenes.mobjects.race import Race, settle
from tests.scenes.rehearsal import read

VALUES = np.array([[5, 1, 0], [5, 4, 0], [5, 6, 1], [5, 8, 1], [5, 9, 2.0]])
RANKS = np.argsort(np.argsort(-VALUES, axis=1), axis=1)


def race(**settings):
    colors = [style.color(name) for name in ("sky", "orange", "green")]
    return Race(["a", "b", "c"], VALUES, RANKS, colors, pattern="{:3.0f}", **settings)


def test_each_bar_is_as_long_as_its_value_and_in_its_place_at_both_ends():
    bars = race(reach=2).shift(UP).scale(0.8)
    for row in (0, 4):
        bars.show(row)
        assert [bars.length(index) for index in range(3)] == pytest.approx(VALUES[row], abs=0.02)
        tops = np.argsort([-bar.get_y() for bar in bars.bars])
        assert np.argsort(tops).tolist() == RANKS[row].tolist()
        assert [read(number) for number in bars.numbers] == pytest.approx(VALUES[row])


def test_a_bar_overtakes_gradually_and_keeps_its_color():
    bars = race(reach=1)
    places = [bars.show(row).place(1) for row in np.arange(0, 4.01, 0.25)]
    assert places[0] == pytest.approx(1)
    assert places[-1] == pytest.approx(0)
    steps = np.diff(places)
    assert steps.max() <= 1e-9
    assert steps.min() > -0.35
    assert bars.bars[1].get_fill_color().to_hex() == style.color("orange").to_hex()


def test_places_are_the_ranks_at_the_ends_and_at_every_stop():
    ranks = np.random.default_rng(0).permuted(np.tile(np.arange(6), (40, 1)), axis=1)
    places = settle(ranks, 5, (13,))
    for row in (0, 13, 39):
        assert places[row] == pytest.approx(ranks[row])
    assert places.sum(1) == pytest.approx(np.full(40, 15))


def test_runners_behind_the_last_place_are_out_of_sight():
    bars = race(slots=2).show(4)
    assert [bar.get_fill_opacity() for bar in bars.bars] == [1, 1, 0]


def test_a_negative_value_goes_to_the_left_of_zero():
    values = np.array([[-2.0, 2.0], [-2.0, 2.0]])
    bars = Race(["a", "b"], values, [[1, 0], [1, 0]], [style.color("sky")] * 2, width=4, pattern="{:4.1f}")
    assert bars.bars[0].get_right()[0] == pytest.approx(bars.bars[1].get_left()[0], abs=1e-3)
    assert [bars.length(index) for index in (0, 1)] == pytest.approx([2, 2], abs=0.01)


def test_a_pie_gives_each_share_its_part():
    pie = Pie([0.2] * 5, [style.color(name) for name in ("sky", "orange", "green", "pink", "ink")]).shift(UP)
    for shares in ([0.2] * 5, [0.82, 0.1, 0.04, 0.03, 0.01], [1, 0, 0, 0, 0]):
        pie.show(shares)
        assert [pie.share(index) for index in range(5)] == pytest.approx(shares, abs=0.004)
    assert [number.get_fill_opacity() for number in pie.numbers] == [1, 0, 0, 0, 0]


def test_lines_end_where_their_dots_are():
    axes = Axes((0, 4, 1), (0, 10, 5))
    lines = Lines(axes, VALUES, [style.color("sky"), style.color("orange"), None]).show(2.5)
    assert lines.spots[1].value == pytest.approx((2.5, 7))
    for index in (0, 1):
        assert axes.values_at(lines.curves[index].points[-1]) == pytest.approx(lines.spots[index].value)
    assert 2 not in lines.spots


def test_a_moment_shows_the_label_of_its_row():
    moment = Moment("year", ["1950", "Jän", "a very long label"])
    assert [moment.show(row).number.text for row in (0, 1, 2)] == ["1950", "Jän", "a very lo…"]
