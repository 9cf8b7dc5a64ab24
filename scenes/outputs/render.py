"""Many chapters at once, each in a manim process of its own; unchanged ones cost nothing.

The work is written against `concurrent.futures.Executor`: a task carries its trace, a result carries its
files, so the processes need not share a disk.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from scenes.outputs.chapters import FOLDER, TRACES, code_version, scene_name

QUALITIES = {"low": "l", "medium": "m", "high": "h", "4k": "k"}
FORMATS = ("mp4", "gif", "webm", "mov")
RUNNING: set[subprocess.Popen[str]] = set()  # manim processes of this one, to be ended with it


@dataclass(frozen=True)
class Task:
    """One chapter to draw: all that decides its video, so that equal tasks have equal results."""

    stem: str
    trace: bytes = field(repr=False)
    quality: str = "high"
    format: str = "mp4"
    captions: str = "on"
    code: str = field(default_factory=code_version)

    @property
    def stamp(self) -> str:
        """A digest of the task."""
        parts = [self.stem, hashlib.sha256(self.trace).hexdigest(), self.quality, self.format, self.captions, self.code]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Drawn:
    """A drawn chapter: its files by their path below `videos/STEM`, and how long it took."""

    files: dict[str, bytes] = field(repr=False)
    seconds: float


class RenderError(ValueError):
    """Says in one line why a chapter could not be drawn."""


def task_for(stem: str, quality: str, kind: str, captions: str) -> Task:
    """The task of drawing a chapter from its committed trace."""
    path = TRACES / f"{stem}.npz"
    if not path.is_file():
        raise RenderError(f"there is no trace {path}; `python -m learners.{stem}` makes it")
    return Task(stem, path.read_bytes(), quality, kind, captions)


def draw(task: Task) -> Drawn:
    """Draws one chapter in a manim process of its own and returns its files; raises RenderError."""
    if task.code != code_version():
        raise RenderError("this machine has another version of the scenes or of manim: bring it up to date")
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / f"{task.stem}.npz"
        trace.write_bytes(task.trace)
        name = scene_name(task.stem)
        command = [sys.executable, "-m", "manim", f"-q{QUALITIES[task.quality]}", "--format", task.format]
        command += ["--media_dir", folder, "-o", name, "--progress_bar", "none", "-v", "WARNING"]
        command += ["-t"] * (task.format == "mov") + [str(FOLDER / f"{task.stem}.py")]
        environment = {**os.environ, "ML_TRACE": str(trace), "ML_CAPTIONS": task.captions}
        _run(command, environment)
        made = Path(folder) / "videos" / task.stem
        files = {
            path.relative_to(made).as_posix(): path.read_bytes()
            for path in made.glob(f"*/{name}*")
            if path.is_file() and not (path.suffix == ".srt" and task.captions == "off")
        }
    return Drawn(files, time.perf_counter() - start)


def _run(command: list[str], environment: dict[str, str]) -> None:
    """Runs manim; what it said last is the error's text where it fails."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(command, env=environment, cwd=FOLDER.parent, **pipes) as process:  # type: ignore[call-overload]
        RUNNING.add(process)
        said, _ = process.communicate()
        RUNNING.discard(process)
    if process.returncode:
        lines = [line.strip(" │╭╰─╮╯") for line in said.splitlines() if line.strip(" │╭╰─╮╯")]
        raise RenderError(lines[-1] if lines else f"manim ended with {process.returncode}")


def stop() -> None:
    """Ends all manim processes that this one has started."""
    for process in list(RUNNING):
        process.terminate()


def render(tasks: list[Task], executor: Executor, videos: Path) -> dict[str, str]:
    """Draws what has changed and puts it where manim would; returns for each chapter what became of it.

    A chapter that fails is reported at the end and stops no other. Files appear whole or not at all.
    """
    report = {task.stem: f"unchanged  {videos / task.stem}" for task in tasks if is_current(task, videos)}
    changed = [task for task in tasks if task.stem not in report]
    waiting: dict[Future[Drawn], Task] = {executor.submit(draw, task): task for task in changed}
    for future in as_completed(waiting):
        task = waiting[future]
        try:
            path = keep(task, future.result(), videos)
            report[task.stem] = f"{future.result().seconds:7.1f} s  {path}"
        except (RenderError, OSError) as error:
            report[task.stem] = f"FAILED  {error}"
        print(f"[{len(report)}/{len(tasks)}] {task.stem}: {report[task.stem]}", flush=True)
    return report


def keep(task: Task, drawn: Drawn, videos: Path) -> Path:
    """Writes the files below `videos`, each beside its target and then renamed; returns the video."""
    video = videos / task.stem
    for name, content in drawn.files.items():
        target = videos / task.stem / name
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.part")
        try:
            beside.write_bytes(content)
            os.replace(beside, target)
        finally:
            beside.unlink(missing_ok=True)
        video = target if target.suffix == f".{task.format}" else video
    files = {name: hashlib.sha256(content).hexdigest() for name, content in drawn.files.items()}
    _stamp_file(task, videos).write_text(json.dumps({"stamp": task.stamp, "files": files}), encoding="utf-8")
    return video


def is_current(task: Task, videos: Path) -> bool:
    """Whether the files of this very task lie there already."""
    try:
        kept = json.loads(_stamp_file(task, videos).read_text(encoding="utf-8"))
        return kept["stamp"] == task.stamp and all((videos / task.stem / name).is_file() for name in kept["files"])
    except (OSError, ValueError, KeyError):
        return False


def _stamp_file(task: Task, videos: Path) -> Path:
    return videos / task.stem / f".{task.quality}-{task.format}.json"
