"""The drawn pictures: the same everywhere, worth learning, and never given away by their background."""

import functools
import hashlib

import numpy as np
import pytest

from learners.images import load
from learners.trace import Trace
from learners.vision.drawn import DRAWINGS, SEED, draw_part, draw_picture, draw_set
from learners.vision.pictures import PictureError

HUNDRED = "3fb16db9fdedac62bf07a6ad84c8401f127b36550d0e20125e01cfcc3edd84e4"


@functools.cache
def drawn():
    return draw_part(0, 100), draw_part(1, 40)


def guess(train, labels, test, classes, ridge=3e4):
    """Linear answers by ridge regression, solved exactly: the classes of the test pictures."""
    wide, other = (np.c_[part.reshape(len(part), -1) - 128.0, np.ones(len(part))] for part in (train, test))
    goal = np.eye(classes)[labels]
    kernel = wide @ wide.T + ridge * 100 * np.eye(len(wide))  # fewer pictures than numbers in each: solve for those
    return (other @ (wide.T @ np.linalg.solve(kernel, goal))).argmax(1)


def test_a_hundred_pictures_are_the_same_on_every_machine():
    assert hashlib.sha256(draw_part(0, 10).tobytes()).hexdigest() == HUNDRED


def test_a_picture_depends_on_its_number_alone():
    np.testing.assert_array_equal(draw_part(0, 3), drawn()[0][:30])
    assert (drawn()[0][:400] != drawn()[1]).any((1, 2, 3)).all()


def test_no_two_pictures_of_a_class_are_alike():
    cats = drawn()[0][3::10].reshape(100, -1).astype(float)
    apart = np.linalg.norm(cats[:, None, ::16] - cats[None, :, ::16], axis=2) + 1e9 * np.eye(100)
    assert apart.min() > 50


def test_the_set_is_balanced_and_its_classes_are_those_of_cifar(tmp_path):
    pictures = draw_set(3, tmp_path)
    assert pictures.classes == tuple(sorted(DRAWINGS))
    assert pictures.train.shape == (30, 32, 32, 3)
    assert pictures.train.dtype == np.uint8
    assert list(np.bincount(pictures.train_labels)) == [3] * 10
    with pytest.raises(PictureError, match="at least one"):
        load("drawn", 0)


def test_the_class_does_not_change_the_background():
    figure = draw_picture("frog", np.random.default_rng(5)).astype(int)
    ground = draw_picture(None, np.random.default_rng(5)).astype(int)
    corners = [(0, 0), (0, 31), (31, 0), (31, 31)]
    assert sum(tuple(figure[place]) == tuple(ground[place]) for place in corners) >= 3
    assert 0.2 < (figure == ground).all(2).mean() < 0.95


def test_the_background_alone_predicts_nothing():
    names = list(DRAWINGS)
    grounds = [
        np.stack([draw_picture(None, np.random.default_rng([SEED, part, number])) for number in range(count)])
        for part, count in ((0, 1000), (1, 600))
    ]
    labels = np.arange(1000) % len(names)
    right = (guess(grounds[0], labels, grounds[1], 10) == labels[:600]).mean()
    assert 0.06 < right < 0.14  # a tenth by chance; four standard errors to either side


def test_a_linear_answer_gets_at_most_six_in_ten():
    train, test = drawn()
    right = (guess(train, np.arange(1000) % 10, test, 10) == np.arange(400) % 10).mean()
    assert 0.15 < right < 0.6


def test_horse_and_deer_are_neither_trivial_nor_hopeless_for_logistic_regression():
    trace = Trace.read("ch5_binary")
    assert trace.facts["source"] == "drawn"
    assert 0.70 <= trace.facts["logistic"]["accuracy"] <= 0.85
    assert Trace.read("ch6_convolution").facts["test"]["accuracy"] >= 0.97


def test_ten_classes_are_hard_for_linear_and_dense_and_easy_for_convolution():
    facts = Trace.read("ch7_multiclass").facts
    assert facts["whole_set"]["linear"]["accuracy"] <= 0.60
    assert facts["whole_set"]["dense"]["accuracy"] <= 0.80
    assert facts["test"]["accuracy"] >= 0.95
