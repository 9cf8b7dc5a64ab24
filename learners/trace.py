"""A trace: what a learner did, as named arrays in one file that a scene can draw."""

import contextlib
import functools
import hashlib
import json
import re
from importlib import metadata
from pathlib import Path
from typing import Any, Self

import numpy as np

from learners import archive
from learners.column import Column, TraceError, copied

__all__ = ["Trace", "TraceError"]

FORMAT = 1  # raised when an older program could no longer read the file
FOLDER = Path(__file__).resolve().parent.parent / "media" / "traces"
PACKAGES = ("numpy", "torch", "gymnasium", "ale-py")  # their versions decide whether a run repeats
NAME = re.compile(r"[\w .+-]+")  # of a reel or a column: what every file system and numpy.load takes


class Trace:
    """Named columns, grouped into reels, and the facts (settings, seed, results) of one run.

    A reel is a stretch of time with its own clock: `train`, `before`, `after`. Its columns have one
    length, and their first axis is time. Plain `numpy.load` opens the file that `write` makes.
    """

    def __init__(self, stem: str, **facts: Any) -> None:
        """Starts an empty trace of the learner `stem`; facts are anything JSON can hold."""
        self.stem = stem
        self.facts: dict[str, Any] = facts
        self.made_with = dict(_installed_versions())
        self.weights: dict[str, Any] = {}  # of the final player; learners/command.py writes them to a policy file
        self._reels: dict[str, dict[str, Column]] = {}
        self._sha256: str | None = None

    def record(self, reel: str, **values: Any) -> None:
        """Appends a row, copied, to every column `reel/name`; TraceError on an object, another shape, other names."""
        columns = self._reels.get(reel)
        if columns is None or len(columns) != len(values):
            columns = self._open(reel, list(values))
        try:
            for name, value in values.items():
                column = columns[name]
                kind = column.kind
                if type(value) is kind:  # a number again: calls are spared, for a loop of microseconds waits
                    column.rows.append(value)
                elif kind is not None and getattr(value, "dtype", None) is kind and not value.ndim:
                    column.rows.append(value.item())  # a single number of the same torch or numpy type again
                else:
                    column.append(value)
        except Exception as error:
            self._undo(reel)
            if isinstance(error, KeyError):
                self._open(reel, list(values))  # says which names the reel has
            raise
        self._sha256 = None

    def extend(self, reel: str, **columns: Any) -> None:
        """Appends many rows at once: arrays of one length, which may be 0, whose first axis is time."""
        arrays = {name: copied(f"{reel}/{name}", rows) for name, rows in columns.items()}
        for name in [name for name, array in arrays.items() if not array.ndim]:
            raise TraceError(f"{reel}/{name} is a single value: `record` takes those, `extend` takes rows.")
        if len({len(array) for array in arrays.values()}) > 1:
            lengths = ", ".join(f"{name} {len(array)}" for name, array in arrays.items())
            raise TraceError(f"Columns of reel {reel!r} must have one length, not {lengths}.")
        opened = self._open(reel, list(arrays))
        try:
            for name, array in arrays.items():
                opened[name].extend(array)
        except Exception:
            self._undo(reel)
            raise
        self._sha256 = None

    def columns(self) -> list[str]:
        """The names of all columns, as `reel/name`, in the order in which they were first recorded."""
        return [f"{reel}/{name}" for reel, columns in self._reels.items() for name in columns]

    def reels(self) -> list[str]:
        """The names of all reels, in order of appearance."""
        return list(self._reels)

    def __contains__(self, name: str) -> bool:
        reel, _, column = name.partition("/")
        return column in self._reels.get(reel, {})

    def __getitem__(self, name: str) -> np.ndarray:
        """The column `reel/name` as an array whose first axis is time."""
        if name not in self:
            known = ", ".join(self.columns()) or "none at all"
            raise TraceError(f"The trace of {self.stem} has no column {name!r}; it has {known}.")
        reel, _, column = name.partition("/")
        return self._reels[reel][column].array()

    @property
    def sha256(self) -> str:
        """The digest of the file, or of the bytes that `write` would make."""
        return self._sha256 or hashlib.sha256(self._bytes()).hexdigest()

    def write(self, path: str | Path | None = None) -> Path:
        """Writes the file (by default the committed place) beside its target, then renames it into place.

        A crash, a full disk or a missing right therefore never harms the trace that was there before.
        """
        target = FOLDER / f"{self.stem}.npz" if path is None else Path(path)
        content = self._bytes()
        try:
            archive.replace(target, content)
        except OSError as error:
            raise TraceError(f"Cannot write {target}: {error.strerror or error}; name another with --out.") from error
        self._sha256 = hashlib.sha256(content).hexdigest()
        return target

    @classmethod
    def read(cls, source: str | Path) -> Self:
        """Reads a trace by its stem (`ch2_gradient`, from the committed place) or by its path."""
        path = _locate(source)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise TraceError(f"Cannot read the trace {path}: {error.strerror}.") from error
        header, columns = _unpack(path, content)
        trace = cls(header["stem"])
        trace.facts, trace.made_with = header["facts"], header["made_with"]
        for name, array in columns.items():
            reel, _, column = name.partition("/")
            trace._reels.setdefault(reel, {})[column] = Column(name, array)
        trace._sha256 = hashlib.sha256(content).hexdigest()
        return trace

    def _open(self, reel: str, names: list[str]) -> dict[str, Column]:
        """The columns of a reel, which a first row creates; other names than the first row's are refused."""
        odd = [name for name in (reel, *names) if not NAME.fullmatch(name)][:1]
        if odd or not names:
            raise TraceError(f"Record at least one value, under names of letters and digits, not {odd or 'none'}.")
        columns = self._reels.setdefault(reel, {name: Column(f"{reel}/{name}") for name in names})
        if columns.keys() != set(names):
            known = f"{', '.join(columns)}, not {', '.join(names)}"
            raise TraceError(f"Reel {reel!r} has the columns {known}: record the same names in every row.")
        return columns

    def _undo(self, reel: str) -> None:
        """Takes back a row that did not fit into all columns of a reel, and a reel that got none."""
        columns = self._reels[reel]
        length = min(len(column.rows) for column in columns.values())
        for column in columns.values():
            del column.rows[length:]
        if not length:
            del self._reels[reel]

    def _bytes(self) -> bytes:
        header = {"format": FORMAT, "stem": self.stem, "made_with": self.made_with, "facts": self.facts}
        try:
            text = json.dumps(header, sort_keys=True, ensure_ascii=False, allow_nan=True)
        except (TypeError, ValueError) as error:
            raise TraceError(f"The facts of a trace must be JSON values: {error}.") from error
        return archive.pack({"facts": np.array(text)} | {name: self[name] for name in self.columns()})


@functools.cache
def _installed_versions() -> dict[str, str]:
    found = {}
    for package in PACKAGES:
        with contextlib.suppress(metadata.PackageNotFoundError):
            found[package] = metadata.version(package)
    return found


def _locate(source: str | Path) -> Path:
    path = Path(source)
    if not path.is_file() and path.suffix != ".npz" and path.name == str(source):
        path = FOLDER / f"{source}.npz"
    if not path.is_file():
        raise TraceError(f"There is no trace {path}; `{_recording(path)}` makes it.")
    return path


def _recording(path: Path) -> str:
    """The command that makes a trace file, as far as its name tells the chapter."""
    stem = path.name.split(".")[0]
    known = Path(__file__).with_name(f"{stem}.py").is_file()
    where = "" if path.parent == FOLDER else f" --out {path}"
    return f"python -m learners.{stem if known or not where else 'CHAPTER'}{where}"


def _unpack(path: Path, content: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Returns the header and the columns of a trace file, or says why it is none."""
    try:
        arrays = archive.unpack(content)
    except ValueError as error:
        what = f"is damaged or not a trace ({error})"
        raise TraceError(f"{path} {what}; `{_recording(path)}` records it again.") from error
    try:
        header = json.loads(str(arrays.pop("facts")))
        written, stem = int(header["format"]), str(header["stem"])
        complete = isinstance(header["facts"], dict) and isinstance(header["made_with"], dict)
    except (KeyError, TypeError, ValueError, OverflowError):
        complete = False
    if not complete:
        raise TraceError(f"{path} is an array file, but not a trace: it carries no facts of a run.")
    if written != FORMAT:
        remedy = "update ML Animated" if written > FORMAT else f"`python -m learners.{stem}` records it again"
        raise TraceError(f"{path} has format {written}, but this version reads format {FORMAT}: {remedy}.")
    return header, arrays
