"""Guesses against the truth: what a network expected in whole games, and the discounted rewards that really came."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import torch

from learners.atari import film
from learners.atari.judge import judge
from learners.atari.players import ByGuess
from learners.checkpoint import ages
from learners.policy import load_network
from learners.trace import Trace

GAMES = 8  # of each age


def compare_guesses(
    trace: Trace, reel: str, network: ByGuess, folder: Path, discount: float, sticky: float, kind: dict[str, Any]
) -> None:
    """Records for every age kept in a folder what the network expected in a few games, and what came.

    A row an age: after how many `steps`; the mean best `guess` over all moves of so many `games`; the mean of the
    discounted rewards that `came` after them.
    """
    network = deepcopy(network).cpu().eval()
    for steps, file in ages(folder).items():
        load_network(trace.stem, network, file)
        guessed, came = [], []
        for game in judge(network.player(greedy=False), GAMES, sticky=sticky, **kind):
            with torch.no_grad():
                guessed.append(network(film.recall(game, sticky=sticky, **kind)).max(1).values.numpy())
            came.append(game.returns(discount))
        guess, truth = np.concatenate(guessed), np.concatenate(came)
        trace.record(reel, steps=steps, guess=guess.mean(), came=truth.mean(), games=GAMES)
