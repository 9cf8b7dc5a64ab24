"""Files that are named on the command line."""

from pathlib import Path


def free(path: Path, force: bool) -> Path:
    """The path, unless something lies there and was not meant to be replaced."""
    if path.is_dir():
        raise ValueError(f"{path} is a folder; name a file.")
    if path.exists() and not force:
        raise ValueError(f"{path} is there already; --force replaces it.")
    return path
