"""Chapter 4, activation: without a bend a network is a straight line; with bends it can follow a curve.

A network of 1, 7, 5 and 1 neurons learns sin(x), without an activation and with ReLU, from the same random
weights. Many starts (seeds) are trained; the one shown is that whose ReLU network ends best. Departures from
the textbook: first biases as wide as the data and a shorter memory of Adam, for then more starts reach the goal.

Columns
    curve: one row an x; x, relu, sigmoid, and the exponential e^-x within the sigmoid
    data, grid: the points to learn, and those where fits are drawn; x, y = sin(x)
    linear, relu: one reel a network, thinned as the steps go on; row 0 is the start
        step, loss, fit                 the step; before it adjusts, the mean squared error, the answers on the grid
        weight1, weight2, weight3, bias1, bias2, bias3      of each layer; a weight is (outputs, inputs)
    starts: the same steps; step, and the errors of all seeds: linear, relu
    hinges: the trained ReLU network taken apart; row 0 is its leftmost straight piece, then one row a bend
        place, height, turn, layer, neuron      where, by how much the slope changes, and whose zero it is
        hidden1, hidden2, hinge, sum    both layers' activations up to the next bend; turn * relu(x - place); all so far
    outside: to twice as far out as the data reach; x, truth, linear, relu
    softmax: one row a moment; score, exponential (e^score) and share of four numbers
Facts: the settings; shown (a seed), reached (how many below the goal), best_line, outside_error.
"""

import itertools
from collections.abc import Callable, Iterator

import numpy as np
import torch
from torch import Tensor
from tqdm import tqdm

from learners.hinges import take_apart
from learners.thinning import moments
from learners.trace import Trace

SIZES = (1, 7, 5, 1)
SCORES = np.array([(1, 1, 1, 1), (3, 1, 2, 0), (3, 1, 4, 0), (4, 2, 5, 1)])  # equal; not; one grows; all grow by 1
QUICK = {"steps": 25, "seeds": 3, "points": 120}
BENDS: dict[str, Callable[[Tensor], Tensor]] = {"linear": lambda x: x, "relu": lambda x: torch.clamp(x, min=0)}
Network = dict[str, Tensor]  # weight1 (seeds, outputs, inputs), bias1 (seeds, outputs), weight2, ...
Moment = tuple[int, Tensor, Network]  # step, losses (seeds,), and a copy of the network


def learn(rate: float = 0.01, steps: int = 4000, seeds: int = 24, points: int = 1000, goal: float = 0.001) -> Trace:
    """Fits sin(x) with and without bends, takes the best fit apart, and records the activation functions.

    Args:
        rate: Adam's first learning rate, falling to zero along half a cosine; .03 does no better
        steps: adjustments of every network; with twice as many no more starts reach the goal
        seeds: how many random starts; about half of them reach the goal
        points: how many x from -5 to 5 are learned; sin turns four times there
        goal: the mean squared error that counts as reached; the best line's is five hundred times as large
    """
    if min(steps, seeds, points - 2) < 1:
        raise ValueError("steps and seeds must be 1 or more, and points 3 or more: else there is nothing to learn.")
    torch.set_num_threads(1)  # so that the same seed makes the same bytes
    x, grid = np.linspace(-5, 5, points), np.linspace(-5, 5, 201)
    (slope, height), (squares,), *_ = np.polyfit(x, np.sin(x), 1, full=True)
    runs = {name: list(fit(x, bend, steps, seeds, rate)) for name, bend in BENDS.items()}
    final = runs["relu"][-1][1]
    trace = Trace("ch4_activation", rate=rate, steps=steps, seeds=seeds, points=points, goal=goal, sizes=SIZES)
    trace.facts |= {"shown": int(final.nan_to_num(torch.inf).argmin()), "reached": int((final < goal).sum())}
    trace.facts["best_line"] = {"slope": slope, "height": height, "error": squares / points}
    trace.extend("data", x=x, y=np.sin(x))
    trace.extend("grid", x=grid, y=np.sin(grid))
    film(trace, runs, grid)
    layers = [[trace[f"relu/{kind}{layer}"][-1] for kind in ("weight", "bias")] for layer in (1, 2, 3)]
    trace.extend("hinges", **take_apart(layers, grid))
    look_outside(trace, {name: run[-1][2] for name, run in runs.items()})
    bend_and_share(trace)
    return trace


def sigmoid(x: Tensor) -> Tensor:
    """Any number pressed between 0 and 1."""
    return 1 / (1 + torch.exp(-x))


def softmax(scores: Tensor) -> Tensor:
    """Shares of one, the larger the score the larger; the largest is subtracted first, or e^1000 would overflow."""
    exponentials = torch.exp(scores - scores.max(dim=-1, keepdim=True).values)
    return exponentials / exponentials.sum(dim=-1, keepdim=True)


def initialize(seeds: int) -> Network:
    """Random weights (He et al. 2015) and biases, each seed from its own generator."""
    generators = [torch.Generator().manual_seed(seed) for seed in range(seeds)]
    network = {}
    for layer, (inputs, outputs) in enumerate(itertools.pairwise(SIZES), start=1):
        drawn = [torch.rand(outputs, inputs + 1, generator=generator, dtype=torch.float64) for generator in generators]
        signed, widest = 2 * torch.stack(drawn) - 1, 5 if layer == 1 else inputs**-0.5  # 5: bends all over the data
        network[f"weight{layer}"] = (((6 if layer < 3 else 1) / inputs) ** 0.5 * signed[..., :-1]).requires_grad_()
        network[f"bias{layer}"] = (widest * signed[..., -1]).requires_grad_()
    return network


def answer(network: Network, x: Tensor, bend: Callable[[Tensor], Tensor]) -> Tensor:
    """What the network of each seed says to each x, (seeds, points); the last layer does not bend."""
    output = x[:, None]
    for layer in (1, 2, 3):
        output = output @ network[f"weight{layer}"].mT + network[f"bias{layer}"][:, None]
        output = bend(output) if layer < 3 else output
    return output[..., 0]


def fit(x: np.ndarray, bend: Callable[[Tensor], Tensor], steps: int, seeds: int, rate: float) -> Iterator[Moment]:
    """Initialize, adjust, repeat: all seeds at once, each on its own; yields the moments to record."""
    inputs, network, shown = torch.tensor(x), initialize(seeds), set(moments(steps))
    optimizer = torch.optim.Adam(network.values(), rate, betas=(0.9, 0.99))
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for step in tqdm(range(steps + 1), disable=None, leave=False):
        losses = ((answer(network, inputs, bend) - torch.sin(inputs)) ** 2).mean(dim=1)
        if step in shown:
            yield step, losses.detach(), {name: part.detach().clone() for name, part in network.items()}
        optimizer.zero_grad()
        losses.sum().backward()  # seeds share no weight: each gets the slopes of its own loss
        optimizer.step()
        schedule.step()


def film(trace: Trace, runs: dict[str, list[Moment]], grid: np.ndarray) -> None:
    """Records the shown seed's weights and answers at every moment, and the losses of all seeds."""
    seed = trace.facts["shown"]
    for name, run in runs.items():
        for step, loss, network in run:
            drawn = answer(network, torch.tensor(grid), BENDS[name])[seed].float()
            trace.record(name, step=step, loss=loss[seed], fit=drawn, **{part: network[part][seed] for part in network})
    losses = {name: torch.stack([loss for _, loss, _ in run]) for name, run in runs.items()}
    trace.extend("starts", step=trace["relu/step"], **losses)


def look_outside(trace: Trace, trained: dict[str, Network]) -> None:
    """Asks the trained networks twice as far out as their data reach."""
    x, seed = torch.arange(-200, 201, dtype=torch.float64) / 20, trace.facts["shown"]
    said = {name: answer(network, x, BENDS[name])[seed] for name, network in trained.items()}
    trace.extend("outside", x=x, truth=torch.sin(x), **said)
    gaps = {name: (answers - torch.sin(x))[x.abs() > 5] for name, answers in said.items()}
    trace.facts["outside_error"] = {name: float(gap.square().mean()) for name, gap in gaps.items()}


def bend_and_share(trace: Trace) -> None:
    """Records what needs no learning: the two bends, and softmax while its scores change."""
    x = torch.arange(-120, 121, dtype=torch.float64) / 20
    trace.extend("curve", x=x, relu=BENDS["relu"](x), sigmoid=sigmoid(x), exponential=torch.exp(-x))
    score = torch.tensor(np.stack([np.interp(np.linspace(0, 3, 301), range(4), column) for column in SCORES.T], 1))
    trace.extend("softmax", score=score, exponential=torch.exp(score), share=softmax(score))


if __name__ == "__main__":
    from learners.command import main

    main(learn)
