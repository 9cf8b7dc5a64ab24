"""Watch records any module and any loop: what stands in the trace is what was there, however long it lasts."""

import tracemalloc

import numpy as np
import pytest
import torch
from torch import nn

from learners.sampling import CELLS, SAMPLE, take_picture, take_sample
from learners.trace import Trace
from learners.watch import DETAILS, Watch
from tests.own import TRAININGS, train


def steps_of(watch):
    return watch.trace()["train/step"].tolist()


def test_a_row_is_a_copy_and_the_first_is_the_beginning():
    model = nn.Linear(2, 1)
    before, watch = model.weight.detach().clone(), Watch(model)
    for _ in range(3):
        watch(loss=1.0)
        with torch.no_grad():
            model.weight += 1
    trace = watch.trace()
    expected = np.stack([(before + row).numpy() for row in range(3)])
    np.testing.assert_array_equal(trace["train/weight.weight"], expected)
    np.testing.assert_allclose(trace["train/weight.picture"], expected, rtol=1e-3)
    sizes = np.linalg.norm(expected.reshape(3, -1), axis=1)
    np.testing.assert_allclose(trace["train/weight.change"], [0, *(np.sqrt(2) / sizes[:-1])], rtol=1e-5)


def test_the_last_row_is_what_the_layers_are_at_the_end():
    model = nn.Linear(2, 1)
    watch = Watch(model, every=10)
    for step in range(28):
        watch(loss=step)
    with torch.no_grad():
        model.weight.fill_(7)
    assert steps_of(watch) == [0, 10, 20, 27]
    assert (watch.trace()["train/weight.weight"][-1] == 7).all()
    assert watch.trace()["train/loss"].tolist() == [0, 10, 20, 27]
    watch(loss=28)
    assert steps_of(watch) == [0, 10, 20, 28]


def test_a_long_loop_stays_within_its_memory():
    model, sizes = nn.Linear(30, 20), []
    watch = Watch(model, most=40)
    tracemalloc.start()
    for step in range(100_000):
        watch(loss=step)
        if step in (10_000, 99_999):
            sizes.append(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
    steps = steps_of(watch)
    assert 20 <= len(steps) <= 41
    assert (steps[0], steps[-1]) == (0, 99_999)
    assert len(set(np.diff(steps[:-1]))) == 1
    assert sizes[1] < 1.1 * sizes[0] < 2e6


def test_distances_can_grow():
    watch = Watch(nn.Linear(2, 1), every=0)
    for _ in range(100_000):
        watch()
    steps = steps_of(watch)
    assert steps[:16] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19]
    assert steps[-1] == 99_999
    assert len(steps) < 130


def test_shared_layers_are_recorded_once_and_frozen_ones_are_said_to_be():
    model = nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 3), nn.Linear(3, 3))
    model[1].weight = model[0].weight
    model[2].requires_grad_(False)
    watch = Watch(model)
    watch()
    facts = watch.trace().facts
    assert sorted(facts["layers"]) == ["0.bias", "0.weight", "1.bias", "2.bias", "2.weight"]
    assert [name for name, fact in facts["layers"].items() if fact["frozen"]] == ["2.weight", "2.bias"]
    assert facts["parameters"] == 9 + 3 + 3 + 12


def test_half_precision_is_recorded_as_numbers():
    model = nn.Linear(50, 40).bfloat16()
    watch = Watch(model)
    watch(loss=torch.tensor(0.5, dtype=torch.bfloat16), count=torch.tensor(2**40), exact=torch.tensor(1 / 3).double())
    trace = watch.trace()
    assert (trace["train/loss"][0], trace["train/count"][0]) == (0.5, 2**40)
    assert trace["train/exact"][0] == torch.tensor(1 / 3).double().item()
    assert np.isfinite(trace["train/weight.picture"]).all()
    assert trace["train/weight.histogram"].sum() == SAMPLE


def test_gradients_are_recorded_as_lengths_and_as_nothing_where_there_are_none():
    model = nn.Linear(4, 2)
    watch = Watch(model, gradients=True)
    watch()
    model(torch.ones(1, 4)).sum().backward()
    watch()
    lengths = watch.trace()["train/weight.gradient"]
    assert np.isnan(lengths[0])
    assert lengths[1] == pytest.approx(np.sqrt(8))


def test_a_value_that_comes_now_and_then_is_kept_until_it_comes_again():
    watch = Watch(nn.Linear(2, 1), every=4)
    for step in range(12):
        watch(loss=step, **({"accuracy": step / 10} if step in (3, 9) else {}))
    np.testing.assert_array_equal(watch.trace()["train/accuracy"], [np.nan, 0.3, 0.3, 0.9])


def test_what_was_given_holds_no_graph():
    model = nn.Linear(2, 1)
    watch = Watch(model)
    watch(loss=model(torch.ones(1, 2)).sum())
    assert watch._newest["loss"].grad_fn is None


def test_watching_changes_neither_the_training_nor_the_chance():
    def run(watched):
        torch.manual_seed(0)
        model = nn.Sequential(nn.Linear(4, 4), nn.Dropout(), nn.Linear(4, 1))
        optimizer, watch = torch.optim.Adam(model.parameters()), Watch(model, gradients=True)
        for _ in range(5):
            loss = model(torch.randn(3, 4)).sum()
            optimizer.zero_grad()
            loss.backward()
            watched and watch(loss=loss)
            optimizer.step()
        return torch.cat([each.flatten() for each in model.parameters()])

    assert torch.equal(run(True), run(False))


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"step": 3}, "the `step` is counted already"),
        ({"train/loss": 3}, "another name"),
        ({"note": "good"}, "'note' is not made of numbers"),
        ({"parts": [1, 2, 3]}, r"shape of 'parts' changed from \(2,\) to \(3,\)"),
    ],
)
def test_a_value_that_cannot_be_drawn_is_refused_at_once(values, fault):
    watch = Watch(nn.Linear(2, 1))
    watch(parts=[1, 2])
    with pytest.raises((ValueError, TypeError), match=fault):
        watch(**values)


def test_a_row_that_was_refused_leaves_no_trace():
    watch = Watch(nn.Linear(2, 1))
    watch(parts=[1, 2])
    with pytest.raises(ValueError, match="shape"):
        watch(parts=[1, 2, 3])
    watch(parts=[3, 4])
    assert watch.trace()["train/parts"].tolist() == [[1, 2], [3, 4]]


def test_misuse_is_said_in_a_sentence():
    with pytest.raises(ValueError, match="nothing to watch"):
        Watch(nn.ReLU())()
    with pytest.raises(ValueError, match="nothing to watch"):
        Watch(nn.Linear(2, 1), layers=["encoder.*"])()
    with pytest.raises(ValueError, match="Nothing was recorded"):
        Watch(nn.Linear(2, 1)).trace()
    with pytest.raises(ValueError, match="at least 4 rows"):
        Watch(nn.Linear(2, 1), most=1)
    model = nn.Sequential(nn.Linear(2, 2))
    watch = Watch(model)
    watch()
    model[0] = nn.Linear(2, 5)
    with pytest.raises(ValueError, match=r"'0\.weight' has gone or changed its shape"):
        watch()


def test_of_a_deep_model_evenly_chosen_layers_are_kept_and_patterns_choose_others():
    layers = list(train("deep").trace().facts["layers"])
    assert len(layers) == DETAILS
    assert {"0.weight", "30.weight"} <= set(layers)
    assert all(name.endswith("weight") for name in layers)
    watch = Watch(nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2)), layers=["1.*"])
    watch()
    assert sorted(watch.trace().facts["layers"]) == ["1.bias", "1.weight"]


def test_facts_that_json_does_not_know_are_written_as_text(tmp_path):
    watch = Watch(nn.Linear(2, 1), device=torch.device("cpu"), rate=0.1)
    watch(loss=1.0)
    assert Trace.read(watch.write(tmp_path / "mine.npz")).facts["settings"] == {"device": "cpu", "rate": 0.1}


def test_names_are_those_of_the_model_within_its_wrappers():
    watch = Watch(nn.DataParallel(nn.Linear(2, 1)))
    watch()
    assert sorted(watch.trace().facts["layers"]) == ["bias", "weight"]


def test_a_large_layer_is_a_table_of_means_and_an_even_sample():
    numbers = torch.arange(64.0 * 96).reshape(64, 96)
    picture = take_picture(numbers)
    assert picture.shape == (CELLS, CELLS)
    assert picture[0, 0] == numbers[:2, :3].mean()
    sample = take_sample(numbers)
    assert (len(sample), sample[0], sample[-1]) == (SAMPLE, 0, 64 * 96 - 1)
    assert abs(np.diff(sample) - np.diff(sample).mean()).max() <= 1
    assert take_picture(torch.zeros(5, 2, 3, 3)).shape == (5, 18)
    assert take_picture(torch.tensor(3.0)).shape == (1, 1)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_a_model_on_a_gpu_is_recorded_as_on_the_cpu():
    traces = []
    for device in ("cpu", "cuda"):
        torch.manual_seed(0)
        model = nn.Linear(100, 100)
        watch = Watch(model, gradients=True)  # watched before it moves
        model.to(device)(torch.ones(2, 100, device=device)).sum().backward()
        watch(loss=torch.tensor(1.0, device=device))
        traces.append(watch.trace())
    for name in traces[0].columns():
        np.testing.assert_allclose(traces[1][name], traces[0][name], rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("name", TRAININGS)
def test_any_training_is_written_and_read(name, tmp_path):
    watch = train(name)
    trace = Trace.read(watch.write(tmp_path / "mine.npz"))
    assert trace.stem == "training"
    for layer, fact in trace.facts["layers"].items():
        assert trace[f"train/{layer}.histogram"].shape == (len(trace["train/step"]), 41)
        assert fact["span"][0] < fact["span"][1]
    assert trace.facts["steps"] == trace["train/step"][-1] + 1
