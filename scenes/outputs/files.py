"""Files that appear whole or not at all."""

import os
import tempfile
from pathlib import Path


def replace(path: Path, content: bytes) -> Path:
    """Writes beside the target, then renames: a crash or a full disk leaves what was there; returns the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return path


def free(path: Path, force: bool) -> Path:
    """The path, unless something lies there and was not meant to be replaced."""
    if path.is_dir():
        raise ValueError(f"{path} is a folder; name a file.")
    if path.exists() and not force:
        raise ValueError(f"{path} is there already; --force replaces it.")
    return path
