"""Cart and pole: many games at once for learning, single ones for filming and judging."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import gymnasium
import numpy as np

from learners.figures import Evaluation, find_interval
from learners.play import FRESH, Policy, judge, play, random_player
from learners.trace import Trace

GAME = "CartPole-v1"  # Gymnasium's: +1 a step, over when the pole leans 12 degrees, the cart leaves, or after 500
FULL = 500
TRIED = 200  # games that tell how good a player is while it learns
ANGLES, TURNING = np.meshgrid(np.radians(np.linspace(-12, 12, 21)), np.linspace(-3, 3, 21), indexing="ij")
FIELD = np.stack([0 * ANGLES, 0 * ANGLES, ANGLES, TURNING], axis=-1, dtype=np.float32)  # states [21, 21, 4]

Chooser = Callable[[np.ndarray], np.ndarray]  # from states [games, 4] to pushes [games], left 0, right 1
Values = Callable[[np.ndarray], np.ndarray]  # from states [games, 4] to a value of either push [games, 2]


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
    lengths, order = np.bincount(who, minlength=games), np.argsort(who, kind="stable")  # game by game
    who, when = who[order], when[order]
    return Games(
        np.concatenate(states)[order], np.concatenate(pushes)[order], lengths[who] - when, fell[who], who, lengths
    )


class Step(NamedTuple):
    """One step of several carts; `waits` marks those that were only put back on their start."""

    state: np.ndarray  # [carts, 4]
    push: np.ndarray  # [carts], as all below
    reward: np.ndarray
    after: np.ndarray  # [carts, 4]
    fell: np.ndarray
    over: np.ndarray
    waits: np.ndarray


def look_ahead(steps: Iterable[Step], discount: float) -> dict[str, np.ndarray]:
    """Returns the first of some steps with the discounted reward of all, where they led and what that place counts.

    A game that ends on the way ends the sum: after a fall nothing counts, at the limit the last state does.
    """
    first, *_ = steps
    carts = len(first.push)
    reward, counts, after = np.zeros(carts), np.ones(carts), first.state.copy()
    over, fell = np.zeros(carts, dtype=bool), np.zeros(carts, dtype=bool)
    for step in steps:
        goes = ~over
        reward[goes] += counts[goes] * step.reward[goes]
        counts[goes] *= discount
        after[goes] = step.after[goes]
        fell |= goes & step.fell
        over |= goes & step.over
    rows = {"state": first.state, "push": first.push, "reward": reward, "after": after, "counts": counts * ~fell}
    return {name: values[~first.waits] for name, values in rows.items()}


def push_at_random(generator: np.random.Generator) -> Chooser:
    """Returns a chooser that pushes left or right by chance."""
    return lambda state: generator.integers(2, size=len(state))


def push_by(values: Values) -> Chooser:
    """Returns the chooser that pushes to the side of the higher value."""
    return lambda state: values(state).argmax(axis=1)


def follow(values: Values) -> Policy:
    """Returns the policy of a single game that pushes to the side of the higher value."""
    return lambda state, _: int(values(state[None])[0].argmax())


def film(trace: Trace, reel: str, values: Values, seed: int, look: Callable[[np.ndarray], Any] | None = None) -> None:
    """Records one game with the values of both pushes beside each step; into a reel that exists, one more.

    `look` adds columns: it takes a state [1, 4] and returns a dict.
    """

    def watch(state: np.ndarray, _: Any) -> dict[str, Any]:
        return {"values": values(state[None])[0], **(look(state[None]) if look else {})}

    play(gymnasium.make(GAME), follow(values), trace, reel, seed, watch)


def watch_learning(
    trace: Trace, player: Any, news: Iterator[dict[str, Any]], every: int, ages: Iterable[int], seed: int
) -> Iterator[dict[str, Any]]:
    """Lets a player learn and records how it plays and what it expects; films it at some ages.

    Each of the news is a row of the reel train: the steps so far, more columns, and `over`, which carts have just
    ended their game. The player has `judge`, from states to values, and `look`, what else is filmed.
    """
    lengths, due, ages = None, 0, list(ages)
    for row in news:
        over, steps = row.pop("over"), row["steps"]
        lengths = np.full(len(over), -1) if lengths is None else lengths
        lengths += 1
        for length in lengths[over]:
            trace.record("games", steps=steps, length=length)
        lengths[over] = -1  # the next step only puts these carts back
        if steps >= due:
            field = player.judge(FIELD.reshape(-1, 4)).reshape(*FIELD.shape[:2], 2)
            start = player.judge(np.zeros((1, 4), dtype=np.float32))[0]
            trace.record("train", **row, **try_out(player.judge), start=start, field=field)
            due += every
        if steps in ages:
            film(trace, f"age{ages.index(steps)}", player.judge, seed, player.look)
        yield row


def film_falls(trace: Trace, reel: str, values: Values, steps: int, seed: int) -> None:
    """Records one game after the other until they are as long as so many steps."""
    while f"{reel}/action" not in trace or len(trace[f"{reel}/action"]) < steps:
        film(trace, reel, values, seed)
        seed += 1


def lean(state: np.ndarray) -> np.ndarray:
    """Values the push to the side to which the pole leans: what a person tries first."""
    return np.stack([-state[:, 2], state[:, 2]], axis=1)


def try_out(values: Values, games: int = TRIED, seed: int = FRESH // 2) -> dict[str, float]:
    """Plays many games at once, from a seed of their own, and returns their length and the share that lasted."""
    lengths = play_many(push_by(values), games, seed).lengths.astype(float)
    low, high = find_interval(lengths)
    return {"mean": lengths.mean(), "low": low, "high": high, "share": float((lengths == FULL).mean())}


def judge_cart(values: Values, episodes: int, seed: int = FRESH) -> Evaluation:
    """Judges a player over single games."""
    return judge(gymnasium.make(GAME), follow(values), episodes, seed)


def compare(values: Values, episodes: int, seed: int = FRESH) -> dict[str, Evaluation | float]:
    """Judges a player beside random pushes and the one that pushes where the pole leans."""
    return {
        "ours": judge_cart(values, episodes, seed),
        "random": judge(gymnasium.make(GAME), random_player(2, seed), episodes, seed),
        "pushes where it leans": judge_cart(lean, episodes, seed),
        "most that is possible": float(FULL),
    }
