"""Walks over the frozen lake by a table of values: filmed for a trace, or judged over many games."""

from typing import Any

import gymnasium
import numpy as np

from envs.frozenlake import FrozenLake
from learners.figures import Evaluation
from learners.play import FRESH, Policy, judge, play, random_player
from learners.trace import Trace
from learners.worlds import lake

GAME = "envs.frozenlake:FrozenIce-v0"


def walk_by(values: np.ndarray) -> Policy:
    """Returns the policy that takes the action of the highest value; values are [states, actions]."""
    best = values.argmax(axis=1)
    return lambda state, _: int(best[state])


def film(trace: Trace, reel: str, values: np.ndarray, slippery: bool, seed: int, **facts: Any) -> float:
    """Records one game by a table of values, with the values of the four actions beside each step."""
    env = gymnasium.make(GAME, slippery=slippery)
    total = play(env, walk_by(values), trace, reel, seed, lambda state, _: {"values": values[state]})
    trace.facts[reel] |= facts
    return total


def film_random(trace: Trace, reel: str, slippery: bool, seed: int) -> float:
    """Records one game of random moves."""
    return play(gymnasium.make(GAME, slippery=slippery), random_player(4, seed), trace, reel, seed)


def judge_walker(values: np.ndarray | None, slippery: bool, episodes: int, seed: int = FRESH) -> Evaluation:
    """Judges a table of values, or random moves where there is none."""
    walker = random_player(4, seed) if values is None else walk_by(values)
    lots = slippery or values is None
    return judge(gymnasium.make(GAME, slippery=slippery), walker, episodes, seed, chance=lots)


def compare(firm: np.ndarray, slippery: np.ndarray, episodes: int, seed: int = FRESH) -> dict[str, Evaluation | float]:
    """Judges two tables of values and random moves on both kinds of ice, beside the best fixed policy."""
    return {
        "firm: ours": judge_walker(firm, False, episodes, seed),
        "firm: random": judge_walker(None, False, episodes, seed),
        "slippery: ours": judge_walker(slippery, True, episodes, seed),
        "slippery: random": judge_walker(None, True, episodes, seed),
        "slippery: best fixed policy": lake.find_limit(lake.tabulate(FrozenLake(slippery=True))),
    }
