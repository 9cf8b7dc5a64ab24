"""The twenty chapters, what each of them has so far, and traces of them recorded with other settings."""

import importlib
import inspect
import os
import re
from pathlib import Path
from typing import Any

from learners.trace import Trace

ROOT = Path(__file__).resolve().parent.parent
STEMS = [
    *("ch1_animation", "ch2_gradient", "ch3_neuron", "ch4_activation", "ch5_binary"),
    *("ch6_convolution", "ch7_multiclass", "ch8_frozenlake", "ch9_cartpole", "ch10_environment"),
    *("ch11_tictactoe", "ch12_connect4", "ch13_qtable", "ch14_mountaincar", "ch15_deepq"),
    *("ch16_pong", "ch17_breakout", "ch18_doubleq", "ch19_invaders", "ch20_atari"),
]
ATARI = STEMS[15:]
OWN = ["training", "episode"]  # scenes, with a small trace each, that draw anybody's own work
VARIANTS = ("committed", "quick", "changed")


def with_learner() -> list[str]:
    """The stems of the chapters that have a learner."""
    return [stem for stem in STEMS if (ROOT / "learners" / f"{stem}.py").is_file()]


def with_scene() -> list[str]:
    """The stems of the chapters that have a scene."""
    return [stem for stem in STEMS if (ROOT / "scenes" / f"{stem}.py").is_file()]


def strangers() -> list[str]:
    """Files that are named like a chapter, but are none of the twenty."""
    found = [*ROOT.glob("learners/ch*.py"), *ROOT.glob("scenes/ch*.py"), *ROOT.glob("media/traces/*.npz")]
    numbered = [path for path in found if re.match(r"ch\d", path.stem) or path.suffix == ".npz"]
    return sorted(str(path.relative_to(ROOT)) for path in numbered if path.name.split(".")[0] not in [*STEMS, *OWN])


def absent() -> list[str]:
    """A line for each chapter that lacks something, with what it lacks."""
    lines = []
    for stem in STEMS:
        pieces = {"learner": f"learners/{stem}.py", "trace": f"media/traces/{stem}.npz", "scene": f"scenes/{stem}.py"}
        pieces["test of the learner"] = f"tests/learners/test_{stem}.py"
        missing = [piece for piece, path in pieces.items() if not (ROOT / path).is_file()]
        lines += [f"{stem}: no {', no '.join(missing)}"] if missing else []
    return lines


def committed(stem: str) -> Path:
    """Where the committed trace of a chapter lies."""
    return ROOT / "media" / "traces" / f"{stem}.npz"


def settings(stem: str, variant: str) -> dict[str, Any]:
    """What `learn` is called with: QUICK, or that with the learner's CHANGED, or else with each number one more."""
    learner = importlib.import_module(f"learners.{stem}")
    quick = dict(learner.QUICK)
    if variant == "quick":
        return quick
    if hasattr(learner, "CHANGED"):
        return quick | learner.CHANGED
    more = {name: value + 1 for name, value in quick.items() if type(value) is int}
    seed = inspect.signature(learner.learn).parameters.get("seed")
    return quick | more | ({} if seed is None else {"seed": seed.default + 1})


def record(stem: str, variant: str, folder: Path) -> Path:
    """Records a chapter with other settings, once for all processes that share the folder; returns the trace's path."""
    if variant == "committed":
        return committed(stem)
    path = folder / f"{stem}-{variant}.npz"
    if not path.is_file():
        trace: Trace = importlib.import_module(f"learners.{stem}").learn(**settings(stem, variant))
        trace.write(path)
    return path


def shared(folder: Path) -> Path:
    """The folder above, where pytest-xdist gives each worker one of its own."""
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
