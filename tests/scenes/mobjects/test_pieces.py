"""Bars, networks, heatmaps, readouts and descents draw the numbers they are shown."""

import numpy as np
import pytest
from manim import UP

from scenes import style
from scenes.mobjects.axes import Axes
from scenes.mobjects.bars import Bars
from scenes.mobjects.descent import Descent
from scenes.mobjects.heatmap import Heatmap
from scenes.mobjects.network import Network
from scenes.mobjects.readout import Readout
from tests.scenes.rehearsal import read

NAN = float("nan")


def color(shape):
    return shape.get_fill_color().to_hex()


def test_a_bar_is_as_long_as_its_value():
    bars = Bars(["left", "right", "up"], [0.2, 0.5, 0.3], width=3).shift(2 * UP).scale(0.7)
    for values in ([0.2, 0.5, 0.3], [1.0, 0.0, 0.75]):
        bars.show(values)
        assert [bars.length(index) for index in range(3)] == pytest.approx(values, abs=1e-5)
        assert [read(number) for number in bars.numbers] == pytest.approx(values, abs=0.005)


def test_a_bar_never_leaves_its_track_and_its_number_says_the_truth():
    bars = Bars(["a", "b", "c"], [0, 0, 0]).show([7.5, -2.0, NAN])
    assert [bars.length(index) for index in range(3)] == pytest.approx([1, 0, 0], abs=1e-5)
    assert [number.text.strip() for number in bars.numbers] == ["7.50", "−2.00", "nan"] or read(bars.numbers[0]) == 7.5


def test_each_bar_can_have_its_own_color():
    inks = [style.color("sky"), style.color("orange")]
    bars = Bars(["a", "b"], [0.1, 0.9], color=inks).show([0.5, 0.2])
    assert [bar.get_fill_color().to_hex() for bar in bars.bars] == [ink.to_hex() for ink in inks]


def test_the_best_bar_is_red_and_thicker_and_only_where_it_is_asked_for():
    bars = Bars(["a", "b", "c"], [0.1, 0.9, NAN], mark_best=True)
    best = style.color("best").to_hex()
    assert [color(bar) == best for bar in bars.bars] == [False, True, False]
    assert bars.bars[1].height > bars.bars[0].height
    bars.show([0.95, 0.9, 0.1])
    assert [color(bar) == best for bar in bars.bars] == [True, False, False]
    assert all(color(bar) != best for bar in bars.show([NAN, NAN, NAN]).bars)
    assert all(color(bar) != best for bar in Bars(["a", "b"], [0.1, 0.9]).bars)


def test_an_edge_shows_its_weight_and_a_node_its_activation():
    network = Network([2, 3], heaviest=2.0)
    weights = np.array([[2.0, -1.0], [0.0, 0.5], [-4.0, NAN]])  # outputs, inputs
    network.show([weights], [[1.0, -1.0], [0.0, 0.0, NAN]])
    widths = np.array(
        [[network.edge(0, source, target).get_stroke_width() for source in (0, 1)] for target in (0, 1, 2)]
    )
    strength = (widths - 0.6) / (Network.WIDEST - 0.6)
    np.testing.assert_allclose(strength, [[1, 0.5], [0, 0.25], [1, 0]], atol=1e-6)
    assert network.edge(0, 0, 0).get_stroke_color().to_hex() == style.color("orange").to_hex()
    assert network.edge(0, 0, 2).get_stroke_color().to_hex() == style.color("sky").to_hex()
    first, second = network.layers[0]
    assert (color(first), color(second)) == (style.color("orange").to_hex(), style.color("sky").to_hex())
    assert {color(node) for node in network.layers[1]} == {style.color("ground").to_hex()}


def test_an_edge_joins_its_two_nodes():
    network = Network([3, 2, 4])
    for layer, source, target in ((0, 2, 1), (1, 1, 3), (1, 0, 2)):
        edge = network.edge(layer, source, target)
        ends = network.layers[layer][source].get_center(), network.layers[layer + 1][target].get_center()
        way = ends[1] - ends[0]
        for point in (edge.get_start(), edge.get_end()):
            along = (point - ends[0]) @ way / (way @ way)
            assert np.allclose(ends[0] + along * way, point, atol=1e-6)


def test_a_heatmap_has_the_color_of_each_cell_and_the_first_row_on_top():
    heatmap = Heatmap([[0.0, 1.0], [0.5, NAN]], (0, 1), width=4)
    assert heatmap.pixel_array.shape == (2, 2, 4)
    assert heatmap.pixel_array[0, 0, :3].tolist() == rgb(style.color("heat_low"))
    assert heatmap.pixel_array[0, 1, :3].tolist() == rgb(style.color("heat_high"))
    assert heatmap.pixel_array[1, 1, :3].tolist() == rgb(style.color("ground"))
    assert heatmap.cell(0, 1) == pytest.approx([1, 1, 0])
    assert heatmap.cell(1, 0) == pytest.approx([-1, -1, 0])
    heatmap.show([[1.0, 9.0], [-9.0, 0.0]])
    assert heatmap.pixel_array[0, 0].tolist() == heatmap.pixel_array[0, 1].tolist()
    assert heatmap.pixel_array[1, 0].tolist() == heatmap.pixel_array[1, 1].tolist()


def test_a_diverging_heatmap_has_the_ground_at_zero():
    pixels = Heatmap([[-2.0, 0.0, 2.0]], (-2, 2), width=3, diverging=True).pixel_array
    assert pixels[0, 0, :3].tolist() == rgb(style.color("sky"))
    assert pixels[0, 2, :3].tolist() == rgb(style.color("orange"))
    assert np.abs(pixels[0, 1, :3].astype(int) - rgb(style.color("ground"))).max() <= 1


def rgb(color):
    return [round(255 * part) for part in color.to_rgb()]


def test_a_readout_shows_one_number_a_row_in_one_column():
    readout = Readout(["x", "height y"], [1.0, 2.0]).shift(UP)
    readout.show([-17.531, 3.25])
    assert [read(number) for number in readout.numbers] == [-17.531, 3.25]
    left, right = (number.points[4, 0] for number in readout.numbers)
    assert left == pytest.approx(right)
    for label, number in zip(readout.labels, readout.numbers, strict=True):
        assert label.baseline == pytest.approx(number.baseline)


def test_a_descent_shows_one_step_in_dot_and_numbers_and_stays_at_its_end():
    x = np.array([0.0, 4.0, 6.0])
    descent = Descent(
        Axes((0, 10, 5), (0, 100, 50)),
        (np.arange(11.0), (np.arange(11.0) - 6) ** 2),
        (x, (x - 6) ** 2),
        ("title", "note"),
        style.color("sky"),
    )
    for step, row in ((0, 0), (1, 1), (2, 2), (9, 2)):
        descent.show(step)
        assert descent.axes.values_at(descent.trail.spot.get_center()) == pytest.approx((x[row], (x[row] - 6) ** 2))
        assert [read(number) for number in descent.numbers.numbers] == [x[row], (x[row] - 6) ** 2]
