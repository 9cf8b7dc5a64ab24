"""Confusions recounted, the first layer against its definition, and what the video of chapter 7 claims."""

import functools

import numpy as np
import pytest
import torch

from learners.ch7_multiclass import QUICK, learn, pick_shown, show_augmentation
from learners.trace import Trace
from learners.vision.batches import Stacks
from learners.vision.blocks import whiten
from learners.vision.drawn import draw_set

committed = functools.cache(functools.partial(Trace.read, "ch7_multiclass"))


def test_the_confusion_counts_every_test_picture_and_its_diagonal_is_the_accuracy():
    confusion, accuracy = committed()["train/confusion"], committed()["train/test_accuracy"]
    assert (confusion.sum(2) == 300).all()
    np.testing.assert_allclose(confusion.trace(axis1=1, axis2=2) / 3000, accuracy, rtol=1e-9)


def test_ten_answers_compete_and_training_makes_the_right_one_win():
    chances, labels = committed()["train/probability"], committed()["shown/label"]
    np.testing.assert_allclose(chances.sum(2), 1, atol=1e-4)
    assert np.abs(chances[0] - 0.1).max() < 0.15
    classes = committed().facts["classes"]
    assert [classes[label] for label in labels[:2]] == ["truck", "frog"]
    assert sorted(labels) == list(range(10))
    often = committed()["answers/probability"]
    assert len(often) > 2 * len(chances)
    np.testing.assert_allclose(often[[0, -1]], chances[[0, -1]], atol=0.02)
    for shown in (0, 1):
        assert chances[-1, shown].argmax() == labels[shown]
        assert chances[-1, shown, labels[shown]] > 0.9


def test_convolution_helps_and_augmentation_helps_both():
    scores = committed().facts["compared"]["test"]
    assert scores["dense_augmented"]["low"] > scores["dense"]["high"]
    assert scores["convolution_augmented"]["low"] > scores["convolution"]["high"]
    assert scores["convolution"]["low"] > scores["dense_augmented"]["high"]
    for name, figures in scores.items():
        assert committed()[f"curves/{name}"][-1] == pytest.approx(figures["accuracy"])
        assert committed()[f"curves/{name}"][0] < 0.2


def test_the_four_networks_made_the_same_number_of_updates_on_the_same_pictures():
    compared = committed().facts["compared"]
    assert committed()["curves/step"][-1] == compared["updates"]
    assert compared["pictures"] == committed().facts["train_pictures"] / 10


def test_the_network_passes_the_goal_for_the_drawn_pictures():
    assert committed().facts["test"]["low"] >= 0.95
    assert committed().facts["test"]["count"] == 3000
    assert committed().facts["baseline"] == 0.1


def test_the_mistakes_are_mistakes_and_as_many_as_the_accuracy_says():
    wrong = 3000 - committed().facts["test"]["right"]
    if wrong:
        chances, labels = committed()["mistakes/probability"], committed()["mistakes/label"]
        assert len(labels) == min(wrong, 12)
        assert (chances.argmax(1) != labels).all()


def test_the_first_layer_makes_its_answers_uncorrelated_and_equally_strong():
    stacks = Stacks(draw_set(20), 0)
    layer = whiten(stacks)
    with torch.no_grad():
        answers = layer(stacks.standardize(stacks.train))[:, :12].transpose(0, 1).flatten(1).double()
    spread = torch.cov(answers).numpy()
    np.testing.assert_allclose(spread - np.diag(np.diag(spread)), 0, atol=0.02)
    assert 0.8 < np.diag(spread).min() <= np.diag(spread).max() < 1.01
    torch.testing.assert_close(layer.weight[12:], -layer.weight[:12])


def test_the_variants_of_the_augmented_picture_differ_and_the_first_is_the_picture():
    variants = committed()["augmented/picture"]
    assert variants.shape == (16, 32, 32, 3)
    assert len({each.tobytes() for each in variants}) > 10


def test_the_shown_pictures_are_the_first_of_their_class():
    pictures = draw_set(5)
    shown = pick_shown(pictures)
    np.testing.assert_array_equal(shown, [9, 6, 0, 1, 2, 3, 4, 5, 7, 8])


def test_two_classes_are_enough():
    pictures = draw_set(3).choose(("cat", "dog"))
    np.testing.assert_array_equal(pictures.test_labels[pick_shown(pictures)], [1, 0])


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    assert learn(**QUICK).sha256 == learn(**QUICK).sha256 != learn(**QUICK, seed=1).sha256


def test_the_augmented_picture_is_the_most_colorful_of_the_last_class():
    pictures, trace = draw_set(5), Trace("ch7_multiclass")
    show_augmentation(Stacks(pictures, 0), trace)
    trucks = pictures.train[pictures.train_labels == 9].astype(float)
    colorful = np.ptp(trucks, axis=3).mean((1, 2)).argmax()
    np.testing.assert_array_equal(trace["augmented/picture"][0], trucks[colorful])


@pytest.mark.parametrize("hidden", [-1, 32])
def test_a_square_as_large_as_the_picture_is_refused(hidden):
    with pytest.raises(ValueError, match=f"--hidden {hidden}: pictures have 32 pixels"):
        learn(**QUICK, hidden=hidden)
