"""Exact answers for the frozen lake from its table of transitions, and many random games at once.

A state's chance is what follows from it; shapes are [states], [states, actions] or [states, actions, states].
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from envs.frozenlake import FrozenLake

LIMIT = 100  # steps after which a game is cut off

Counts = tuple[np.ndarray, np.ndarray]  # visits and wins of every state and action, both [states, actions]


class Table(NamedTuple):
    """Where every action leads and what it pays."""

    chance: np.ndarray  # [states, actions, next states]
    reward: np.ndarray  # [states, actions], the expected one
    over: np.ndarray  # [states], true in holes and at goals


def tabulate(lake: FrozenLake) -> Table:
    """Returns the transitions of a lake as arrays."""
    states, actions = len("".join(lake.rows)), 4
    chance, reward = np.zeros((states, actions, states)), np.zeros((states, actions))
    for state, action in np.ndindex(states, actions):
        for likely, after, paid, _ in lake.outcomes(state, action):
            chance[state, action, after] += likely
            reward[state, action] += likely * paid
    return Table(chance, reward, np.array([letter in "HG" for letter in "".join(lake.rows)]))


def solve_random_play(table: Table) -> np.ndarray:
    """Returns the chance of winning after each action when all later moves are random: one linear solve."""
    away = np.where(table.over[:, None], 0.0, table.chance.mean(axis=1))  # an end leads nowhere
    value = np.linalg.solve(np.eye(len(away)) - away, table.reward.mean(axis=1))
    return table.reward + table.chance @ value


def iterate_values(table: Table, discount: float, tolerance: float = 1e-12) -> np.ndarray:
    """Returns Q*, the discounted value of each action when all later moves are the best ones."""
    value, change = np.zeros(len(table.over)), np.inf
    while change > tolerance:
        quality = table.reward + discount * table.chance @ value
        change = np.abs(quality.max(axis=1) - value).max()
        value = quality.max(axis=1)
    return quality


def find_winning_chance(table: Table, actions: np.ndarray, steps: int = LIMIT) -> float:
    """Returns the chance with which a fixed action a state wins from state 0 within so many steps."""
    places = np.arange(len(actions))
    value = np.zeros(len(actions))
    for _ in range(steps):
        value = table.reward[places, actions] + table.chance[places, actions] @ value
    return float(value[0])


def follow(table: Table, actions: np.ndarray, steps: int = LIMIT) -> list[int]:
    """Returns the states that a fixed action a state passes on firm ice, from state 0 to an end or to the limit."""
    path = [0]
    while not table.over[path[-1]] and len(path) <= steps:
        path.append(int(table.chance[path[-1], actions[path[-1]]].argmax()))
    return path


def count_moves(table: Table, values: np.ndarray) -> int:
    """Returns the moves that the best actions need to the goal of firm ice, -1 where they never arrive."""
    path = follow(table, values.argmax(axis=1))
    paid = sum(table.reward[state, values[state].argmax()] for state in path[:-1])
    return len(path) - 1 if paid else -1


def find_limit(table: Table, steps: int = LIMIT) -> float:
    """Returns the chance of winning of the best fixed policy within so many steps."""
    patient = iterate_values(table, 0.999).round(9)  # equal actions are told apart by no last bit
    return find_winning_chance(table, patient.argmax(axis=1), steps)


def play_games(table: Table, games: int, generator: np.random.Generator, best: Any = 0, share: float = 1.0) -> Counts:
    """Plays many games at once, a share of the moves at random, and counts visits and wins of every action."""
    states, actions = table.reward.shape
    state, history = np.zeros(games, dtype=int), []
    playing = np.arange(games)
    for _ in range(LIMIT):
        here = state[playing]
        random = generator.random(len(playing)) < share
        action = np.where(random, generator.integers(actions, size=len(playing)), np.broadcast_to(best, states)[here])
        lot = generator.random((len(playing), 1))
        state[playing] = (lot > table.chance[here, action].cumsum(axis=1)).sum(axis=1).clip(max=states - 1)
        history.append((playing, here, action))
        playing = playing[~table.over[state[playing]]]
    visits, wins = np.zeros((states, actions)), np.zeros((states, actions))
    for who, here, action in history:  # every action is labelled with the end of its game
        np.add.at(visits, (here, action), 1)
        np.add.at(wins, (here, action), state[who] == states - 1)
    return visits, wins


def play_in_parts(
    table: Table, games: int, generator: np.random.Generator
) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """Plays random games in ever larger parts and yields games, visits and wins so far."""
    played, visits, wins = 0, np.zeros(table.reward.shape), np.zeros(table.reward.shape)
    for until in np.unique(np.geomspace(min(10, games), games, 25).astype(int)).tolist():
        more = play_games(table, until - played, generator)
        visits, wins, played = visits + more[0], wins + more[1], until
        yield played, visits, wins
