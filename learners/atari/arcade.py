"""Atari plumbing: frames made ready for a network, choices drawn, lessons beside the games."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from typing import Any, Self, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from learners.allocation import keep_freed_memory
from learners.memory import STACK, WORDS
from learners.policy import load_network

Layer = TypeVar("Layer", nn.Linear, nn.Conv2d)
Module = TypeVar("Module", bound=nn.Module)

SMALL = 64  # pixels a side, up to which frames fold into squares of 2x2


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

    Pixels count from 0 to 1: the first filters are divided by 255, which are fewer numbers than the pixels. They are
    rounded first, so that a network and its acting copy round alike: a difference between those two would be the same
    at every step, and a lesson that compares both (a ratio, a target) follows it once its rate is small.
    """
    first: Any = eye[0]
    half = first.weight.dtype == torch.bfloat16 or (eye.training and is_good_at_half(frames.device.type))
    kind = torch.bfloat16 if half else torch.float32
    picture, filters = frames.permute(0, 3, 1, 2).to(kind), first.weight.to(kind) / 255
    with torch.autocast(frames.device.type, torch.bfloat16, enabled=half):
        return eye[1:](functional.conv2d(picture, filters, first.bias)).float()


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

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._thread.shutdown()
        if kind is None:  # what went wrong in the last piece of work is not lost, nor does it hide an earlier error
            self.finish()
