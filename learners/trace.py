"""A trace: what a learner did, as named arrays in one file that a scene can draw."""

import hashlib
import io
import json
import os
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any, Self

import numpy as np

FORMAT = 1  # raised when an older program could no longer read the file
FOLDER = Path(__file__).resolve().parent.parent / "media" / "traces"
PACKAGES = ("numpy", "torch", "gymnasium", "ale-py")  # their versions decide whether a run repeats
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same run writes the same bytes, so no clock goes into the file


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
        self.made_with: dict[str, str] = {}
        self.weights: dict[str, Any] = {}  # of the final player; learners/command.py writes them to a policy file
        self._rows: dict[str, list[np.ndarray]] = {}
        self._columns: dict[str, np.ndarray] = {}
        self._sha256: str | None = None

    def record(self, reel: str, **values: Any) -> None:
        """Appends one row to every column `reel/name`; values are copied.

        Raises TraceError on an object, on a shape that changed, and on a missing or an extra name.
        """
        self._check_names(reel, values)
        for name, value in values.items():
            self._append(f"{reel}/{name}", _copied(f"{reel}/{name}", value))
        self._sha256 = None

    def extend(self, reel: str, **columns: Any) -> None:
        """Appends many rows at once: arrays of one length whose first axis is time."""
        arrays = {name: _copied(f"{reel}/{name}", rows) for name, rows in columns.items()}
        if len({len(array) for array in arrays.values()}) > 1:
            lengths = ", ".join(f"{name} {len(array)}" for name, array in arrays.items())
            raise TraceError(f"Columns of reel {reel!r} must have one length, not {lengths}.")
        self._check_names(reel, arrays)
        for name, array in arrays.items():
            for row in array:
                self._append(f"{reel}/{name}", row)
        self._sha256 = None

    def columns(self) -> list[str]:
        """The names of all columns, as `reel/name`, in the order in which they were first recorded."""
        return list(dict.fromkeys([*self._columns, *self._rows]))

    def reels(self) -> list[str]:
        """The names of all reels, in order of appearance."""
        return list(dict.fromkeys(name.split("/")[0] for name in self.columns()))

    def __contains__(self, name: str) -> bool:
        return name in self._columns or name in self._rows

    def __getitem__(self, name: str) -> np.ndarray:
        """The column `reel/name` as an array whose first axis is time."""
        if name in self._rows:
            earlier = [self._columns[name]] if name in self._columns else []
            self._columns[name] = np.concatenate([*earlier, np.stack(self._rows.pop(name))])
        if name not in self._columns:
            known = ", ".join(self.columns()) or "none at all"
            raise TraceError(f"The trace of {self.stem} has no column {name!r}; it has {known}.")
        return self._columns[name]

    @property
    def sha256(self) -> str:
        """The digest of the file, or of the bytes that `write` would make."""
        if self._sha256 is None:
            self._sha256 = hashlib.sha256(self._bytes()).hexdigest()
        return self._sha256

    def write(self, path: str | Path | None = None) -> Path:
        """Writes the file (by default the committed place) beside its target, then renames it into place.

        A crash, a full disk or a missing right therefore never harms the trace that was there before.
        """
        target = FOLDER / f"{self.stem}.npz" if path is None else Path(path)
        self.made_with = _installed_versions()
        content = self._bytes()
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _replace(target, content)
        except OSError as error:
            reason = error.strerror or str(error)
            raise TraceError(f"Cannot write {target}: {reason}; name another file with --out.") from error
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
        trace = cls(header["stem"], **header["facts"])
        trace.made_with = header["made_with"]
        trace._columns = columns
        trace._sha256 = hashlib.sha256(content).hexdigest()
        return trace

    def _check_names(self, reel: str, values: dict[str, Any]) -> None:
        if not values or not reel or "/" in reel:
            raise TraceError("Record at least one value, into a reel whose name has no slash.")
        known = [name.split("/", 1)[1] for name in self.columns() if name.startswith(f"{reel}/")]
        if known and set(known) != set(values):
            raise TraceError(
                f"Reel {reel!r} has the columns {', '.join(known)}, not {', '.join(values)}: "
                "record the same names in every row."
            )

    def _append(self, name: str, value: np.ndarray) -> None:
        rows = self._rows.setdefault(name, [])
        before = rows[-1].shape if rows else self._columns[name].shape[1:] if name in self._columns else value.shape
        if value.shape != before:
            raise TraceError(f"The shape of {name!r} changed from {before} to {value.shape}.")
        rows.append(value)

    def _bytes(self) -> bytes:
        header = {"format": FORMAT, "stem": self.stem, "made_with": self.made_with, "facts": self.facts}
        try:
            text = json.dumps(header, sort_keys=True, ensure_ascii=False, allow_nan=True)
        except (TypeError, ValueError) as error:
            raise TraceError(f"The facts of a trace must be JSON values: {error}.") from error
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            _add(archive, "facts", np.array(text))
            for name in self.columns():
                _add(archive, name, self[name])
        return buffer.getvalue()


def _copied(name: str, value: Any) -> np.ndarray:
    if hasattr(value, "detach"):  # a torch tensor; torch itself is never imported here
        value = value.detach().cpu().numpy()
    array = np.array(value)  # copies: a view would show the last value everywhere
    if array.dtype.hasobject:
        raise TraceError(f"{name!r} is not made of numbers or text: record arrays, numbers or strings.")
    return array


def _add(archive: zipfile.ZipFile, name: str, array: np.ndarray) -> None:
    member = zipfile.ZipInfo(f"{name}.npy", EPOCH)
    member.external_attr = 0o644 << 16
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.ascontiguousarray(array).reshape(array.shape), allow_pickle=False)
    archive.writestr(member, buffer.getvalue(), zipfile.ZIP_DEFLATED, 9)


def _replace(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _installed_versions() -> dict[str, str]:
    found = {}
    for package in PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found


def _locate(source: str | Path) -> Path:
    path = Path(source)
    if path.suffix != ".npz" and path.name == str(source):
        path = FOLDER / f"{source}.npz"
    if path.is_file():
        return path
    stem = path.name.split(".")[0]
    where = "" if path.parent == FOLDER else f" --out {path}"
    raise TraceError(f"There is no trace {path}; `python -m learners.{stem}{where}` makes it.")


def _unpack(path: Path, content: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Returns the header and the columns of a trace file, or says why it is none."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
    except Exception as error:  # numpy, zipfile and zlib have a dozen ways to say it
        raise TraceError(
            f"{path} is damaged or not a trace ({str(error).splitlines()[0] if str(error) else type(error).__name__}); "
            f"`python -m learners.{path.name.split('.')[0]}` records it again."
        ) from error
    try:
        header = json.loads(str(arrays.pop("facts")))
        written, _ = int(header["format"]), (header["stem"], header["facts"], header["made_with"])
    except (KeyError, TypeError, ValueError) as error:
        raise TraceError(f"{path} is an array file, but not a trace: it carries no facts of a run.") from error
    if written > FORMAT:
        raise TraceError(
            f"{path} was written by a newer version (format {written}, known {FORMAT}): update ML Animated."
        )
    if written < FORMAT:
        raise TraceError(
            f"{path} has the old format {written}; `python -m learners.{header['stem']}` records it in format {FORMAT}."
        )
    return header, arrays
