"""Cart and pole: many games at once for learning, single ones for filming and judging."""

from collections.abc import Callable
from typing import NamedTuple

import gymnasium
import numpy as np

from learners.figures import Evaluation, find_interval
from learners.play import FRESH, Policy, judge, random_player

GAME = "CartPole-v1"  # Gymnasium's: +1 a step, over when the pole leans 12 degrees, the cart leaves, or after 500
FULL = 500

Chooser = Callable[[np.ndarray], np.ndarray]  # from states [games, 4] to pushes [games], left 0, right 1


class Games(NamedTuple):
    """All steps of many games, one row each, and the lengths of the games."""

    state: np.ndarray  # [steps, 4]: position, speed, angle, turning speed
    push: np.ndarray  # [steps]
    left: np.ndarray  # [steps]: steps to the end, this one included
    fell: np.ndarray  # [steps]: whether the game ended in a fall, not at the limit
    game: np.ndarray  # [steps]
    lengths: np.ndarray  # [games]


def play_many(choose: Chooser, games: int, seed: int) -> Games:
    """Plays many games at once."""
    carts = gymnasium.make_vec(GAME, num_envs=games, vectorization_mode="vector_entry_point")
    state, _ = carts.reset(seed=seed)
    playing, fell = np.ones(games, dtype=bool), np.zeros(games, dtype=bool)
    states, pushes, rows = [], [], []
    while playing.any():
        push = choose(state)
        states.append(state[playing])
        pushes.append(push[playing])
        rows.append(np.flatnonzero(playing))
        state, _, fallen, cut, _ = carts.step(push)
        fell |= playing & fallen
        playing &= ~(fallen | cut)
    who, when = np.concatenate(rows), np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    lengths = np.bincount(who, minlength=games)
    return Games(np.concatenate(states), np.concatenate(pushes), lengths[who] - when, fell[who], who, lengths)


def push_at_random(generator: np.random.Generator) -> Chooser:
    """Returns a chooser that pushes left or right by chance."""
    return lambda state: generator.integers(2, size=len(state))


def push_one(choose: Chooser) -> Policy:
    """Returns the policy of a single game that chooses as the chooser of many does."""
    return lambda state, _: int(choose(state[None])[0])


def push_where_it_leans(state: np.ndarray) -> np.ndarray:
    """Pushes to the side to which the pole leans: what a person tries first."""
    return (state[:, 2] > 0).astype(int)


def try_out(choose: Chooser, games: int = 200, seed: int = FRESH // 2) -> dict[str, float]:
    """Plays many games at once, from seeds of their own, and returns their length and the share that lasted."""
    lengths = play_many(choose, games, seed).lengths.astype(float)
    low, high = find_interval(lengths)
    return {"mean": lengths.mean(), "low": low, "high": high, "share": float((lengths == FULL).mean())}


def judge_player(choose: Chooser, episodes: int, seed: int = FRESH) -> Evaluation:
    """Judges a player over single games."""
    return judge(gymnasium.make(GAME), push_one(choose), episodes, seed)


def compare(choose: Chooser, episodes: int, seed: int = FRESH) -> dict[str, Evaluation | float]:
    """Judges a player beside random pushes and the one that pushes where the pole leans."""
    return {
        "ours": judge_player(choose, episodes, seed),
        "random": judge(gymnasium.make(GAME), random_player(2, seed), episodes, seed),
        "pushes where it leans": judge_player(push_where_it_leans, episodes, seed),
        "most that is possible": float(FULL),
    }
