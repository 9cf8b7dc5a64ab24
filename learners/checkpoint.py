"""Checkpoints: what a long training needs to go on after it was stopped, kept outside the tree."""

import os
import tempfile
import time
from pathlib import Path
from typing import Any, Self

import torch

from learners import policy

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ml-animated"
EVERY = 120.0  # seconds: what a killed run loses at most
AGES = 20  # policies kept on the way from nothing to finished


class Checkpoint:
    """The newest state of a run in one file, and beside it the policy at several ages; used as `with Checkpoint`.

    On leaving, also by an error or Ctrl-C, the newest state is saved.
    """

    def __init__(
        self, folder: Path | None, steps: int, chance: torch.Generator, *, stem: str | None = None, **parts: Any
    ) -> None:
        """Keeps the parts, among them `policy`, in the folder, and with a stem also ages; with None nothing is kept."""
        self.folder, self.steps, self.chance, self.stem, self.parts = folder, steps, chance, stem, parts
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
        age = step * AGES // max(1, self.steps)
        if self.stem is not None and age > self._age:
            self._age = age
            policy.save(self.stem, self.parts["policy"].state_dict(), self.folder / f"after_{step:09d}.safetensors")
        if time.monotonic() - self._saved > EVERY:
            self.save()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.save()


def ages(folder: Path) -> dict[int, Path]:
    """The files of the policies kept in a folder, by the steps after which they were."""
    return {int(path.stem.removeprefix("after_")): path for path in sorted(folder.glob("after_*.safetensors"))}
