"""Chapter 13: value flows backwards from the goal.

A table holds, for every state and action, the discounted reward expected from there when all later moves
are the best ones. After each step the entry moves towards reward + discount * best entry of the next state.
At first only the step into the goal has a value; every later visit carries it one step further back.

Columns (16 states, 4 actions: left, down, right, up; table is [16, 4], as after the episode or the step):
    train/episode, exploration, steps, reward, moves, error [], table   firm ice, a row an episode, row 0 untouched;
        moves of the best actions to the goal, -1: they never arrive; error: largest distance to the truth
    backup/episode, step, state, action, reward, after, old, target, new [], table
        single steps of the first episodes that changed the table: old and new are the entry's values
    ice/episode, exploration, wins, error [], table     slippery ice; wins is exact for the best actions
    before, age0 to age2, after, slippery               played games; values [4] are the row of the state
Facts: rows (the map), names, truth, slippery_truth [16, 4] (Q*), limit (best fixed policy), slippery_wins, figures.

Departures from the textbook: a game cut off after 100 steps is not an end, so its last step still looks ahead;
of equally good actions one is drawn. On slippery ice the rate falls with the visits of an entry, because there
a target is only one of three that could have come.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np

from envs.frozenlake import LAKE, NAMES, FrozenLake
from learners import policy
from learners.figures import Evaluation, facts_of
from learners.play import FRESH
from learners.trace import Trace
from learners.worlds import lake
from learners.worlds.walk import GAME, compare, film, film_random

QUICK: dict[str, Any] = {"episodes": 60, "slippery": 60, "games": 20}
STATES, ACTIONS = 16, 4
AGES = (0, 50, 100)  # episodes after which the walker is filmed
LESSONS = 12  # episodes that changed the table and are recorded step by step
ROWS = 200  # of the slippery reel
PATIENCE = 0.99  # the discount on slippery ice, where a good walk takes 44 moves
FALL = 0.6  # an entry's rate on slippery ice is its visits to the power of -FALL; 1 would keep the first wrong targets
FIRM, SLIPPERY = lake.tabulate(FrozenLake()), lake.tabulate(FrozenLake(slippery=True))

Update = dict[str, Any]  # one step of a game and what it did to the table: a row of the reel backup


def learn(
    episodes: int = 2_000,
    rate: float = 0.5,
    discount: float = 0.9,
    slippery: int = 50_000,
    games: int = 10_000,
    seed: int = 0,
) -> Trace:
    """Fills a table by walking, first on firm, then on slippery ice.

    Args:
        episodes: games on firm ice; enough to visit the far corners often
        rate: share of the way that an entry moves to its target; firm ice has no noise, half the way can be watched
        discount: worth of a reward one step later; .9 tells six moves from eight
        slippery: games on slippery ice
        games: games that judge each player
        seed: of exploration, ice and recorded play
    """
    trace = Trace("ch13_qtable", episodes=episodes, rate=rate, discount=discount, patience=PATIENCE, seed=seed)
    firm_truth, truth = lake.iterate_values(FIRM, discount), lake.iterate_values(SLIPPERY, PATIENCE)
    trace.facts |= {"rows": LAKE, "names": NAMES, "truth": firm_truth.tolist(), "slippery_truth": truth.tolist()}
    trace.facts["limit"] = lake.find_limit(SLIPPERY)
    film_random(trace, "before", False, seed)
    firm = learn_firm(trace, firm_truth, episodes, rate, discount, seed)
    icy = learn_slippery(trace, truth, slippery, seed)

    trace.weights = policy.rounded({"firm": firm, "slippery": icy})
    firm, icy = trace.weights["firm"], trace.weights["slippery"]  # shown and judged as they are in the file
    film(trace, "after", firm, False, seed, episode=episodes)
    film(trace, "slippery", icy, True, seed, episode=slippery)
    trace.facts["slippery_wins"] = lake.find_winning_chance(SLIPPERY, icy.argmax(axis=1))
    trace.facts["figures"] = facts_of(compare(firm, icy, games))
    return trace


def learn_firm(trace: Trace, truth: np.ndarray, episodes: int, rate: float, discount: float, seed: int) -> np.ndarray:
    """Fills the table on firm ice, records every episode and, step by step, the first that changed the table."""
    table, shown = np.zeros((STATES, ACTIONS)), 0
    for episode, exploration, updates in walk(table, False, episodes, lambda _: rate, discount, seed):
        reward = sum(update["reward"] for update in updates)
        known = {"moves": lake.count_moves(FIRM, table), "error": np.abs(table - truth).max()}
        game = {"exploration": exploration, "steps": len(updates), "reward": reward}
        trace.record("train", episode=episode, **game, **known, table=np.float32(table))
        if shown < LESSONS and any(update["new"] != update["old"] for update in updates):
            shown += 1
            for step, update in enumerate(updates):
                trace.record("backup", episode=episode, step=step, **update)
        if episode in AGES:
            film(trace, f"age{AGES.index(episode)}", table, False, seed, episode=episode)
    return table


def learn_slippery(trace: Trace, truth: np.ndarray, episodes: int, seed: int) -> np.ndarray:
    """Fills the table on slippery ice and records it every now and then."""
    table, every = np.zeros((STATES, ACTIONS)), max(1, episodes // ROWS)
    for episode, exploration, _ in walk(table, True, episodes, lambda visits: visits**-FALL, PATIENCE, seed):
        if episode % every == 0:
            wins, error = lake.find_winning_chance(SLIPPERY, table.argmax(axis=1)), np.abs(table - truth).max()
            row = {"episode": episode, "exploration": exploration, "wins": wins, "error": error}
            trace.record("ice", **row, table=np.float32(table))
    return table


def walk(
    table: np.ndarray, slippery: bool, episodes: int, rate: Callable[[int], float], discount: float, seed: int
) -> Iterator[tuple[int, float, list[Update]]]:
    """Plays and adjusts `table` in place; yields episode, exploration and updates, and once before the first."""
    env = gymnasium.make(GAME, slippery=slippery)
    env.reset(seed=seed)
    generator, visits = np.random.default_rng(seed), np.zeros((STATES, ACTIONS), dtype=int)
    yield 0, 1.0, []
    for episode in range(episodes):
        exploration = max(0.1, 1 - episode / episodes)  # all random at first, then ever more by the table
        updates, (state, _), over = [], env.reset(), False
        while not over:
            action = choose(table[state], exploration, generator)
            after, reward, ended, cut, _ = env.step(action)
            visits[state, action] += 1
            target = reward if ended else reward + discount * table[after].max()
            old = table[state, action]
            table[state, action] += rate(visits[state, action]) * (target - old)
            moved = {"state": state, "action": action, "reward": reward, "after": after}
            updates.append(moved | {"old": old, "target": target, "new": table[state, action], "table": table.copy()})
            state, over = after, ended or cut
        yield episode + 1, exploration, updates


def choose(values: np.ndarray, exploration: float, generator: np.random.Generator) -> int:
    """Returns a random action or, with the rest of the probability, one of the best."""
    best = np.flatnonzero(values == values.max())
    allowed = np.arange(ACTIONS) if generator.random() < exploration else best
    return int(allowed[generator.integers(len(allowed))])


def evaluate(episodes: int = 10_000, seed: int = FRESH, file: Path | None = None) -> Mapping[str, Evaluation | float]:
    """Judges the committed tables, or those of a file, over games from fresh seeds.

    Args:
        episodes: games of each player
        seed: of the first game; the others count on from it
        file: a policy to judge instead of the committed one, such as one written by --out
    """
    tables = policy.load("ch13_qtable", dict.fromkeys(("firm", "slippery"), (STATES, ACTIONS)), file)
    return compare(tables["firm"], tables["slippery"], episodes, seed)


if __name__ == "__main__":
    from learners.command import main

    main(learn)
