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

FORMAT = 1  # raised when an older program could no longer read the file
ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "media" / "traces"
PACKAGES = ("numpy", "torch", "gymnasium", "ale-py")  # their versions decide whether a run repeats
NAME = re.compile(r"[\w .+-]+")  # of a reel or a column: what every file system and numpy.load takes


class TraceError(Exception):
    """Says in one sentence what is wrong with a trace and what to do about it."""


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
        self._rows: dict[str, list[np.ndarray]] = {}
        self._columns: dict[str, np.ndarray] = {}
        self._sha256: str | None = None

    def record(self, reel: str, **values: Any) -> None:
        """Appends a row, copied, to every column `reel/name`; TraceError on an object, another shape, other names."""
        self._append(reel, {name: _copied(f"{reel}/{name}", value)[None] for name, value in values.items()})

    def extend(self, reel: str, **columns: Any) -> None:
        """Appends many rows at once: arrays of one length whose first axis is time; the length may be 0."""
        arrays = {name: _copied(f"{reel}/{name}", rows) for name, rows in columns.items()}
        flat = [name for name, array in arrays.items() if not array.ndim]
        if flat:
            raise TraceError(f"{reel}/{flat[0]} is a single value: `record` takes those, `extend` takes rows.")
        if len({len(array) for array in arrays.values()}) > 1:
            lengths = ", ".join(f"{name} {len(array)}" for name, array in arrays.items())
            raise TraceError(f"Columns of reel {reel!r} must have one length, not {lengths}.")
        self._append(reel, arrays)

    def columns(self) -> list[str]:
        """The names of all columns, as `reel/name`, in the order in which they were first recorded."""
        return list(self._rows)

    def reels(self) -> list[str]:
        """The names of all reels, in order of appearance."""
        return list(dict.fromkeys(name.split("/")[0] for name in self.columns()))

    def __contains__(self, name: str) -> bool:
        return name in self._rows

    def __getitem__(self, name: str) -> np.ndarray:
        """The column `reel/name` as an array whose first axis is time."""
        if name not in self._rows:
            known = ", ".join(self.columns()) or "none at all"
            raise TraceError(f"The trace of {self.stem} has no column {name!r}; it has {known}.")
        if len(self._rows[name]) > 1:
            filled = [rows for rows in self._rows[name] if len(rows)] or self._rows[name][:1]
            self._rows[name] = [np.concatenate(filled)]
        return self._rows[name][0]

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
        trace._rows = {name: [array] for name, array in columns.items()}
        trace._sha256 = hashlib.sha256(content).hexdigest()
        return trace

    def _append(self, reel: str, arrays: dict[str, np.ndarray]) -> None:
        """Appends rows, arrays of shape (rows, ...), to all columns of a reel, or to none where one does not fit."""
        self._check_names(reel, arrays)
        for name, array in arrays.items():
            before = self._rows.get(f"{reel}/{name}", [array])[0]
            if before.shape[1:] != array.shape[1:] and len(before):
                raise TraceError(f"The shape of '{reel}/{name}' changed from {before.shape[1:]} to {array.shape[1:]}.")
        for name, array in arrays.items():
            self._rows.setdefault(f"{reel}/{name}", []).append(array)
        self._sha256 = None

    def _check_names(self, reel: str, values: dict[str, Any]) -> None:
        odd = [name for name in (reel, *values) if not NAME.fullmatch(name)][:1]
        if odd or not values:
            raise TraceError(f"Record at least one value, under names of letters and digits, not {odd or 'none'}.")
        known = [name.split("/", 1)[1] for name in self.columns() if name.startswith(f"{reel}/")]
        if known and set(known) != set(values):
            names = f"{', '.join(known)}, not {', '.join(values)}"
            raise TraceError(f"Reel {reel!r} has the columns {names}: record the same names in every row.")

    def _bytes(self) -> bytes:
        header = {"format": FORMAT, "stem": self.stem, "made_with": self.made_with, "facts": self.facts}
        try:
            text = json.dumps(header, sort_keys=True, ensure_ascii=False, allow_nan=True)
        except (TypeError, ValueError) as error:
            raise TraceError(f"The facts of a trace must be JSON values: {error}.") from error
        return archive.pack({"facts": np.array(text)} | {name: self[name] for name in self.columns()})


def _copied(name: str, value: Any) -> np.ndarray:
    if hasattr(value, "detach"):  # a torch tensor; torch itself is never imported here
        value = value.detach().cpu().numpy()
    try:
        array = np.array(value)  # copies: a view would show the last value everywhere
    except ValueError as error:
        raise TraceError(f"{name!r} is no array: its rows have different lengths.") from error
    if array.dtype.hasobject:
        raise TraceError(f"{name!r} is not made of numbers or text: record arrays, numbers or strings.")
    return array


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
    known = (ROOT / "learners" / f"{stem}.py").is_file()
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
