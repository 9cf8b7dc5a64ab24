"""CIFAR-10 by download: 60,000 photographs of ten classes, 32 x 32 (Krizhevsky 2009)."""

import tarfile
import zlib
from pathlib import Path

import numpy as np
import pooch

from learners.vision.pictures import CACHE, SIDE, PictureError, Pictures

ADDRESS = "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"
MD5 = "c32a1d4ab5d03f1284b67883e8d87530"  # as published there
RECORD = 1 + 3 * SIDE * SIDE  # bytes: the label, then the red, the green and the blue plane
INSTEAD = "the drawn pictures (--images drawn) need no download"


def load_cifar10(address: str = ADDRESS, checksum: str = MD5, folder: Path = CACHE) -> Pictures:
    """Downloads the binary archive once (170 MB, with progress), checks it and reads it.

    Raises PictureError without a network, and for a file that is not the published one.
    """
    try:
        archive = pooch.retrieve(address, f"md5:{checksum}", path=folder, progressbar=True)
    except ValueError as error:  # pooch: the checksum differs
        raise PictureError(
            f"What came from {address} is not CIFAR-10 as published (its md5 is not {checksum}): a broken download? "
            f"Nothing was kept, so try again; {INSTEAD}."
        ) from error
    except OSError as error:  # requests' errors are OSErrors
        reason = type(error).__name__
        raise PictureError(
            f"CIFAR-10 could not be fetched from {address} ({reason}): no network? {INSTEAD}."
        ) from error
    return read_archive(Path(archive))


def read_archive(path: Path) -> Pictures:
    """Reads the binary archive without unpacking it to disk."""
    try:
        with tarfile.open(path) as archive:
            files = {Path(member.name).name: archive.extractfile(member) for member in archive if member.isfile()}
            content = {name: file.read() for name, file in files.items() if file is not None}
        names = content["batches.meta.txt"].decode().split()
        train = b"".join(content[f"data_batch_{number}.bin"] for number in range(1, 6))
        records = [np.frombuffer(part, np.uint8).reshape(-1, RECORD) for part in (train, content["test_batch.bin"])]
    except (tarfile.TarError, zlib.error, EOFError, OSError, KeyError, ValueError) as error:
        reason = str(error).partition("\n")[0].rstrip(":")
        raise PictureError(
            f"{path} is damaged or not the binary archive of CIFAR-10 ({reason}): delete it; {INSTEAD}."
        ) from error
    pictures = [part[:, 1:].reshape(-1, 3, SIDE, SIDE).transpose(0, 2, 3, 1).copy() for part in records]
    labels = [part[:, 0].astype(int) for part in records]
    return Pictures("CIFAR-10", tuple(names), pictures[0], labels[0], pictures[1], labels[1])
