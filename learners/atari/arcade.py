"""Atari plumbing: frames made ready for a network, choices drawn, and the learning curve."""

import os
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from typing import Any, Self, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from tqdm import tqdm

from envs.atari import Step
from learners.allocation import keep_freed_memory
from learners.memory import STACK, WORDS
from learners.policy import load_network

Layer = TypeVar("Layer", nn.Linear, nn.Conv2d)
Module = TypeVar("Module", bound=nn.Module)

SMALL = 64  # pixels a side, up to which frames fold into squares of 2x2
RECENT = 100  # games in the running mean of the score


def device() -> str:
    """Where networks live: the GPU where there is one."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def started(layer: Layer, gain: float = 2**0.5) -> Layer:
    """The layer with orthogonal weights of that gain and no bias: the signal keeps its size at the start."""
    nn.init.orthogonal_(layer.weight, gain)
    assert layer.bias is not None
    nn.init.zeros_(layer.bias)
    return layer


def fold(frames: np.ndarray) -> Tensor:
    """Turns frames (games, size, size) into (games, size / 2, size / 2, 4): squares of 2x2 pixels become channels.

    Squares of frames larger than 64 pixels a side have 4x4 pixels: (games, size / 4, size / 4, 16). A convolution with
    a stride of a square is the same sum on folded frames, and twice as fast.
    """
    games, height, width = frames.shape
    side, pixels = (4, torch.int32) if height > SMALL else (2, torch.int16)
    lines = torch.from_numpy(frames).view(pixels)  # neighbors move as one: eight times faster
    squares = lines.view(games, height // side, side, width // side).transpose(2, 3).contiguous()
    return squares.view(torch.uint8).view(games, height // side, width // side, side * side)


def unfold(stack: Tensor) -> Tensor:
    """The four frames (4, size, size) of one pile (rows, columns, 4 squares), the oldest first."""
    rows, columns, channels = stack.shape
    side = round((channels / STACK) ** 0.5)
    squares = stack.view(rows, columns, STACK, side, side)  # row, column, frame, row and column in the square
    return squares.permute(2, 0, 3, 1, 4).reshape(STACK, rows * side, columns * side)


def pile(newest: Tensor, stacks: Tensor | None = None, began: np.ndarray | None = None) -> Tensor:
    """The last four frames of each game as channels (games, h, w, 4 squares), the newest last.

    Where a game just began (or without earlier stacks) the newest frame stands for those before it, too.
    """
    new = newest.view(WORDS[newest.shape[3]])  # (games, h, w, 1): a square moves as one
    if stacks is None:
        return new.expand(-1, -1, -1, STACK).contiguous().view(torch.uint8)
    piled = torch.cat([stacks.view(new.dtype)[..., 1:], new], 3)
    if began is not None and began.any():
        games = torch.from_numpy(began).to(new.device)
        piled[games] = new[games].expand(-1, -1, -1, STACK)
    return piled.view(torch.uint8)


def see(eye: nn.Sequential, frames: Tensor) -> Tensor:
    """Runs the eye on folded frames; in bfloat16 while training where the processor is good at it.

    Pixels count from 0 to 1: the first filters are divided by 255, which are fewer numbers than the pixels.
    """
    first: Any = eye[0]
    half = first.weight.dtype == torch.bfloat16 or (eye.training and is_good_at_half(frames.device.type))
    picture = frames.permute(0, 3, 1, 2).to(torch.bfloat16 if half else torch.float32)
    with torch.autocast(frames.device.type, torch.bfloat16, enabled=half):
        return eye[1:](functional.conv2d(picture, first.weight / 255, first.bias)).float()


def draw(logps: Tensor, chance: torch.Generator) -> np.ndarray:
    """One choice a row, drawn with these log-probabilities (by adding Gumbel noise and taking the largest)."""
    noise = torch.rand(logps.shape, generator=chance).clamp(1e-20, 1 - 1e-7)
    return (logps.cpu() - (-noise.log()).log()).argmax(1).numpy()


def choose(guesses: Tensor, explore: float, chance: np.random.Generator) -> np.ndarray:
    """The best move of each row, or now and then any."""
    best = guesses.argmax(1).cpu().numpy()
    anything = chance.integers(0, guesses.shape[1], len(best))
    return np.where(chance.random(len(best)) < explore, anything, best)


def begin(stem: str, build: Callable[[], Module], seed: int, start_from: Path | None) -> Module:
    """Builds a network from a seed (or fills it from a file) where it will learn."""
    keep_freed_memory()
    torch.set_num_threads(1)  # two threads collapse as soon as anything else runs; the games use the other core
    torch.manual_seed(seed)
    network = build()
    if start_from is not None:
        load_network(stem, network, start_from)
    return network.to(device(), memory_format=torch.channels_last)  # type: ignore[call-overload]


def fresh(seed: int, steps: int = 0) -> int:
    """The first seed of games that no other run of another seed, nor the same run before `steps`, has played."""
    return 1 + seed * 100_000 + steps % 99_991


def acting_copy(network: Module) -> Module:
    """A copy that stays as it is, its eye in bfloat16 where that is fast: nothing is cast at every step."""
    actor = deepcopy(network)
    if is_good_at_half(next(network.parameters()).device.type):
        actor.eye.to(torch.bfloat16)
    return actor


def is_good_at_half(kind: str) -> bool:
    """Whether the processor computes in bfloat16 faster than in full precision."""
    return kind == "cuda" or torch.cpu._is_avx512_bf16_supported()


class Aside:
    """Does one piece of work at a time in a second thread; used as `with Aside`, which waits for the last."""

    def __init__(self) -> None:
        """Starts the thread, whose tensors are computed by itself alone."""
        self._thread = ThreadPoolExecutor(1, initializer=torch.set_num_threads, initargs=(1,))
        self._work: Future[None] | None = None

    def begin(self, work: Callable[..., None], *arguments: Any) -> None:
        """Starts a piece of work and returns at once."""
        self.finish()
        self._work = self._thread.submit(work, *arguments)

    def finish(self) -> None:
        """Waits until the work is done; what went wrong in it is raised here."""
        work, self._work = self._work, None
        if work is not None:
            work.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown()


class Progress:
    """The learning curve, and the line that shows it while it grows."""

    def __init__(self, steps: int, games: int) -> None:
        """Expects so many steps, taken by so many games at once."""
        self.steps = 0
        self.rows: list[dict[str, float]] = []
        self.recent: deque[float] = deque(maxlen=RECENT)
        self.finished = 0
        self.total = steps
        self._score = np.zeros(games)
        self._seconds_before = 0.0
        self._began = time.monotonic()
        self._bar = tqdm(total=steps, unit=" steps", unit_scale=True, mininterval=5, smoothing=0.05)

    def saw(self, step: Step) -> None:
        """Counts one step of every game."""
        self._score += step.reward
        for game in np.flatnonzero(step.game_over):
            self.recent.append(float(self._score[game]))
            self.finished += 1
        self._score[step.game_over] = 0
        self.steps += len(self._score)
        self._bar.update(len(self._score))

    def note(self, **numbers: float) -> None:
        """Adds a point to the curve: the mean score of the last 100 games, and the learner's own numbers."""
        score = float(np.mean(self.recent)) if self.recent else float("nan")
        row = dict(steps=self.steps, seconds=self.seconds, games=self.finished, score=score, **numbers)
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
        return cost | {"planned_steps": self.total, "device": device(), "cores": os.cpu_count()}

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
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Goes on where a checkpoint was."""
        self.steps, self.rows, self.finished = state["steps"], state["rows"], state["finished"]
        self.recent.extend(state["recent"])
        self._seconds_before, self._began = state["seconds"], time.monotonic()
        self._bar.update(self.steps)

    def close(self) -> None:
        """Ends the line."""
        self._bar.close()
