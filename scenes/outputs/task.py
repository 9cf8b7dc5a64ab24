"""One chapter to draw, and the function that draws it: both can travel to another process or machine.

A task carries its trace and a result carries its files, so the machines need not share a disk.
"""

import hashlib
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from learners.trace import Trace, TraceError
from scenes.outputs.chapters import FOLDER, TRACES, beside, code_version, scene_name

QUALITIES = {"low": "l", "medium": "m", "high": "h", "4k": "k"}
FORMATS = ("mp4", "gif", "webm", "mov")
CAPTIONS = ("on", "srt", "off")
RUNNING: set[subprocess.Popen[str]] = set()  # manim processes of this one, to be ended with it
STOPPED = threading.Event()


@dataclass(frozen=True)
class Task:
    """One chapter to draw: all that decides its files, so that equal tasks have equal results."""

    stem: str
    trace: bytes = field(repr=False)
    quality: str = "high"
    format: str = "mp4"
    captions: str = "on"
    sections: bool = False  # a video of each beat as well
    theme: str = "dark"
    code: str = ""
    name: str = ""  # of the video; the scene's own where the trace is the committed one
    others: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)  # traces drawn with it: NAME of STEM.NAME.npz

    @property
    def stamp(self) -> str:
        """A digest of the task."""
        settings = [self.quality, self.format, self.captions, str(self.sections), self.theme, self.name]
        others = [f"{name} {hashlib.sha256(trace).hexdigest()}" for name, trace in self.others]
        parts = [self.stem, hashlib.sha256(self.trace).hexdigest(), *others, *settings, self.code]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Drawn:
    """A drawn chapter: its files by their path below `videos/STEM`, and how long it took."""

    files: dict[str, bytes] = field(repr=False)
    seconds: float


class RenderError(ValueError):
    """Says in one line why a chapter could not be drawn."""


def task_for(stem: str, quality: str = "high", kind: str = "mp4", captions: str = "on", sections: bool = False) -> Task:
    """The task of drawing a chapter from its committed trace, or from the one that ML_TRACE names; raises RenderError.

    As with plain manim, the video of another trace carries that file's name.
    """
    chosen = os.environ.get("ML_TRACE")
    path = Path(chosen) if chosen else TRACES / f"{stem}.npz"
    try:
        Trace.read(path)
    except TraceError as error:
        raise RenderError(str(error)) from error
    theme, name = os.environ.get("ML_THEME", "dark"), path.stem if chosen else ""
    name = name.replace(".", "-") if sections else name  # manim names sections by what stands before a dot
    others = tuple((each.stem[len(path.stem) + 1 :], each.read_bytes()) for each in beside(path))
    return Task(stem, path.read_bytes(), quality, kind, captions, sections, theme, code_version(stem), name, others)


def render_one(task: Task) -> Drawn:
    """Draws one chapter in a manim process of its own and returns its files; raises RenderError."""
    if task.code != code_version(task.stem):
        where = f"the machine {platform.node()}"
        raise RenderError(f"{where} has another version of the scenes or of manim: bring it up to date")
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / f"{task.name or task.stem}.npz"
        trace.write_bytes(task.trace)
        for other, content in task.others:
            (Path(folder) / f"{trace.stem}.{other}.npz").write_bytes(content)
        name = task.name or scene_name(task.stem)
        command = [sys.executable, "-m", "manim", f"-q{QUALITIES[task.quality]}", "--format", task.format]
        command += ["--media_dir", folder, "-o", name, "--progress_bar", "none", "-v", "WARNING"]
        command += ["-t"] * (task.format == "mov") + ["--save_sections"] * task.sections
        environment = {**os.environ, "ML_TRACE": str(trace), "ML_CAPTIONS": task.captions, "ML_THEME": task.theme}
        _run([*command, str(FOLDER / f"{task.stem}.py")], environment, folder)
        made = Path(folder) / "videos" / task.stem
        found = [*made.glob(f"*/{name}.*"), *made.glob("*/sections/*")]
        files = {path.relative_to(made).as_posix(): path.read_bytes() for path in found if path.is_file()}
    return Drawn(files, time.perf_counter() - start)


def _run(command: list[str], environment: dict[str, str], folder: str) -> None:
    """Runs manim; what it said last is the error's text where it fails."""
    wide = environment | {"COLUMNS": "1000", "NO_COLOR": "1"}  # else long messages are broken into lines
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with subprocess.Popen(command, env=wide, cwd=FOLDER.parent, **pipes) as process:  # type: ignore[call-overload]
        RUNNING.add(process)
        if STOPPED.is_set():
            process.terminate()
        said, _ = process.communicate()
        RUNNING.discard(process)
    if process.returncode:
        lines = [line.strip(" │╭╰─╮╯") for line in said.splitlines() if line.strip(" │╭╰─╮╯")]
        said = lines[-1] if lines else f"manim ended with {process.returncode}"
        raise RenderError(said.replace(f"{folder}{os.sep}", ""))


def stop() -> None:
    """Ends all manim processes that this one has started, and those that it is about to start."""
    STOPPED.set()
    for process in list(RUNNING):
        process.terminate()
