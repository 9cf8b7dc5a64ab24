"""Watches a training loop of your own: three lines record any module for `scenes/training.py` to draw.

    watch = Watch(model)
    for step in range(1000):
        ...                      # your loop, as it is
        watch(loss=loss)         # any values you like: numbers, or arrays of one shape
    watch.write("mine.npz")

Then `ML_TRACE=mine.npz manim -pqh scenes/training.py`.

Columns, all in the reel `train`, one row a recorded step
    step                    a number
    every value you gave    under the name you gave it
    LAYER.picture           the layer as a table of at most 48 x 48 numbers (means of blocks of a larger one)
    LAYER.histogram         how its numbers spread over 41 bins between the ends in the fact of the layer
    LAYER.change            how far it has moved since the step recorded before, as a share of its own length
    LAYER.gradient          the length of its gradient, if asked for
    LAYER.weight            the layer itself, if the whole network is small enough to be drawn as a network
"""

from pathlib import Path
from typing import Any

import numpy as np
import torch

from learners.trace import Trace

BINS, CELLS, SAMPLE = 41, 48, 1000  # SAMPLE numbers of a layer stand for all in its histogram
SMALL = 300  # parameters; up to here every single weight is kept


class Watch:
    """Records a module while it trains; bounded in memory, for it thins itself when the loop is long.

    Args:
        model: any `torch.nn.Module`.
        every: records each this-many-th call; 0 records at logarithmic distances: 0, 1, 2, 3, 5, 8, 12 ...
        most: rows kept; when there are more, every second one goes, and from then on half as many come.
        gradients: records the lengths of the gradients too (call it before they are set to zero).
        facts: settings to be shown beside the curves, such as rate=0.1.
    """

    def __init__(
        self, model: torch.nn.Module, every: int = 1, most: int = 400, gradients: bool = False, **facts: Any
    ) -> None:
        if most < 4:
            raise ValueError("Keep at least 4 rows: most=4 or more.")
        self.layers = {name: tensor for name, tensor in model.named_parameters() if tensor.numel()}
        if not self.layers:
            raise ValueError("The model has no parameters: there is nothing to watch.")
        self.model, self.every, self.most, self.gradients, self.facts = model, every, most, gradients, facts
        self.calls, self.stride = 0, max(every, 1)
        self.rows: list[dict[str, Any]] = []
        self.small = sum(tensor.numel() for tensor in self.layers.values()) <= SMALL
        self._before: dict[str, torch.Tensor] = {}

    def __call__(self, **values: Any) -> None:
        """Records this step, if it is its turn, with any values beside the parameters."""
        if self._is_due():
            self.rows.append({"step": self.calls, **{name: _plain(value) for name, value in values.items()}})
            for name, tensor in self.layers.items():
                self._look(name, tensor.detach(), tensor.grad)
            if len(self.rows) > self.most:
                self._thin()
        self.calls += 1

    def trace(self, stem: str = "training") -> Trace:
        """What was recorded so far, as a trace."""
        if not self.rows:
            raise ValueError("Nothing was recorded: call watch(...) in every step of the loop.")
        spans = {name: self._span(name) for name in self.layers}
        layers = {name: {"shape": list(tensor.shape), "span": spans[name]} for name, tensor in self.layers.items()}
        trace = Trace(stem, layers=layers, model=type(self.model).__name__, steps=self.calls, settings=self.facts)
        for row in self.rows:
            samples = {name: row[f"{name}.sample"] for name in self.layers}
            counts = {f"{name}.histogram": np.histogram(samples[name], BINS, spans[name])[0] for name in self.layers}
            trace.record("train", **{name: value for name, value in (row | counts).items() if ".sample" not in name})
        return trace

    def write(self, path: str | Path) -> Path:
        """Writes the trace and returns its path."""
        return self.trace().write(path)

    def _is_due(self) -> bool:
        if self.every:
            return self.calls % self.stride == 0
        grown = not self.rows or self.calls >= max(self.rows[-1]["step"] + 1, self.rows[-1]["step"] * 1.25)
        return bool(grown)

    def _thin(self) -> None:
        """Drops every second row: the first stays, and so does the distance between those that come."""
        self.rows = self.rows[::2]
        self.stride *= 2

    def _look(self, name: str, tensor: torch.Tensor, gradient: torch.Tensor | None) -> None:
        """Adds to the last row what is recorded of one layer."""
        row, numbers = self.rows[-1], tensor.float().cpu()
        before = self._before.get(name, numbers)
        row[f"{name}.change"] = float((numbers - before).norm() / (before.norm() + 1e-12))
        row[f"{name}.picture"] = _picture(numbers)
        row[f"{name}.sample"] = numbers.flatten()[:: max(numbers.numel() // SAMPLE, 1)].numpy().copy()
        if self.gradients:
            row[f"{name}.gradient"] = 0.0 if gradient is None else float(gradient.float().norm())
        if self.small:
            row[f"{name}.weight"] = numbers.numpy().copy()
        self._before[name] = numbers.clone()

    def _span(self, name: str) -> tuple[float, float]:
        """The least and the largest number of the layer over all rows, as far as they are finite."""
        seen = np.concatenate([row[f"{name}.sample"] for row in self.rows])
        seen = seen[np.isfinite(seen)]
        low, high = (float(seen.min()), float(seen.max())) if len(seen) else (0.0, 0.0)
        return (low, high) if high > low else (low - 0.5, high + 0.5)


def _plain(value: Any) -> np.ndarray:
    """A copy of a value as an array; tensors come from their device."""
    return np.array(value.detach().float().cpu() if isinstance(value, torch.Tensor) else value)


def _picture(numbers: torch.Tensor) -> np.ndarray:
    """The tensor as a table of at most CELLS x CELLS numbers: a larger one is averaged in blocks."""
    rows = 1 if numbers.dim() < 2 else numbers.shape[0]
    table = numbers.reshape(1, 1, rows, -1)
    size = min(table.shape[2], CELLS), min(table.shape[3], CELLS)
    return torch.nn.functional.adaptive_avg_pool2d(table, size)[0, 0].numpy().astype(np.float16)
