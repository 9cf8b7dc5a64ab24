"""Who never imports what: videos render without torch, learners run without manim, chapters know only earlier ones."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.chapters import ROOT, STEMS, with_learner, with_scene
from tests.scenes.rehearsal import scene_classes

FORBIDDEN = {
    "envs": ("torch", "manim", "learners", "scenes", "tests"),
    "learners": ("manim", "scenes", "tests"),
    "scenes": ("torch", "gymnasium", "ale_py", "learners", "tests"),
}
SHARED = ("learners.trace.Trace", "learners.trace.TraceError")
SHARED += ("learners.cluster", "learners.cluster.crew", "learners.cluster.explain")  # which import nothing of learners
SHARED += ("learners.archive.replace",)  # a file appears whole or not at all, for traces and videos alike
FILES = [path.relative_to(ROOT) for package in FORBIDDEN for path in sorted((ROOT / package).rglob("*.py"))]


def imported(code: str) -> list[str]:
    """All modules that a source imports anywhere, `from a import b` as `a.b`."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = "." * node.level + (node.module or "")
            found += [f"{package}.{alias.name}" for alias in node.names]
    return found


def trespasses(path: Path, code: str) -> list[str]:
    """The imports that break the rules in this file."""
    package = path.parts[0]
    modules = imported(code)
    if package == "scenes":
        modules = [module for module in modules if module not in SHARED]
    wrong = [module for module in modules if module.split(".")[0] in FORBIDDEN[package]]
    wrong += [module for module in modules if module.startswith(".") or module.endswith(".*")]
    chapters = [(module, stem) for module in modules for stem in STEMS if stem in module.split(".")]
    if path.stem in STEMS:  # a chapter knows itself (its claims) and earlier ones
        return wrong + [module for module, stem in chapters if STEMS.index(stem) > STEMS.index(path.stem)]
    return wrong + [module for module, _ in chapters]


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_file_imports_nothing_that_its_layer_must_not_know(path):
    assert trespasses(path, (ROOT / path).read_text()) == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("envs/lake.py", "import torch"),
        ("envs/lake.py", "from learners import play"),
        ("learners/ch4_activation.py", "def learn():\n    from manim import Scene"),
        ("learners/ch4_activation.py", "import scenes.style"),
        ("learners/ch4_activation.py", "from learners.ch5_binary import learn"),
        ("learners/ch4_activation.py", "from learners import ch5_binary"),
        ("learners/play.py", "import learners.ch5_binary"),
        ("scenes/ch4_activation.py", "import torch.nn"),
        ("scenes/ch4_activation.py", "from gymnasium import Env"),
        ("scenes/ch4_activation.py", "import ale_py"),
        ("scenes/ch4_activation.py", "from learners.ch4_activation import learn"),
        ("scenes/ch4_activation.py", "from scenes.claims.ch5_binary import verdict"),
        ("scenes/stage.py", "from scenes.claims.ch5_binary import verdict"),
        ("scenes/stage.py", "from . import style"),
        ("scenes/stage.py", "from manim import *"),
    ],
)
def test_a_forbidden_import_is_found(path, code):
    assert trespasses(Path(path), code)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("learners/ch4_activation.py", "import torch\nfrom learners.ch3_neuron import learn"),
        (
            "scenes/ch4_activation.py",
            "from learners.trace import Trace\nfrom scenes.claims.ch4_activation import verdict",
        ),
    ],
)
def test_an_allowed_import_is_not(path, code):
    assert trespasses(Path(path), code) == []


def modules_after(code: str) -> set[str]:
    """The top-level packages that a new Python has loaded after running the code in the root."""
    listing = "import sys; print(*{name.split('.')[0] for name in sys.modules})"
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\n{listing}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(run.stdout.split())


def test_importing_every_scene_brings_no_torch_and_no_games():
    scenes = [path.with_suffix("").as_posix().replace("/", ".") for path in FILES if path.parts[0] == "scenes"]
    loaded = modules_after("\n".join(f"import {name}" for name in scenes if "__" not in name))
    assert {"manim", "scenes", "learners"} <= loaded
    assert not {"torch", "gymnasium", "ale_py", "tyro", "envs"} & loaded


def test_importing_every_learner_and_game_brings_no_manim():
    names = [path.with_suffix("").as_posix().replace("/", ".") for path in FILES if path.parts[0] != "scenes"]
    loaded = modules_after("\n".join(f"import {name}" for name in names if "__" not in name))
    assert {"torch", "learners"} <= loaded
    assert not {"manim", "scenes", "cairo"} & loaded


def test_importing_every_game_brings_no_torch():
    names = [path.with_suffix("").as_posix().replace("/", ".") for path in FILES if path.parts[0] == "envs"]
    loaded = modules_after("\n".join(f"import {name}" for name in names if "__" not in name))
    assert not {"torch", "manim", "learners", "scenes"} & loaded


def test_reading_a_trace_needs_numpy_alone():
    code = "from learners.trace import Trace; Trace.read('ch2_gradient')['middle/x']"
    plain = modules_after("import numpy")
    ours = modules_after(code) - plain - set(sys.stdlib_module_names)
    assert {name for name in ours if importlib.util.find_spec(name) and not name.startswith("_")} == {"learners"}


def test_every_package_file_is_empty():
    empty = [path for path in FILES if path.name == "__init__.py"]
    assert len(empty) >= 6
    assert [path for path in empty if (ROOT / path).read_text()] == []


def test_tests_are_no_packages():
    assert list((ROOT / "tests").rglob("__init__.py")) == []


@pytest.mark.parametrize("stem", with_scene())
def test_a_scene_file_has_one_scene_that_is_named_after_it(stem):
    name = "".join(word.capitalize() for word in stem.split("_"))
    assert [kind.__name__ for kind in scene_classes(stem)] == [name]


def test_chapters_were_found():
    assert "ch2_gradient" in with_scene()
    assert "ch2_gradient" in with_learner()
