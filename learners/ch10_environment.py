"""Chapter 10: a game is three questions.

Where am I, what may I do, what did it bring? Nothing is learned here. The lake is built cell by
cell, its rules are written down and compared with Gymnasium's own, and games are recorded: by chance, by the
six known moves, and by the same moves on slippery ice.

Columns (16 states, 4 actions: left, down, right, up):
    cells/row, column, state [], letter               the map in the order in which it is built
    rules/slippery, state, action [], ours [16], theirs [16], reward, their_reward []
        chance of every next state and the mean reward, from our lake and from Gymnasium's FrozenLake-v1
    random, solved, slippery, cut                     played games (cut: to and fro until cut off), each step with
        place [2] row and column, mask [4] allowed actions, leads [4] where each would lead on firm ice,
        ended [] true in a hole or at the goal
Facts: rows (the map), names (of the actions), agree (how many rules are equal), figures.
"""

from collections.abc import Mapping
from typing import Any

import gymnasium
import numpy as np

from envs.frozenlake import DOWN, LAKE, LEFT, NAMES, RIGHT, FrozenLake
from learners.figures import Evaluation, facts_of
from learners.play import FRESH, Policy, play, random_player
from learners.trace import Trace
from learners.worlds import lake
from learners.worlds.walk import GAME, judge_walker, walk_by

QUICK: dict[str, Any] = {"games": 20}
WIDTH = len(LAKE[0])
SIX_MOVES = {0: DOWN, 4: DOWN, 8: RIGHT, 9: DOWN, 13: RIGHT, 14: RIGHT}  # found by looking at the map
FIRM = lake.tabulate(FrozenLake())


def learn(games: int = 10_000, seed: int = 11) -> Trace:
    """Builds the lake, compares its rules with Gymnasium's and records games.

    Args:
        games: games that judge each player
        seed: of the recorded games; with this one the walker slips, turns back and is lost
    """
    trace = Trace("ch10_environment", rows=LAKE, names=NAMES, seed=seed)
    for state, letter in enumerate("".join(LAKE)):
        trace.record("cells", row=state // WIDTH, column=state % WIDTH, state=state, letter=letter)
    for slippery in (False, True):
        compare_rules(trace, slippery)
    record_game(trace, "random", random_player(4, seed), False, seed)
    record_game(trace, "solved", walk_by(write_down(SIX_MOVES)), False, seed)
    record_game(trace, "slippery", walk_by(write_down(SIX_MOVES)), True, seed)
    record_game(trace, "cut", lambda state, _: LEFT if state else RIGHT, False, seed)
    trace.facts["agree"] = int(
        sum(np.allclose(*pair) for pair in zip(trace["rules/ours"], trace["rules/theirs"], strict=True))
    )
    trace.facts["figures"] = facts_of(evaluate(games))
    return trace


def write_down(moves: Mapping[int, int]) -> np.ndarray:
    """Returns moves by state as a table of values [16, 4]: 1 for the move, 0 for all others."""
    values = np.zeros((len("".join(LAKE)), 4))
    values[list(moves), list(moves.values())] = 1
    return values


def compare_rules(trace: Trace, slippery: bool) -> None:
    """Records every transition of our lake beside that of Gymnasium."""
    ours, theirs = lake.tabulate(FrozenLake(slippery=slippery)), tabulate_theirs(slippery)
    for state, action in np.ndindex(ours.reward.shape):
        trace.record(
            "rules",
            slippery=slippery,
            state=state,
            action=action,
            ours=ours.chance[state, action],
            theirs=theirs.chance[state, action],
            reward=ours.reward[state, action],
            their_reward=theirs.reward[state, action],
        )


def tabulate_theirs(slippery: bool) -> lake.Table:
    """Returns Gymnasium's own table of the same lake."""
    rules = gymnasium.make("FrozenLake-v1", desc=list(LAKE), is_slippery=slippery).unwrapped.P  # type: ignore[attr-defined]
    chance, reward = np.zeros((len(rules), 4, len(rules))), np.zeros((len(rules), 4))
    for state, action in np.ndindex(reward.shape):
        for likely, after, paid, _ in rules[state][action]:
            chance[state, action, after] += likely
            reward[state, action] += likely * paid
    return lake.Table(chance, reward, FIRM.over)


def record_game(trace: Trace, reel: str, player: Policy, slippery: bool, seed: int) -> None:
    """Records one game with the answers to the three questions at every step."""

    def answer(state: int, info: dict[str, Any]) -> dict[str, Any]:
        place, leads = divmod(state, WIDTH), FIRM.chance[state].argmax(axis=1)
        return {"place": place, "mask": info["action_mask"], "leads": leads, "ended": FIRM.over[state]}

    play(gymnasium.make(GAME, slippery=slippery), player, trace, reel, seed, answer)


def evaluate(episodes: int = 10_000, seed: int = FRESH) -> Mapping[str, Evaluation | float]:
    """Judges the six known moves and random ones on both kinds of ice.

    Args:
        episodes: games of each player
        seed: of the first game; the others count on from it
    """
    moves, icy = write_down(SIX_MOVES), lake.tabulate(FrozenLake(slippery=True))
    return {
        "firm: six known moves": judge_walker(moves, False, episodes, seed),
        "firm: random": judge_walker(None, False, episodes, seed),
        "slippery: six known moves": judge_walker(moves, True, episodes, seed),
        "slippery: their exact chance": lake.find_winning_chance(icy, moves.argmax(axis=1)),
        "slippery: random": judge_walker(None, True, episodes, seed),
        "slippery: best fixed policy": lake.find_limit(icy),
    }


if __name__ == "__main__":
    from learners.command import main

    main(learn)
