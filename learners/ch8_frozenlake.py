"""Chapter 8: a network that predicts winning can choose a move.

The network never sees the rules. It sees random games, in which every action of a game is labelled with
the game's end, and learns the chance of winning *under random play afterwards*. The best action is the
one with the highest chance. On firm ice that finds the goal in six moves; on slippery ice it is repeated:
play with what was learned, fewer and fewer moves at random, and learn again.

Columns (16 states, 4 actions: left, down, right, up):
    games/count [], visits, share [16, 4]            random games so far: how often seen, the share of wins
    train/step, loss, moves [], chance [16, 4]       firm ice; moves of the best actions to the goal, -1: never
    ice/round, share, step, loss, wins [], chance [16, 4]   slippery ice; share of random moves, exact chance to win
    seeds/games, seed, moves []                      the same learner with other games and weights
    before, age0 to age2, after, slippery            played games; values [4] are the predicted chances
Facts: rows (the map), names (of the actions), truth, slippery_truth [16, 4] (linear solve, random play), limit (best
fixed policy), slippery_wins, figures.

Departures from the textbook: equal state-action pairs are counted first and weigh in the loss as often as
they came. Their mean loss is that of all samples, and a step costs 64 rows instead of 700,000.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from envs.frozenlake import LAKE, NAMES, FrozenLake
from learners import policy
from learners.figures import Evaluation, facts_of
from learners.play import FRESH
from learners.trace import Trace
from learners.worlds import lake
from learners.worlds.walk import compare, film, film_random

QUICK: dict[str, Any] = {"games": 300, "steps": 20, "seeds": 1, "episodes": 20}
STATES, ACTIONS, HIDDEN = 16, 4, 64
SHARES = (1.0, 0.5, 0.3, 0.2, 0.1)  # random moves in each round on slippery ice; the first is all random
AGES = (0, 15, 50)  # training steps after which the walker is filmed
FIRM, SLIPPERY = lake.tabulate(FrozenLake()), lake.tabulate(FrozenLake(slippery=True))


def learn(
    games: int = 100_000, steps: int = 2_000, rate: float = 0.01, seeds: int = 20, episodes: int = 10_000, seed: int = 0
) -> Trace:
    """Learns the chance of winning from random games and walks by it.

    Args:
        games: random games to learn from; 1.4 in 100 win, so 10,000 leave the start's actions in doubt
        steps: steps of Adam; by then the loss has been still for a while
        rate: size of a step; ten times Adam's usual one, for the loss over all pairs has no noise
        seeds: how many more learners are tried, with as many games and with a tenth of them
        episodes: games that judge each player
        seed: of games, weights and recorded play
    """
    torch.set_num_threads(1)
    trace = Trace("ch8_frozenlake", games=games, steps=steps, rate=rate, seed=seed, shares=SHARES, hidden=HIDDEN)
    trace.facts |= {"truth": lake.solve_random_play(FIRM).tolist(), "limit": lake.find_limit(SLIPPERY)}
    trace.facts |= {"rows": LAKE, "names": NAMES, "slippery_truth": lake.solve_random_play(SLIPPERY).tolist()}
    networks = build_networks(seed)
    learn_firm(networks["firm"], trace, games, steps, rate, seed)
    learn_slippery(networks["slippery"], trace, games, steps, rate, seed)
    for count, other in ((count, other) for count in (games, games // 10) for other in range(seeds)):
        trace.record("seeds", games=count, seed=other, moves=try_seed(count, steps, rate, other))

    trace.weights = policy.rounded(networks.state_dict())
    policy.fill(networks, trace.weights)  # shown and judged with the weights of the file
    film(trace, "after", predict(networks["firm"]), False, seed, step=steps)
    film(trace, "slippery", predict(networks["slippery"]), True, seed, round=len(SHARES))
    trace.facts["slippery_wins"] = lake.find_winning_chance(SLIPPERY, predict(networks["slippery"]).argmax(axis=1))
    trace.facts["figures"] = facts_of(compare(predict(networks["firm"]), predict(networks["slippery"]), episodes))
    return trace


def learn_firm(network: nn.Module, trace: Trace, games: int, steps: int, rate: float, seed: int) -> None:
    """Plays random games on firm ice, records what they say, and teaches it to the network."""
    film_random(trace, "before", False, seed)
    for count, visits, wins in lake.play_in_parts(FIRM, games, np.random.default_rng(seed)):
        trace.record("games", count=count, visits=visits, share=wins / np.maximum(visits, 1))
    for step, loss in enumerate(fit(network, (visits, wins), steps, rate)):
        chance = predict(network)
        if step < 100 or step % 20 == 0:
            trace.record("train", step=step, loss=loss, moves=lake.count_moves(FIRM, chance), chance=chance)
        if step in AGES:
            film(trace, f"age{AGES.index(step)}", chance, False, seed, step=step)


def learn_slippery(network: nn.Module, trace: Trace, games: int, steps: int, rate: float, seed: int) -> None:
    """Plays by what was learned, fewer and fewer moves at random, and learns again."""
    generator = np.random.default_rng(seed)
    for turn, share in enumerate(SHARES):
        counts = lake.play_games(SLIPPERY, games, generator, predict(network).argmax(axis=1), share)
        for step, loss in enumerate(fit(network, counts, steps, rate)):
            if step % 50 == 0:
                chance = predict(network)
                wins = lake.find_winning_chance(SLIPPERY, chance.argmax(axis=1))
                trace.record("ice", round=turn, share=share, step=step, loss=loss, wins=wins, chance=chance)


def try_seed(games: int, steps: int, rate: float, seed: int) -> int:
    """Returns the moves to the goal that a learner with other games and weights finds, -1 for never."""
    network, counts = build_networks(seed)["firm"], lake.play_games(FIRM, games, np.random.default_rng(seed))
    deque(fit(network, counts, steps, rate), maxlen=0)
    return lake.count_moves(FIRM, predict(network))


def build_networks(seed: int) -> nn.ModuleDict:
    """Returns two equal networks: state and action in, one number out, whose sigmoid is the chance."""
    torch.manual_seed(seed)
    layers = [(nn.Linear(STATES + ACTIONS, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 1)) for _ in range(2)]
    return nn.ModuleDict({"firm": nn.Sequential(*layers[0]), "slippery": nn.Sequential(*layers[1])})


def encode_all() -> Tensor:
    """Returns all 64 pairs of state and action, each with one 1 among 16 and one among 4: [64, 20]."""
    return torch.cat([torch.eye(STATES).repeat_interleave(ACTIONS, dim=0), torch.eye(ACTIONS).repeat(STATES, 1)], dim=1)


@torch.no_grad()
def predict(network: nn.Module) -> np.ndarray:
    """Returns the predicted chance of winning, [16, 4]."""
    return torch.sigmoid(network(encode_all())).reshape(STATES, ACTIONS).numpy()


def fit(network: nn.Module, counts: lake.Counts, steps: int, rate: float) -> Iterator[float]:
    """Adjusts the network step by step and yields the loss before each step, and once after the last."""
    visits, wins = (torch.tensor(each.ravel(), dtype=torch.float32) for each in counts)
    share, weight = wins / visits.clamp(min=1), visits / visits.sum()
    optimizer = torch.optim.Adam(network.parameters(), lr=rate)
    pairs, measure = encode_all(), nn.BCEWithLogitsLoss(weight=weight, reduction="sum")
    for _ in range(steps):
        loss = measure(network(pairs).squeeze(1), share)
        yield loss.item()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    yield measure(network(pairs).squeeze(1), share).item()


def evaluate(episodes: int = 10_000, seed: int = FRESH, file: Path | None = None) -> Mapping[str, Evaluation | float]:
    """Judges the committed policy, or that of a file, over games from fresh seeds.

    Args:
        episodes: games of each player
        seed: of the first game; the others count on from it
        file: a policy to judge instead of the committed one, such as one written by --out
    """
    networks = policy.load_network("ch8_frozenlake", build_networks(0), file)
    return compare(predict(networks["firm"]), predict(networks["slippery"]), episodes, seed)


if __name__ == "__main__":
    from learners.command import main

    main(learn)
