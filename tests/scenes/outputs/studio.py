"""A small project with chapters of a few seconds, in which `python -m scenes` runs as it does in this one."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np

from learners import trace as traces
from learners.trace import Trace

ROOT = Path(__file__).resolve().parents[3]
TINY = (ROOT / "tests" / "scenes" / "small" / "tiny.py").read_text()
TURN = '''
    def turn(self) -> None:
        """A square turns, for as long as the trace says."""
        self.say("x_1 < 2 & *so* it `goes`.")
        self.play(Rotate(Square(color="#56B4E9").shift(3 * RIGHT)), run_time=self.trace.facts["seconds"])
'''


def build(folder: Path, *stems: str) -> Path:
    """Copies the code, without its chapters, and adds chapters of two beats, of which the second is repeated."""
    for source in [*ROOT.glob("scenes/**/*.py"), *ROOT.glob("learners/*.py")]:
        if not re.match(r"ch\d", source.name):
            target = folder / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    for stem in stems:
        (folder / "scenes" / f"{stem}.py").write_text(scene(stem))
        record(folder, stem)
    return folder


def scene(stem: str) -> str:
    """The source of a chapter."""
    number, name = stem[2:].split("_")
    code = TINY.replace("A scene of a few seconds", f"Chapter {number}: it takes a few seconds")
    code = code.replace("Tiny(", f"Ch{number}{name.capitalize()}(").replace("(self.see)", "(self.see, loop(self.turn))")
    code = code.replace("import Stage", "import Stage, loop").replace("FadeIn\n", "RIGHT, FadeIn, Rotate, Square\n", 1)
    return code + TURN


def record(folder: Path, stem: str, value: float = 1.25, seconds: float = 1.0) -> Path:
    """Writes the trace of a chapter."""
    trace = Trace(stem, rate=0.35, seconds=seconds)
    trace.record("train", value=value, picture=np.arange(9.0).reshape(3, 3))
    return trace.write(folder / "media" / "traces" / f"{stem}.npz")


def record_in_the_future(folder: Path, stem: str, monkeypatch) -> None:
    """Writes a trace as a newer version of this project would."""
    with monkeypatch.context() as later:
        later.setattr(traces, "FORMAT", traces.FORMAT + 1)
        record(folder, stem)


def start(folder: Path, *words: str, module: str = "scenes", **settings) -> "subprocess.Popen[str]":
    """Starts `python -m scenes` in the project."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    for name in ("ML_TRACE", "ML_THEME", "ML_CAPTIONS", "PYTHONUNBUFFERED"):
        environment.pop(name, None)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, "-m", module, *words], cwd=folder, env=environment, **pipes, **settings)


def run(folder: Path, *words: str, **settings) -> "subprocess.CompletedProcess[str]":
    """Runs `python -m scenes` in the project to its end."""
    process = start(folder, *words, **settings)
    said, complaint = process.communicate()
    return subprocess.CompletedProcess(words, process.returncode, said, complaint)


def files(folder: Path) -> list[str]:
    """All files below a folder, by their path in it."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
