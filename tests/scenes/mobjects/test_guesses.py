"""Pulls, guesses and what came are drawn where their numbers say, and of one row or step everywhere."""

import numpy as np
import pytest

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.gap import Gap
from scenes.mobjects.guessing import Guessing, spread
from scenes.mobjects.pulls import Level, Pulls
from scenes.mobjects.screen import Screen
from tests.scenes.rehearsal import read

CHANCE = np.random.default_rng(0)
PAID = CHANCE.normal(size=(5, 4, 2))
MEAN = np.cumsum(PAID.sum(2), axis=0) / (2 * np.arange(1, 6)[:, None])


def heights(level):
    """What the strokes of a level say, as a viewer reads them off the axes."""
    return [level.axes.values_at(level.points[4 * place])[1] for place in range(len(level.points) // 4)]


def test_dots_appear_with_their_pulls_and_the_means_stand_among_them():
    pulls = Pulls(PAID, MEAN, 8, 4)
    once = len(pulls.dots.points)
    for row in (0, 2, 4):
        pulls.show(row)
        assert len(pulls.dots.points) == (row + 1) * once
        assert heights(pulls.level) == pytest.approx(MEAN[row].tolist())


def test_each_half_of_the_pulls_lies_on_its_side_of_the_machine():
    pulls = Pulls(PAID[:4], MEAN[:4], 8, 4)
    first, second = (pulls.half(side, style.color("sky")) for side in (False, True))
    assert (first.x < np.round(first.x)).all()
    assert (second.x > np.round(second.x)).all()
    assert np.sort(np.concatenate([first.y, second.y])) == pytest.approx(np.sort(PAID[:4].ravel()))
    assert first.y.reshape(2, 4, 2).mean((0, 2)) == pytest.approx(PAID[:2].mean((0, 2)))


def test_the_box_stands_around_the_preferred_machine():
    pulls = Pulls(PAID, MEAN, 8, 4)
    box = pulls.prefer(2)
    left, right = (pulls.axes.values_at(point)[0] for point in (box.get_left(), box.get_right()))
    assert 2.5 < left < 3 < right < 3.5
    assert box.get_stroke_color() == style.color("best")


def test_a_level_of_no_number_is_not_drawn():
    axes = Axes((0, 4, 1), (-1, 1, 1))
    level = Level(axes, [0.5, np.nan, -0.5], (-1, 0), style.color("pink"))
    assert heights(level) == pytest.approx([0.5, -0.5])


def test_the_band_lies_between_what_was_expected_and_what_came():
    steps, guess, came = np.array([0.0, 1.0, 3.0]), np.array([0.0, 2.0, 4.0]), np.array([0.5, 1.0, 2.0])
    gap = Gap(Axes((0, 3, 1), (0, 5, 1)), steps, guess, came, style.color("orange"))
    for step, pair in ((0, (0.5, 0.0)), (1, (1, 2)), (2, (1.5, 3)), (3, (2, 4)), (9, (2, 4))):
        gap.show(step)
        assert [spot.value for spot in gap.spots] == [(min(step, 3), pair[0]), (min(step, 3), pair[1])]
        corners = np.array([gap.axes.values_at(point) for point in gap.band.get_anchors()])
        end = corners[np.isclose(corners[:, 0], min(step, 3))]
        assert (end[:, 1].min(), end[:, 1].max()) == pytest.approx((min(pair), max(pair)))
        assert corners[:, 0].max() == pytest.approx(min(step, 3))


def test_screen_and_guesses_show_one_row_and_red_the_move_that_is_made():
    frames = CHANCE.integers(0, 2, (30, 21, 16)).astype(np.uint8)
    guesses, moves = CHANCE.normal(size=(30, 3)) / 10 + 5, CHANCE.integers(0, 3, 30)
    for name in ("", "before learning"):
        screen = Screen([[0, 0, 0], [200, 72, 72]], frames[0])
        panel = Guessing(screen, frames, ["stay", "right", "left"], guesses, moves, name, "Q")
        for row in (0, 12, 29, 99):
            panel.show(row)
            at = min(row, 29)
            assert np.array_equal(panel.screen.read(), frames[at])
            assert [read(number) for number in panel.bars.numbers] == pytest.approx(guesses[at], abs=0.006)
            reds = [bar.get_fill_color() == style.color("best") for bar in panel.bars.bars]
            assert np.flatnonzero(reds).tolist() == [moves[at]]


def test_what_fills_a_bar_is_the_usual_distance_of_the_guesses():
    guesses = np.tile([1.0, 1.5], (100, 1))
    guesses[0, 1] = 90
    assert spread(guesses) == pytest.approx(0.5)
    assert spread(np.zeros((5, 3))) > 0


def test_bars_under_screens_stand_at_one_height_whatever_move_is_marked():
    frames, heights = np.zeros((1, 2, 2), np.uint8), []
    for move in (0, 1):
        screen = Screen([[0, 0, 0]], frames[0], 2.0)
        panel = Guessing(screen, frames, ["stay", "fire"], [[0.1, 0.2]], [move], name="before")
        heights.append([track.get_y() for track in panel.bars.tracks])
    assert heights[0] == pytest.approx(heights[1])
