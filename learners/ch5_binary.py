"""Chapter 5, binary classification: probability is learned: horse goes to 1, deer goes to 0."""

import copy
from collections.abc import Iterator, Sequence
from itertools import islice

import torch
from torch import nn
from tqdm import tqdm

from learners.batches import Stacks, follow
from learners.pictures import Pictures

Groups = list[dict[str, object]]
SMOOTHING = 0.1  # of each label is spread over all classes, so that no answer is driven to infinity


def choose_two(pictures: Pictures, classes: Sequence[str] | None) -> Pictures:
    """Keeps two classes, the one that goes to 0 and the one that goes to 1: those named, else deer and horse, else two."""
    usual = ("deer", "horse") if {"deer", "horse"} <= set(pictures.classes) else pictures.classes[:2]
    return pictures.choose(classes or usual)


def train(
    network: nn.Module,
    stacks: Stacks,
    steps: int,
    batch: int,
    rate: float,
    augmented: bool = True,
    decay: float = 5e-4,
    groups: Groups | None = None,
) -> Iterator[tuple[int, float, nn.Module]]:
    """Initialize, adjust, repeat; yields before each update, and after the last, its number, the loss and the shadow.

    `groups` gives some parameters a rate of their own, as torch's optimizers take them.
    """
    shadow = copy.deepcopy(network)
    parameters = groups or [{"params": network.parameters()}]
    optimizer = torch.optim.SGD(parameters, rate, momentum=0.9, nesterov=True, weight_decay=decay)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: climb_and_fall(step / max(steps, 1)))
    batches = islice(stacks.batches(batch, augmented), steps + 1)
    for step, (pictures, labels) in enumerate(tqdm(batches, "learning", steps, unit=" updates", disable=None)):
        with stacks.hurry():
            answers = network(pictures)
        loss = nn.functional.cross_entropy(answers.float(), labels, label_smoothing=SMOOTHING)
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
