"""Close looks at games: what the player saw at one moment, what a lesson makes of its moves, its ball behind a wall."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor

from envs.atari import FRAMES_A_STEP
from learners.atari import arcade
from learners.atari.ball import STREAK, find_ball, find_streak
from learners.atari.film import film, recall
from learners.atari.judge import Game, judge
from learners.atari.players import ByProbability, Network
from learners.atari.rollout import Games
from learners.trace import Trace

AROUND = 4  # steps shown before and after a row of flights: too few for another flight


def show_seen(trace: Trace, reel: str, game: Game, step: int, sticky: float, kind: dict[str, Any]) -> None:
    """Records what the player saw before a step of a game whose every frame is in a reel.

    Reel `seen` has a row for each of the four grey frames, the oldest first: `frame`, uint8 (size, size), and `row`,
    the row of the filmed reel whose screen was shrunk to it (the lighter of that and the one before, for each pixel).
    """
    step = min(max(step, arcade.STACK), len(game.moves) - 1)
    frames = arcade.unfold(recall(game, sticky=sticky, **kind)[step])
    rows = FRAMES_A_STEP * (step + 1 + np.arange(-arcade.STACK, 0)) - 1 - FRAMES_A_STEP * trace.facts[reel]["first"]
    trace.extend("seen", frame=frames.numpy(), row=rows.astype(np.int32))
    trace.facts["seen"] = {"reel": reel, "step": step}


def stretch(game: Game, length: int) -> tuple[int, int]:
    """First step, and the one after the last, of so many steps around the first point won, or the first points at all.

    Three quarters lie before the point: they are what it is owed to.
    """
    rewards = np.array(game.rewards)
    won, any_point = np.flatnonzero(rewards > 0), np.flatnonzero(rewards)
    point = next((int(points[0]) for points in (won, any_point) if len(points)), 0)
    first = min(max(0, point - 3 * length // 4), max(0, len(rewards) - length))
    return first, min(first + length, len(rewards))


def film_lesson(
    trace: Trace,
    policy: ByProbability,
    teach: Callable[[Games], Tensor],
    length: int,
    sticky: float,
    kind: dict[str, Any],
) -> None:
    """Lets a policy play a game, teaches it so many moves of it, and films these moves, a row a step, into `lesson`.

    `teach` improves the policy by the moves and returns their advantages (moves, 1). Columns beside those of a film:
    the `advantage`, and the probability of each move `after` the lesson.
    """
    (game,) = judge(policy.player(greedy=False), 1, sticky=sticky, **kind)
    first, last = stretch(game, length)
    piles = recall(game, sticky=sticky, **kind)[first : last + 1]
    past, logps = gather(policy, game, first, last, piles)
    thoughts = {"probability": logps.exp(), "value": past.value[:, 0]}
    thoughts["advantage"] = teach(past)[:, 0]
    with torch.no_grad():
        thoughts["after"] = policy(past.frames[:, 0])[0].exp()
    halves = {name: each.numpy().astype(np.float16) for name, each in thoughts.items()}
    rows = iter(range(last - first))

    def think(_: Any) -> dict[str, np.ndarray]:
        row = next(rows)
        return {name: each[row : row + 1] for name, each in halves.items()}

    film(trace, "lesson", game, think, first=first, last=last, every=FRAMES_A_STEP, sticky=sticky, **kind)


def gather(policy: ByProbability, game: Game, first: int, last: int, piles: Tensor) -> tuple[Games, Tensor]:
    """The steps of one game as those of a rollout, (steps, 1, ...), and the log-probabilities of all moves.

    `piles` are what was seen before each step and, where the game went on, after the last one.
    """
    count = last - first
    with torch.no_grad():
        logps, value = policy(piles)
    past = Games.empty(count, piles[:1])
    past.frames[:, 0], past.value[:, 0] = piles[:count], value[:count]
    past.action[:, 0] = torch.tensor(game.moves[first:last])
    past.logp.copy_(logps[:count].gather(1, past.action))
    past.reward[:, 0] = torch.tensor(game.rewards[first:last])
    past.over[:, 0] = torch.tensor(game.life_over[first:last])
    past.last_value[:] = value[count:].sum()  # nothing where the game ended
    return past, logps[:count]


def show_streak(trace: Trace, network: Network, games: list[Game], sticky: float, kind: dict[str, Any]) -> None:
    """Films the longest row of flights of the ball behind the wall of all these games, no two alike, into `streak`."""
    best = max(games, key=lambda game: (*find_streak(game)[:2], game.score))
    flights, _, first, last = find_streak(best)
    first, last = max(0, first - AROUND), max(last + AROUND, first + 100)
    film(trace, "streak", best, network.think, first=first, last=last, look=find_ball, sticky=sticky, **kind)
    trace.facts["streak"] |= {"searched": len(games), "flights": flights, "at_most": STREAK, "points": best.score}
