"""Chapter 16, Pong: do more of what was followed by points.

A network looks at four frames and gives each move a probability. Moves that were followed by more points than
expected become more probable, the others less: log-probability times advantage. Two things make that steady: a
critic, which learns what to expect, and clipping, which stops the policy from running away from the games it
learns from. Either can be left out. Many games run at once, and while they move, the network learns from the
moves before: it acts with weights exactly one update old, so one seed gives one run.

Departures from the textbook: the games of one update come from the policy before it, so the ratio of new to old
probability matters from the first batch on; 42x42 pixels instead of 84x84, enough for ball and paddle and four
times less to compute; three moves instead of six, for in this game FIRE does nothing.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Generator, Tensor, nn
from torch.nn import functional
from torch.optim import Optimizer

from envs.atari import Atari, atari
from learners import arcade, film
from learners.checkpoint import CACHE, Checkpoint
from learners.figures import Evaluation
from learners.judge import STICKY, Player, compare, measure
from learners.policy import load_network
from learners.rollout import Games, play
from learners.trace import Trace

SIZE = 42  # pixels a side
BATCH = 256
MOVES = ("NOOP", "RIGHT", "LEFT")
STEM = "ch16_pong"
KIND: dict[str, Any] = {"name": "pong", "size": SIZE, "moves": list(MOVES)}
QUICK = {"steps": 512, "games": 4, "horizon": 16, "judged": 1, "checkpoints": None}


class Policy(nn.Module):
    """Four frames, folded to uint8 (batch, 21, 21, 16), become a probability for each move and a value."""

    def __init__(self, moves: int) -> None:
        """Starts with nearly equal probabilities."""
        super().__init__()
        self.eye = nn.Sequential(
            arcade.started(nn.Conv2d(16, 16, 2)),  # on folded frames: 4x4 pixels, two apart
            nn.ReLU(),
            arcade.started(nn.Conv2d(16, 32, 4, stride=2)),
            nn.ReLU(),
            nn.Flatten(),
            arcade.started(nn.Linear(32 * 9 * 9, 256)),
            nn.ReLU(),
        )
        self.logits = arcade.started(nn.Linear(256, moves), 0.01)
        self.value = arcade.started(nn.Linear(256, 1), 1.0)

    def forward(self, frames: Tensor) -> tuple[Tensor, Tensor]:
        """Log-probabilities (batch, moves) and values (batch)."""
        seen = arcade.see(self.eye, frames)
        return functional.log_softmax(self.logits(seen), 1), self.value(seen).squeeze(1)

    def player(self, greedy: bool, seed: int = 0) -> Player:
        """Plays the most probable move, or as trained: by its probabilities."""
        chance = Generator().manual_seed(seed)
        return lambda piles: self(piles)[0].argmax(1).numpy() if greedy else arcade.draw(self(piles)[0], chance)

    def think(self, piles: Tensor) -> dict[str, np.ndarray]:
        """What to show: the probability of each move and the value."""
        logps, value = self(piles)
        return {"probability": logps.exp().numpy().astype(np.float16), "value": value.numpy().astype(np.float16)}


def advantages(games: Games, discount: float, trust: float) -> Tensor:
    """How much better each move turned out than the critic expected (generalized advantage estimation)."""
    advantage, ahead, later = torch.zeros_like(games.reward), torch.zeros_like(games.last_value), games.last_value
    for step in reversed(range(len(games.reward))):
        goes_on = 1 - games.over[step]
        surprise = games.reward[step] + discount * later * goes_on - games.value[step]
        ahead = surprise + discount * trust * goes_on * ahead
        advantage[step], later = ahead, games.value[step]
    return advantage


def loss(
    policy: Policy, games: Games, advantage: Tensor, pick: Tensor, clip: float | None, critic: bool, entropy: float
) -> Tensor:
    """The loss of the picked moves: log-probability times advantage, and what keeps it steady."""
    logps, value = policy(games.frames.flatten(0, 1)[pick])
    logp = logps.gather(1, games.action.flatten()[pick, None]).squeeze(1)
    better = advantage.flatten()[pick]
    good = (better - better.mean()) / (better.std() + 1e-8)
    if clip is None:
        gain = logp * good
    else:  # nothing more is gained once a move is that much more, or less, probable than when it was made
        ratio = (logp - games.logp.flatten()[pick]).exp()
        gain = torch.minimum(ratio * good, ratio.clamp(1 - clip, 1 + clip) * good)
    surprise = -(logps.exp() * logps).sum(1)
    total = -gain.mean() - entropy * surprise.mean()
    if critic:
        total = total + 0.5 * functional.mse_loss(value, better + games.value.flatten()[pick])
    return total


def improve(
    policy: Policy, optimizer: Optimizer, games: Games, advantage: Tensor, chance: Generator, epochs: int, **kind: Any
) -> Iterator[None]:
    """Improves the policy by one batch each time it is asked for the next."""
    for _ in range(epochs):
        for pick in torch.randperm(advantage.numel(), generator=chance).split(BATCH):
            optimizer.zero_grad()
            loss(policy, games, advantage, pick, **kind).backward()
            nn.utils.clip_grad_norm_(policy.parameters(), 0.5)
            optimizer.step()
            yield


def train(
    stem: str,
    world: Atari,
    checkpoints: Path | None,
    *,
    steps: int,
    horizon: int = 32,
    epochs: int = 3,
    rate: float = 7e-4,
    discount: float = 0.99,
    trust: float = 0.95,
    clip: float | None = 0.1,
    critic: bool = True,
    entropy: float = 0.01,
    seed: int = 0,
    resume: bool = False,
    start_from: Path | None = None,
) -> tuple[Policy, arcade.Progress]:
    """Learns a game by playing it; what the settings mean stands at `learn`."""
    policy, optimizer, chance = begin(stem, len(world.moves), rate, seed, start_from)
    progress, lessons = arcade.Progress(steps, world.games), iter(())
    parts = {"policy": policy, "optimizer": optimizer, "progress": progress}
    with Checkpoint(stem, checkpoints, steps, chance, **parts) as checkpoint:
        if resume:
            checkpoint.resume()
        first = world.start(arcade.fresh(seed, progress.steps))
        frames = arcade.pile(arcade.fold(first)).to(arcade.device())
        lessons_a_step = -(-epochs * world.games // BATCH)
        while progress.steps < steps:
            checkpoint.tick(progress.steps)
            past = Games.empty(horizon, frames)
            for came in play(policy, world, past, frames, chance):
                if came is None:  # the games are moving: time to learn
                    list(zip(range(lessons_a_step), lessons, strict=False))
                else:
                    progress.saw(came)
            list(lessons)
            if not critic:
                past.value.zero_(), past.last_value.zero_()
            advantage = advantages(past, discount, trust if critic else 1.0)
            optimizer.param_groups[0]["lr"] = rate * max(0.0, 1 - progress.steps / steps)
            kind = {"clip": clip, "critic": critic, "entropy": entropy}
            lessons = improve(policy, optimizer, past, advantage, chance, epochs, **kind)
            progress.note(value=float(past.value.mean()), doubt=float(-past.logp.mean()))
        checkpoint.tick(progress.steps)
    return policy, progress


def begin(
    stem: str, moves: int, rate: float, seed: int, start_from: Path | None
) -> tuple[Policy, Optimizer, Generator]:
    """A new policy (or the one of a file), its optimizer and its source of chance."""
    torch.set_num_threads(1)  # two threads collapse as soon as anything else runs; the games use the other core
    torch.manual_seed(seed)
    policy = Policy(moves).to(arcade.device(), memory_format=torch.channels_last)
    if start_from is not None:
        load_network(stem, policy, start_from)
    return policy, torch.optim.Adam(policy.parameters(), rate, eps=1e-5, fused=True), Generator().manual_seed(seed)


def learn(
    steps: int = 4_000_000,
    games: int = 32,
    horizon: int = 32,
    epochs: int = 3,
    rate: float = 7e-4,
    discount: float = 0.99,
    trust: float = 0.95,
    clip: float | None = 0.1,
    critic: bool = True,
    entropy: float = 0.01,
    sticky: float = 0.25,
    seed: int = 0,
    resume: bool = False,
    start_from: Path | None = None,
    judged: int = 100,
    checkpoints: Path | None = CACHE / STEM,
) -> Trace:
    """Learns Pong by policy gradient.

    Args:
        steps: moves of all games together; the score is flat after four million.
        games: played at once; fewer leave the network waiting, more make its lessons old.
        horizon: steps of each game between two updates.
        epochs: how often each move is learned from; more than three and clipping stops most of it.
        rate: of Adam; falls to zero on the way.
        discount: a point a hundred moves away still counts a third.
        trust: in the points that came rather than in the critic (lambda).
        clip: how much more or less probable an update may make a move; None leaves clipping out.
        critic: learns what to expect; without it every point is a surprise.
        entropy: the reward for not deciding too early.
        sticky: the chance that a move is repeated instead of the next one, so that no game is learned by heart.
        seed: of the network, the games and the choices.
        resume: goes on from the newest checkpoint.
        start_from: a file of weights to begin with.
        judged: games the finished player is judged by.
        checkpoints: the folder that keeps the newest state and the policies of several ages.
    """
    settings = {name: value for name, value in locals().items() if name not in ("games", "sticky", "judged")}
    policy, progress = train(STEM, atari("pong", games, sticky, SIZE, MOVES), **settings)
    trace = Trace(STEM, game="pong", moves=list(MOVES), sticky=sticky, seed=seed)
    trace.extend("train", **progress.columns())
    if not judged:
        return trace
    played = film.show(trace, policy, checkpoints, judged, sticky, KIND)
    best = max(played[f"as trained, sticky {sticky:g}"], key=lambda game: (game.score, -len(game.moves)))
    film.film(trace, "best", best, policy.think, sticky=sticky, **KIND)
    trace.facts["best"]["searched"] = judged
    return trace


def evaluate(
    episodes: int = 100, seed: int = 0, sticky: tuple[float, ...] = STICKY, policy: Path | None = None
) -> dict[str, Evaluation]:
    """Judges the committed policy, or the one of a file, on whole games from fresh seeds."""
    return measure(compare(load_network(STEM, Policy(len(MOVES)), policy).eval(), episodes, seed, sticky, **KIND))


replay = film.replay


if __name__ == "__main__":
    from learners.command import main

    main(learn)
