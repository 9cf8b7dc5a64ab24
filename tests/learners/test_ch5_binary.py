"""Logistic regression against scikit-learn, and what the video of chapter 5 claims."""

import functools

import numpy as np
import pytest
import torch
from PIL import Image
from sklearn.linear_model import LogisticRegression

from learners.ch5_binary import QUICK, choose_two, learn, learn_logistic, pick_shown
from learners.images import load
from learners.trace import Trace
from learners.vision.batches import Stacks
from learners.vision.pictures import PictureError

committed = functools.cache(functools.partial(Trace.read, "ch5_binary"))
quick = functools.cache(lambda: learn(**QUICK))


@pytest.fixture(autouse=True, scope="module")
def _one_thread():
    """Two threads wait for each other where other tests run at the same time."""
    torch.set_num_threads(1)


def test_logistic_regression_ends_at_the_weights_that_scikit_learn_finds():
    pictures = choose_two(load(most=40), None)
    stacks, trace = Stacks(pictures, 0), Trace("ch5_binary")
    learn_logistic(stacks, 1000, 0.002, 0.3, [0, 1000], pick_shown(pictures), trace)
    pixels = stacks.standardize(stacks.train).flatten(1).numpy().astype(float)
    truth = LogisticRegression(C=1 / (0.3 * len(pixels)), tol=1e-6, max_iter=500).fit(pixels, pictures.train_labels)
    found = trace["logistic/weights"][-1].transpose(2, 0, 1).reshape(-1).astype(float)
    np.testing.assert_allclose(found, truth.coef_[0], atol=5e-3 * np.abs(truth.coef_).max())
    shown = stacks.standardize(stacks.test[pick_shown(pictures)]).flatten(1).numpy()
    np.testing.assert_allclose(trace["logistic/probability"][-1], truth.predict_proba(shown)[:, 1], atol=2e-3)


def test_the_committed_loss_falls_to_the_optimum_of_scipy_and_never_below():
    loss, optimum = committed()["logistic/loss"], committed().facts["optimum"]
    assert loss[0] == pytest.approx(np.log(2), rel=1e-6)
    assert np.all(np.diff(loss) < 1e-4)
    assert optimum["loss"] - 1e-6 <= loss[-1] <= 1.002 * optimum["loss"]
    assert committed().facts["logistic"]["accuracy"] == pytest.approx(optimum["accuracy"], abs=0.01)


def test_every_probability_starts_at_one_half():
    np.testing.assert_array_equal(committed()["logistic/probability"][0], 0.5)
    assert not committed()["logistic/weights"][0].any()
    np.testing.assert_allclose(committed()["dense/probability"][0], 0.5, atol=0.25)


def test_probability_is_learned_horse_goes_to_1_and_deer_to_0():
    trace = committed()
    assert trace.facts["classes"] == ["deer", "horse"]
    labels, chances = trace["shown/label"], trace["dense/probability"][-1]
    assert list(labels[:2]) == [1, 0]
    assert chances[0] > 0.9
    assert chances[1] < 0.1
    logistic = trace["logistic/probability"][-1]
    assert logistic[labels == 1].mean() > 0.5 > logistic[labels == 0].mean()


def test_both_beat_the_answer_that_is_always_deer_beyond_chance():
    facts = committed().facts
    assert facts["baseline"] == 0.5
    assert facts["test"]["low"] > facts["logistic"]["high"] > facts["logistic"]["low"] > facts["baseline"]
    assert facts["logistic"]["count"] == facts["test"]["count"] == 600


def test_the_mistakes_are_mistakes_and_the_surest_comes_first():
    chances, labels = committed()["mistakes/probability"], committed()["mistakes/label"]
    assert (chances.argmax(1) != labels).all()
    assert np.all(np.diff(chances.max(1)) <= 0)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    assert quick().sha256 == learn(**QUICK).sha256 != learn(**QUICK, seed=1).sha256


def test_other_classes_and_a_folder_of_ones_own_are_learned_by_the_same_command(tmp_path):
    random = np.random.default_rng(0)
    for part in ("train", "test"):
        for name, level in (("day", 220), ("night", 30)):
            (tmp_path / part / name).mkdir(parents=True)
            for number in range(6):
                pixels = random.integers(level - 30, level + 30, (20, 30, 3)).astype(np.uint8)
                Image.fromarray(pixels).save(tmp_path / part / name / f"{number}.png")
    trace = learn(images=str(tmp_path), **(QUICK | {"steps": 60}))
    assert trace.facts["classes"] == ("day", "night")
    assert trace.facts["logistic"]["accuracy"] == 1
    assert "of another size" in trace.facts["notes"][0]
    assert learn(classes=("cat", "ship"), **QUICK).facts["classes"] == ("cat", "ship")


def test_a_class_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(PictureError, match=r"among airplane, .*, truck, not cat, mouse"):
        learn(classes=("cat", "mouse"), **QUICK)
