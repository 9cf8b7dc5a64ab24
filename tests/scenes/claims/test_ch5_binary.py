import numpy as np
import pytest

from learners import ch5_binary as chapter
from learners.trace import Trace
from scenes.claims import ch5_binary as claims


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch5_binary")


@pytest.fixture(scope="module")
def quick():
    return chapter.learn(**chapter.QUICK)


def test_the_claim_horse_goes_to_one_and_deer_to_zero(committed):
    assert committed.facts["classes"] == ["deer", "horse"]
    horse, deer = claims.pair(committed)
    assert committed["dense/probability"][-1][horse] > 0.9
    assert committed["dense/probability"][-1][deer] < 0.1
    assert claims.lesson(committed) == "Probability is learned: horse goes to 1, deer goes to 0."


def test_the_claim_all_starts_at_one_half(committed):
    assert (committed["logistic/probability"][0] == 0.5).all()
    assert "3,072 numbers" in claims.start(committed)
    assert "each chance is 0.50" in claims.start(committed)


def test_the_claim_hidden_layers_are_surely_better(committed):
    assert committed.facts["test"]["low"] > committed.facts["logistic"]["high"] > committed.facts["baseline"]
    assert not claims.dense_verdict(committed).endswith("No sure gain.")


def test_the_claim_no_weights_do_better(committed):
    loss, best = committed["logistic/loss"][-1], committed.facts["optimum"]["loss"]
    assert loss == pytest.approx(best, abs=5e-5)
    assert "No weights do better" in claims.loss_verdict(committed)


@pytest.mark.parametrize(("loss", "said"), [(0.405, "almost there"), (0.5, "not there yet"), (np.nan, "no number")])
def test_a_loss_above_the_best_is_said_to_be_so(loss, said):
    trace = Trace("ch5_binary", optimum={"loss": 0.4})
    trace.extend("logistic", loss=np.array([0.7, loss]))
    assert said in claims.loss_verdict(trace)


def test_mistakes_are_counted(committed):
    test = committed.facts["test"]
    assert claims.mistakes_verdict(committed).startswith(f"{test['count'] - test['right']} of {test['count']}")
    answers = committed["mistakes/probability"].argmax(1)
    assert (answers != committed["mistakes/label"]).all()


def test_the_picture_pair_is_said_to_be_chosen_only_where_both_are_right(committed):
    assert "will learn to get right" in claims.meeting(committed)
    wrong = Trace("ch5_binary", classes=["deer", "horse"])
    wrong.extend("shown", label=np.array([1, 0]))
    for reel, chances in (("logistic", [0.8, 0.1]), ("dense", [0.2, 0.1])):
        wrong.extend(reel, probability=np.array([chances]))
    assert claims.meeting(wrong) == "Two test pictures: left horse, right deer."


def test_what_was_not_reached_is_not_claimed(quick):
    quick.facts["test"] = {"low": 0.4, "high": 0.6, "accuracy": 0.5, "right": 10, "count": 20}
    assert "not come far enough" in claims.lesson(quick)
    assert claims.dense_verdict(quick).endswith("No sure gain.")
