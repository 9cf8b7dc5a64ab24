"""Chapter 20, Atari: the name of the game is the only setting.

The learner of chapter 18 learns any game of the console: it sees nothing but the screen and the points.

Reel `train` is the learning curve: `steps`, `seconds`, `games` and mean `score` of the last hundred games, the mean
best guess `q` and the share `explore` of random moves. Reels `age_0`, `age_10`, `age_30`, `age_100` show the player at
those percents of its training, every fourth frame; reel `best` its longest life, every second frame: `screen`,
`score`, `lives`, guesses `q` for the moves and the best of them, `value`.
"""

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import tyro

from envs.atari import atari, find
from learners.atari import film
from learners.atari.judge import STICKY, Game, different, judge_file
from learners.ch18_doubleq import GAP, RATE, SIZE, Values, train
from learners.checkpoint import CACHE
from learners.figures import Evaluation
from learners.policy import FOLDER
from learners.trace import Trace

STEM = "ch20_atari"
FIRST = "seaquest"
QUICK = {"steps": 1_200, "games": 8, "memory": 1_600, "first": 400, "judged": 1, "checkpoints": None}
CHANGED = {"game": "pong", "judged": 2, "seed": 1}  # a game that ends soon, however badly it is played
ELSEWHERE = {  # random and human: Wang et al. 2016
    "seaquest": {"random": 68.0, "human": 42055.0, "DQN": 2000.0, "book, hits a life": 25.8},
    "beam_rider": {"random": 364.0, "human": 16926.0, "DQN": 6673.0, "book, hits a life": 24.3},
    "boxing": {"random": 0.1, "human": 12.1, "DQN": 71.8},  # DQN of this and those below: Mnih et al. 2015
    "enduro": {"random": 0.0, "human": 860.5, "DQN": 301.8},
    "freeway": {"random": 0.0, "human": 29.6, "DQN": 30.3},
    "krull": {"random": 1598.0, "human": 2665.5, "DQN": 3805.0},
}
LONGEST = 900  # steps of a life that are shown


def learn(
    game: tyro.conf.Positional[str] = FIRST,
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
    """Learns any Atari game by double DQN, with the settings of Breakout.

    Args:
        game: its plain name in any spelling; a wrong name lists the nearest.
        steps: moves of all games together; most scores still rise after ten million.
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
        checkpoints: the folder that keeps, for each game in a folder of its own, the newest state and the ages.
    """
    name = find(game)
    folder = checkpoints and checkpoints / name
    kept: dict[str, Any] = {"memory": memory, "first": first, "rate": rate}
    kept |= {"seed": seed, "resume": resume, "start_from": start_from}
    world = atari(name, games, sticky, SIZE)
    values, progress = train(STEM, world, folder, steps=steps, **kept)
    trace = Trace(STEM, game=name, moves=world.moves, sticky=sticky, seed=seed, gap=GAP)
    trace.facts |= {"training": progress.facts(), "elsewhere": ELSEWHERE.get(name, {})}
    if name != FIRST:
        trace.facts["file"] = f"{STEM}.{name}"
    trace.extend("train", **progress.columns())
    if judged:
        kind = {"name": name, "size": SIZE, "moves": world.moves}
        played = film.show(trace, values, folder, judged, sticky, kind)
        show_life(trace, values, played[f"greedy, sticky {sticky:g}"], sticky, kind)
    return trace


def longest_life(game: Game) -> tuple[int, int]:
    """The first step of the longest life, and the one after its last."""
    ends = [0, *(np.flatnonzero(game.life_over) + 1).tolist()]
    return max(pairwise(ends), key=lambda life: life[1] - life[0])


def show_life(trace: Trace, values: Values, games: list[Game], sticky: float, kind: dict[str, Any]) -> None:
    """Films the longest life of the game with the most points, from its start."""
    best = max(games, key=lambda game: game.score)
    first, last = longest_life(best)
    last = min(last, first + LONGEST)
    film.film(trace, "best", best, values.think, first=first, last=last, every=2, sticky=sticky, **kind)
    trace.facts["best"] |= {"searched": len(different(games)), "points": best.score}


def evaluate(
    game: str = FIRST,
    episodes: int = 100,
    seed: int = 0,
    sticky: tuple[float, ...] = STICKY,
    policy: Path | None = None,
) -> dict[str, Evaluation]:
    """Judges the committed policy of a game, or the one of a file, on whole games from fresh seeds.

    Args:
        game: its plain name in any spelling.
        episodes: whole games of each kind of player.
        seed: games of another seed are other games.
        sticky: the chances at which the emulator repeats a move; each is judged.
        policy: a file of weights; by default the committed one.
    """
    name = find(game)
    moves = atari(name, 1).moves
    file = policy or (None if name == FIRST else FOLDER / f"{STEM}.{name}.safetensors")
    return judge_file(STEM, Values(len(moves)), episodes, seed, sticky, file, name=name, size=SIZE, moves=moves)


replay = film.replay


if __name__ == "__main__":
    from learners.command import main

    main(learn)
