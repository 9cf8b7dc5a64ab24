"""The scene of a training draws what Watch recorded of any model, and says of it what is true."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.claims import training as claims
from scenes.mobjects.layers import Diagram, Layers
from scenes.sets import training as sets
from scenes.training import Training
from tests.own import TRAININGS, train
from tests.scenes.layout import faults
from tests.scenes.rehearsal import read, rehearse


@pytest.fixture(scope="module")
def traces(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trainings")
    return {name: train(name).write(folder / f"{name}.npz") for name in TRAININGS}


@pytest.mark.parametrize("name", TRAININGS)
def test_any_training_is_readable(name, traces, monkeypatch):
    monkeypatch.setenv("ML_TRACE", str(traces[name]))
    found = faults(Training, timed=False)
    assert not found, "\n".join(["", *found])


def test_a_trace_of_something_else_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setenv("ML_TRACE", "media/traces/ch2_gradient.npz")
    with pytest.raises(SystemExit, match="ch2_gradient is none of a training"):
        rehearse(Training)


def test_curves_layers_and_counter_show_the_same_step(traces, monkeypatch):
    monkeypatch.setenv("ML_TRACE", str(traces["encoder"]))
    seen = []

    def look(scene):
        if scene.renderer.beat == "repeat" and int(scene.steps.number.text) > 1:
            at, trace = scene.rows.index(int(scene.steps.number.text)), scene.trace
            loss, farthest = (part for part, _ in scene.curves.parts)
            assert read(loss.number) == pytest.approx(trace["train/loss"][at], rel=1e-3)
            assert read(farthest.number) == pytest.approx(trace["train/farthest"][at], rel=1e-3)
            for heat, name in zip(scene.layers.heats, sets.chosen(trace), strict=True):
                np.testing.assert_array_equal(heat.values, trace[f"train/{name}.picture"][at])
            fastest = [pace.fastest for pace in scene.layers.paces]
            assert fastest.index(True) == sets.smoothed(trace, sets.chosen(trace))[at].argmax()
            assert sum(fastest) == 1
            seen.append(at)

    rehearse(Training, during=look)
    assert len(set(seen)) > 10


def test_a_small_network_is_drawn_as_one_and_others_as_pictures(traces):
    kinds = {name: type(sets.network(Trace.read(path))) for name, path in traces.items()}
    assert {name for name, kind in kinds.items() if kind is Diagram} == {"tiny", "diverging", "one_step"}
    assert {name for name, kind in kinds.items() if kind is Layers} == {"encoder", "lstm", "deep"}


def test_edges_and_nodes_show_weights_and_biases(traces):
    trace = Trace.read(traces["tiny"])
    diagram = sets.network(trace).show(20)
    network = diagram.network
    assert network.sizes == [2, 3, 1]
    weights = trace["train/0.weight.weight"][20]
    widths = [[network.edge(0, source, target).get_stroke_width() for source in (0, 1)] for target in range(3)]
    strongest = np.unravel_index(np.abs(weights).argmax(), weights.shape)
    assert np.unravel_index(np.argmax(widths), weights.shape) == strongest


def test_layers_stand_in_the_order_of_the_model(traces):
    assert claims.layers(Trace.read(traces["lstm"]))[-2:] == ["head.weight", "head.bias"]


def test_what_became_of_the_loss_is_chosen_by_the_trace(traces):
    said = {name: claims.verdict(Trace.read(path)) for name, path in traces.items()}
    lost = Trace.read(traces["diverging"])
    first = np.flatnonzero(~np.isfinite(lost["train/loss"]))[0]
    assert said["diverging"] == f"At step {first} the loss is no number any more: the run has diverged."
    assert "the loss has fallen from" in said["encoder"]
    assert said["one_step"].startswith("After 0 steps the loss has stayed at")


def growing(values, **facts):
    layer = {"fc.weight": {"shape": [2, 2], "span": [-1.0, 1.0], "frozen": False, **facts}}
    settings = {"layers": layer, "settings": {}, "model": "Net", "parameters": 4, "tensors": 1, "steps": len(values)}
    trace = Trace("training", **settings)
    for step, value in enumerate(values):
        kept = {"fc.weight.picture": np.full((2, 2), value), "fc.weight.change": float(step > 0)}
        trace.record("train", step=step * 100, loss=value, **kept, **{"fc.weight.histogram": np.ones(41)})
    return trace


@pytest.mark.parametrize(
    ("losses", "sentence"),
    [
        ([1.0, 2.0, 3.5], "After 200 steps the loss has risen from 1 to 3.5."),
        ([2.0, 1.0], "After 100 steps the loss has fallen from 2 to 1."),
        ([2.0, 2.0], "After 100 steps the loss has stayed at 2."),
        ([np.nan, np.nan], "After 100 steps the loss has never been a number."),
        ([2.0, np.nan, 1.0], "After 200 steps the loss has fallen from 2 to 1."),
    ],
)
def test_risen_fallen_stayed_and_gaps_are_told_apart(losses, sentence):
    assert claims.verdict(growing(losses)) == sentence


def test_a_run_that_diverged_is_left_soon_after_and_a_frozen_layer_is_named():
    trace = growing([1.0] * 10 + [np.nan] * 90, frozen=True)
    assert claims.last_row(trace) == 12
    assert claims.lesson(trace).endswith("until no number was left. 1 tensor is frozen.")
    assert claims.fastest(trace, ["fc.weight"]).startswith("fc.weight was the fastest to change in 100%")
