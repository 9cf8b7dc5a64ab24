"""Guesses against the truth: what a network expected in whole games, and the discounted rewards that really came."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

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
    network, noted = deepcopy(network).cpu().eval(), list[Tensor]()
    network.register_forward_hook(lambda *call: noted.append(call[2].max(1).values))
    for steps, file in ages(folder).items():
        load_network(trace.stem, network, file)
        noted.clear()
        games = judge(network.player(greedy=False), GAMES, sticky=sticky, **kind)
        guess, came = torch.cat(noted), np.concatenate([game.returns(discount) for game in games])
        trace.record(reel, steps=steps, guess=guess.mean(), came=came.mean(), games=GAMES)
