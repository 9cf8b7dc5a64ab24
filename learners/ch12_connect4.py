"""Chapter 12: the same idea on a board too large to count.

A net sees a board and predicts, for each of the seven columns, the chance that the mover wins with it (a tie
counts half). The first games are random, and every board is labelled with how its game ended; then the net
plays against itself, learns from what comes of its moves, and plays again. Judged and shown, it takes the mean of
what it says of a board and of its mirror image, and looks one move ahead: a column is worth what the best reply,
as the net sees it, leaves. Nothing deeper is searched.

Columns (see learners/boards/growth.py): the reel train, the lesson and the played games random, first, second, both,
age0 to age3.

Departures from the textbook: a label mixes the end of the game with what the net thinks of the boards on the way
(TD(lambda), cut after moves that were bad on purpose), and a column that makes four is known to win. While one
round is learned the next is played, with the weights from before: both cores work, and a run repeats.
"""

import functools
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from tqdm import tqdm

from envs.connect4 import COLUMNS
from learners import policy
from learners.boards import fours, growth
from learners.boards.selfplay import Lessons, play_round
from learners.checkpoint import CACHE, Checkpoint
from learners.figures import Evaluation
from learners.play import FRESH
from learners.trace import Trace

QUICK: dict[str, Any] = {"rounds": 3, "games": 64, "episodes": 8, "checkpoints": None}
BATCH = 1024
SETTLED = 0.02  # of the first step size is the last


def learn(
    rounds: int = 600,
    games: int = 4096,
    rate: float = 1e-3,
    episodes: int = 1000,
    seed: int = 0,
    resume: bool = False,
    checkpoints: Path | None = CACHE / "ch12_connect4",
) -> Trace:
    """Learns Connect Four from random games first, then from its own, and plays by it.

    Args:
        rounds: how often to play and learn; strength still rises slowly after 600
        games: games a round, some 90,000 boards, each learned once: fresh games teach more than old ones again
        rate: Adam's step at the start; it falls evenly to a fiftieth of that
        episodes: games that judge the player against each opponent
        seed: of games, weights and recorded play
        resume: goes on from the newest checkpoint
        checkpoints: the folder that keeps the newest state
    """
    torch.set_num_threads(1)
    trace = Trace("ch12_connect4", rounds=rounds, games=games, rate=rate, seed=seed)
    progress = growth.Progress(rounds, games, min(growth.JUDGED, episodes), seed)
    trace.weights = train(progress, rate, checkpoints, resume)
    progress.report(trace)
    growth.film_lesson(trace, seed)
    ages = {age: think(policy.fill(build(), policy.rounded(weights))) for age, weights in progress.ages.items()}
    growth.film_games(trace, ages, games, seed)  # shown and judged with the weights of the file
    trace.facts |= fours.find_figures(ages[rounds].ahead, episodes)
    return trace


def build() -> nn.Sequential:
    """Returns the untrained net: each filter sees 4x4 cells, room for any line of four; seven numbers come out."""
    lines, layers = nn.Conv2d(3, 128, 4), [nn.Linear(128 * 4 * 3, 256), nn.Linear(256, 256), nn.Linear(256, COLUMNS)]
    return nn.Sequential(lines, nn.ReLU(), nn.Flatten(), layers[0], nn.ReLU(), layers[1], nn.ReLU(), layers[2])


def answer(net: nn.Module, own: np.ndarray, full: np.ndarray, fast: bool) -> Tensor:
    """Returns the net's numbers [n, 7], whose sigmoids are chances; fast in half precision, for training only."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=fast):
        return net(torch.from_numpy(fours.encode(own, full)).float()).float()


@torch.no_grad()
def predict(net: nn.Module, own: np.ndarray, full: np.ndarray, fast: bool = False) -> np.ndarray:
    """Returns the chance that the mover wins with each column [n, 7], a tie counting half; -2 where it is full."""
    return np.where(fours.find_legal(full), torch.sigmoid(answer(net, own, full, fast)).numpy(), -2.0)


def fit(net: nn.Module, lessons: Lessons, optimizer: torch.optim.Optimizer, generator: np.random.Generator) -> float:
    """Goes through all lessons once in random order, half of them mirrored; returns the mean loss."""
    losses, measure = list[float](), nn.BCEWithLogitsLoss()
    for part in np.array_split(generator.permutation(len(lessons.own)), len(lessons.own) // BATCH + 1):
        own, full, chance = (column[part] for column in lessons)
        if len(losses) % 2:
            own, full, chance = fours.mirror(own), fours.mirror(full), chance[:, ::-1]
        known = torch.from_numpy(~np.isnan(chance))
        loss = measure(answer(net, own, full, True)[known], torch.from_numpy(chance.astype(np.float32))[known])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return float(np.mean(losses))


def train(progress: growth.Progress, rate: float, folder: Path | None, resume: bool) -> policy.Weights:
    """Plays and learns round after round; while it learns from one, the next is played with what it knew before."""
    rounds, games, seed = progress.rounds, progress.games, progress.seed
    torch.manual_seed(seed)
    net, player = build(), build()
    optimizer, chance = torch.optim.Adam(net.parameters(), lr=rate), torch.Generator()
    parts: dict[str, Any] = {"policy": net, "player": player, "optimizer": optimizer, "progress": progress}
    kept = Checkpoint(folder, rounds, chance, seed=seed, **parts)

    def play(turn: int) -> Lessons:
        """Plays the games of a round, with lots of its own, so that a stopped training goes on unchanged."""
        learned = functools.partial(predict, player, fast=True) if turn > 1 else None
        return play_round(learned, games, np.random.default_rng((seed, turn, 0)))

    with kept as checkpoint, ThreadPoolExecutor(1) as pool:
        if resume:
            checkpoint.resume()
        progress.note(net, think(net, quick=True))
        lessons = pool.submit(play, progress.round)
        for turn in tqdm(range(progress.round, rounds), "rounds", initial=progress.round, total=rounds):
            found = lessons.result()
            player.load_state_dict(net.state_dict())
            lessons = pool.submit(play, turn + 1)
            optimizer.param_groups[0]["lr"] = rate * max(SETTLED, 1 - turn / rounds)
            progress.advance(fit(net, found, optimizer, np.random.default_rng((seed, turn, 1))))
            progress.note(net, think(net, quick=True))
            checkpoint.tick(turn + 1)
    return policy.rounded(net.state_dict())


def think(net: nn.Module, quick: bool = False) -> growth.Judgement:
    """Returns the player with this net; the quick one, of training, does not see the board mirrored."""
    seen = functools.partial(predict, net, fast=quick)
    plain = seen if quick else fours.see_both_ways(seen)
    return growth.Judgement(plain, functools.partial(fours.look_ahead, plain))


def evaluate(episodes: int = 1000, seed: int = FRESH, file: Path | None = None) -> Mapping[str, Evaluation | float]:
    """Judges the committed policy, or that of a file, over games from fresh seeds.

    Args:
        episodes: games of each player
        seed: of the first game; the others count on from it
        file: a policy to judge instead of the committed one, such as one written by --out
    """
    return fours.compare(think(policy.load_network("ch12_connect4", build(), file)).ahead, episodes, seed)


if __name__ == "__main__":
    from learners.command import main

    main(learn)
