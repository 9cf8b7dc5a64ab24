"""Chapter 11: count how random games end, and you know a good move.

A net sees a board and predicts the end; its lessons are random games, each board labelled with the game's end.
The *plain* player makes the move after which its chance of winning minus that of losing is best, as if the rest
were random. The player that looks one move *ahead* takes the mean of that and of what the other's best reply
would leave: half hope, half caution.

Columns (9 cells; 3 ends: X wins, tie, O wins; [2]: as X, as O):
    train/games, loss, error      random games so far; mean distance from the exact chances over open boards
    train/counted, first [9, 3]   how games with this first mark ended (all corners together, all edges), and the
                                  ends predicted for it; train/reply for O's replies to the center
    train/plain, ahead [2]        exact chance to beat random play; plain_worst, ahead_worst: what the worst line
                                  of play brings, 1 won, 0 tied, -1 lost
    seeds/seed, plain, ...        the same after training from other seeds
    lesson/game, board, end       a few random games; x, o, both, age0 to age3, misled, mended are played ones
                                  (learners/boards/marks.py names the columns beside each board)
Facts: first [9, 3] (exact), limit [2] (the most wins against random play of anyone who never loses), exact (plain,
ahead... of who knows the exact chances under random play), figures.

Departures from the textbook: eight turned or mirrored boards are one (765 instead of 5,478), a finished game is
not predicted but known, and games are counted before they are learned: the loss is the same.
"""

import copy
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from learners import policy
from learners.boards import marks, noughts
from learners.figures import Evaluation, facts_of
from learners.play import FRESH
from learners.trace import Trace

QUICK = {"rounds": 4, "games": 200, "seeds": 1, "episodes": 20}
AGES = (0.0, 0.002, 0.02, 1.0)  # shares of training after which players are filmed
SETTLED = 0.02  # of the first step size is the last
POSITIONS = noughts.enumerate_positions()
BOARDS, TWIN = noughts.find_twins()


def learn(
    rounds: int = 1000, games: int = 1000, rate: float = 3e-3, seeds: int = 10, episodes: int = 10_000, seed: int = 0
) -> Trace:
    """Learns from random games what a mark is worth, and plays by it.

    Args:
        rounds: how often to play and then learn
        games: random games a round; a million in all know nearly every board to a percent
        rate: Adam's step at the start; it falls to a fiftieth of that, so that the last rounds settle
        seeds: how many learners in all, so that one lucky one proves nothing
        episodes: games that judge each player
        seed: of games, weights and recorded play
    """
    torch.set_num_threads(1)
    trace = Trace("ch11_tictactoe", rounds=rounds, games=games, rate=rate, seed=seed)
    trace.facts |= marks.find_truth(judge)
    nets = train(trace, rounds, games, rate, seed)
    trace.weights = policy.rounded(nets[-1].state_dict())
    policy.fill(nets[-1], trace.weights)  # shown and judged with the weights of the file
    for other in range(seed, seed + seeds):
        net = nets[-1] if other == seed else train(None, rounds, games, rate, other)[-1]
        trace.record("seeds", seed=other, **marks.measure(judge(predict(net))))
    marks.film_games(trace, [judge(predict(net)) for net in nets], [round(age * rounds) * games for age in AGES], seed)
    trace.facts["figures"] = facts_of(marks.compare(judge(predict(nets[-1])), episodes))
    return trace


def train(trace: Trace | None, rounds: int, games: int, rate: float, seed: int) -> list[nn.Module]:
    """Plays and learns; returns the net as it was at the ages that are filmed, the last one done."""
    if min(rounds, games) < 1:
        raise ValueError("Rounds and games must be at least 1.")
    torch.manual_seed(seed)
    net, generator = build(), np.random.default_rng(seed)
    optimizer = torch.optim.Adam(net.parameters(), lr=rate)
    counts, loss, ages = np.zeros((len(BOARDS), 3)), float("nan"), list[nn.Module]()
    for turn in range(rounds + 1):
        ages += [copy.deepcopy(net)] * [round(age * rounds) for age in AGES].count(turn)
        if trace and (turn < 20 or turn % 10 == 0 or turn == rounds):
            counted = counts[TWIN[POSITIONS.after[0]]]
            marks.record(trace, predict(net), judge, games=turn * games, loss=loss, counted=counted)
        count(counts, *noughts.play_random(games, generator))
        optimizer.param_groups[0]["lr"] = rate * max(SETTLED, 1 - turn / rounds)
        loss = fit(net, counts, optimizer)
    return ages


def count(counts: np.ndarray, path: np.ndarray, end: np.ndarray) -> None:
    """Adds one to `counts` [765, 3] for every board that a game passed, in the column of the game's end."""
    moves = (POSITIONS.boards[path[:, -1]] > 0).sum(axis=1)
    game, turn = np.nonzero(np.arange(path.shape[1]) < moves[:, None])  # the finished board teaches nothing
    np.add.at(counts, (TWIN[path[game, turn]], end[game]), 1)


def fit(net: nn.Module, counts: np.ndarray, optimizer: torch.optim.Optimizer, steps: int = 4) -> float:
    """Adjusts the net to the shares of the three ends, each board weighing as often as it came; returns the loss."""
    boards, ends = see(), torch.from_numpy(counts.astype(np.float32))
    for _ in range(steps):
        loss = -(ends * torch.log_softmax(net(boards), dim=1)).sum() / ends.sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item()


def build(width: int = 128) -> nn.Sequential:
    """Returns the untrained net: 18 inputs, where X is and where O is, and 3 ends."""
    return nn.Sequential(nn.Linear(18, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 3))


def see() -> Tensor:
    """Returns the 765 boards that differ by more than a turn or a mirror, as the net's input [765, 18]."""
    return torch.from_numpy(np.concatenate([POSITIONS.boards[BOARDS] == mark for mark in (1, 2)], axis=1)).float()


def predict(net: nn.Module) -> np.ndarray:
    """Returns the chances [positions, 3] that X wins, nobody, O wins; where the game is over, it is known."""
    chances = torch.softmax(net(see()), dim=1).detach().double().numpy()[TWIN]
    return np.where(POSITIONS.end[:, None] >= 0, np.eye(3)[POSITIONS.end], chances)


def weigh(chances: np.ndarray) -> np.ndarray:
    """Returns what a mark in each cell is worth to the mover [positions, 9]: win minus loss, -2 where none fits."""
    worth = (chances[:, 0] - chances[:, 2])[POSITIONS.after] * POSITIONS.sign[:, None]
    return np.where(POSITIONS.after >= 0, worth, -2.0)


def look_ahead(chances: np.ndarray) -> np.ndarray:
    """Returns the same after one look ahead: the mean of `weigh` and of what the other's best reply leaves."""
    plain, worth = weigh(chances), (chances[:, 0] - chances[:, 2]) * POSITIONS.sign
    replied = np.where(POSITIONS.end < 0, plain.max(axis=1), worth)  # to the one who replies
    return np.where(POSITIONS.after >= 0, (plain - replied[POSITIONS.after]) / 2, -2.0)


def judge(chances: np.ndarray) -> marks.Judgement:
    """Returns what the net thinks of every cell of every position."""
    return marks.Judgement(marks.turn_to_mover(chances), weigh(chances), look_ahead(chances))


def evaluate(episodes: int = 10_000, seed: int = FRESH, file: Path | None = None) -> Mapping[str, Evaluation | float]:
    """Judges the committed policy, or that of a file, in games against random play from fresh seeds.

    Args:
        episodes: games of each player
        seed: of the first game; the others count on from it
        file: a policy to judge instead of the committed one, such as one written by --out
    """
    return marks.compare(judge(predict(policy.load_network("ch11_tictactoe", build(), file))), episodes, seed)


if __name__ == "__main__":
    from learners.command import main

    main(learn)
