"""Initialize, adjust, repeat: how the chapters on seeing train a network."""

import copy
from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

import torch
from torch import nn
from tqdm import tqdm

from learners.vision.batches import Stacks
from learners.vision.blocks import Groups

Network = TypeVar("Network", bound=nn.Module)
KEEP = 0.97  # how much of its average a network's shadow keeps at each update, once training is under way


def train(
    network: Network,
    stacks: Stacks,
    steps: int,
    batch: int,
    rate: float,
    *,
    augmented: bool = True,
    hidden: int = 0,
    smoothing: float = 0.1,
    decay: float = 5e-4,
    groups: Groups | None = None,
) -> Iterator[tuple[int, float, Network]]:
    """Initialize, adjust, repeat; yields before each update, and after the last, its number, the loss and the shadow.

    The shadow is the average of the weights. `hidden` pixels a side are grey in each augmented picture. `smoothing` of
    each label is spread over all classes; `groups` gives some parameters a rate of their own.
    """
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    shadow = copy.deepcopy(network)
    parameters = groups or [{"params": network.parameters()}]
    optimizer = torch.optim.SGD(parameters, rate, momentum=0.9, nesterov=True, weight_decay=decay)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: climb_and_fall(step / max(steps, 1)))
    batches = islice(stacks.batches(batch, augmented, hidden), steps + 1)
    for step, (pictures, labels) in enumerate(tqdm(batches, "learning", steps, unit=" updates", disable=None)):
        with stacks.hurry():
            answers = network(pictures)
        loss = nn.functional.cross_entropy(answers.float(), labels, label_smoothing=smoothing)
        yield step, loss.item(), shadow
        if step < steps:
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            follow(shadow, network, step)


def climb_and_fall(way: float) -> float:
    """The learning rate as a share of the highest, for a share of the way: up for a fifth of it, then down."""
    return max(min(0.2 + 4 * way, 1.25 * (1 - way)), 0.05)


@torch.no_grad()
def follow(shadow: nn.Module, network: nn.Module, step: int) -> None:
    """Moves the shadow's weights a little towards the network's: an average over the last thirty updates or so."""
    keep = min(KEEP, step / (step + 10))
    for slow, fast in zip(shadow.state_dict().values(), network.state_dict().values(), strict=True):
        if slow.is_floating_point():
            slow.lerp_(fast, 1 - keep)
        else:
            slow.copy_(fast)
