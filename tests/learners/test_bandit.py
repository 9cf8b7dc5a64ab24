import numpy as np
import pytest

from learners import bandit
from learners.trace import Trace


@pytest.fixture(scope="module")
def trace():
    trace = Trace("ch18_doubleq")
    bandit.show_machines(trace, seed=0)
    return trace


def test_a_maximum_over_noisy_means_is_too_high_and_two_judges_are_not(trace):
    expected = 1.53875 / np.sqrt(trace["bandit/pulls"])  # the mean of the largest of ten normal numbers, by its spread
    assert np.abs(trace["bandit/single"] - expected).max() < 0.05
    assert np.abs(trace["bandit/double"] - trace["bandit/truth"]).max() < 0.08
    assert (trace["bandit/single"] - trace["bandit/double"] > 0.1).all()


def test_the_row_shown_is_one_of_all_and_its_means_are_those_of_its_pulls(trace):
    shown = bandit.pull(seed=0)[trace.facts["machines"]["shown"]]
    paid = trace["machines/paid"].transpose(1, 0, 2).reshape(bandit.ARMS, -1)  # pulls in their order, a row a machine
    assert paid == pytest.approx(shown[:, : bandit.FEW], abs=1e-6)
    for place, count in enumerate(range(2, bandit.FEW + 1, 2)):
        assert trace["machines/mean"][place] == pytest.approx(paid[:, :count].mean(1), abs=1e-5)
        assert trace["machines/chooser"][place] == pytest.approx(paid[:, : count // 2].mean(1), abs=1e-5)
        assert trace["machines/judge"][place] == pytest.approx(paid[:, count // 2 : count].mean(1), abs=1e-5)


def test_the_row_shown_is_a_usual_one(trace):
    at = int(np.flatnonzero(trace["bandit/pulls"] == bandit.FEW)[0])
    chosen = trace["machines/chooser"][-1].argmax()
    assert trace["machines/mean"][-1].max() == pytest.approx(trace["bandit/single"][at], abs=0.05)
    assert trace["machines/judge"][-1][chosen] == pytest.approx(trace["bandit/double"][at], abs=0.05)


def test_rows_one_by_one_are_the_first_of_all(trace):
    pays = bandit.pull(seed=0)[: bandit.SHOWN, :, : bandit.FEW]
    halves = pays.reshape(bandit.SHOWN, bandit.ARMS, 2, -1).mean(3)
    chosen = halves[:, :, 0].argmax(1)
    assert trace["rows/single"] == pytest.approx(pays.mean(2).max(1))
    assert trace["rows/double"] == pytest.approx(halves[np.arange(bandit.SHOWN), chosen, 1])
    assert trace["rows/single_mean"][-1] == pytest.approx(trace["rows/single"].mean())
    assert trace["rows/double_mean"][4] == pytest.approx(trace["rows/double"][:5].mean())
