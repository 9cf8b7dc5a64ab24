"""The learning curve of an Atari player, and the line that shows it while it grows."""

import os
import time
from collections import deque
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from envs.atari import Step
from learners.atari import arcade

RECENT = 100  # games in the running mean of the score


class Progress:
    """The learning curve, and the line that shows it while it grows."""

    def __init__(self, steps: int, games: int, start_from: Path | None = None) -> None:
        """Expects so many steps, taken by so many games at once, of a player that was new or filled from a file."""
        self.steps = 0
        self.rows: list[dict[str, float]] = []
        self.recent: deque[float] = deque(maxlen=RECENT)
        self.finished = 0
        self.total = steps
        self.start_from = start_from and start_from.name
        self.restarted_at: list[int] = []  # the steps after which the training was taken up again
        self._score = np.zeros(games)
        self._cut = np.zeros(games, bool)  # which games a resume cut off, and none has ended in their place since
        self._seconds_before = 0.0
        self._began = time.monotonic()
        self._bar = tqdm(total=steps, unit=" steps", unit_scale=True, mininterval=5, smoothing=0.05)

    def saw(self, step: Step) -> None:
        """Counts one step of every game."""
        self._score += step.reward
        for game in np.flatnonzero(step.game_over):
            self.recent.append(float(self._score[game]))
            self.finished += 1
        self._score[step.game_over], self._cut[step.game_over] = 0, False
        self.steps += len(self._score)
        self._bar.update(len(self._score))

    def note(self, **numbers: float) -> None:
        """Adds a point to the curve: the mean score of the last 100 games, and the learner's own numbers.

        Games begin anew after a resume, all at once, and the short ones end first: until one has ended in each place
        the curve has no score, while the line shows the mean all the same.
        """
        score = float(np.mean(self.recent)) if self.recent else float("nan")
        fair = float("nan") if self._cut.any() else score
        row = dict(steps=self.steps, seconds=self.seconds, games=self.finished, score=fair, **numbers)
        self.rows.append({name: float(number) for name, number in row.items()})
        shown = dict(score=f"{score:.1f}", **{name: f"{number:.3f}" for name, number in numbers.items()})
        self._bar.set_postfix(shown, refresh=False)

    @property
    def turns(self) -> int:
        """Steps of all games together."""
        return self.steps // len(self._score)

    @property
    def seconds(self) -> float:
        """Time spent learning so far, earlier runs included."""
        return self._seconds_before + time.monotonic() - self._began

    def facts(self) -> dict[str, Any]:
        """What the training took, for the trace."""
        cost = {"steps": self.steps, "seconds": round(self.seconds), "games_at_once": len(self._score)}
        begun: dict[str, Any] = {"start_from": self.start_from} if self.start_from else {}
        begun |= {"restarted_at": self.restarted_at} if self.restarted_at else {}
        return cost | {"planned_steps": self.total, "device": arcade.device(), "cores": os.cpu_count()} | begun

    def columns(self) -> dict[str, np.ndarray]:
        """The curve as arrays."""
        return {name: np.array([row[name] for row in self.rows], np.float32) for name in self.rows[0]}

    def state_dict(self) -> dict[str, Any]:
        """What a checkpoint keeps."""
        return {
            "steps": self.steps,
            "rows": self.rows,
            "recent": list(self.recent),
            "finished": self.finished,
            "seconds": self.seconds,
            "start_from": self.start_from,
            "restarted_at": self.restarted_at,
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Goes on where a checkpoint was."""
        self.steps, self.rows, self.finished = state["steps"], state["rows"], state["finished"]
        self.recent.extend(state["recent"])
        self.start_from, earlier = state.get("start_from"), state.get("restarted_at", [])  # older checkpoints lack both
        goes_on = 0 < self.steps < self.total  # a finished training is read again only to judge it
        self.restarted_at = [*earlier, *([self.steps] if goes_on else [])]
        self._cut[:] = self.steps > 0
        self._seconds_before, self._began = state["seconds"], time.monotonic()
        self._bar.update(self.steps)

    def close(self) -> None:
        """Ends the line."""
        self._bar.close()
