"""What recording costs a learner: the same loop with and without a trace, and with bare reading of the same numbers."""

import statistics
import time
from collections.abc import Callable
from typing import Any

import torch

from learners.ch2_gradient import LOWEST, START
from learners.trace import Trace

Record = Callable[..., Any]


def recording_cost(loop: Callable[[Record], None], rounds: int = 25) -> tuple[float, float, float]:
    """Seconds of a loop that records nothing, that records, and that only reads the numbers: medians, in turn."""
    spent: tuple[list[float], ...] = ([], [], [])
    for _ in range(rounds):
        trace = Trace("benchmark")
        for times, record in zip(spent, (_pass_over, trace.record, _read), strict=True):
            start = time.perf_counter()
            loop(record)
            times.append(time.perf_counter() - start)
    bare, recorded, read = (statistics.median(times) for times in spent)
    return bare, recorded, read


def descend(record: Record, steps: int = 2000) -> None:
    """Chapter 2's loop, the shortest of the course: one number learns, three are recorded a step."""
    x = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    for _ in range(steps):
        y = (x - LOWEST) ** 2
        (slope,) = torch.autograd.grad(y, x)
        record("train", x=x, y=y, slope=slope)
        with torch.no_grad():
            x -= 0.0001 * slope


def train(record: Record, steps: int = 400) -> None:
    """A small network's loop, 64-64-10 on batches of 64 with Adam: loss and all of its parameters are recorded."""
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(64, 64), torch.nn.ReLU(), torch.nn.Linear(64, 10))
    optimizer = torch.optim.Adam(model.parameters())
    pictures, labels = torch.randn(64, 64), torch.randint(10, (64,))
    parameters = {name.replace(".", " "): tensor for name, tensor in model.named_parameters()}
    for _ in range(steps):
        loss = torch.nn.functional.cross_entropy(model(pictures), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        record("train", loss=loss, **parameters)


def _pass_over(reel: str, **values: Any) -> None:
    """Records nothing: the call itself is part of neither cost."""


def _read(reel: str, **values: Any) -> None:
    """The least that any recorder does with a tensor: one number read, or one array copied."""
    for value in values.values():
        value.detach().numpy().copy() if value.ndim else value.item()
