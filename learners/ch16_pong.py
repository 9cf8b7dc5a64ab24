"""Chapter 16, Pong: do more of what was followed by points.

A network looks at four frames and gives each move a probability. Moves that were followed by more points than
expected become more probable, the others less: log-probability times advantage. Two things make that steady: a
critic, which learns what to expect, and clipping, which stops the policy from running away from the games it
learns from. Either can be left out. Many games run at once, and while they move, the network learns from the
moves before: it acts with weights exactly one update old, so one seed gives one run.

Reel `train` is the learning curve: `steps`, `seconds`, `games` and mean `score` of the last hundred games, the mean
`value` that the critic expects, and `doubt`, the mean of minus the log-probability of the moves made (1.1 where all
three are equal). Reels `plain`, `critic` and `clipped` hold the same for short runs of equal length: with neither
critic nor clipping, with the critic alone, with both; `seed_1`, ... those of whole trainings from further seeds. Reels
`age_0`, `age_10`, `age_30`, `age_100` show the player at those percents of its training, every fourth frame, and reel
`best` the best game found, whole, every frame: `screen`, `score`, `lives`, the `probability` of each move and the
`value`. Reel `seen` is what the player sees at one moment of it (learners/atari/closeup.py). Reel `lesson` is a
stretch of 256 moves of the player at 30 percent of its training, around a point that it wins, with the `advantage` of
each move made, and the probabilities of all moves `after` one lesson from just these: the lesson itself, as in
training.

Departures from the textbook: the games of one update come from the policy before it, so the ratio of new to old
probability matters from the first batch on; 42x42 pixels instead of 84x84, enough for ball and paddle and four
times less to compute; three moves instead of six, for in this game FIRE does nothing.
"""

from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Generator, Tensor, nn
from torch.nn import functional
from torch.optim import Optimizer

from envs.atari import Atari, atari
from learners.atari import arcade, closeup, film
from learners.atari.judge import judging, measure, searchable
from learners.atari.players import ByProbability
from learners.atari.progress import Progress
from learners.atari.rollout import Games, play
from learners.checkpoint import CACHE, Checkpoint
from learners.figures import facts_of
from learners.policy import load_network
from learners.trace import Trace

STEM = "ch16_pong"
QUICK = {"steps": 512, "games": 4, "seeds": 2, "compared": 256, "judged": 1, "checkpoints": None}
SIZE = 42  # pixels a side
KIND: dict[str, Any] = {"name": "pong", "size": SIZE, "moves": ["NOOP", "RIGHT", "LEFT"]}
HORIZON, BATCH = 128, 64  # steps of each game between two updates; moves of one step of the optimizer
EPOCHS = 3  # how often each move is learned from; more, and clipping stops most of it
DISCOUNT, TRUST = 0.99, 0.95  # a point a hundred moves away counts a third; points that came count more than the critic
ENTROPY = 0.01  # the reward for not deciding too early
ELSEWHERE = {  # random and human: Wang et al. 2016
    "random": -20.7,
    "human": 14.6,
    "PPO without sticky actions": 20.99,
    "book, one game without sticky actions": 21.0,
    "book, sticky actions": -15.6,
}
LESSON_AGE, LESSON_MOVES = 30, 256  # percent of the training, and the moves that the filmed lesson is from
LESSON_PACE = 0.1  # of the rate: a fresh optimizer makes its first steps at full length, one that has run small ones
KINDS = {"plain": (False, None), "critic": (True, None), "clipped": (True, 0.1)}  # critic and clip


class Policy(ByProbability):
    """Four frames, folded to uint8 (batch, 21, 21, 16), become a probability for each move and a value."""

    def __init__(self, moves: int) -> None:
        """Starts with nearly equal probabilities."""
        super().__init__()
        self.eye = nn.Sequential(
            *(arcade.started(nn.Conv2d(16, 16, 2)), nn.ReLU()),  # on folded frames: 4x4 pixels, two apart
            *(
                arcade.started(nn.Conv2d(16, 32, 4, stride=2)),
                nn.Flatten(),
                nn.ReLU(),
            ),  # this order bends a fifth faster
            *(arcade.started(nn.Linear(32 * 9 * 9, 256)), nn.ReLU()),
        )
        self.logits = arcade.started(nn.Linear(256, moves), 0.01)
        self.value = arcade.started(nn.Linear(256, 1), 1.0)

    def forward(self, frames: Tensor) -> tuple[Tensor, Tensor]:
        """Log-probabilities (batch, moves) and values (batch)."""
        seen = arcade.see(self.eye, frames)
        return functional.log_softmax(self.logits(seen), 1), self.value(seen).squeeze(1)


def advantages(games: Games, trust: float) -> Tensor:
    """How much better each move turned out than the critic expected (generalized advantage estimation)."""
    advantage, ahead, later = torch.zeros_like(games.reward), torch.zeros_like(games.last_value), games.last_value
    for step in reversed(range(len(games.reward))):
        goes_on = 1 - games.over[step]
        surprise = games.reward[step] + DISCOUNT * later * goes_on - games.value[step]
        ahead = surprise + DISCOUNT * trust * goes_on * ahead
        advantage[step], later = ahead, games.value[step]
    return advantage


def loss(policy: Policy, games: Games, advantage: Tensor, pick: Tensor, clip: float | None, critic: bool) -> Tensor:
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
    own = games.own.flatten()[pick]  # a move that was made for the policy says nothing about it
    surprise = -(logps.exp() * logps).sum(1)
    total = -(gain * own).sum() / own.sum().clamp(min=1) - ENTROPY * surprise.mean()
    if critic:
        total = total + 0.5 * functional.mse_loss(value, better + games.value.flatten()[pick])
    return total


def passes(clip: float | None) -> int:
    """How often each move is learned from: without clipping, a second time would already be too far away."""
    return 1 if clip is None else EPOCHS


def improve(
    policy: Policy, optimizer: Optimizer, games: Games, order: int, batch: int, clip: float | None, critic: bool
) -> None:
    """Improves the policy by all moves of the games, in batches of so many; their order is drawn from that seed."""
    chance = Generator().manual_seed(order)
    if not critic:  # then nothing was expected, and only what came counts
        games.value.zero_(), games.last_value.zero_()
    advantage = advantages(games, TRUST if critic else 1.0)
    for _ in range(passes(clip)):
        for pick in torch.randperm(advantage.numel(), generator=chance).split(batch):
            optimizer.zero_grad()
            loss(policy, games, advantage, pick, clip, critic).backward()
            nn.utils.clip_grad_norm_(policy.parameters(), 0.5, error_if_nonfinite=True)
            optimizer.step()


def train(
    stem: str,
    world: Atari,
    checkpoints: Path | None,
    steps: int,
    rate: float = 5e-4,
    clip: float | None = 0.1,
    critic: bool = True,
    horizon: int = HORIZON,
    batch: int = BATCH,
    seed: int = 0,
    resume: bool = False,
    start_from: Path | None = None,
) -> tuple[Policy, Progress]:
    """Learns a game by playing it; what the settings mean stands at `learn`, horizon and batch at their defaults."""
    policy = arcade.begin(stem, partial(Policy, len(world.moves)), seed, start_from)
    optimizer = torch.optim.Adam(policy.parameters(), rate, eps=1e-5, fused=True)
    chance, progress = Generator().manual_seed(seed), Progress(steps, world.games, start_from)
    past: Games | None = None
    parts = {"policy": policy, "optimizer": optimizer, "progress": progress}
    with Checkpoint(checkpoints, steps, chance, stem=stem, seed=seed, **parts) as checkpoint, arcade.Aside() as aside:
        if resume:
            checkpoint.resume()
        checkpoint.tick(progress.steps)
        first = world.start(arcade.fresh(seed, progress.steps))
        frames = arcade.pile(arcade.fold(first)).to(arcade.device())
        while progress.steps < steps:
            actor, now = arcade.acting_copy(policy), Games.empty(horizon, frames)
            if past is not None:  # learned from while the games go on
                order = int(torch.randint(1 << 31, (), generator=chance))
                aside.begin(improve, policy, optimizer, past, order, batch, clip, critic)
            for came in play(actor, world, now, frames, chance):
                progress.saw(came)
            aside.finish()
            optimizer.param_groups[0]["lr"] = rate * max(0.0, 1 - progress.steps / steps)
            progress.note(value=float(now.value.mean()), doubt=float(-(now.logp * now.own).mean()))
            checkpoint.tick(progress.steps)
            past = now
    return policy, progress


def learn(
    steps: int = 5_000_000,
    games: int = 8,
    rate: float = 5e-4,
    clip: float | None = 0.1,
    critic: bool = True,
    sticky: float = 0.25,
    seed: int = 0,
    seeds: int = 1,
    compared: int = 1_000_000,
    judged: int = 100,
    resume: bool = False,
    start_from: Path | None = None,
    checkpoints: Path | None = CACHE / STEM,
) -> Trace:
    """Learns Pong by policy gradient.

    Args:
        steps: moves of all games together; the score still rises after five million.
        games: played at once; fewer leave the network waiting, more make its lessons old.
        rate: of Adam; falls to zero on the way.
        clip: how much more or less probable an update may make a move; None leaves clipping out.
        critic: learns what to expect; without it every point is a surprise.
        sticky: the chance that a move is repeated instead of the next one, so that no game is learned by heart.
        seed: of the network, the games and the choices.
        seeds: whole trainings, the first from `seed`, the others from the seeds after it; these are judged, not filmed.
        compared: moves of the short runs with and without critic and clipping; with 0 there are none.
        judged: games the finished player is judged by; with 0 nothing is filmed either.
        resume: goes on from the newest checkpoint.
        start_from: a file of weights to begin with.
        checkpoints: the folder that keeps the newest state and the policies of several ages.
    """
    trace = Trace(STEM, game="pong", moves=KIND["moves"], sticky=sticky, seed=seed)
    usual: dict[str, Any] = {"rate": rate, "seed": seed, "resume": resume}
    new = partial(atari, games=games, sticky=sticky, **KIND)
    policy, progress = train(STEM, new(), checkpoints, steps, clip=clip, critic=critic, start_from=start_from, **usual)
    trace.facts |= {"training": progress.facts(), "elsewhere": ELSEWHERE}
    trace.extend("train", **progress.columns())
    for kind, (with_critic, with_clip) in KINDS.items() if compared else ():
        folder = checkpoints and checkpoints / kind
        _, progress = train(STEM, new(), folder, compared, clip=with_clip, critic=with_critic, **usual)
        trace.extend(kind, **progress.columns())
        trace.facts.setdefault("passes", {})[kind] = passes(with_clip)
    for other in range(seed + 1, seed + seeds):
        folder = checkpoints and checkpoints / f"seed_{other}"
        again, progress = train(STEM, new(), folder, steps, clip=clip, critic=critic, **(usual | {"seed": other}))
        trace.extend(f"seed_{other}", **progress.columns())
        figures = facts_of(measure(film.judge_rounded(again, judged, sticky, KIND))) if judged else {}
        trace.facts.setdefault("seeds", {})[str(other)] = {"training": progress.facts(), "figures": figures}
    if judged:
        played = film.show(trace, policy, checkpoints, judged, sticky, KIND)
        found = searchable(played, sticky)
        best = max(found, key=lambda game: (game.score, -len(game.moves)))
        film.film(trace, "best", best, policy.think, sticky=sticky, **KIND)
        trace.facts["best"]["searched"] = len(found)
        closeup.show_seen(trace, "best", best, 40, sticky, KIND)
        show_lesson(trace, deepcopy(policy), checkpoints, sticky, rate)
    return trace


def show_lesson(trace: Trace, policy: Policy, checkpoints: Path | None, sticky: float, rate: float) -> None:
    """Records what a lesson makes of some moves of the player at that age or, without checkpoints, at the end."""
    steps = trace.facts["training"]["steps"]
    if checkpoints is not None:
        steps, path = film.aged(checkpoints, LESSON_AGE)
        load_network(STEM, policy, path)
    optimizer = torch.optim.Adam(policy.parameters(), LESSON_PACE * rate, eps=1e-5)

    def teach(past: Games) -> Tensor:
        improve(policy, optimizer, past, 0, BATCH, KINDS["clipped"][1], critic=True)
        return advantages(past, TRUST)

    closeup.film_lesson(trace, policy, teach, LESSON_MOVES, sticky, KIND)
    trace.facts["lesson"]["steps"] = steps


evaluate = judging(STEM, partial(Policy, 3), **KIND)
replay = film.replay


if __name__ == "__main__":
    from learners.command import main

    main(learn)
