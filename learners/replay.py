"""Plays the recorded games of a trace again and confirms them, or says where they part.

Boards, lake and Atari must agree exactly. Cart and car follow cosines, whose last bit differs between
CPUs, and a balanced pole multiplies a difference by e every quarter of a second: they are set to the
recorded state before each step, and every step must agree within 1e-6.

    python -m learners.replay ch9_cartpole
    python -m learners.replay mine.npz
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gymnasium
import numpy as np

from learners.play import flat, load_chapter
from learners.trace import Trace, TraceError

USAGE = """usage: python -m learners.replay STEM_OR_PATH

Plays the recorded games of a trace again, the committed one of a chapter or a file, and compares every step."""
TOLERANCE = 1e-6  # of single-precision states


class PartedError(Exception):
    """Says at which step a recorded game and its replay part."""


def find_games(trace: Trace) -> list[str]:
    """Returns the reels that are played games: those whose facts name a game."""
    return [reel for reel in trace.reels() if "env" in _facts_of(trace, reel)]


def replay(trace: Trace, reel: str) -> str:
    """Plays the recorded games of a reel again and returns what was confirmed; raises PartedError where they part."""
    facts, actions = trace.facts[reel], trace[f"{reel}/action"]
    env = gymnasium.make(facts["env"], **facts["kwargs"])
    ends = np.flatnonzero(actions.reshape(len(actions), -1)[:, 0] == -1) + 1  # every game ends with action -1
    seeds = np.atleast_1d(facts["seed"]).tolist()
    if len(ends) != len(seeds) or ends[-1] != len(actions):
        raise PartedError(f"{reel}: {len(seeds)} games were recorded, but {len(ends)} of them have an end.")
    for first, end, seed in zip([0, *ends[:-1]], ends, seeds, strict=True):
        _replay_game(env, trace, reel, slice(first, end), seed)
    env.close()
    games = "" if len(seeds) == 1 else f"{len(seeds)} games, "
    points = np.sum(trace[f"{reel}/reward"])
    return f"{reel}: {games}{len(actions) - len(seeds)} moves, {points:g} points: confirmed."


def _replay_game(env: gymnasium.Env, trace: Trace, reel: str, rows: slice, seed: int) -> None:
    actions, rewards, seen = (trace[f"{reel}/{name}"][rows] for name in ("action", "reward", "observation"))
    observation, _ = env.reset(seed=seed)
    over = False
    for row, action in enumerate(actions[:-1]):
        step = rows.start + row
        _compare(reel, step, "observation", seen[row], flat(env, observation))
        if over:
            raise PartedError(f"{reel}: step {step}: the replayed game is over, the recorded one goes on.")
        _settle(env, seen[row])
        observation, reward, terminated, truncated, _ = env.step(action.item() if action.ndim == 0 else action)
        _compare(reel, step, "reward", rewards[row], reward)
        over = terminated or truncated
    _compare(reel, rows.stop - 1, "observation", seen[-1], flat(env, observation))
    if not over:
        raise PartedError(f"{reel}: step {rows.stop - 1}: the recorded game is over, the replayed one goes on.")


def _facts_of(trace: Trace, reel: str) -> dict[str, Any]:
    facts = trace.facts.get(reel, {})
    return facts if isinstance(facts, dict) else {}


def _settle(env: gymnasium.Env, observation: np.ndarray) -> None:
    """Sets cart or car to the recorded state, so that differences of the last bit cannot grow."""
    world: Any = env.unwrapped
    state = getattr(world, "state", None)
    if np.issubdtype(observation.dtype, np.floating) and state is not None and np.shape(state) == observation.shape:
        world.state = np.array(observation, dtype=np.float64)


def _compare(reel: str, step: int, what: str, recorded: Any, replayed: Any) -> None:
    recorded, replayed = np.asarray(recorded), np.asarray(replayed)
    exact = not np.issubdtype(recorded.dtype, np.floating)
    same = recorded.shape == replayed.shape and np.allclose(recorded, replayed, rtol=0, atol=0 if exact else TOLERANCE)
    if not same:
        raise PartedError(f"{reel}: step {step}: {what} was {recorded.tolist()}, replayed it is {replayed.tolist()}.")


def confirm(source: str) -> list[str]:
    """Replays every recorded game of a trace, by a chapter's own `replay` where it has one."""
    if not Path(source).is_file() and Path(source).suffix != ".npz":
        load_chapter(source)  # names the nearest one where there is none
    trace = Trace.read(source)
    chapter = load_chapter(trace.stem) if trace.stem.startswith("ch") else None  # others are somebody's own
    again: Callable[[Trace, str], str] = getattr(chapter, "replay", replay)
    return [again(trace, reel) for reel in find_games(trace)] or [f"{trace.stem} holds no recorded game."]


def main(arguments: Sequence[str] | None = None) -> None:
    """Confirms the recorded games of the trace (a stem or a path) that the command line names."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given in (["-h"], ["--help"]):
        print(USAGE)
        return
    if len(given) != 1:
        sys.exit(USAGE)
    try:
        print("\n".join(confirm(given[0])))
    except (PartedError, TraceError, ValueError, gymnasium.error.Error) as error:
        sys.exit(f"{given[0]}: {error}")


if __name__ == "__main__":
    main()
