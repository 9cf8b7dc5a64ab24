import numpy as np
import pytest

from scenes import style
from scenes.mobjects.neuron import Neuron
from scenes.mobjects.words import GAUGE


@pytest.fixture
def neuron():
    return Neuron([20, 1, 1, 21], heaviest=(2, 40), color=style.color("green"))


def widths(neuron):
    return [float(edge.get_stroke_width()) for edge in neuron.network.edges[0]]


def test_it_shows_input_weight_bias_and_output(neuron):
    neuron.show([100, 1.8, 32, 212])
    assert [number.text.strip() for number in neuron.numbers] == ["100", "1.8000", "32.0000", "212.0"]


def test_an_edge_is_as_wide_as_its_weight_is_heavy(neuron):
    neuron.show([1, 0, 40, 40])
    assert widths(neuron) == [Neuron.THINNEST, Neuron.THINNEST + Neuron.THICKER]
    neuron.show([1, -1, -80, -81])
    assert widths(neuron) == [Neuron.THINNEST + Neuron.THICKER / 2, Neuron.THINNEST + Neuron.THICKER]


def test_input_and_output_stand_in_the_middle_of_their_nodes(neuron):
    neuron.shift([1, 2, 0]).show([-40, 1, 1, -39])
    for number, node in ((neuron.numbers[0], neuron.input), (neuron.numbers[3], neuron.output)):
        written = number.points[GAUGE:]
        middle = (written.max(axis=0) + written.min(axis=0)) / 2
        np.testing.assert_allclose(middle, node.get_center(), atol=1e-9)


def test_a_diverged_neuron_is_drawn_too(neuron):
    neuron.show([1, float("inf"), float("nan"), float("nan")])
    assert widths(neuron) == [Neuron.THINNEST + Neuron.THICKER, Neuron.THINNEST]
    assert neuron.numbers[3].text.strip() == "nan"
