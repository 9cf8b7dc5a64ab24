"""One chapter to record, and the function that records it: both can travel to another process or machine."""

import hashlib
import importlib
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from learners.trace import PACKAGES

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Recording:
    """A chapter to record with its default settings, or for a trial with its quickest ones."""

    stem: str
    quick: bool = False
    code: str = ""


@dataclass(frozen=True)
class Recorded:
    """A recorded chapter: its trace, and its policy if it has a player, by the names of their files."""

    files: dict[str, bytes] = field(repr=False)
    seconds: float


class RecordingError(ValueError):
    """Says in one line why a chapter could not be recorded."""


def code_version() -> str:
    """A digest of all code that can change a trace: learners and games, and the versions of their packages."""
    digest = hashlib.sha256()
    for path in sorted([*ROOT.glob("learners/**/*.py"), *ROOT.glob("envs/*.py")]):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    installed = {each.metadata["Name"].lower().replace("-", "_"): each.version for each in metadata.distributions()}
    for package in PACKAGES:
        digest.update(f"{package} {installed.get(package)}".encode())
    return digest.hexdigest()[:16]


def record_one(task: Recording) -> Recorded:
    """Records one chapter in a process of its own and returns its files; raises RecordingError."""
    if task.code != code_version():
        raise RecordingError(
            f"the machine {platform.node()} has another version of the learners, the games or their packages: "
            "bring it up to date"
        )
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / f"{task.stem}.npz"
        command = [sys.executable, "-m", "learners.recording", task.stem, str(trace), *["--quick"] * task.quick]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if run.returncode:
            said = run.stderr.strip().splitlines()
            raise RecordingError(said[-1] if said else f"its process ended with {run.returncode}")
        files = {path.name: path.read_bytes() for path in Path(folder).iterdir()}
    return Recorded(files, time.perf_counter() - start)


def main(stem: str, out: str, *options: str) -> None:
    """Records a chapter, in the process that was started for it."""
    from learners import command

    learner = importlib.import_module(f"learners.{stem}")
    if "--quick" in options:
        command.write(learner.learn(**learner.QUICK), Path(out))
    else:
        command.main(learner.learn, ["--out", out])


if __name__ == "__main__":
    main(*sys.argv[1:])
