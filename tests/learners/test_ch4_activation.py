import itertools

import numpy as np
import pytest
import torch
from scipy import special, stats

from learners import ch4_activation as chapter
from learners.hinges import before_bending, bends, take_apart
from learners.thinning import moments
from learners.trace import Trace


@pytest.fixture(scope="module")
def quick():
    return chapter.learn(**chapter.QUICK)


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch4_activation")


def layers_of(trace, row):
    return [[trace[f"relu/{kind}{layer}"][row] for kind in ("weight", "bias")] for layer in (1, 2, 3)]


def test_the_same_seeds_make_the_same_trace(quick):
    assert chapter.learn(**chapter.QUICK).sha256 == quick.sha256


def test_learning_again_gives_the_committed_trace_back(committed):
    settings = {name: committed.facts[name] for name in ("steps", "seeds", "rate")}
    run = list(itertools.islice(chapter.fit(committed["data/x"], chapter.BENDS["relu"], **settings), 60))
    assert np.allclose([losses for _, losses, _ in run], committed["starts/relu"][:60], rtol=1e-6)
    for name, part in run[-1][2].items():
        assert np.allclose(part[committed.facts["shown"]], committed[f"relu/{name}"][59], rtol=0, atol=1e-9)


def test_a_seed_learns_the_same_whatever_other_seeds_learn_beside_it():
    x = np.linspace(-5, 5, 50)
    alone, together = (list(chapter.fit(x, chapter.BENDS["relu"], 20, seeds, 0.01))[-1] for seeds in (1, 4))
    assert together[1][0].item() == pytest.approx(alone[1][0].item(), rel=1e-9)


def test_sigmoid_and_softmax_agree_with_scipy():
    x = torch.linspace(-700, 700, 2801, dtype=torch.float64)
    assert np.allclose(chapter.sigmoid(x), special.expit(x.numpy()), rtol=0, atol=1e-12)
    scores = 30 * torch.randn(200, 4, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    assert np.allclose(chapter.softmax(scores), special.softmax(scores.numpy(), axis=1), rtol=0, atol=1e-12)
    assert torch.equal(chapter.softmax(torch.tensor([1000.0, 0.0])), torch.tensor([1.0, 0.0]))


def test_the_recorded_curves_and_shares_agree_with_scipy(committed):
    x = committed["curve/x"]
    assert np.array_equal(committed["curve/relu"], np.where(x > 0, x, 0))
    assert np.allclose(committed["curve/sigmoid"], special.expit(x), rtol=0, atol=1e-12)
    assert np.allclose(
        committed["softmax/share"], special.softmax(committed["softmax/score"], axis=1), rtol=0, atol=1e-12
    )
    assert np.allclose(committed["softmax/share"][0], 1 / 4, rtol=0, atol=1e-15)


def test_the_best_line_is_that_of_least_squares(committed):
    x = np.linspace(-5, 5, 1000)
    fit = stats.linregress(x, np.sin(x))
    error = np.mean((fit.slope * x + fit.intercept - np.sin(x)) ** 2)
    assert error == pytest.approx(0.500027, abs=5e-7)
    line = committed.facts["best_line"]
    assert (line["slope"], line["height"], line["error"]) == pytest.approx((fit.slope, fit.intercept, error), abs=1e-12)


def test_without_a_bend_every_answer_lies_on_one_line(committed, quick):
    for trace in (committed, quick):
        fits = trace["linear/fit"].astype(float)
        assert np.abs(np.diff(fits, n=2, axis=1)).max() < 1e-5  # recorded in single precision


def test_no_seed_without_a_bend_beats_the_best_line_and_all_come_to_it(committed):
    best, errors = committed.facts["best_line"]["error"], committed["starts/linear"]
    assert errors.shape[1] >= 20
    assert errors.min() > best - 1e-12
    assert np.allclose(errors[-1], best, rtol=0, atol=1e-6)


def test_the_recorded_weights_give_the_recorded_answers_and_errors(committed):
    for row in (0, 100, -1):
        assert np.allclose(
            before_bending(layers_of(committed, row), committed["grid/x"])[-1][:, 0],
            committed["relu/fit"][row],
            atol=1e-5,
        )
        answers = before_bending(layers_of(committed, row), committed["data/x"])[-1][:, 0]
        assert np.mean((answers - committed["data/y"]) ** 2) == pytest.approx(committed["relu/loss"][row], rel=1e-9)


def test_both_networks_start_from_the_same_weights(committed):
    for layer in (1, 2, 3):
        for kind in ("weight", "bias"):
            assert np.array_equal(committed[f"linear/{kind}{layer}"][0], committed[f"relu/{kind}{layer}"][0])


def test_the_network_is_one_line_and_its_hinges(committed):
    answers = before_bending(layers_of(committed, -1), committed["grid/x"])[-1][:, 0]
    assert np.allclose(committed["hinges/sum"][-1], answers, rtol=0, atol=1e-9)
    assert np.allclose(committed["hinges/hinge"].sum(axis=0), answers, rtol=0, atol=1e-9)
    assert len(committed["hinges/place"]) > 5


def test_a_network_made_by_hand_bends_where_its_neurons_cross_zero():
    first = np.array([[1.0], [-1.0]]), np.array([1.0, 2.0])  # bends at -1 and at 2
    second = (
        np.array([[1.0, 0.0], [0.0, -1.0]]),
        np.array([-2.0, 1.0]),
    )  # max(x + 1, 0) = 2 at 1; max(2 - x, 0) = 1 at 1
    last = np.array([[3.0, 0.0]]), np.array([0.5])
    assert [(round(place, 12), layer, neuron) for place, layer, neuron in bends([first, second, last], -5, 5)] == [
        (-1, 1, 0),
        (1, 2, 0),
        (1, 2, 1),
        (2, 1, 1),
    ]
    apart = take_apart([first, second, last], np.linspace(-5, 5, 11))
    assert apart["place"].tolist() == pytest.approx([-5, 1])  # nothing else reaches the answer
    assert apart["turn"].tolist() == pytest.approx([0, 3])
    assert apart["sum"][-1].tolist() == pytest.approx(0.5 + 3 * np.maximum(np.linspace(-5, 5, 11) - 1, 0))


def test_a_diverged_run_is_recorded_as_such():
    trace = chapter.learn(rate=1e200, steps=8, seeds=2, points=20)
    assert not np.isfinite(trace["relu/loss"][-1])
    assert trace.facts["reached"] == 0


def test_recorded_moments_begin_singly_and_end_with_the_last():
    chosen = moments(4000)
    assert chosen[:50] == list(range(50))
    assert chosen[-1] == 4000
    assert (np.diff(np.diff(chosen[:-1])) >= -1).all()
    assert moments(1) == [0, 1]


@pytest.mark.parametrize("setting", [{"steps": 0}, {"seeds": 0}, {"points": 2}])
def test_nothing_to_learn_is_refused_with_a_sentence(setting):
    with pytest.raises(ValueError, match="nothing to learn"):
        chapter.learn(**setting)
