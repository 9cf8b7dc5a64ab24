"""Chapter 17, Breakout: the same learner, another game: it digs a tunnel."""

from pathlib import Path

from envs.atari import atari
from learners.ch16_pong import SIZE, train
from learners.checkpoint import CACHE
from learners.trace import Trace

STEM = "ch17_breakout"
QUICK = {"steps": 512, "games": 4, "horizon": 16, "checkpoints": None}


def learn(
    steps: int = 10_000_000,
    games: int = 32,
    horizon: int = 32,
    sticky: float = 0.0,
    seed: int = 0,
    resume: bool = False,
    start_from: Path | None = None,
    checkpoints: Path | None = CACHE / STEM,
) -> Trace:
    """Learns Breakout by policy gradient, with the settings of Pong."""
    world, kind = atari("breakout", games, sticky, SIZE), {"resume": resume, "start_from": start_from}
    _, progress = train(STEM, world, checkpoints, steps=steps, horizon=horizon, seed=seed, **kind)
    trace = Trace(STEM, game="breakout", sticky=sticky, seed=seed)
    trace.extend("train", **progress.columns())
    return trace


if __name__ == "__main__":
    from learners.command import main

    main(learn)
