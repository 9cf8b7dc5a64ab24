"""Checkpoints: what a long training needs to go on after it was stopped, kept outside the tree."""

import os
import tempfile
import time
from itertools import count
from pathlib import Path
from typing import Any, Self

import torch
from tqdm import tqdm

from learners import policy

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ml-animated"
EVERY = 120.0  # seconds: what a killed run loses at most
AGES = 20  # policies kept on the way from nothing to finished


class Checkpoint:
    """The newest state of a run in one file, and beside it the policy at several ages; used as `with Checkpoint`.

    On leaving, also by an error or Ctrl-C, the newest state is saved. A run that does not resume the one that lies in
    the folder puts its files aside, so that neither is lost and the ages of two runs are never taken for one.
    """

    def __init__(
        self,
        folder: Path | None,
        steps: int,
        chance: torch.Generator,
        *,
        stem: str | None = None,
        seed: int = 0,
        **parts: Any,
    ) -> None:
        """Keeps the parts, among them `policy`, in the folder, and with a stem also ages; with None nothing is kept."""
        self.folder, self.steps, self.chance, self.stem, self.parts = folder, steps, chance, stem, parts
        self.seed = seed  # that the run began from
        self._saved = time.monotonic()
        self._age = -1
        self._is_mine = False  # whether what lies in the folder belongs to this run

    def resume(self) -> None:
        """Fills the parts with the newest state, if there is one.

        Raises ValueError, and leaves the file as it is, where it is that of another seed or does not fit the parts.
        """
        if self.folder is not None and (self.folder / "newest.pt").is_file():
            state = torch.load(self.folder / "newest.pt", map_location="cpu", weights_only=True)
            began = state.get("seed", self.seed)
            if began != self.seed:
                raise ValueError(
                    f"The training in {self.folder} began from seed {began}: "
                    f"resume it with --seed {began}, or begin another one with --checkpoints FOLDER."
                )
            try:
                for name, part in self.parts.items():
                    part.load_state_dict(state[name])
            except (KeyError, RuntimeError, ValueError) as error:
                raise ValueError(
                    f"The training in {self.folder} does not fit this learner; begin another one without --resume."
                ) from error
            self.chance.set_state(state["chance"])
        self._is_mine = True

    def save(self) -> None:
        """Writes the newest state beside the old one and renames it, so that a crash harms neither."""
        if self.folder is None:
            return
        self._put_aside(self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        state = {name: part.state_dict() for name, part in self.parts.items()}
        state |= {"chance": self.chance.get_state(), "seed": self.seed}
        with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
            torch.save(state, file)
        os.replace(file.name, self.folder / "newest.pt")
        self._saved = time.monotonic()

    def tick(self, step: int) -> None:
        """Saves when it is time; keeps the policy at every twentieth of the way."""
        if self.folder is None:
            return
        self._put_aside(self.folder)
        age = step * AGES // max(1, self.steps)
        if self.stem is not None and age > self._age:
            self._age = age
            policy.save(self.stem, self.parts["policy"].state_dict(), self.folder / f"after_{step:09d}.safetensors")
        if time.monotonic() - self._saved > EVERY:
            self.save()

    def _put_aside(self, folder: Path) -> None:
        """Moves the files of an earlier run into a folder beside them, once, unless this run goes on with it."""
        if self._is_mine:
            return
        self._is_mine = True
        earlier = [*folder.glob("*.pt"), *ages(folder).values()]
        if earlier:
            aside = next(path for number in count(1) if not (path := folder / f"earlier_{number}").exists())
            aside.mkdir()
            for file in earlier:
                file.rename(aside / file.name)
            tqdm.write(f"Begins anew; the earlier training lies in {aside} now. With --resume it would have gone on.")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_mine:  # or it failed before it began, and what lies there is another's
            self.save()


def ages(folder: Path) -> dict[int, Path]:
    """The files of the policies kept in a folder, by the steps after which they were."""
    return {int(path.stem.removeprefix("after_")): path for path in sorted(folder.glob("after_*.safetensors"))}
