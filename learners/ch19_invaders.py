"""Chapter 19, Space Invaders: it learns to clear the sky.

The learner of chapter 18, another game: 36 invaders come down step by step, and every one that falls pays.

Reel `train` is the learning curve: `steps`, `seconds`, `games` and mean `score` of the last hundred games, the mean
best guess `q` and the share `explore` of random moves. Reels `age_0`, `age_10`, `age_30`, `age_100` show the player at
those percents of its training, every fourth frame; reel `wave` a game up to the moment when all 36 are gone (or the
longest it came), every frame: `screen`, `score`, `lives`, guesses `q` for the moves and the best of them, `value`.
Invaders blink and shots are seen in every other frame only: a scene shows all of them.
"""

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from envs.atari import atari
from learners.atari import film
from learners.atari.judge import Game, different, judging, searchable
from learners.ch18_doubleq import GAP, RATE, SIZE, Values, train
from learners.checkpoint import CACHE
from learners.trace import Trace

STEM = "ch19_invaders"
MOVES = ["NOOP", "FIRE", "RIGHT", "LEFT", "RIGHTFIRE", "LEFTFIRE"]
KIND: dict[str, Any] = {"name": "space_invaders", "size": SIZE, "moves": MOVES}
QUICK = {"steps": 1_200, "games": 8, "memory": 1_600, "first": 400, "judged": 1, "checkpoints": None}
ELSEWHERE = {  # random and human: Wang et al. 2016
    "random": 148.0,
    "human": 1669.0,
    "DQN": 623.0,
    "PPO": 960.0,
    "book, hits a life": 12.4,
}
WAVE = 36  # invaders
SAUCER = 100  # points from which on it was no invader that fell
AFTER = 20  # steps shown after the last
LONGEST = 700  # steps shown in all: a trace stays below four megabytes


def learn(
    steps: int = 10_000_000,
    games: int = 64,
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
    """Learns Space Invaders by double DQN, with the settings of Breakout.

    Args:
        steps: moves of all games together; the score still rises after ten million.
        games: played at once.
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
    kept: dict[str, Any] = {"memory": memory, "first": first, "rate": rate}
    kept |= {"seed": seed, "resume": resume, "start_from": start_from}
    values, progress = train(STEM, atari(games=games, sticky=sticky, **KIND), checkpoints, steps=steps, **kept)
    trace = Trace(STEM, game="space_invaders", moves=MOVES, sticky=sticky, seed=seed, gap=GAP)
    trace.facts |= {"training": progress.facts(), "elsewhere": ELSEWHERE}
    trace.extend("train", **progress.columns())
    if judged:
        played = film.show(trace, values, checkpoints, judged, sticky, KIND)
        trace.facts["cleared"] = {name: sum(fallen(game) >= WAVE for game in games) for name, games in played.items()}
        show_wave(trace, values, searchable(played, sticky), sticky)
    return trace


def hits(game: Game) -> np.ndarray:
    """How many invaders had fallen after each step."""
    rewards = np.array(game.rewards)
    return np.cumsum((rewards > 0) & (rewards < SAUCER))


def fallen(game: Game) -> int:
    """How many invaders fell in the whole game."""
    return int(hits(game)[-1])


def find_wave(games: list[Game]) -> tuple[Game, int, int]:
    """The game in which all invaders of the first wave went soonest, or else the one in which most did.

    Also in how many games they went, and how many there were: games that repeat one another count once.
    """
    searched = different(games)
    cleared = [game for game in searched if fallen(game) >= WAVE]
    best = min(cleared, key=lambda game: (hits(game) < WAVE).sum()) if cleared else max(searched, key=fallen)
    return best, len(cleared), len(searched)


def show_wave(trace: Trace, values: Values, games: list[Game], sticky: float) -> None:
    """Films the wave that went soonest, from the start of the game if that is not too long."""
    best, cleared, searched = find_wave(games)
    last = int((hits(best) < WAVE).sum()) + AFTER
    film.film(trace, "wave", best, values.think, first=max(0, last - LONGEST), last=last, sticky=sticky, **KIND)
    trace.facts["wave"] |= {"searched": searched, "cleared": cleared, "points": best.score}


evaluate = judging(STEM, partial(Values, len(MOVES)), **KIND)
replay = film.replay


if __name__ == "__main__":
    from learners.command import main

    main(learn)
