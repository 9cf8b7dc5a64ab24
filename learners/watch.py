"""Watches a training loop of your own: three lines record any module for `scenes/training.py` to draw.

    watch = Watch(model)
    for step in range(1000):
        ...                      # your loop, as it is, up to loss.backward()
        watch(loss=loss)         # any values you like: numbers, or arrays that keep their shape
        optimizer.step()         # so the first row is the beginning: step 0, nothing learned yet
    watch.write("mine.npz")

Then `ML_TRACE=mine.npz manim -pqh scenes/training.py`.

Columns, all in the reel `train`, one row a recorded step; LAYER is the name of a parameter, such as `0.weight`
    step                    a number; the last row holds what the layers are when the trace is made
    every value you gave    under the name you gave it, as it was last given; NaN before it first was
    LAYER.picture           the layer as a table of at most 32 x 32 numbers (means of blocks of a larger one)
    LAYER.histogram         how its numbers spread over 41 bins between the ends in the fact `layers`; the two
                            outer bins hold what lies beyond as well
    LAYER.change            how far it has moved since the row before, as a share of its own length
    LAYER.gradient          the length of its gradient, if asked for; NaN where it has none
    LAYER.weight            the layer itself, if the whole network is small enough to be drawn as a network

Histogram and change are those of an even sample of at most 1,000 numbers of the layer.
"""

import fnmatch
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from learners.sampling import find_span, take_picture, take_sample
from learners.trace import NAME, Trace

BINS = 41  # of a histogram
SMALL = 300  # parameters; up to here every single weight is kept
DETAILS = 24  # layers that are recorded; of a deeper model they are chosen evenly from first to last
GROWTH = 1.1  # of the distances, where they are logarithmic


class Watch:
    """Records a module while it trains; bounded in memory, for it thins itself when the loop is long.

    Args:
        model: any `torch.nn.Module`, on any device.
        every: records each this-many-th call; 0 records at growing distances: 0, 1, 2 ... 10, 11, 13, 15, 17 ...
        most: rows kept; when there are more, every second one goes, and from then on half as many come.
        gradients: records the lengths of the gradients too (call it between `backward` and `zero_grad`).
        layers: patterns of the names of the parameters to record, such as `["encoder.*weight"]`.
        facts: settings to be shown beside the curves, such as rate=0.1; `title` becomes the title.
    """

    def __init__(
        self,
        model: torch.nn.Module,
        every: int = 1,
        most: int = 400,
        gradients: bool = False,
        layers: Sequence[str] = ("*",),
        **facts: Any,
    ) -> None:
        if most < 4 or every < 0:
            raise ValueError(f"Keep at least 4 rows and record every 0th call or more, not {most=}, {every=}.")
        self.model, self.every, self.most, self.gradients, self.patterns = model, every, most, gradients, layers
        self.facts = json.loads(json.dumps(facts, default=str))  # what JSON does not know is written as text
        self.calls, self.stride = 0, max(every, 1)
        self.rows: list[dict[str, Any]] = []
        self._newest: dict[str, Any] = {}
        self._layers: dict[str, dict[str, Any]] = {}  # chosen at the first call, when lazy layers have their shapes

    def __call__(self, **values: Any) -> None:
        """Records this step, if it is its turn, with any values beside the parameters."""
        for name, value in values.items():
            self._newest[name] = value.detach() if isinstance(value, torch.Tensor) else value
        if self._is_due():
            self.rows.append(self._row(self.calls))
            if len(self.rows) > self.most:
                self._thin()
        self.calls += 1

    def trace(self, stem: str = "training") -> Trace:
        """What was recorded so far, as a trace; layers that have moved on since get a last row."""
        if not self.rows:
            raise ValueError("Nothing was recorded: call watch(...) in every step of the loop.")
        late = self.rows[-1]["step"] < self.calls - 1
        rows = [*self.rows, self._row(self.calls - 1)] if late else self.rows
        spans = {name: find_span([row[f"{name}.sample"] for row in rows]) for name in self._layers}
        facts = {name: fact | {"span": spans[name]} for name, fact in self._layers.items()}
        numbers = sum(tensor.numel() for tensor in self.model.parameters())
        about = {"model": type(self.model).__name__, "parameters": numbers, "tensors": len(self._parameters())}
        trace = Trace(stem, layers=facts, steps=self.calls, settings=self.facts, **about)
        given = {name: np.full_like(value, np.nan, float) for row in rows for name, value in row["values"].items()}
        for row, before in zip(rows, [rows[0], *rows], strict=False):
            told = {name: row["values"].get(name, blank) for name, blank in given.items()}
            trace.record("train", step=row["step"], **told, **self._described(row, before, spans))
        return trace

    def write(self, path: str | Path) -> Path:
        """Writes the trace and returns its path."""
        return self.trace().write(path)

    def _is_due(self) -> bool:
        if self.every:
            return self.calls % self.stride == 0
        return not self.rows or self.calls >= max(self.rows[-1]["step"] + 1, self.rows[-1]["step"] * GROWTH)

    def _thin(self) -> None:
        """Drops every second row: the first stays, and so does the distance between those that come."""
        self.rows = self.rows[::2]
        self.stride *= 2

    def _row(self, step: int) -> dict[str, Any]:
        """All that is kept of this moment."""
        row: dict[str, Any] = {
            "step": step,
            "values": {name: _plain(name, each) for name, each in self._newest.items()},
        }
        if self.rows:
            _compare_shapes(self.rows[-1]["values"], row["values"])
        present = self._parameters()
        self._layers = self._layers or self._choose(present)
        small = sum(tensor.numel() for tensor in present.values()) <= SMALL
        for name, fact in self._layers.items():
            tensor = present.get(name)
            if tensor is None or list(tensor.shape) != fact["shape"]:
                raise ValueError(f"The layer {name!r} has gone or changed its shape: watch the new model anew.")
            fact["frozen"] = fact["frozen"] and not tensor.requires_grad
            numbers = tensor.detach().abs() if tensor.is_complex() else tensor.detach()
            row[f"{name}.picture"], row[f"{name}.sample"] = take_picture(numbers), take_sample(numbers)
            if self.gradients:
                row[f"{name}.gradient"] = float("nan") if tensor.grad is None else float(tensor.grad.float().norm())
            if small:
                row[f"{name}.weight"] = numbers.float().cpu().numpy().copy()
        return row

    def _parameters(self) -> dict[str, torch.nn.Parameter]:
        """The parameters as they are now, shared ones once, under names without what wrappers put before them."""
        found = ((name.replace("_orig_mod.", ""), each) for name, each in self.model.named_parameters())
        return {name.removeprefix("module."): tensor for name, tensor in found if tensor.numel()}

    def _choose(self, present: dict[str, torch.nn.Parameter]) -> dict[str, dict[str, Any]]:
        """The layers to record: those that were asked for, and of too many those with two dimensions, evenly."""
        asked = [name for name in present if any(fnmatch.fnmatch(name, pattern) for pattern in self.patterns)]
        if not asked:
            raise ValueError(f"There is nothing to watch: no parameter of the model is called {list(self.patterns)}.")
        if len(asked) > DETAILS:
            asked = [name for name in asked if present[name].requires_grad] or asked
            asked = [name for name in asked if present[name].dim() > 1] or asked
            asked = [asked[round(at)] for at in np.linspace(0, len(asked) - 1, min(DETAILS, len(asked)))]
        return {name: {"shape": list(present[name].shape), "frozen": True} for name in asked}

    def _described(self, row: dict[str, Any], before: dict[str, Any], spans: dict[str, Any]) -> dict[str, Any]:
        """The columns of the layers in one row."""
        columns = {
            name: value for name, value in row.items() if name.rpartition(".")[2] in ("picture", "gradient", "weight")
        }
        for name, span in spans.items():
            here, there = row[f"{name}.sample"].astype(float), before[f"{name}.sample"].astype(float)
            columns[f"{name}.histogram"] = np.histogram(np.clip(here, *span), BINS, span)[0]
            with np.errstate(invalid="ignore", over="ignore"):
                columns[f"{name}.change"] = np.linalg.norm(here - there) / (np.linalg.norm(there) + 1e-12)
        return columns


def _plain(name: str, value: Any) -> np.ndarray:
    """A copy of a value as an array of numbers; tensors come from their device."""
    if name == "step" or not NAME.fullmatch(name):
        raise ValueError(f"Give {name!r} another name, of letters and digits; the `step` is counted already.")
    if isinstance(value, torch.Tensor):
        short = value.is_floating_point() and value.element_size() < 4
        value = (value.float() if short else value).detach().cpu().numpy()
    array = np.array(value)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{name!r} is not made of numbers, so it cannot be drawn: {value!r}.")
    return array


def _compare_shapes(before: dict[str, np.ndarray], here: dict[str, np.ndarray]) -> None:
    """Refuses a value whose shape changed at once, and not when the training is over."""
    for name, value in before.items():
        if here[name].shape != value.shape:
            raise ValueError(f"The shape of {name!r} changed from {value.shape} to {here[name].shape}.")
