"""Games of two: one side's view of a game, turns shared by two players, and opponents."""

from collections.abc import Callable
from typing import Any

import gymnasium
import numpy as np

from learners.play import Policy

Opponent = Callable[[Any, dict[str, Any], np.random.Generator], int]  # draws its lots from the game's generator


class Against(gymnasium.Wrapper):
    """A game of two as a game of one: the opponent moves inside `reset` and `step`.

    Reward, in the view of the one who sits in `seat` (1 moves first, 2 second): 1 won, -1 lost, else 0.
    """

    def __init__(self, env: gymnasium.Env, opponent: Opponent, seat: int) -> None:
        super().__init__(env)
        self.opponent, self.seat = opponent, seat

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        """Begins a game, with the opponent's first move where it has it; the seed is also its lots'."""
        observation, info = self.env.reset(seed=seed, options=options)
        if self.seat == 2:
            observation, _, _, _, info = self._reply(observation, info)
        return observation, info

    def step(self, action: int) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        """Makes our move and the opponent's reply."""
        observation, reward, over, cut, info = self.env.step(action)
        if over:
            return observation, float(reward), over, cut, info
        observation, reward, over, cut, info = self._reply(observation, info)
        return observation, -float(reward), over, cut, info

    def _reply(self, observation: Any, info: dict[str, Any]) -> tuple[Any, Any, bool, bool, dict[str, Any]]:
        return self.env.step(self.opponent(observation, info, self.np_random))


def draw_lots(_: Any, info: dict[str, Any], generator: np.random.Generator) -> int:
    """Plays at random: an opponent that draws evenly among the legal moves."""
    return int(generator.choice(np.flatnonzero(info["action_mask"])))


def take_turns(first: Policy, second: Policy) -> Policy:
    """Returns one policy for a game in which two players move in turn, as `info["player"]` says."""
    return lambda observation, info: (first, second)[info["player"] - 1](observation, info)


def seat_opponent(opponent: Opponent, seed: int) -> Policy:
    """Returns an opponent as a policy with lots of its own."""
    generator = np.random.default_rng(seed)
    return lambda observation, info: opponent(observation, info, generator)
