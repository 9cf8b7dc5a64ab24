"""A person's own pictures: a folder or a zip laid out train/<class>/*, test/<class>/*."""

import io
import warnings
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError
from tqdm import tqdm

from learners.vision.pictures import SIDE, PictureError, Pictures

SUFFIXES = {".bmp", ".gif", ".jpeg", ".jpg", ".png", ".ppm", ".tif", ".tiff", ".webp"}
LAYOUT = "lay the pictures out as train/<class>/* and test/<class>/*"
Reader = Callable[[], bytes]
Found = dict[str, dict[str, list[tuple[PurePosixPath, Reader]]]]  # by train or test, then by class


def read_folder(path: Path) -> Pictures:
    """Reads a folder or a zip; every picture becomes 32 x 32 and color, and `notes` say how many were not.

    Raises PictureError naming the file for a damaged picture, an empty class, one class only, paths that climb out.
    """
    if path.is_dir():
        return _read(path, _list_folder(path))
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(path, _list_zip(path, archive))
    except (zipfile.BadZipFile, OSError) as error:
        raise PictureError(f"{path} is no folder, and as a zip it is damaged ({error}): give another.") from error


def _list_folder(path: Path) -> Iterator[tuple[PurePosixPath, Reader | None]]:
    """Names every folder (without a reader) and every file (with one) below."""
    for each in sorted(path.rglob("*")):
        yield PurePosixPath(each.relative_to(path).as_posix()), None if each.is_dir() else each.read_bytes


def _list_zip(path: Path, archive: zipfile.ZipFile) -> Iterator[tuple[PurePosixPath, Reader | None]]:
    for member in sorted(archive.infolist(), key=lambda each: each.filename):
        name = PurePosixPath(member.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or name.as_posix()[1:2] == ":":
            raise PictureError(f"{path} holds {member.filename!r}, a path that climbs out of the zip: pack it anew.")
        yield name, None if member.is_dir() else partial(archive.read, member)


def _read(path: Path, entries: Iterator[tuple[PurePosixPath, Reader | None]]) -> Pictures:
    found, left_out = _sort(entries)
    _check(path, found)
    changes: dict[str, list[str]] = {"grey": [], "of another size": []}
    arrays: dict[str, np.ndarray] = {}
    for part, classes in found.items():
        files = tqdm([file for files in classes.values() for file in files], f"reading {part}", unit="", disable=None)
        arrays[part] = np.stack([_decode(path, name, read, changes) for name, read in files])
        arrays[f"{part}_labels"] = np.repeat(np.arange(len(classes)), [len(files) for files in classes.values()])
    notes = [_tell(kind, names, f"converted to {SIDE} x {SIDE} color") for kind, names in changes.items() if names]
    notes += [_tell("no picture", left_out, "left out")] if left_out else []
    return Pictures(path.name, tuple(found["train"]), **arrays, notes=tuple(notes))


def _sort(
    entries: Iterator[tuple[PurePosixPath, Reader | None]],
) -> tuple[Found, list[str]]:
    """Sorts the files by part and class; a folder around train/ and test/ is passed through."""
    found: Found = {"train": {}, "test": {}}
    left_out = []
    for name, read in entries:
        if any(part.startswith((".", "__MACOSX")) for part in name.parts):
            continue
        depth = next((number for number, part in enumerate(name.parts[:2]) if part in found), None)
        below = name.parts[depth:] if depth is not None else ()
        if len(below) == 2 and read is None:
            found[below[0]].setdefault(below[1], [])
        elif len(below) >= 3 and read is not None and name.suffix.lower() in SUFFIXES:
            found[below[0]].setdefault(below[1], []).append((name, read))
        elif read is not None:
            left_out.append(str(name))
    ordered = {part: dict(sorted(classes.items())) for part, classes in found.items()}
    return ordered, left_out


def _check(path: Path, found: Found) -> None:
    for part, classes in found.items():
        if not classes:
            raise PictureError(f"{path} has no pictures under {part}/<class>/: {LAYOUT}.")
        for name, files in classes.items():
            if not files:
                raise PictureError(f"{path} has no picture in {part}/{name}: fill that folder or delete it.")
    if list(found["train"]) != list(found["test"]):
        odd = sorted(set(found["train"]) ^ set(found["test"]))
        raise PictureError(f"{path} has {', '.join(odd)} in only one of train/ and test/: {LAYOUT}.")
    if len(found["train"]) < 2:
        raise PictureError(
            f"{path} has one class only, {next(iter(found['train']))}: nothing to tell apart; add another."
        )


def _decode(path: Path, name: PurePosixPath, read: Reader, changes: dict[str, list[str]]) -> np.ndarray:
    """Returns one picture as (32, 32, 3) uint8 and notes what had to be changed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Pillow only warns of a truncated TIFF and of a giant picture
            image: Image.Image = Image.open(io.BytesIO(read()))
            image.load()
    except UnidentifiedImageError as error:
        raise PictureError(f"{path}: {name} is damaged or no picture: replace or delete it.") from error
    except Exception as error:  # Pillow and zipfile have a dozen ways to say it
        raise PictureError(f"{path}: {name} is damaged or no picture ({error}): replace or delete it.") from error
    if image.mode in ("1", "L", "LA") or image.mode.startswith("I"):
        changes["grey"].append(str(name))
    if image.size != (SIDE, SIDE):
        changes["of another size"].append(str(name))
    return _convert(image)


def _convert(image: Image.Image) -> np.ndarray:
    """Turns a picture upright, puts it on white where it is transparent, and reduces its middle square."""
    if image.mode.startswith("I"):  # grey in 16 bits
        image = Image.fromarray((np.asarray(image) / 257).clip(0, 255).astype(np.uint8))
    image = ImageOps.exif_transpose(image)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    image = image.convert("RGB")
    if image.size != (SIDE, SIDE):
        image = ImageOps.fit(image, (SIDE, SIDE), Image.Resampling.LANCZOS)
    return np.asarray(image)


def _tell(kind: str, names: list[str], what: str) -> str:
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{kind}: {names[0]}{more}, {what}"
