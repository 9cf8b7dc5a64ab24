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

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Generator, Tensor, nn
from torch.nn import functional
from torch.optim import Optimizer

from envs.atari import Atari, Step, atari
from learners import arcade
from learners.checkpoint import CACHE, Checkpoint, load_policy
from learners.trace import Trace

SIZE = 42  # pixels a side
BATCH = 256
MOVES = ("NOOP", "RIGHT", "LEFT")
QUICK = dict(steps=512, games=4, horizon=16, checkpoints=None)


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


@dataclass
class Games:
    """What happened in many games during some steps: tensors (steps, games, ...)."""

    frames: Tensor
    action: Tensor
    logp: Tensor  # of that action when it was chosen
    value: Tensor
    reward: Tensor
    over: Tensor  # 1 where a life ended
    last_value: Tensor  # of what came after the last step

    @classmethod
    def empty(cls, steps: int, frames: Tensor) -> "Games":
        """Room for so many steps of games that look like these frames."""
        room = torch.zeros(steps, *frames.shape, dtype=torch.uint8, device=frames.device)
        numbers = torch.zeros(5, steps, len(frames), device=frames.device)
        return cls(room, numbers[0].long(), *numbers[1:], torch.zeros(len(frames), device=frames.device))


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


def play(policy: Policy, world: Atari, games: Games, frames: Tensor, chance: Generator) -> Iterator[Step | None]:
    """Fills `games`, played by a copy of the policy; yields None while they move, then what came of it."""
    actor = deepcopy(policy)
    for now in range(len(games.reward)):
        with torch.no_grad():
            logps, value = actor(frames)
        action = torch.from_numpy(world.send(arcade.draw(logps, chance))).to(frames.device)
        games.frames[now], games.action[now], games.value[now] = frames, action, value
        games.logp[now] = logps.gather(1, action[:, None]).squeeze(1)
        yield None
        step = world.receive()
        games.reward[now] = torch.from_numpy(step.reward.clip(-1, 1))
        games.over[now] = torch.from_numpy(step.life_over)
        frames.copy_(arcade.pile(arcade.fold(step.frames).to(frames.device), frames, step.game_over))
        yield step
    with torch.no_grad():
        games.last_value.copy_(actor(frames)[1])


def train(
    game: str,
    moves: Sequence[str] | None,
    checkpoints: Path | None,
    *,
    steps: int,
    games: int,
    horizon: int,
    epochs: int,
    rate: float,
    discount: float,
    trust: float,
    clip: float | None,
    critic: bool,
    entropy: float,
    sticky: float,
    seed: int,
    resume: bool,
    start_from: Path | None,
) -> tuple[Policy, arcade.Progress]:
    """Learns a game by playing it; what the settings mean stands at `learn`."""
    policy, optimizer, chance, world = begin(game, moves, games, sticky, rate, seed, start_from)
    progress, lessons = arcade.Progress(steps, games), iter(())
    with Checkpoint(checkpoints, steps, chance, policy=policy, optimizer=optimizer, progress=progress) as checkpoint:
        if resume:
            checkpoint.resume()
        first = world.start(arcade.fresh(seed, progress.steps))
        frames = arcade.pile(arcade.fold(first)).to(arcade.device())
        lessons_a_step = -(-epochs * games // BATCH)
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
            lessons = improve(policy, optimizer, past, advantage, chance, epochs, clip=clip, critic=critic, entropy=entropy)
            progress.note(value=float(past.value.mean()), doubt=float(-past.logp.mean()))
    return policy, progress


def begin(
    game: str, moves: Sequence[str] | None, games: int, sticky: float, rate: float, seed: int, start_from: Path | None
) -> tuple[Policy, Optimizer, Generator, Atari]:
    """A new policy (or the one of a file), its optimizer, its source of chance and its games."""
    torch.set_num_threads(1)  # two threads collapse as soon as anything else runs; the games use the other core
    torch.manual_seed(seed)
    world = atari(game, games, sticky, SIZE, moves)
    policy = Policy(len(world.moves)).to(arcade.device(), memory_format=torch.channels_last)
    if start_from is not None:
        load_policy(policy, start_from)
    optimizer = torch.optim.Adam(policy.parameters(), rate, eps=1e-5, fused=True)
    return policy, optimizer, Generator().manual_seed(seed), world


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
    checkpoints: Path | None = CACHE / "ch16_pong",
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
        checkpoints: the folder that keeps the newest state and the policies of several ages.
    """
    settings = {name: value for name, value in locals().items() if name != "checkpoints"}
    policy, progress = train("pong", MOVES, checkpoints, **settings)
    trace = Trace("ch16_pong", game="pong", moves=list(MOVES), sticky=sticky, seed=seed)
    trace.extend("train", **progress.columns())
    return trace


if __name__ == "__main__":
    from learners.command import main

    main(learn)
