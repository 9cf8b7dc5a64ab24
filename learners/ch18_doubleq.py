"""Chapter 18, double Q: a maximum over noisy guesses is too high; let one network choose and the other judge.

A network guesses what every move will bring. Plain DQN corrects its guess towards the reward plus the largest guess
for what follows. The largest of several noisy guesses is mostly one that is too high, so the error feeds itself.
Double DQN lets the learning network choose the move and an older copy of it judge that move: two networks seldom
err in the same place. Both kinds learn here from the same seeds.

Departures from the papers: rewards of three steps instead of one before the guess begins (they carry news faster);
a dueling head (a state is good or bad whatever one does); 42x42 pixels; 64 games at once and one batch for every
step of all of them, drawn and learned while the games move; exploration down to 2 % instead of 10 or 1 %.
"""

from copy import deepcopy
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from envs.atari import Atari, atari
from learners import arcade
from learners.checkpoint import CACHE, Checkpoint, load_policy
from learners.memory import Batch, Memory
from learners.trace import Trace

SIZE = 42  # pixels a side
GAMES = 64
QUICK = dict(steps=2_000, games=4, memory=2_000, first=400, checkpoints=None)


class Values(nn.Module):
    """Four frames, folded to uint8 (batch, 21, 21, 16), become a guess for each move: the points it will bring."""

    def __init__(self, moves: int) -> None:
        """Starts with guesses near zero."""
        super().__init__()
        self.eye = nn.Sequential(
            arcade.started(nn.Conv2d(16, 32, 2)),  # on folded frames: 4x4 pixels, two apart
            nn.ReLU(),
            arcade.started(nn.Conv2d(32, 32, 4, stride=2)),
            nn.ReLU(),
            nn.Flatten(),
            arcade.started(nn.Linear(32 * 9 * 9, 256)),
            nn.ReLU(),
        )
        self.state = arcade.started(nn.Linear(256, 1), 0.1)
        self.move = arcade.started(nn.Linear(256, moves), 0.1)

    def forward(self, frames: Tensor) -> Tensor:
        """Guesses (batch, moves)."""
        seen = arcade.see(self.eye, frames)
        better = self.move(seen)
        return self.state(seen) + better - better.mean(1, keepdim=True)


def targets(online: Values, older: Values, batch: Batch, double: bool) -> Tensor:
    """What the guesses should have been: the rewards that came, and a guess for what follows."""
    with torch.no_grad():
        judged = older(batch.later)
        chooser = online(batch.later) if double else judged
        return batch.reward + batch.discount * judged.gather(1, chooser.argmax(1, keepdim=True)).squeeze(1)


def improve(online: Values, older: Values, optimizer: torch.optim.Optimizer, batch: Batch, double: bool) -> None:
    """Moves the guesses for the moves of the batch towards their targets."""
    target = targets(online, older, batch, double)
    guess = online(batch.frames).gather(1, batch.action[:, None]).squeeze(1)
    optimizer.zero_grad()
    functional.smooth_l1_loss(guess, target).backward()  # large errors pull no harder than an error of one
    nn.utils.clip_grad_norm_(online.parameters(), 10.0)
    optimizer.step()


def choose(guesses: Tensor, explore: float, chance: np.random.Generator) -> np.ndarray:
    """The best move of each row, or now and then any."""
    best = guesses.argmax(1).cpu().numpy()
    anything = chance.integers(0, guesses.shape[1], len(best))
    return np.where(chance.random(len(best)) < explore, anything, best)


def train(
    world: Atari,
    checkpoints: Path | None,
    *,
    steps: int,
    double: bool,
    memory: int,
    first: int,
    batch: int,
    rate: float,
    discount: float,
    ahead: int,
    copy_every: int,
    explore: float,
    explore_until: int,
    seed: int,
    resume: bool,
    start_from: Path | None,
) -> tuple[Values, arcade.Progress]:
    """Learns a game by playing it; what the settings mean stands at `learn`."""
    torch.set_num_threads(1)  # two threads collapse as soon as anything else runs; the games use the other core
    torch.manual_seed(seed)
    online = Values(len(world.moves)).to(arcade.device(), memory_format=torch.channels_last)
    if start_from is not None:
        load_policy(online, start_from)
    optimizer = torch.optim.Adam(online.parameters(), rate, eps=1.5e-4, fused=True)
    progress, chance = arcade.Progress(steps, world.games), torch.Generator().manual_seed(seed)
    with Checkpoint(checkpoints, steps, chance, policy=online, optimizer=optimizer, progress=progress) as checkpoint:
        if resume:
            checkpoint.resume()
        dice = np.random.default_rng([seed, progress.steps])
        newest = arcade.fold(world.start(arcade.fresh(seed, progress.steps)))
        past = Memory(memory // world.games, world.games, tuple(newest.shape[1:]), ahead, discount)
        older, pile, refill = deepcopy(online), arcade.pile(newest), progress.steps
        while progress.steps < steps:
            checkpoint.tick(progress.steps)
            with torch.no_grad():
                guesses = online(pile.to(arcade.device()))
            doubt = max(explore, 1 - (1 - explore) * progress.steps / explore_until)
            move = world.send(choose(guesses, doubt, dice))
            turn = progress.steps // world.games
            if progress.steps - refill >= first:
                if turn % copy_every == 0:
                    older.load_state_dict(online.state_dict())
                improve(online, older, optimizer, past.draw(batch, dice), double)
            came = world.receive()
            past.add(newest, move, came.reward.clip(-1, 1), came.life_over, came.game_over)
            newest = arcade.fold(came.frames)
            pile = arcade.pile(newest, pile, came.game_over)
            progress.saw(came)
            if turn % NOTE_EVERY == 0:
                progress.note(q=float(guesses.max(1).values.mean()), explore=doubt)
    return online, progress
