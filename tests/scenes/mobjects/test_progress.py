"""Curves over steps, histograms, signed bars, choices and layers draw the numbers they are shown."""

import numpy as np
import pytest
from manim import UP

from scenes import style
from scenes.mobjects.axes import round_span
from scenes.mobjects.choices import Choices
from scenes.mobjects.layers import Layers, find_reach, shortened
from scenes.mobjects.progress import Progress, pattern_for
from scenes.mobjects.signed import Signed
from scenes.mobjects.spread import Spread
from tests.scenes.rehearsal import read

NAN = float("nan")


@pytest.mark.parametrize(
    ("ends", "span"),
    [((0, 1), (0, 1, 0.2)), ((-3, 11), (-5, 15, 5)), ((2, 2), (1, 3, 0.5)), ((0, 0), (-0.0006, 0.0006, 0.0002))],
)
def test_an_axis_goes_from_a_round_number_to_a_round_number(ends, span):
    assert round_span(*ends) == pytest.approx(span)


def test_a_curve_grows_to_the_step_and_its_number_is_that_of_the_step():
    drawn = Progress([0, 10, 20], [3.0, 1.0, 2.0], "loss", style.color("sky")).shift(UP)
    drawn.show(1)
    assert drawn.axes.values_at(drawn.spot.get_center()) == pytest.approx((10, 1.0))
    assert read(drawn.number) == 1.0
    drawn.show(1.5)
    assert drawn.axes.values_at(drawn.spot.get_center()) == pytest.approx((15, 1.5))
    assert read(drawn.number) == 1.0


@pytest.mark.parametrize(
    ("values", "logarithmic"),
    [
        ([100.0, 1.0, 0.1], True),  # a loss that falls far
        ([1.0, 30.0, 1e9, np.inf], True),  # a run that diverges
        ([0.01, 0.5, 0.97], False),  # a share that rises
        ([2.0, 1.0, -1.0], False),
        ([NAN, NAN, NAN], False),
    ],
)
def test_powers_of_ten_are_for_what_falls_far_or_explodes(values, logarithmic):
    assert bool(Progress(range(len(values)), values, "value", style.color("sky")).axes.logarithmic) == logarithmic


def test_numbers_have_the_digits_of_their_size():
    written = {
        pattern_for(np.array(each)).format(each[-1]).strip() for each in ([1.5, 2.25], [100.5, 200.25], [1e-6, 2e-6])
    }
    assert written == {"2.250", "200.2", "2e-06"}
    assert pattern_for(np.array([-5.0, 3.0])).format(3.0).strip() == "3"


def test_a_histogram_is_as_high_as_its_counts_and_keeps_its_beginning():
    spread = Spread("fc", [[0, 4, 0], [2, 1, 4]], (-1, 1), 3, 2, style.color("green")).shift(UP)
    beginning = spread.start.points.copy()
    spread.show(1)
    foot = spread.floor.points[0, 1]
    heights = [spread.body.points[np.abs(spread.body.points[:, 0] - x) < 0.4][:, 1].max() - foot for x in (-1, 0, 1)]
    assert heights == pytest.approx([1, 0.5, 2])
    np.testing.assert_array_equal(spread.start.points, beginning)


def test_a_signed_bar_goes_to_the_side_of_its_sign():
    bars = Signed(["a", "b"], np.array([[1.0, -4.0], [-2.0, NAN]]), 2, style.color("sky")).shift(UP)
    assert [read(number) for number in bars.numbers] == [1, -4]
    middle = bars.tracks[0].get_x()
    assert bars.bars[0].get_right()[0] - middle == pytest.approx(0.5)
    assert bars.bars[1].get_left()[0] - middle == pytest.approx(-1)
    bars.show(1)
    assert bars.bars[0].get_left()[0] - middle == pytest.approx(-1)
    assert bars.bars[1].width < 1e-3


def test_the_dot_stands_beside_the_action_that_is_taken_and_values_below_zero_have_bars():
    choices = Choices(
        ["left", "right"], [0, 1, -1], np.array([[-90.0, -80.0], [-70.0, -95.0], [-60.0, -60.0]]), best=True
    )
    choices.show(1)
    assert choices.dot.get_y() == pytest.approx(choices.bars.tracks[1].get_y())
    assert choices.dot.get_right()[0] < choices.bars.names[1].get_left()[0]
    assert [choices.bars.length(index) for index in (0, 1)] == pytest.approx([-70, -95])
    assert choices.show(2).dot.get_fill_opacity() == 0


def test_the_fastest_layer_is_framed_and_none_where_nothing_moves():
    pictures, changes = [np.zeros((3, 2, 2))] * 2, np.array([[0, 0], [0.1, 0.4], [NAN, NAN]])
    layers = Layers(["one", "two"], pictures, changes)
    assert [pace.fastest for pace in layers.paces] == [False, False]
    layers.show(1)
    assert [(pace.share, pace.fastest) for pace in layers.paces] == [(pytest.approx(0.25), False), (1, True)]
    assert [pace.bar.width for pace in layers.paces] == pytest.approx(
        [layers.paces[0].track.width / 4, layers.paces[1].track.width]
    )
    assert not any(pace.fastest for pace in layers.show(2).paces)


def test_colors_are_for_the_start_of_a_run_that_diverged_and_for_both_ends_of_another():
    assert find_reach([np.array([[1.0], [3.0], [2.0]])]) == 2
    assert find_reach([np.array([[1.0], [1e9], [NAN]])]) == 1


def test_of_a_long_name_the_end_stays():
    assert shortened("encoder.layers.11.self_attn.out_proj.weight", 2.3).text == "…out_proj.weight"
    assert shortened("weight", 3).text == "weight"
