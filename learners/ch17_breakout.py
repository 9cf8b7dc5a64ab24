"""Chapter 17, Breakout: the same learner, another game: it digs a tunnel.

Nothing is new here but the game. A life costs nothing in points, but ends what later points are owed to; so the
player learns to keep the ball, and then that a ball behind the wall clears bricks without any work.

Reel `train` is the learning curve. Reels `age_0`, `age_10`, `age_30`, `age_100` show the player at those percents of
its training, every fourth frame; reel `tunnel` the first ball that gets behind the wall, every frame, with `ball`,
its column and row in pixels (-1 where it cannot be told from the bricks).
"""

from pathlib import Path
from typing import Any

import numpy as np

from envs.atari import atari
from learners import film
from learners.ch16_pong import SIZE, Policy, train
from learners.checkpoint import CACHE
from learners.figures import Evaluation
from learners.judge import STICKY, Game, compare, measure
from learners.policy import load_network
from learners.trace import Trace

STEM = "ch17_breakout"
MOVES = ["NOOP", "FIRE", "RIGHT", "LEFT"]
KIND: dict[str, Any] = {"name": "breakout", "size": SIZE, "moves": MOVES}
QUICK = {"steps": 512, "games": 4, "horizon": 16, "judged": 1, "checkpoints": None}

BEHIND, BELOW = slice(7, 11), slice(19, 37)  # rows of a grey frame: above the bricks; between bricks and paddle
RED = np.array([200, 72, 72])  # of the ball, the paddle and the top row of bricks
TOP_BRICKS, BOTTOM_BRICKS, PADDLE = 57, 93, 189  # their first rows in pixels
BEFORE, AFTER = 60, 300  # steps shown around the first ball behind the wall


def learn(
    steps: int = 10_000_000,
    games: int = 32,
    horizon: int = 32,
    sticky: float = 0.0,
    seed: int = 0,
    resume: bool = False,
    start_from: Path | None = None,
    judged: int = 100,
    checkpoints: Path | None = CACHE / STEM,
) -> Trace:
    """Learns Breakout by policy gradient, with the settings of Pong.

    Args:
        steps: moves of all games together; the score still rises after ten million.
        games: played at once.
        horizon: steps of each game between two updates.
        sticky: the chance that the emulator repeats a move instead of the next one.
        seed: of the network, the games and the choices.
        resume: goes on from the newest checkpoint.
        start_from: a file of weights to begin with.
        judged: games the finished player is judged by; with 0 nothing is filmed either.
        checkpoints: the folder that keeps the newest state and the policies of several ages.
    """
    world, kind = atari("breakout", games, sticky, SIZE, MOVES), {"resume": resume, "start_from": start_from}
    policy, progress = train(STEM, world, checkpoints, steps=steps, horizon=horizon, seed=seed, **kind)
    trace = Trace(STEM, game="breakout", moves=MOVES, sticky=sticky, seed=seed)
    trace.extend("train", **progress.columns())
    if not judged:
        return trace
    played = film.show(trace, policy, checkpoints, judged, sticky, KIND, watch=find_row)
    show_tunnel(trace, policy, played[f"as trained, sticky {sticky:g}"], sticky)
    return trace


def show_tunnel(trace: Trace, policy: Policy, games: list[Game], sticky: float) -> None:
    """Films the game with the most points around its first ball behind the wall, or its end if there was none."""
    through = [game for game in games if is_behind(game).any()]
    best = max(through or games, key=lambda game: game.score)
    start = int(is_behind(best).argmax()) if through else len(best.moves) - AFTER
    first, last = max(0, start - BEFORE), start + AFTER
    film.film(trace, "tunnel", best, policy.think, first=first, last=last, look=find_ball, sticky=sticky, **KIND)
    trace.facts["tunnel"] |= {"searched": len(games), "behind_the_wall": len(through), "points": best.score}


def is_behind(game: Game) -> np.ndarray:
    """In which steps the ball was above the bricks."""
    rows = np.array(game.notes)
    return (rows >= BEHIND.start) & (rows < BEHIND.stop)


def find_row(frame: np.ndarray) -> float:
    """The row of the ball in a grey frame of 42x42 pixels, -1 where it hides among the bricks or is not in play."""
    for rows in (BEHIND, BELOW):
        lit = np.flatnonzero(frame[rows, 3:39].max(1) > 20)
        if len(lit):
            return float(rows.start + lit[0])
    return -1.0


def find_ball(screen: np.ndarray) -> dict[str, np.ndarray]:
    """The column and row of the ball in a color screen in pixels, (-1, -1) where it cannot be told from the bricks."""
    red = (screen[32:PADDLE, 8:152] == RED).all(2)
    red[TOP_BRICKS - 32 : TOP_BRICKS - 26] = False
    rows, columns = np.nonzero(red)
    place = (columns.mean() + 8, rows.mean() + 32) if len(rows) else (-1, -1)
    return {"ball": np.array(place, np.float16)}


def evaluate(
    episodes: int = 100, seed: int = 0, sticky: tuple[float, ...] = STICKY, policy: Path | None = None
) -> dict[str, Evaluation]:
    """Judges the committed policy, or the one of a file, on whole games from fresh seeds."""
    return measure(compare(load_network(STEM, Policy(len(MOVES)), policy).eval(), episodes, seed, sticky, **KIND))


replay = film.replay


if __name__ == "__main__":
    from learners.command import main

    main(learn)
