import numpy as np
import pytest

from learners import ch7_multiclass as chapter
from learners.trace import Trace
from scenes.claims import ch7_multiclass as claims


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch7_multiclass")


@pytest.fixture(scope="module")
def quick():
    return chapter.learn(**chapter.QUICK)


def test_the_claim_training_makes_the_right_one_win(committed):
    assert committed.facts["test"]["low"] > 0.92
    assert claims.lesson(committed) == "Ten answers compete, and training makes the right one win."
    chances = committed["train/probability"]
    assert chances.sum(2) == pytest.approx(np.ones(chances.shape[:2]), abs=1e-4)
    for picture in claims.shown(committed):
        label = committed["shown/label"][picture]
        assert chances[0, picture, label] < 0.3
        assert chances[-1, picture, label] > 0.9


def test_the_claim_augmentation_and_convolution_help(committed):
    score = committed.facts["compared"]["test"]
    assert score["dense_augmented"]["low"] > score["dense"]["high"]
    assert score["convolution"]["low"] > score["dense_augmented"]["high"]
    assert score["convolution_augmented"]["low"] > score["convolution"]["high"]
    assert claims.comparison_verdict(committed).startswith("Both help")


def test_the_variants_are_mirrored_and_shifted_by_at_most_two_pixels(committed):
    original, *variants = committed["augmented/picture"].astype(int)
    wide = np.pad(original, ((2, 2), (2, 2), (0, 0)), mode="reflect")
    moved = [wide[row : row + 32, column : column + 32] for row in range(5) for column in range(5)]
    allowed = moved + [each[:, ::-1] for each in moved]
    assert all(any(np.array_equal(variant, each) for each in allowed) for variant in variants)


def test_the_diagonal_and_the_mistakes_are_counted(committed):
    counts = committed["train/confusion"][-1]
    said = claims.confusion_verdict(committed)
    assert said.startswith(f"{np.trace(counts):,} of {counts.sum():,} are on the diagonal")
    assert np.trace(counts) / counts.sum() == pytest.approx(committed["train/test_accuracy"][-1])
    test = committed.facts["test"]
    assert f"{test['count'] - test['right']:,} of {test['count']:,}" in claims.mistakes_verdict(committed)


def test_no_mistake_is_said_as_such(committed):
    perfect = Trace("ch7_multiclass", test={"count": 9, "right": 9})
    assert claims.mistakes_verdict(perfect) == "Not one of the 9 test pictures is wrong."
    assert claims.mistakes_shown(perfect) == 0


def test_what_was_not_reached_is_not_claimed(quick):
    score = {name: {"accuracy": 0.5, "low": 0.4, "high": 0.6} for name in claims.NETWORKS}
    quick.facts["compared"]["test"] = score
    assert claims.comparison_verdict(quick) == "Here neither is a sure gain."
    quick.facts["test"]["low"] = 0.05
    assert "have not learned enough" in claims.lesson(quick)
