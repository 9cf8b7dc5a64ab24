"""Chapter 14: cut a continuous world into cells and a table will do.

The car is too weak for the hill: it must first drive away from the flag. Position and speed are cut into cells,
each with a value for every push. One table is coarse: all states of a cell must share one push. Several tables,
each shifted by a part of a cell, are added up, and their sum is fine although every one of them learns fast.

Columns (state [2]: position, speed; three pushes: left 0, none 1, right 2; surfaces [41, 41] over both):
    table/episode, mean, low, high [], value, best [41, 41]   one table; mean return of 200 starts, highest value, push
    tiles/...                                                 the same with several shifted tables
    table_lengths/steps, tiles_lengths/steps []               steps of every episode of learning
    seeds/seed, table, tiles, low, high, kept []   mean return of 1,000 starts (low, high: tiles), episode of the kept
    truth/value, best [41, 41]                                value iteration on a fine grid, one row
    before, after_table, age0 to age2, after                  drives; all but before with values [3]
Facts: ages (episodes), one and many (tables, cells a side), episodes, solved, book and
    book_episodes, figures.

Departures from the textbook: no exploration, for untouched cells hold 0, better than anything true, and are tried.
Drives of learning may last 1,000 steps, and one cut off is not an end: its last step still looks ahead. From one
episode to the next the drive gets longer or shorter, so the best of the recorded weights are kept, by 200 starts
that are used for nothing else.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np

from learners import policy
from learners.figures import Evaluation, facts_of
from learners.play import FRESH, play, random_player
from learners.trace import Trace
from learners.worlds import car

QUICK: dict[str, Any] = {"episodes": 8, "seeds": 1, "games": 3, "places": 41}
ONE, MANY = (1, 20), (16, 8)  # tables and cells a side: 400 cells, or 16 tables of 64, each a row and a column larger
KINDS = (("table", ONE), ("tiles", MANY))
SOLVED = -110.0  # Gymnasium's mark
BOOK, BOOK_EPISODES = -119.3, 100_000  # one table in the older edition, after so many episodes
LONG = 1_000  # steps after which a drive of learning is cut off; with 200, the first ones never arrive
FADE = 0.9  # how much of a correction reaches the step before
AGES = (20, 60, 200)  # episodes after which the car is filmed


def learn(
    episodes: int = 1_000, rate: float = 0.5, seeds: int = 5, games: int = 1_000, places: int = 401, seed: int = 0
) -> Trace:
    """Fills one table, then several shifted ones, and drives up the hill.

    Args:
        episodes: drives of learning, for either; the shifted tables need half of them
        rate: how far the sum moves to its target, at first; it falls to 0
        seeds: how many learners of either kind are judged, the filmed ones included
        games: drives that judge each player
        places: of the grid of value iteration, a side; twice as many gain .1
        seed: of the filmed learners and their drives
    """
    facts = {"one": ONE, "many": MANY, "ages": AGES, "solved": SOLVED, "book": BOOK, "book_episodes": BOOK_EPISODES}
    trace = Trace("ch14_mountaincar", episodes=episodes, rate=rate, seed=seed, **facts)
    truth = car.look_ahead(car.iterate_values(places))
    trace.record("truth", **car.survey(truth))
    play(gymnasium.make(car.GAME), random_player(car.PUSHES, seed), trace, "before", seed)
    for other in range(seed, seed + seeds):
        filmed = trace if other == seed else Trace(trace.stem)  # the other seeds' trace is thrown away
        (table, _), (tiles, kept) = (improve(filmed, reel, shape, episodes, rate, other) for reel, shape in KINDS)
        if other == seed:
            trace.weights = {"table": table, "tiles": tiles}
        alone, summed = car.judge_car(values_of(table, ONE), games), car.judge_car(values_of(tiles, MANY), games)
        figures = {"table": alone.mean, "tiles": summed.mean, "low": summed.interval[0], "high": summed.interval[1]}
        trace.record("seeds", seed=other, kept=kept, **figures)
    table, tiles = trace.weights.values()
    car.film(trace, "after_table", values_of(table, ONE), seed)
    car.film(trace, "after", values_of(tiles, MANY), seed)
    trace.facts["figures"] = facts_of(car.compare(named(table, tiles), truth, games))
    return trace


def improve(
    trace: Trace, reel: str, shape: tuple[int, int], episodes: int, rate: float, seed: int
) -> tuple[np.ndarray, int]:
    """Learns with tables of a shape, records the learning, and returns the best rounded weights and their episode."""
    weights = np.zeros((car.PUSHES, shape[0] * (shape[1] + 1) ** 2))
    best, kept, highest, every = weights, 0, -np.inf, max(1, episodes // 50)
    trace.record(reel, episode=0, **car.try_out(values_of(weights, shape)), **car.survey(values_of(weights, shape)))
    for episode, steps in enumerate(drive(weights, shape, episodes, rate, seed), 1):
        trace.record(f"{reel}_lengths", steps=steps)
        if episode % every == 0 or episode in AGES:
            halves = policy.rounded({"weights": weights})["weights"]
            score = car.try_out(values_of(halves, shape))
            trace.record(reel, episode=episode, **score, **car.survey(values_of(halves, shape)))
            if score["mean"] > highest:
                best, kept, highest = halves, episode, score["mean"]
        if reel == "tiles" and episode in AGES:
            car.film(trace, f"age{AGES.index(episode)}", values_of(weights.copy(), shape), seed)
    return best, kept


def find_cells(state: np.ndarray, tables: int, cells: int) -> np.ndarray:
    """Returns the place of states [..., 2] in every table, [..., tables]; table k is shifted by k parts of a cell."""
    spot = (np.asarray(state) - car.LOW) / (car.HIGH - car.LOW) * cells
    shift = np.arange(tables) / tables
    row = np.floor(spot[..., :1] + shift).astype(int).clip(0, cells)
    column = np.floor(spot[..., 1:] + shift * 3 % 1).astype(int).clip(0, cells)  # 3: no two tables on one diagonal
    return (np.arange(tables) * (cells + 1) + row) * (cells + 1) + column


def values_of(weights: np.ndarray, shape: tuple[int, int]) -> car.Values:
    """Returns the sum over all tables as a function: from states [..., 2] to the values of the pushes [..., 3]."""
    return lambda state: np.moveaxis(weights[:, find_cells(state, *shape)].sum(axis=-1), 0, -1)


def drive(weights: np.ndarray, shape: tuple[int, int], episodes: int, rate: float, seed: int) -> Iterator[int]:
    """Drives and adjusts `weights` [3, cells] in place (Sarsa with fading traces); yields each episode's steps."""
    env = gymnasium.make(car.GAME, max_episode_steps=LONG)
    env.reset(seed=seed)
    for episode in range(episodes):
        share = rate / shape[0] * (1 - episode / episodes)
        touched, (state, _), over, steps = np.zeros_like(weights), env.reset(), False, 0
        cells = find_cells(state, *shape)
        push = int(weights[:, cells].sum(axis=1).argmax())
        while not over:
            state, reward, ended, cut, _ = env.step(push)
            after = find_cells(state, *shape)
            ahead = weights[:, after].sum(axis=1)
            target = float(reward) + (0.0 if ended else ahead.max())
            touched *= FADE
            touched[:, cells] = 0  # what was done here before counts no more
            touched[push, cells] = 1
            weights += share * (target - weights[push, cells].sum()) * touched
            cells, push, steps, over = after, int(ahead.argmax()), steps + 1, ended or cut
        yield steps


def named(table: np.ndarray, tiles: np.ndarray) -> dict[str, car.Values]:
    """Returns both learners under the names by which they are judged."""
    return {"ours": values_of(tiles, MANY), "ours, one table": values_of(table, ONE)}


def evaluate(episodes: int = 1_000, seed: int = FRESH, file: Path | None = None) -> Mapping[str, Evaluation | float]:
    """Judges the committed tables, or those of a file, over drives from fresh seeds.

    Args:
        episodes: drives of each player
        seed: of the first drive; the others count on from it
        file: a policy to judge instead of the committed one, such as one written by --out
    """
    shapes = {name: (car.PUSHES, count * (cells + 1) ** 2) for name, (count, cells) in KINDS}
    weights = policy.load("ch14_mountaincar", shapes, file)
    return car.compare(named(**weights), car.look_ahead(car.iterate_values()), episodes, seed)


if __name__ == "__main__":
    from learners.command import main

    main(learn)
