"""Chapter 17, Breakout: the same learner, another game: it digs a tunnel."""

from pathlib import Path

from learners.ch16_pong import train
from learners.checkpoint import CACHE
from learners.trace import Trace

QUICK = dict(steps=512, games=4, horizon=16, checkpoints=None)


def learn(
    steps: int = 10_000_000,
    games: int = 32,
    horizon: int = 32,
    epochs: int = 3,
    rate: float = 7e-4,
    discount: float = 0.99,
    trust: float = 0.95,
    clip: float | None = 0.1,
    critic: bool = True,
    entropy: float = 0.01,
    sticky: float = 0.0,
    seed: int = 0,
    resume: bool = False,
    start_from: Path | None = None,
    checkpoints: Path | None = CACHE / "ch17_breakout",
) -> Trace:
    """Learns Breakout by policy gradient, with the settings of Pong."""
    settings = {name: value for name, value in locals().items() if name != "checkpoints"}
    _, progress = train("breakout", None, checkpoints, **settings)
    trace = Trace("ch17_breakout", game="breakout", sticky=sticky, seed=seed)
    trace.extend("train", **progress.columns())
    return trace


if __name__ == "__main__":
    from learners.command import main

    main(learn)
