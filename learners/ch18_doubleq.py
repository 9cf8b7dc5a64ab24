"""Chapter 18, double Q: a maximum over noisy guesses is too high; let one network choose and the other judge.

A network guesses what every move will bring. Plain DQN corrects its guess towards the reward plus the largest guess
for what follows. The largest of several noisy guesses is mostly one that is too high, so the error feeds itself.
Double DQN lets the learning network choose the move and an older copy of it judge that move: two networks seldom
err in the same place. Both kinds learn here from the same seeds.

Reel `bandit`: what the best of ten machines that pay nothing seems to pay after `pulls` of each: the largest mean
(`single`), the mean that one half of the pulls gives to the choice of the other half (`double`), and the `truth`; reel
`rows` holds both for single rows of machines after ten pulls of each, with their means so far (`single_mean`,
`double_mean`); reel `machines` is a usual row after 2, 4, ... pulls: the last two pays of each machine (`paid`), the
`mean` of its pulls, and the means of their first half (`chooser`) and of their second (`judge`).
Reels `double_train` and `plain_train` are learning curves: `steps`, `seconds`, `games` and mean `score` of the last
hundred games, the mean best guess `q` and the share `explore` of random moves. Reels `double_guess` and `plain_guess`:
after how many `steps` the network's mean `guess` in so many `games`, and the mean discounted reward that `came`.
Reels `age_0`, `age_10`, `age_30`, `age_100` show the player at those percents of its training, every fourth frame;
reel `streak` the longest row of flights of the ball behind the wall, every frame: `screen`, `score`, `lives`, guesses
`q` for the moves and the best of them, `value`, and `ball`, its column and row in pixels (-1 where it is not known).

Departures from the papers: rewards of five steps instead of one before the guess begins (they carry news faster);
a dueling head (a state is good or bad whatever one does); half the filters; 64 games at once and one batch for every
step of all of them, drawn and learned while the games move; exploration down to 2 % instead of 10 or 1 %; and in both
kinds advantage learning (Bellemare et al. 2016, `GAP`): what a lesser move is corrected towards lies lower by most of
its distance to the best, so that moves hardly apart come apart. The guess for the best move stays what will come, the
others sink up to ten times as far below it.
"""

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim import Optimizer

from envs.atari import Atari, atari
from learners.atari import arcade, film
from learners.atari.ball import find_row
from learners.atari.closeup import show_streak
from learners.atari.guesses import compare_guesses
from learners.atari.judge import judging, searchable
from learners.atari.players import ByGuess
from learners.atari.progress import Progress
from learners.bandit import show_machines
from learners.ch17_breakout import LONGEST_AGE, MOVES
from learners.checkpoint import CACHE, Checkpoint
from learners.memory import Batch, Memory
from learners.trace import Trace

STEM = "ch18_doubleq"
SIZE = 84  # pixels a side
KIND: dict[str, Any] = {"name": "breakout", "size": SIZE, "moves": MOVES}
RATE, BATCH = 1.6e-3, 128  # of Adam; moves in one lesson, of which there is one for each step of all games
SLOWEST = 0.02  # of the rate, at the end of the training, half way .14: large steps learn fast, small ones exactly
DISCOUNT, AHEAD = 0.99, 5  # a point a hundred moves away counts a third; steps of real rewards before a guess
COPY_EVERY = 100  # steps of all games until the judge is renewed
GAP = 0.9  # of a lesser move's distance to the best, by which its target is lowered besides
EXPLORE_UNTIL = 150_000  # moves, until when the share of random ones falls from all to a few
ELSEWHERE = {"random": 1.7, "human": 30.5, "book, hits a life": 20.0, "DQN": 367.0}  # the first two: Wang et al. 2016
QUICK = {"steps": 1_000, "games": 8, "memory": 1_600, "first": 400, "judged": 1, "checkpoints": None}


class Values(ByGuess):
    """Four frames, folded to uint8 (batch, 21, 21, 64), become a guess for each move: the points it will bring."""

    def __init__(self, moves: int) -> None:
        """Starts with guesses near zero."""
        super().__init__()
        self.eye = nn.Sequential(
            *(arcade.started(nn.Conv2d(64, 32, 2)), nn.ReLU()),  # on folded frames: 8x8 pixels, four apart
            *(arcade.started(nn.Conv2d(32, 32, 4, stride=2)), nn.ReLU()),
            *(arcade.started(nn.Conv2d(32, 32, 3)), nn.Flatten(), nn.ReLU()),
            *(arcade.started(nn.Linear(32 * 7 * 7, 512)), nn.ReLU()),
        )
        self.state = arcade.started(nn.Linear(256, 1), 0.1)
        self.move = arcade.started(nn.Linear(256, moves), 0.1)

    def forward(self, frames: Tensor) -> Tensor:
        """Guesses (batch, moves): how good the situation is, and how much better or worse each choice."""
        situation, choice = arcade.see(self.eye, frames).chunk(2, 1)
        better = self.move(choice)
        return self.state(situation) + better - better.mean(1, keepdim=True)


def targets(newest: Values, older: Values, batch: Batch, double: bool) -> Tensor:
    """What the guesses should have been: the rewards that came and a guess for what follows; less for lesser moves."""
    with torch.no_grad():
        judged = older(batch.later)
        chooser = newest(batch.later) if double else judged
        follows = judged.gather(1, chooser.argmax(1, keepdim=True)).squeeze(1)
        now = older(batch.frames)
        short = now.max(1).values - now.gather(1, batch.action[:, None]).squeeze(1)
        return batch.reward + batch.discount * follows - GAP * short


def improve(online: Values, newest: Values, older: Values, optimizer: Optimizer, batch: Batch, double: bool) -> None:
    """Moves the guesses for the moves of the batch towards their targets; `newest` is a copy of `online`."""
    target = targets(newest, older, batch, double)
    guess = online(batch.frames).gather(1, batch.action[:, None]).squeeze(1)
    optimizer.zero_grad()
    functional.smooth_l1_loss(guess, target).backward()  # large errors pull no harder than an error of one
    nn.utils.clip_grad_norm_(online.parameters(), 10.0, error_if_nonfinite=True)
    optimizer.step()
    newest.load_state_dict(online.state_dict())


def train(
    stem: str,
    world: Atari,
    checkpoints: Path | None,
    steps: int,
    double: bool = True,
    memory: int = 500_000,
    first: int = 50_000,
    rate: float = RATE,
    seed: int = 0,
    resume: bool = False,
    start_from: Path | None = None,
) -> tuple[Values, Progress]:
    """Learns a game by playing it; what the settings mean stands at `learn`."""
    online = arcade.begin(stem, partial(Values, len(world.moves)), seed, start_from)
    actor, newest, older = (arcade.acting_copy(online) for _ in range(3))  # small numbers where they are fast
    optimizer = torch.optim.Adam(online.parameters(), rate, eps=1.5e-4, fused=True)
    progress, chance = Progress(steps, world.games, start_from), torch.Generator().manual_seed(seed)
    parts = {"policy": online, "older": older, "optimizer": optimizer, "progress": progress}
    with Checkpoint(checkpoints, steps, chance, stem=stem, seed=seed, **parts) as checkpoint, arcade.Aside() as aside:
        if resume:
            checkpoint.resume()
            for copy in (actor, newest):
                copy.load_state_dict(online.state_dict())
        checkpoint.tick(progress.steps)
        dice, refilled = np.random.default_rng([seed, progress.steps]), progress.steps + first
        frames = arcade.fold(world.start(arcade.fresh(seed, progress.steps)))
        past, pile = Memory(memory // world.games, world.games, frames.shape[1:], AHEAD, DISCOUNT), arcade.pile(frames)
        while progress.steps < steps:
            with torch.no_grad():
                guesses = actor(pile.to(arcade.device()))
            explored = 1 if progress.start_from else min(progress.steps / EXPLORE_UNTIL, 1)  # it can play already
            explore = 1 - (1 - online.explore) * explored
            move = world.send(arcade.choose(guesses, explore, dice))
            batch = past.draw(BATCH, dice).to(arcade.device()) if progress.steps >= refilled else None
            came = world.receive()
            past.add(frames, move, came.reward.clip(-1, 1), came.life_over, came.game_over)
            frames = arcade.fold(came.frames)
            pile = arcade.pile(frames, pile, came.game_over)
            progress.saw(came)
            aside.finish()
            actor.load_state_dict(newest.state_dict())
            if progress.turns % COPY_EVERY == 0 or progress.steps >= steps:
                older.load_state_dict(online.state_dict())
                now = optimizer.param_groups[0]  # a training that is made longer goes on at the rate it had come to
                now["lr"] = min(now["lr"], rate * SLOWEST ** min(progress.steps / steps, 1))
                progress.note(q=float(guesses.max(1).values.mean()), explore=explore)
                checkpoint.tick(progress.steps)
            if batch is not None and progress.steps < steps:  # while the games go on: they are one lesson behind
                aside.begin(improve, online, newest, older, optimizer, batch, double)
    return online, progress


def learn(
    steps: int = 10_000_000,
    games: int = 64,
    double: bool = True,
    memory: int = 500_000,
    first: int = 50_000,
    rate: float = RATE,
    sticky: float = 0.0,
    seed: int = 0,
    resume: bool = False,
    start_from: Path | None = None,
    judged: int = 100,
    checkpoints: Path | None = CACHE / STEM,
) -> Trace:
    """Learns Breakout with two networks that check each other.

    Args:
        steps: moves of all games together.
        games: played at once.
        double: one network chooses and the other judges; plain DQN is learned beside it. Without it, plain DQN only.
        memory: moves kept, one frame each (3.5 GB for half a million).
        first: moves seen before the first lesson, also after a resume, for the memory is not saved.
        rate: of Adam; falls to a fiftieth and never rises, not on a resume either. From weights that can play
            begin with a small one, 2e-4.
        sticky: the chance that the emulator repeats a move instead of the next one.
        seed: of the network, the games and the choices.
        resume: goes on from the newest checkpoint.
        start_from: a file of weights to begin with.
        judged: games the finished player is judged by; with 0 nothing is filmed either.
        checkpoints: the folder that keeps the newest state and the guesses of several ages.
    """
    settings = {name: value for name, value in locals().items() if name not in ("games", "sticky", "judged", "double")}
    trace = Trace(STEM, game="breakout", moves=MOVES, double=double, sticky=sticky, seed=seed, gap=GAP)
    show_machines(trace, seed)
    for kind in ("double", "plain") if double else ("plain",):
        settings["checkpoints"] = checkpoints and checkpoints / kind
        world = atari(games=games, sticky=sticky, **KIND)
        values, progress = train(STEM, world, double=kind == "double", **settings)
        trace.facts |= {f"{kind}_training": progress.facts(), "elsewhere": ELSEWHERE}
        trace.extend(f"{kind}_train", **progress.columns())
        if settings["checkpoints"]:
            compare_guesses(trace, f"{kind}_guess", values, settings["checkpoints"], DISCOUNT, sticky, KIND)
        if judged and not trace.weights:
            ages = settings["checkpoints"]
            played = film.show(trace, values, ages, judged, sticky, KIND, find_row, LONGEST_AGE)
            show_streak(trace, values, searchable(played, sticky), sticky, KIND)
    return trace


evaluate = judging(STEM, partial(Values, len(MOVES)), **KIND)
replay = film.replay


if __name__ == "__main__":
    from learners.command import main

    main(learn)
