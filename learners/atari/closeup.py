"""Close looks at a filmed game: what the player saw at one moment, and what a lesson makes of its moves."""

from typing import Any

import numpy as np

from envs.atari import FRAMES_A_STEP
from learners.atari import arcade
from learners.atari.film import film, recall
from learners.atari.judge import Game
from learners.trace import Trace


def show_seen(trace: Trace, reel: str, game: Game, step: int, sticky: float, kind: dict[str, Any]) -> None:
    """Records what the player saw before a step of a game whose every frame is in a reel.

    Reel `seen` has a row for each of the four grey frames, the oldest first: `frame`, uint8 (size, size), and `row`,
    the row of the filmed reel whose screen was shrunk to it (the lighter of that and the one before, for each pixel).
    """
    step = min(max(step, arcade.STACK), len(game.moves) - 1)
    frames = arcade.unfold(recall(game, sticky=sticky, **kind)[step])
    rows = FRAMES_A_STEP * (step + 1 + np.arange(-arcade.STACK, 0)) - 1 - FRAMES_A_STEP * trace.facts[reel]["first"]
    trace.extend("seen", frame=frames.numpy(), row=rows.astype(np.int32))
    trace.facts["seen"] = {"reel": reel, "step": step}


def stretch(game: Game, length: int) -> tuple[int, int]:
    """First step, and the one after the last, of so many steps around the first point won, or the first points at all.

    Three quarters lie before the point: they are what it is owed to.
    """
    rewards = np.array(game.rewards)
    won, any_point = np.flatnonzero(rewards > 0), np.flatnonzero(rewards)
    point = next((int(points[0]) for points in (won, any_point) if len(points)), 0)
    first = min(max(0, point - 3 * length // 4), max(0, len(rewards) - length))
    return first, min(first + length, len(rewards))


def film_lesson(
    trace: Trace, game: Game, first: int, thoughts: dict[str, np.ndarray], sticky: float, kind: dict[str, Any]
) -> None:
    """Films a stretch from step `first` on, a row a step, with columns of thoughts of that length, into `lesson`."""
    length = len(next(iter(thoughts.values())))
    rows = iter(range(length))

    def think(_: Any) -> dict[str, np.ndarray]:
        row = next(rows)
        return {name: values[row : row + 1] for name, values in thoughts.items()}

    span: dict[str, Any] = {"first": first, "last": first + length, "every": FRAMES_A_STEP}
    film(trace, "lesson", game, think, sticky=sticky, **span, **kind)
