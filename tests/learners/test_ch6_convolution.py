"""The arithmetic of chapter 6 against scipy and torch, cell by cell, and what its video claims."""

import functools

import numpy as np
import pytest
import torch
from scipy.signal import correlate2d

from learners.ch6_convolution import LEFT, QUICK, RIGHT, learn
from learners.trace import Trace

committed = functools.cache(functools.partial(Trace.read, "ch6_convolution"))
OUTPUTS = {
    "left": [[2, 3, 2], [0, 0, 0], [0, 0, 0]],
    "right": [[1, 0, 2], [1, 0, 1], [2, 1, 0]],
    "right_pooled": [[1, 2], [2, 1]],
}


def assemble(reel):
    """The output as a scene would fill it, cell by cell."""
    trace = committed()
    rows, columns = trace[f"{reel}/output_row"], trace[f"{reel}/output_column"]
    output = np.full((rows.max() + 1, columns.max() + 1), -1)
    output[rows, columns] = trace[f"{reel}/result"]
    return output


@pytest.mark.parametrize("reel", OUTPUTS)
def test_the_recorded_cells_are_the_known_output(reel):
    np.testing.assert_array_equal(assemble(reel), OUTPUTS[reel])


def test_scipy_and_torch_compute_the_same():
    for (picture, weights), reel, stride, padding in ((LEFT, "left", 1, 1), (RIGHT, "right", 2, 0)):
        scipys = correlate2d(np.pad(picture, padding), weights, mode="valid")[::stride, ::stride]
        tensors = (torch.tensor(each, dtype=torch.float64)[None, None] for each in (picture, weights))
        torchs = torch.nn.functional.conv2d(*tensors, stride=stride, padding=padding)[0, 0]
        np.testing.assert_array_equal(assemble(reel), scipys)
        np.testing.assert_array_equal(assemble(reel), torchs)
    pooled = torch.nn.functional.max_pool2d(torch.tensor(OUTPUTS["right"])[None].double(), 2, stride=1)[0]
    np.testing.assert_array_equal(assemble("right_pooled"), pooled)


def test_the_left_output_is_not_transposed_and_the_right_filter_not_turned_over():
    assert (assemble("left") != assemble("left").T).any()
    upside_down = correlate2d(RIGHT[0], RIGHT[1][::-1], mode="valid")[::2, ::2]
    assert (assemble("right") != upside_down).any()
    turned = correlate2d(LEFT[0], np.array(LEFT[1]).T, mode="same")
    assert (assemble("left") != turned).any()


@pytest.mark.parametrize("reel", ["left", "right"])
def test_every_window_lies_where_it_says_and_its_products_add_up(reel):
    trace, (picture, weights) = committed(), LEFT if reel == "left" else RIGHT
    padded = np.pad(picture, 1 if reel == "left" else 0)
    columns = (trace[f"{reel}/{name}"] for name in ("row", "column", "window", "product", "result"))
    for row, column, window, product, result in zip(*columns, strict=True):
        size = len(weights)
        np.testing.assert_array_equal(window, padded[row : row + size, column : column + size])
        np.testing.assert_array_equal(product, window * np.array(weights))
        assert product.sum() == result


def test_every_pooled_cell_is_the_largest_in_its_window():
    trace = committed()
    np.testing.assert_array_equal(trace["right_pooled/window"].max((1, 2)), trace["right_pooled/result"])


def test_a_filter_finds_the_same_thing_anywhere():
    picture = np.zeros((12, 12))
    picture[2:5, 3:6] = np.arange(9).reshape(3, 3)
    moved = np.roll(picture, (4, 3), (0, 1))
    weights = committed()["train/filters"][-1][0, :, :, 0].astype(float)
    seen, again = (correlate2d(each, weights, mode="same") for each in (picture, moved))
    np.testing.assert_allclose(np.roll(seen, (4, 3), (0, 1)), again, atol=1e-12)


def test_its_filters_learn_and_tell_horse_from_deer():
    trace = committed()
    assert trace.facts["classes"] == ["deer", "horse"]
    assert trace.facts["test"]["accuracy"] >= 0.97
    assert trace.facts["test"]["low"] > trace.facts["baseline"]
    labels, chances = trace["shown/label"], trace["train/probability"]
    assert list(labels[:2]) == [1, 0]
    assert np.abs(chances[0] - 0.5).max() < 0.2
    assert chances[-1][labels == 1].min() > 0.9
    assert chances[-1][labels == 0].max() < 0.1
    filters = trace["train/filters"].astype(float)
    assert np.linalg.norm(filters[-1] - filters[0]) > np.linalg.norm(filters[0])


def test_the_maps_are_what_the_filters_see():
    trace = committed()
    assert trace["train/maps"].shape[1:] == (16, 28, 28)
    assert (trace["train/maps"].max((2, 3)) == 255).mean() > 0.9
    assert (trace["train/reach"] >= 0).all()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    assert learn(**QUICK).sha256 == learn(**QUICK).sha256 != learn(**QUICK, seed=1).sha256
