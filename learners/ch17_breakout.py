"""Chapter 17, Breakout: the same learner, another game: it digs a tunnel.

Nothing is new here but the game, and the size of a lesson: larger batches from more games, which taught as much of
Breakout in as many moves, and faster. A life costs nothing in points, but ends what later points are owed to; so the
player learns to keep the ball, and then that a ball behind the wall clears bricks without any work.

Reel `train` is the learning curve: `steps`, `seconds`, `games` and mean `score` of the last hundred games, the mean
`value` that the critic expects, and `doubt`, the mean of minus the log-probability of the moves made. Reels `age_0`,
`age_10`, `age_30`, `age_100` show the player at those percents of its training, every fourth frame; reel `tunnel` the
first ball that gets behind the wall, every frame: `screen`, `score`, `lives`, the `probability` of each move, the
`value`, `ball`, its column and row in pixels (-1 where it cannot be told from the bricks), and `bricks`, the number
that stands.
"""

from functools import partial
from pathlib import Path
from typing import Any

from envs.atari import atari
from learners.atari import film
from learners.atari.ball import find_ball_and_bricks, find_row, is_behind
from learners.atari.judge import Game, judging, searchable
from learners.ch16_pong import BATCH as PONGS_BATCH
from learners.ch16_pong import SIZE, Policy, train
from learners.checkpoint import CACHE
from learners.trace import Trace

STEM = "ch17_breakout"
MOVES = ["NOOP", "FIRE", "RIGHT", "LEFT"]
KIND: dict[str, Any] = {"name": "breakout", "size": SIZE, "moves": MOVES}
GAMES, HORIZON, BATCH, RATE = 32, 32, 256, 7e-4  # of `train`: as many moves an update as in Pong, in larger batches
QUICK = {"steps": 512, "games": 4, "judged": 1, "checkpoints": None}

ELSEWHERE = {
    "random": 1.7,
    "human": 30.5,
    "book": 37.6,
    "PPO, 10 million steps": 398.0,
}  # Wang et al. 2016 the first two
BEFORE, AFTER = 60, 300  # steps shown around the first ball behind the wall
LONGEST_AGE = 1_500  # steps shown of the player at each age: all who can play seem alike at first


def learn(
    steps: int = 10_000_000,
    games: int = GAMES,
    rate: float = RATE,
    sticky: float = 0.0,
    seed: int = 0,
    resume: bool = False,
    start_from: Path | None = None,
    judged: int = 100,
    checkpoints: Path | None = CACHE / STEM,
) -> Trace:
    """Learns Breakout by policy gradient, in larger batches than Pong.

    Args:
        steps: moves of all games together; the score still rises after ten million.
        games: played at once.
        rate: of Adam; falls to zero on the way. From weights that can play begin with a small one, 1e-4.
        sticky: the chance that the emulator repeats a move instead of the next one.
        seed: of the network, the games and the choices.
        resume: goes on from the newest checkpoint.
        start_from: a file of weights to begin with.
        judged: games the finished player is judged by; with 0 nothing is filmed either.
        checkpoints: the folder that keeps the newest state and the policies of several ages.
    """
    world = atari(games=games, sticky=sticky, **KIND)
    sizes: dict[str, Any] = {"rate": rate, "horizon": HORIZON, "batch": BATCH}
    policy, progress = train(STEM, world, checkpoints, steps, seed=seed, resume=resume, start_from=start_from, **sizes)
    trace = Trace(STEM, game="breakout", moves=MOVES, sticky=sticky, seed=seed)
    trace.facts |= {"training": progress.facts(), "elsewhere": ELSEWHERE, "batch": BATCH, "pongs_batch": PONGS_BATCH}
    trace.extend("train", **progress.columns())
    if not judged:
        return trace
    played = film.show(trace, policy, checkpoints, judged, sticky, KIND, find_row, LONGEST_AGE)
    show_tunnel(trace, policy, searchable(played, sticky), sticky)
    return trace


def brought(game: Game) -> float:
    """The points from the first ball behind the wall on, in the steps that are shown; 0 where none got there."""
    behind = is_behind(game)
    start = int(behind.argmax())
    return float(sum(game.rewards[start : start + AFTER])) if behind.any() else 0.0


def show_tunnel(trace: Trace, policy: Policy, games: list[Game], sticky: float) -> None:
    """Films the one of different games whose first ball behind the wall brought the most, or the end of the best."""
    through = [game for game in games if is_behind(game).any()]
    best = max(through, key=brought) if through else max(games, key=lambda game: game.score)
    start = int(is_behind(best).argmax()) if through else len(best.moves) - AFTER
    first, last = max(0, start - BEFORE), start + AFTER
    film.film(
        trace, "tunnel", best, policy.think, first=first, last=last, look=find_ball_and_bricks, sticky=sticky, **KIND
    )
    found = {"searched": len(games), "behind_the_wall": len(through), "brought": brought(best)}
    trace.facts["tunnel"] |= found | {"points": best.score}


evaluate = judging(STEM, partial(Policy, len(MOVES)), **KIND)
replay = film.replay


if __name__ == "__main__":
    from learners.command import main

    main(learn)
