"""Chapter 9: where winning is not defined, define it: the last ten steps lose, the rest win.

Every game of the cart ends in a fall, so "who won?" teaches nothing: all steps are lost. But the last steps
before a fall were the bad ones. They are labelled 0, all earlier ones 1, and a network learns from random games
the chance that a step is not among the last ten. The better push is the one with the higher chance.

Columns (state [4]: position, speed, angle, turning speed; two pushes: left 0, right 1):
    labels/game, left, push [], state [4], label []     some random games; left: steps to the end of the game
    train/step, loss, mean, low, high, share [], field [21, 21, 2]   with the ten: length of 200 games, share of 500s
    lost/step, loss, mean, low, high, share [], field             without: every step is labelled 0
        field: chance of both pushes over angle (-12 to 12 degrees) and turning speed (-3 to 3), the cart at rest
    tried/last, seed [], mean, low, high, share                   other numbers than ten, other seeds
    random, without, age0 to age3, after                          played games (without: many), with values [2], chances
Facts: full (500, where a game is cut off), ages (training steps of age0 to age3), last, figures.

Departures from the textbook: none in the idea. Batches are drawn with replacement.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
import torch
from torch import Tensor, nn

from learners import policy
from learners.figures import Evaluation, facts_of
from learners.play import FRESH, play, random_player
from learners.trace import Trace
from learners.worlds import cart

QUICK: dict[str, Any] = {"games": 100, "steps": 20, "seeds": 1, "episodes": 3}
SCALE = torch.tensor([2.4, 3.0, 0.2095, 3.0])  # position and angle at which the game ends, and usual speeds
LASTS = (5, 10, 15, 20)  # other numbers of lost steps, tried beside each other
AGES = (0, 30, 100, 300)  # training steps after which the cart is filmed


def learn(
    games: int = 5_000, last: int = 10, steps: int = 3_000, seeds: int = 5, episodes: int = 1_000, seed: int = 0
) -> Trace:
    """Labels random games and learns which push keeps the pole up.

    Args:
        games: random games, of 22 steps each
        last: how many steps before the fall count as lost: about half of a random game
        steps: batches of 1,024 labelled steps; the cart stands after 600, and no batch is too many
        seeds: how many networks, each with games of its own, are tried with each of several numbers
        episodes: games that judge each player
        seed: of games, weights and recorded play
    """
    torch.set_num_threads(1)
    trace = Trace("ch9_cartpole", games=games, last=last, steps=steps, seed=seed, full=cart.FULL)
    played = cart.play_many(cart.push_at_random(np.random.default_rng(seed)), games, seed)
    record_labels(trace, played, last)
    play(gymnasium.make(cart.GAME), random_player(2, seed), trace, "random", seed)
    lost, network = build_network(seed), build_network(seed)
    train(trace, "lost", lost, played, np.zeros(len(played.push)), steps, seed)
    train(trace, "train", network, played, label(played, last), steps, seed)
    for number, other in ((number, other) for number in LASTS for other in range(seeds)):
        trace.record("tried", last=number, seed=other, **try_number(number, other, games, steps))

    trace.weights = policy.rounded(network.state_dict())
    policy.fill(network, trace.weights)  # shown and judged with the weights of the file
    ours, theirs = partial(predict, network), partial(predict, lost)
    cart.film(trace, "after", ours, seed)
    cart.film_falls(trace, "without", theirs, len(trace["after/action"]), seed)
    figures = cart.compare(ours, episodes) | {"without": cart.judge_cart(theirs, episodes)}
    trace.facts |= {"ages": AGES, "figures": facts_of(figures)}
    return trace


def label(played: cart.Games, last: int) -> np.ndarray:
    """Returns 0 for the last steps before a fall and 1 for all others, [steps]."""
    return np.where(played.fell & (played.left <= last), 0.0, 1.0)


def build_network(seed: int) -> nn.Module:
    """Returns a network from state and push to one number, whose sigmoid is the chance."""
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(6, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1))


def encode(state: np.ndarray, push: np.ndarray) -> Tensor:
    """Returns the inputs of the network: the scaled state and one 1 for the push, [steps, 6]."""
    return torch.cat([torch.as_tensor(state) / SCALE, torch.eye(2)[torch.as_tensor(push)]], dim=1)


@torch.no_grad()
def predict(network: nn.Module, state: np.ndarray) -> np.ndarray:
    """Returns the chance of winning with either push, [steps, 2]."""
    both = torch.cat([encode(state, np.full(len(state), push)) for push in (0, 1)])
    return torch.sigmoid(network(both)).reshape(2, -1).T.numpy()


def fit(network: nn.Module, played: cart.Games, labels: np.ndarray, steps: int, seed: int) -> Iterator[float]:
    """Adjusts the network batch by batch and yields the loss before each step, and once after the last."""
    inputs, target = encode(played.state, played.push), torch.tensor(labels, dtype=torch.float32)
    optimizer, generator = torch.optim.Adam(network.parameters(), lr=0.001), torch.Generator().manual_seed(seed)
    for step in range(steps + 1):
        batch = torch.randint(len(inputs), (1024,), generator=generator)
        loss = nn.functional.binary_cross_entropy_with_logits(network(inputs[batch]).squeeze(1), target[batch])
        yield loss.item()
        if step < steps:
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


def train(
    trace: Trace, reel: str, network: nn.Module, played: cart.Games, labels: np.ndarray, steps: int, seed: int
) -> None:
    """Teaches the network and records, at growing distances, how it plays and what it predicts."""
    values = partial(predict, network)
    for step, loss in enumerate(fit(network, played, labels, steps, seed)):
        if step < 10 or (step < 300 and step % 10 == 0) or step % 100 == 0:
            field = values(cart.FIELD.reshape(-1, 4)).reshape(21, 21, 2)
            trace.record(reel, step=step, loss=loss, **cart.try_out(values), field=field)
        if reel == "train" and step in AGES:
            cart.film(trace, f"age{AGES.index(step)}", values, seed)


def try_number(last: int, seed: int, games: int, steps: int) -> dict[str, float]:
    """Returns how a network with games of its own does when so many last steps lose."""
    played = cart.play_many(cart.push_at_random(np.random.default_rng(seed)), games, seed)
    network = build_network(seed)
    deque(fit(network, played, label(played, last), steps, seed), maxlen=0)
    return cart.try_out(partial(predict, network))


def record_labels(trace: Trace, played: cart.Games, last: int) -> None:
    """Records the first random games with their labels."""
    rows = played.game < 12
    columns = {"game": played.game, "left": played.left, "push": played.push, "state": played.state}
    trace.extend("labels", **{name: values[rows] for name, values in columns.items()}, label=label(played, last)[rows])


def evaluate(episodes: int = 1_000, seed: int = FRESH, file: Path | None = None) -> Mapping[str, Evaluation | float]:
    """Judges the committed policy, or that of a file, over games from fresh seeds.

    Args:
        episodes: games of each player
        seed: of the first game; the others count on from it
        file: a policy to judge instead of the committed one, such as one written by --out
    """
    network = policy.load_network("ch9_cartpole", build_network(0), file)
    return cart.compare(partial(predict, network), episodes, seed)


if __name__ == "__main__":
    from learners.command import main

    main(learn)
