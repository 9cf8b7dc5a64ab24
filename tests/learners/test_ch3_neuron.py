import numpy as np
import pytest

from learners import ch3_neuron as chapter
from learners.trace import Trace

X = np.array([-40, -30, -10, 0, 5, 10, 20, 40, 60, 100.0])
Y = 1.8 * X + 32
SCALED = (X - X.mean()) / X.std()


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch3_neuron")


def hessian(x):
    """Second derivatives of the mean squared error of w x + b."""
    return 2 * np.array([[(x * x).mean(), x.mean()], [x.mean(), 1]])


def rule_for(x):
    """The w and b that hit every pair."""
    slope = (Y[-1] - Y[0]) / (x[-1] - x[0])
    return np.array([slope, Y[0] - slope * x[0]])


def closed_form(x, rate, step):
    power = np.linalg.matrix_power(np.eye(2) - rate * hessian(x), step)
    return rule_for(x) + power @ (np.ones(2) - rule_for(x))


def test_recording_again_gives_the_committed_trace_within_rounding(committed):
    again = chapter.learn()
    assert again.columns() == committed.columns()
    for name in committed.columns():
        # float32 holds 7 digits; everything else agrees as far as sums of ten numbers do
        close = 1e-6 if name.endswith("predicted") else 1e-9
        np.testing.assert_allclose(again[name], committed[name], rtol=close, atol=1e-9, err_msg=name)
    for reel in ("raw", "scaled"):
        for fact, value in committed.facts[reel].items():
            assert again.facts[reel][fact] == pytest.approx(value, rel=1e-9), fact
    assert again.facts["as_good_after"] == committed.facts["as_good_after"]


def test_the_same_settings_give_the_same_bytes(tmp_path):
    paths = [chapter.learn(**chapter.QUICK).write(tmp_path / f"{run}.npz") for run in range(2)]
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_claim_one_neuron_finds_the_rule_from_ten_pairs(committed):
    assert committed["pairs/x"].tolist() == X.tolist()
    assert abs(committed["raw/w"][-1] - 1.8) < 0.0003
    assert abs(committed["raw/b"][-1] - 32) < 0.03
    assert abs(committed["raw/predicted"][-1] - Y).max() < 0.05


def test_it_repeats_the_figures_of_the_book(committed):
    assert len(committed["raw/w"]) == 8001
    assert committed["raw/w"][-1] == pytest.approx(1.8002504858, abs=5e-11)
    assert committed["raw/b"][-1] == pytest.approx(31.9704001548, abs=5e-11)


def test_the_first_steps_flip_from_wall_to_wall(committed):
    assert committed["raw/w"][:4].round(4).tolist() == [1, 2.9465, 1.3254, 2.6748]
    assert (committed["across/distance"][:20] * committed["across/distance"][1:21] < 0).all()
    assert committed["raw/b"][20] == pytest.approx(1.5429, abs=5e-5)


@pytest.mark.parametrize("step", [0, 1, 2, 3, 7, 20, 100, 999, 4000, 8000])
def test_every_step_on_plain_inputs_is_the_closed_form(committed, step):
    here = [committed["raw/w"][step], committed["raw/b"][step]]
    np.testing.assert_allclose(here, closed_form(X, 0.0005, step), rtol=0, atol=1e-9)


@pytest.mark.parametrize("step", range(11))
def test_every_step_on_scaled_inputs_is_the_closed_form(committed, step):
    here = [committed["scaled/w"][step], committed["scaled/b"][step]]
    np.testing.assert_allclose(here, closed_form(SCALED, 0.4, step), rtol=0, atol=1e-9)


def test_the_recorded_theory_meets_the_recorded_losses(committed):
    steps = committed["theory/step"].astype(int)
    np.testing.assert_allclose(committed["theory/raw"], committed["raw/loss"][steps], rtol=1e-9)
    few = steps[steps < len(committed["scaled/loss"])]
    np.testing.assert_allclose(committed["theory/scaled"][: len(few)], committed["scaled/loss"][few], rtol=1e-4)


def test_the_condition_number_is_2109_for_plain_inputs_and_1_for_scaled_ones(committed):
    assert committed.facts["raw"]["condition"] == pytest.approx(np.linalg.cond(hessian(X)), rel=1e-9)
    assert round(committed.facts["raw"]["condition"]) == 2109
    assert committed.facts["scaled"]["condition"] == pytest.approx(1, abs=1e-12)


def test_the_largest_stable_rate_is_00054566(committed):
    assert committed.facts["raw"]["largest_rate"] == pytest.approx(0.00054566, abs=5e-9)
    below, above = (abs(chapter.learn(rate=rate, steps=400)["across/distance"]) for rate in (0.000545, 0.000546))
    assert below[-1] < below[0]
    assert above[-1] > above[0]


def test_scaled_inputs_reach_the_same_loss_in_six_steps(committed):
    loss, goal = committed["scaled/loss"], committed["raw/loss"][-1]
    assert loss[6] <= goal < loss[5]
    assert committed.facts["as_good_after"] == 6


def test_the_unscaled_rule_says_what_the_scaled_neuron_says(committed):
    lines = committed["unscaled/w"][:, None] * X + committed["unscaled/b"][:, None]
    np.testing.assert_allclose(lines, committed["scaled/predicted"], rtol=0, atol=2e-5)
    assert [committed["unscaled/w"][-1], committed["unscaled/b"][-1]] == pytest.approx([1.8, 32], abs=1e-5)


@pytest.mark.parametrize(("name", "x"), [("ravine", X), ("bowl", SCALED)])
def test_the_maps_show_the_mean_squared_error(committed, name, x):
    def loss(w, b):
        return ((np.multiply.outer(w, x) + b[..., None] - Y) ** 2).mean(axis=-1)

    grid = np.meshgrid(committed[f"{name}/w"][0], committed[f"{name}/b"][0])
    np.testing.assert_allclose(committed[f"{name}/loss"][0], loss(*grid), rtol=1e-9)
    along_lines = loss(committed[f"{name}_lines/w"], committed[f"{name}_lines/b"])
    np.testing.assert_allclose(along_lines, np.tile(committed[f"{name}_lines/loss"][:, None], 97), rtol=1e-9)


def test_the_two_directions_share_the_loss_between_them(committed):
    both = committed["across/loss"] + committed["along/loss"]
    np.testing.assert_allclose(both, committed["raw/loss"], rtol=1e-9)
    for name, fact in (("across", "keeps_across"), ("along", "keeps_along")):
        distance = committed[f"{name}/distance"]
        assert distance[1] / distance[0] == pytest.approx(committed.facts["raw"][fact], rel=1e-9)


def test_too_large_a_rate_diverges_and_is_recorded_as_it_is():
    trace = chapter.learn(rate=0.001, steps=2000)
    assert not np.isfinite(trace["raw/loss"][-1])
    assert trace.facts["as_good_after"] is None


def test_a_neuron_that_never_adjusts_is_refused():
    with pytest.raises(ValueError, match="1 or more"):
        chapter.learn(steps=0)
