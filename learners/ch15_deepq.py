"""Chapter 15: when the table would be too large, a network stands in.

State in, the value of every push out. Played steps go into a memory; random handfuls of them are learned again and
again, towards what came in the next ten steps plus the value of what was seen then. That value is judged by a
*target network*, a copy that is renewed only now and then, so that the aim stands still.

Columns (state [4]: position, speed, angle, turning speed; two pushes: left 0, right 1):
    train/steps, exploration, loss, mean, low, high, share [], start [2], field [21, 21, 2]
        mean length of `tried` games, the share that reached 500; start: values of a cart at rest; field: values over
        angle (-12 to 12 degrees) and turning speed (-3 to 3), the cart at rest
    games/steps, length []                 every game of learning, in the order of their ends
    seeds/seed, games, mean, share []      networks of several seeds; share of games that reached 500
    age0 to age3, after                    played games: values [2], activations first and second [64]
Facts: best (100, the value of never falling), full (500), ages (steps), tried, ahead, parts, book, figures.

Departures from the textbook: targets look ten steps ahead (with one, a fall is felt one step earlier a renewal, and
a cart that drifts out after 100 steps learns of it too late). The output is stretched so that 0 means the value of
never falling: untried pushes look good. A game cut off at 500 is no fall, its last step still looks ahead.
"""

import copy
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
import torch
from torch import Tensor, nn

from learners import policy
from learners.figures import Evaluation, facts_of
from learners.play import FRESH
from learners.trace import Trace
from learners.worlds import cart, recall

QUICK: dict[str, Any] = {"steps": 1_600, "seeds": 1, "games": 3}
SCALE = torch.tensor([2.4, 3.0, 0.2095, 3.0])  # position and angle at which the game ends, and usual speeds
DISCOUNT = 0.99
BEST = 1 / (1 - DISCOUNT)  # 1 + .99 + .99² + ...: the value of never falling, 100
CARTS, AHEAD, BATCH = 8, 10, 128
SIZE, FIRST, RENEW = 50_000, 1_000, 50  # steps remembered at most, before learning, and turns between two renewals
PARTS = 20  # into which the table of the chapter before cuts each number
BOOK = 214.9  # mean length in the older edition of the course, trained on games of 200 and judged on 500
AGES = (0, 2_000, 6_000, 12_000)  # steps after which the cart is filmed


def learn(steps: int = 60_000, rate: float = 0.001, seeds: int = 5, games: int = 100, seed: int = 0) -> Trace:
    """Learns the value of both pushes and stands.

    Args:
        steps: steps of the carts; all seeds stand after 25,000, and then the values settle
        rate: size of a step of Adam, at first; it falls to 0
        seeds: how many networks are taught in all, the filmed one included
        games: games that judge each of them
        seed: of the filmed network, its games and recorded play
    """
    torch.set_num_threads(1)
    facts = {"best": BEST, "ages": AGES, "ahead": AHEAD, "parts": PARTS, "book": BOOK}
    trace = Trace("ch15_deepq", steps=steps, rate=rate, seed=seed, full=cart.FULL, tried=cart.TRIED, **facts)
    for other in range(seed, seed + seeds):
        network = Network(other)
        learning = teach(network, steps, rate, other)
        if other == seed:
            learning = cart.watch_learning(trace, network, learning, steps // 50, AGES, seed)
        deque(learning, maxlen=0)
        weights = policy.rounded(network.state_dict())
        policy.fill(network, weights)  # shown and judged with the weights of a file
        played = cart.judge_cart(network.judge, games)
        trace.record("seeds", seed=other, games=games, mean=played.mean, share=played.share(cart.FULL)[0])
        if other == seed:
            trace.weights = weights
            cart.film(trace, "after", network.judge, seed, network.look)
            trace.facts["figures"] = facts_of(cart.compare(network.judge, games))
    return trace


class Network(nn.Module):
    """State [games, 4] to the values of both pushes [games, 2], through two layers of 64."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        torch.manual_seed(seed)
        self.first, self.second, self.last = nn.Linear(4, 64), nn.Linear(64, 64), nn.Linear(64, 2)

    def forward(self, state: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Returns the activations of both layers and the values: 100 where the last layer says 0."""
        first = torch.relu(self.first(state / SCALE))
        second = torch.relu(self.second(first))
        return first, second, BEST * (1 + self.last(second))

    @torch.no_grad()
    def judge(self, state: np.ndarray) -> np.ndarray:
        """Returns the values of both pushes."""
        return self(torch.as_tensor(state))[2].numpy()

    @torch.no_grad()
    def look(self, state: np.ndarray) -> dict[str, np.ndarray]:
        """Returns the activations in one state [1, 4], to be filmed."""
        first, second, _ = (layer[0].numpy().astype(np.float16) for layer in self(torch.as_tensor(state)))
        return {"first": first, "second": second}


def improve(network: Network, target: Network, optimizer: torch.optim.Optimizer, drawn: dict[str, Tensor]) -> float:
    """Moves the values of the drawn pushes towards their targets and returns the loss before."""
    with torch.no_grad():
        aim = drawn["reward"] + drawn["counts"] * target(drawn["after"])[2].max(dim=1).values
    value = network(drawn["state"])[2].gather(1, drawn["push"].long()[:, None]).squeeze(1)
    loss = nn.functional.smooth_l1_loss(value / 10, aim / 10)  # quadratic up to 10: a tenth of the largest value
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def teach(network: Network, steps: int, rate: float, seed: int) -> Iterator[dict[str, Any]]:
    """Plays with eight carts and learns from memory; yields what happened at first and after each of their steps."""
    target, optimizer = copy.deepcopy(network), torch.optim.Adam(network.parameters())
    generator, memory, recent = np.random.default_rng(seed), recall.Memory(SIZE), deque[cart.Step](maxlen=AHEAD)
    carts = gymnasium.make_vec(cart.GAME, num_envs=CARTS, vectorization_mode="vector_entry_point")
    (state, _), waits, loss = carts.reset(seed=seed), np.zeros(CARTS, dtype=bool), 0.0
    yield {"steps": 0, "exploration": 1.0, "loss": loss, "over": waits}
    for turn in range(steps // CARTS):
        done = turn * CARTS / steps
        exploration = max(0.01, 1 - done / 0.3)
        drawn = generator.integers(2, size=CARTS)
        push = np.where(generator.random(CARTS) < exploration, drawn, network.judge(state).argmax(axis=1))
        after, reward, fell, cut, _ = carts.step(push)
        recent.append(cart.Step(state, push, reward, after, fell, fell | cut, waits))
        state, waits = after, fell | cut
        if len(recent) == AHEAD:
            memory.add(**cart.look_ahead(recent, DISCOUNT))
        optimizer.param_groups[0]["lr"] = rate * (1 - done)
        for _ in range(2 if memory.stored > FIRST else 0):
            loss = improve(network, target, optimizer, memory.draw(BATCH, generator))
        if turn % RENEW == 0:
            target.load_state_dict(network.state_dict())
        yield {"steps": (turn + 1) * CARTS, "exploration": exploration, "loss": loss, "over": waits}


def evaluate(episodes: int = 100, seed: int = FRESH, file: Path | None = None) -> Mapping[str, Evaluation | float]:
    """Judges the committed policy, or that of a file, over games from fresh seeds.

    Args:
        episodes: games of each player
        seed: of the first game; the others count on from it
        file: a policy to judge instead of the committed one, such as one written by --out
    """
    return cart.compare(policy.load_network("ch15_deepq", Network(0), file).judge, episodes, seed)


if __name__ == "__main__":
    from learners.command import main

    main(learn)
