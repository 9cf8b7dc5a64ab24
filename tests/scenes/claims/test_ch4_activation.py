import numpy as np
import pytest

from learners import ch4_activation as chapter
from learners.trace import Trace
from scenes.claims import ch4_activation as claims


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch4_activation")


@pytest.fixture(scope="module")
def quick():
    return chapter.learn(**chapter.QUICK)


@pytest.fixture(scope="module")
def diverged():
    return chapter.learn(rate=1e200, steps=8, seeds=2, points=20)


def test_the_claim_without_a_bend_it_stays_the_best_line(committed):
    assert committed["linear/loss"][-1] == pytest.approx(committed.facts["best_line"]["error"], abs=1e-6)
    assert claims.straight_verdict(committed).startswith("There it stays: the best of all straight lines")


def test_the_claim_with_bends_it_follows_the_curve(committed):
    assert committed["relu/loss"][-1] < 0.001
    assert np.abs(committed["relu/fit"][-1] - committed["grid/y"]).max() < 0.1
    assert claims.lesson(committed) == "Without a bend, a network is a straight line. With bends it can follow a curve."


def test_the_claim_outside_the_interval_it_fails(committed):
    unseen = np.abs(committed["outside/x"]) > 5
    errors = (committed["outside/relu"] - committed["outside/truth"])[unseen] ** 2
    assert 1 < errors.mean() < 3
    assert f"error {errors.mean():.2f}" in claims.outside_verdict(committed)


def test_the_starts_are_counted_and_the_one_shown_is_the_best(committed):
    final = committed["starts/relu"][-1]
    shown, reached = committed.facts["shown"], int((final < 0.001).sum())
    assert len(final) >= 20
    assert final[shown] == final.min() == committed["relu/loss"][-1]
    assert f"{reached} end below 0.001" in claims.starts_verdict(committed)
    assert f"seed {shown}" in claims.starts_verdict(committed)


def test_the_claim_only_differences_of_scores_count(committed):
    share, third = committed["softmax/share"], len(committed["softmax/share"]) // 3
    assert np.allclose(share.sum(axis=1), 1, rtol=0, atol=1e-12)
    assert np.allclose(share[2 * third], share[-1], rtol=0, atol=1e-12)
    assert np.diff(share[third : 2 * third, 2]).min() > 0
    assert np.diff(share[third : 2 * third, [0, 1, 3]], axis=0).max() < 0


def test_a_figure_that_was_not_reached_is_not_claimed(quick):
    assert "best of all straight lines" not in claims.straight_verdict(quick)
    assert "none ends" in claims.starts_verdict(quick)


def test_a_diverged_run_is_called_one(diverged):
    for verdict in (claims.straight_verdict, claims.bent_verdict, claims.outside_verdict):
        assert "no number" in verdict(diverged)
    assert "can follow" not in claims.lesson(diverged)
