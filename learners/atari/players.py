"""Players of Atari games: networks that choose by probabilities or by guesses, and one that presses anything."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn

from learners.atari import arcade

Player = Callable[[Tensor], np.ndarray]  # piles of frames in, one choice for each out


class Network(nn.Module):
    """A network that plays."""

    def player(self, greedy: bool, seed: int = 0) -> Player:
        """Plays its best move, or as it was trained."""
        raise NotImplementedError

    def think(self, piles: Tensor) -> dict[str, np.ndarray]:
        """What to show of its thoughts."""
        raise NotImplementedError


class ByProbability(Network):
    """A network that gives log-probabilities and a value."""

    def player(self, greedy: bool, seed: int = 0) -> Player:
        """Plays the most probable move, or as trained: by its probabilities."""
        chance = torch.Generator().manual_seed(seed)
        return lambda piles: self(piles)[0].argmax(1).numpy() if greedy else arcade.draw(self(piles)[0], chance)

    def think(self, piles: Tensor) -> dict[str, np.ndarray]:
        """What to show: the probability of each move and the value."""
        logps, value = self(piles)
        return {"probability": logps.exp().numpy().astype(np.float16), "value": value.numpy().astype(np.float16)}


class ByGuess(Network):
    """A network that guesses what each move will bring."""

    explore = 0.02  # the share of random moves when it plays as trained

    def player(self, greedy: bool, seed: int = 0) -> Player:
        """Plays the best move, or as trained: now and then any."""
        chance, explore = np.random.default_rng(seed), 0.0 if greedy else self.explore
        return lambda piles: arcade.choose(self(piles), explore, chance)

    def think(self, piles: Tensor) -> dict[str, np.ndarray]:
        """What to show: the guess for each move, and the best."""
        guesses = self(piles).numpy()
        return {"q": guesses.astype(np.float16), "value": guesses.max(1).astype(np.float16)}


def random_player(moves: int, seed: int = 0) -> Player:
    """A player that presses anything."""
    chance = np.random.default_rng(seed)
    return lambda piles: chance.integers(0, moves, len(piles))
