import numpy as np
import pytest

from learners import ch6_convolution as chapter
from learners.trace import Trace
from scenes.claims import ch6_convolution as claims


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch6_convolution")


@pytest.fixture(scope="module")
def quick():
    return chapter.learn(**chapter.QUICK)


def test_the_claim_the_network_finds_what_tells_the_two_apart(committed):
    assert committed.facts["test"]["low"] > 0.94
    assert committed.facts["test"]["low"] > committed.facts["baseline"]
    assert claims.lesson(committed) == "A small filter, slid over a picture, finds the same thing anywhere."


def test_the_score_is_said_with_interval_count_and_baseline(committed):
    said = claims.score_verdict(committed)
    assert f"{committed.facts['test']['count']:,} test pictures" in said
    assert "95 %" in said
    assert said.endswith("One answer for all: 50 %.")


def test_the_sizes_are_those_of_the_outputs(committed):
    assert claims.first_place(committed) == "Multiply number by number, and add up: 2 on the left, 1 on the right."
    assert "keeps its size" in claims.sizes_verdict(committed)
    assert "from 6 × 6 to 3 × 3" in claims.sizes_verdict(committed)
    assert "2 × 2 are left" in claims.pooling_verdict(committed)


def test_the_filter_followed_has_the_map_with_the_most_contrast(committed):
    maps = committed["train/maps"][-1] * committed["train/reach"][-1][:, None, None]
    assert claims.strongest(committed) == int(np.argmax(maps.std(axis=(1, 2))))
    assert claims.scan_verdict(committed).startswith("The same 75 weights at all 784 places")


def test_what_was_not_learned_is_not_claimed(quick):
    if quick.facts["test"]["low"] <= quick.facts["baseline"]:
        assert "have not learned enough" in claims.lesson(quick)
    quick.facts["test"] = {"low": 0.4}
    assert "have not learned enough" in claims.lesson(quick)
