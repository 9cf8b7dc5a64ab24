"""Exact answers for the frozen lake, from its table of transitions: no games, no learning.

A state's chance is what follows from it; shapes are [states], [states, actions] or [states, actions, states].
"""

from typing import NamedTuple

import numpy as np

from envs.frozenlake import FrozenLake


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


def find_winning_chance(table: Table, actions: np.ndarray, steps: int = 100) -> float:
    """Returns the chance with which a fixed action a state wins from state 0 within so many steps."""
    places = np.arange(len(actions))
    value = np.zeros(len(actions))
    for _ in range(steps):
        value = table.reward[places, actions] + table.chance[places, actions] @ value
    return float(value[0])


def follow(table: Table, actions: np.ndarray, steps: int = 100) -> list[int]:
    """Returns the states that a fixed action a state passes on firm ice, from state 0 to an end or to the limit."""
    path = [0]
    while not table.over[path[-1]] and len(path) <= steps:
        path.append(int(table.chance[path[-1], actions[path[-1]]].argmax()))
    return path
