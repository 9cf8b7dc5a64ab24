"""Named arrays in one zip file that plain `numpy.load` opens: same arrays, same bytes; damage is noticed."""

import io
import os
import tempfile
import zipfile
from pathlib import Path

import numpy as np

EPOCH = (1980, 1, 1, 0, 0, 0)  # the same run writes the same bytes, so no clock goes into the file
COUNT = slice(-12, -10)  # where a zip file without a comment says how many members it has


def pack(arrays: dict[str, np.ndarray]) -> bytes:
    """The bytes of an archive of these arrays, compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, array in arrays.items():
            member = zipfile.ZipInfo(f"{name}.npy", EPOCH)
            member.external_attr = 0o644 << 16
            archive.writestr(member, _encoded(array), zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def unpack(content: bytes) -> dict[str, np.ndarray]:
    """The arrays of an archive, never unpickled; ValueError says in a few words what is wrong with it.

    Each member is read to its end, where zipfile compares its checksum; numpy's own reader stops before.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {name.removesuffix(".npy"): archive.read(name) for name in archive.namelist()}
        arrays = {name: np.lib.format.read_array(io.BytesIO(data)) for name, data in members.items()}
    except Exception as error:  # numpy, zipfile and zlib have a dozen ways to say it
        raise ValueError(str(error).splitlines()[0] if str(error) else type(error).__name__) from error
    if len(arrays) != int.from_bytes(content[COUNT], "little"):
        raise ValueError("its table of contents does not hold what it promises")
    return arrays


def replace(path: Path, content: bytes) -> Path:
    """Writes beside the target, then renames: a crash, a full disk or a missing right leaves the old file as it was.

    Returns the path.
    """
    name = _beside(path)
    try:
        name.write_bytes(content)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        name.unlink(missing_ok=True)
        raise
    return path


def check_target(path: Path) -> None:
    """Raises OSError where `replace` would for want of a right: better before a long run than after it."""
    _beside(path).unlink()


def _beside(path: Path) -> Path:
    """A new empty file in the target's folder, which is made where it is missing."""
    if path.exists() and not path.is_file():
        raise OSError(f"it is no file that could be replaced: {path}")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    os.close(handle)
    return Path(name)


def _encoded(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.ascontiguousarray(array).reshape(array.shape), allow_pickle=False)
    return buffer.getvalue()
