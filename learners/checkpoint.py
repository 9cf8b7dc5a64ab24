"""Checkpoints: what a long training needs to go on after it was stopped, kept outside the tree."""

import os
import tempfile
import time
from pathlib import Path
from typing import Any, Protocol, Self

import torch
from safetensors.torch import load_file, save_file
from torch import nn

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ml-animated"
POLICIES = Path(__file__).resolve().parent.parent / "media" / "policies"
EVERY = 120.0  # seconds: what a killed run loses at most
AGES = 20  # policies kept on the way from nothing to finished


class Part(Protocol):
    """Something with a state: a network, an optimizer, a learning curve."""

    def state_dict(self) -> dict[str, Any]:
        """What to keep."""

    def load_state_dict(self, state: Any) -> Any:
        """Goes on from what was kept."""


class Checkpoint:
    """The newest state of a run in one file, and beside it the policy at several ages; used as `with Checkpoint`.

    On leaving, also by an error or Ctrl-C, the newest state is saved.
    """

    def __init__(self, folder: Path | None, steps: int, chance: torch.Generator, **parts: Part) -> None:
        """Keeps the parts, of which one is named `policy`, in the folder; with None nothing is kept."""
        self.folder, self.steps, self.chance, self.parts = folder, steps, chance, parts
        self._saved = time.monotonic()
        self._age = -1

    def resume(self) -> None:
        """Fills the parts with the newest state, if there is one."""
        if self.folder is None or not (self.folder / "newest.pt").is_file():
            return
        state = torch.load(self.folder / "newest.pt", map_location="cpu", weights_only=True)
        for name, part in self.parts.items():
            part.load_state_dict(state[name])
        self.chance.set_state(state["chance"])

    def save(self) -> None:
        """Writes the newest state beside the old one and renames it, so that a crash harms neither."""
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        state = {name: part.state_dict() for name, part in self.parts.items()} | {"chance": self.chance.get_state()}
        with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
            torch.save(state, file)
        os.replace(file.name, self.folder / "newest.pt")
        self._saved = time.monotonic()

    def tick(self, step: int) -> None:
        """Saves when it is time; keeps the policy at every twentieth of the way."""
        if self.folder is None:
            return
        if step * AGES // self.steps > self._age:
            self._age = step * AGES // self.steps
            save_policy(self.parts["policy"], self.folder / f"after_{step:09d}.safetensors")
        if time.monotonic() - self._saved > EVERY:
            self.save()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.save()


def ages(folder: Path) -> dict[int, Path]:
    """The files of the policies kept in a folder, by the steps after which they were."""
    return {int(path.stem.removeprefix("after_")): path for path in sorted(folder.glob("after_*.safetensors"))}


def save_policy(policy: Part, path: Path) -> Path:
    """Writes the weights in half precision."""
    path.parent.mkdir(parents=True, exist_ok=True)
    weights = policy.state_dict().items()
    save_file({name: weight.detach().to("cpu", torch.float16).contiguous() for name, weight in weights}, path)
    return path


def load_policy(policy: nn.Module, path: Path) -> nn.Module:
    """Fills the network with the weights of a file; returns it."""
    policy.load_state_dict({name: weight.float() for name, weight in load_file(path).items()})
    return policy
