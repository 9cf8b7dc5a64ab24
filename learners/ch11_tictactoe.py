"""Chapter 11: count how random games end, and you know a good move.

A net sees a board and predicts the end. Its lessons are random games, each of whose boards is labelled with
how the game ended. The **plain** player makes the move after which its chance of winning minus its chance of
losing is best, as if the rest were random. The player that **looks one move ahead** also asks what the
cleverest reply would leave, and takes the mean of the two: half hope, half caution.

    train/games            random games counted so far; row 0 is the untrained net
    train/loss             mean cross entropy of the ends so far
    train/error            mean distance of the net's chances from the exact ones, over all open boards
    train/counted [9, 3]   games so far that began with each cell and that X won, nobody, O won
    train/first [9, 3]     the net's chances that X wins, nobody, O wins after each first mark
    train/reply [9, 3]     the same after each reply of O to an X in the middle
    train/plain, ahead [2] the exact chance to beat random play as X and as O
    train/plain_worst, ahead_worst [2]   the worst of all lines of play as X and as O: 0 tied, -1 lost
    lesson/board, game, end    random games of the first round, board by board
    seeds/...              the same figures at the end of training from several seeds
    GAME/action, reward, observation, and beside each board, of which the last row shows the end:
    GAME/chance [9, 3]     win, tie, loss to the mover after a mark in each cell, as the net predicts (nan: taken)
    GAME/exact [9, 3]      the same, exactly, under random play;  GAME/perfect [9] under perfect play (1, 0, -1)
    GAME/plain, ahead [9]  win minus loss by the net, and after one look ahead; the choice has the highest

Departures from the textbook: eight turned and mirrored boards are one (765 inputs, not 5,478), and a finished
game is not predicted but known.
"""

from collections.abc import Mapping
from typing import Any

import gymnasium
import numpy as np
import torch
from torch import Tensor, nn

from learners import policy
from learners.figures import Evaluation, facts_of
from learners.noughts import (
    cell_of,
    enumerate_positions,
    find_limit,
    find_twins,
    find_worst,
    locate,
    meet_random,
    play_random,
    solve_perfect_play,
    solve_random_play,
)
from learners.play import FRESH, play
from learners.trace import Trace

QUICK = {"rounds": 4, "games": 200, "seeds": 1}
CENTER = 4
AGES = (0.0, 0.02, 0.1, 1.0)  # of training, whose players play the same games


def build(width: int = 128) -> nn.Sequential:
    """Returns the untrained net: 18 inputs, where X is and where O is, and 3 ends."""
    return nn.Sequential(
        nn.Linear(18, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 3)
    )


def see() -> Tensor:
    """Returns the 765 boards that differ by more than a turn or a mirror, as the net's input [765, 18]."""
    boards = enumerate_positions().boards[find_twins()[0]]
    return torch.from_numpy(np.concatenate([boards == 1, boards == 2], axis=1).astype(np.float32))


def predict(net: nn.Module) -> np.ndarray:
    """Returns the chances [positions, 3] that X wins, nobody, O wins; where the game is over, it is known."""
    with torch.no_grad():
        chances = torch.softmax(net(see()), dim=1).numpy().astype(np.float64)[find_twins()[1]]
    end = enumerate_positions().end
    return np.where(end[:, None] >= 0, np.eye(3)[end], chances)


def weigh(chances: np.ndarray) -> np.ndarray:
    """Returns what a mark in each cell is worth to the mover [positions, 9]: win minus loss, -2 where none fits."""
    positions = enumerate_positions()
    worth = (chances[:, 0] - chances[:, 2])[positions.after] * positions.sign[:, None]
    return np.where(positions.after >= 0, worth, -2.0)


def look_ahead(chances: np.ndarray) -> np.ndarray:
    """Returns the same after one look ahead: the mean of `weigh` and of what the other's best reply leaves."""
    positions, plain = enumerate_positions(), weigh(chances)
    won = chances[:, 0] - chances[:, 2]
    best = np.where(positions.end >= 0, won, plain.max(axis=1) * positions.sign)  # to X, once the mover has replied
    return np.where(positions.after >= 0, (plain + best[positions.after] * positions.sign[:, None]) / 2, -2.0)


def learn(rounds: int = 400, games: int = 250, rate: float = 3e-3, seed: int = 0, seeds: int = 10) -> Trace:
    """Records how a net learns from random games what a mark is worth, and how well it plays with that.

    Args:
        rounds: how often to play and then learn; after 400 the net has stopped improving
        games: random games a round; 100,000 in all know the first moves to half a percent
        rate: Adam's learning rate at the start; it falls to nothing, so that the last rounds settle
        seed: of the games and of the first weights
        seeds: how many seeds in all learn, so that one lucky one proves nothing
    """
    if min(rounds, games, seeds) < 1:
        raise ValueError("Rounds, games and seeds must be at least 1.")
    trace = Trace("ch11_tictactoe", rounds=rounds, games=games, rate=rate, seed=seed, seeds=seeds)
    trace.facts |= {"ages": [round(age * rounds) for age in AGES], "limit": [find_limit(1), find_limit(2)]}
    trace.facts["first"] = solve_random_play()[enumerate_positions().after[0]].tolist()
    ages = train(trace, rounds, games, rate, seed)
    for each in range(seed, seed + seeds):
        last = train(Trace("ch11_tictactoe", ages=[rounds]), rounds, games, rate, each)[-1] if each > seed else ages[-1]
        trace.record("seeds", seed=each, **measure(predict(last)))
    policy.save("ch11_tictactoe", ages[-1].state_dict(), trace.policy)
    record_games(trace, [predict(net) for net in ages], seed)
    trace.facts["figures"] = facts_of(evaluate(net=ages[-1]))
    return trace
