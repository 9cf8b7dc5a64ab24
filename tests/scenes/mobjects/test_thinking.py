"""A game beside its player's thoughts shows one row everywhere, and a chart loses no peak."""

import numpy as np
import pytest

from scenes import style
from scenes.mobjects.screen import Screen
from scenes.mobjects.thinking import Chart, Thinking, extremes, span
from tests.scenes.rehearsal import read

PALETTE = [[0, 0, 0], [200, 72, 72]]
CHANCE = np.random.default_rng(0)
FRAMES = CHANCE.integers(0, 2, (50, 21, 16)).astype(np.uint8)
SHARES = CHANCE.dirichlet([1, 1, 1], 50)
MOVES = CHANCE.integers(0, 3, 50)


def chart(values, **settings):
    return Chart("value", np.arange(len(values)) / 60, values, style.color("green"), **settings)


def test_screen_bars_mark_and_chart_show_one_row():
    values = CHANCE.normal(size=50)
    names = ["stay", "up", "down"]
    playing = Thinking(Screen(PALETTE, FRAMES[0]), FRAMES, "moves", names, SHARES, MOVES, chart(values))
    for row in (0, 17, 49, 90):
        playing.show(row)
        row = min(row, 49)
        assert np.array_equal(playing.screen.read(), FRAMES[row])
        assert [playing.bars.length(move) for move in range(3)] == pytest.approx(SHARES[row], abs=1e-3)
        assert int(np.argmax([bar.height for bar in playing.bars.bars])) == MOVES[row]
        red = [bar.get_fill_color() == style.color("best") for bar in playing.bars.bars]
        assert red.index(True) == MOVES[row]
        assert red.count(True) == 1
        assert playing.chart.spot.value == (row / 60, values[row])
        assert read(playing.chart.number) == pytest.approx(values[row], abs=0.006)


def test_a_long_chart_keeps_its_peaks_and_never_runs_ahead():
    values = np.zeros(9000)
    values[[4321, 7777]] = 1, -1
    long = chart(values)
    assert len(long.kept) < 1000
    assert {4321, 7777} <= set(long.kept.tolist())
    for row in (0, 5, 4321, 8999):
        long.show(row)
        assert long.kept[int(long.curve.shown)] <= row
        assert row - long.kept[int(long.curve.shown)] < 2 * 9000 / 450
    assert np.array_equal(extremes(values[:40], 900), np.arange(40))


@pytest.mark.parametrize(("values", "ticks"), [([-0.9, 1.2], 3), ([-0.1, 4.9], 2), ([0.2, 0.7], 2)])
def test_zero_is_written_where_it_does_not_touch_the_ends(values, ticks):
    axes = chart(values).axes
    assert len(axes.ticks) == 2 + ticks  # and two of the seconds
    heights = sorted(tick.get_y() for tick in axes.ticks[2:])
    assert min(np.diff(heights)) > 0.25


def test_a_whole_chart_is_there_from_its_first_row_on():
    whole = chart(np.sin(np.arange(100)), whole=True).show(0)
    assert whole.curve.shown == 99


@pytest.mark.parametrize(
    ("values", "ends"),
    [([-0.2, 1.27], (-0.5, 1.5)), ([0.1, 0.9], (0.0, 0.9)), ([-3.0, -1.0], (-3.0, 0.5)), ([0, 0], None)],
)
def test_the_axis_reaches_round_numbers_around_all_values_and_zero(values, ends):
    low, high = span(np.array(values, float))
    assert low <= min(values)
    assert high >= max(values)
    assert low <= 0 < high
    assert ends is None or (low, high) == pytest.approx(ends)


def test_guesses_that_differ_little_are_drawn_from_the_lowest_on():
    guesses = 5 + SHARES
    names = ["stay", "up", "down"]
    playing = Thinking(
        Screen(PALETTE, FRAMES[0]), FRAMES, "Q", names, guesses, MOVES, span=float(np.ptp(SHARES, 1).max())
    )
    for row in (0, 17, 49):
        playing.show(row)
        assert [playing.bars.length(move) for move in range(3)] == pytest.approx(guesses[row], abs=1e-3)
        assert playing.bars.bars[int(guesses[row].argmin())].width < 0.1 * playing.bars.width_full


def test_many_moves_find_room_over_the_chart():
    six = CHANCE.random((50, 6))
    playing = Thinking(Screen(PALETTE, FRAMES[0]), FRAMES, "Q", list("abcdef"), six, MOVES, chart(np.zeros(50)))
    assert playing.bars.get_bottom()[1] > playing.chart.number.get_top()[1]
    heights = [bar.height for bar in playing.bars.bars]
    assert max(heights) < playing.bars.pitch + 1e-6
