"""Which chapters there are, what each says, and whether it can be drawn."""

import ast
import hashlib
from importlib import metadata
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent
TRACES = FOLDER.parent / "media" / "traces"
PACKAGES = ("manim", "numpy", "pillow", "typst", "av")  # whose versions can change a picture


def stems() -> list[str]:
    """The stems of all chapters that have a scene, in order."""
    found = [path.stem for path in FOLDER.glob("ch*_*.py")]
    return sorted(found, key=lambda stem: int(stem[2:].split("_")[0]))


def own() -> list[str]:
    """The stems of the scenes that draw what somebody recorded of work of their own."""
    return ["training", "episode"]


def sentence(stem: str) -> str:
    """What the viewer of a chapter should believe afterwards: the first line of its scene's docstring."""
    text = ast.get_docstring(ast.parse((FOLDER / f"{stem}.py").read_text(encoding="utf-8"))) or ""
    _, _, said = text.splitlines()[0].partition(": ") if text else ("", "", "")
    return said or text


def scene_name(stem: str) -> str:
    """The name of a chapter's one Scene class, found without importing manim."""
    tree = ast.parse((FOLDER / f"{stem}.py").read_text(encoding="utf-8"))
    kinds = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    return next(node.name for node in kinds if any(getattr(base, "id", "") == "Stage" for base in node.bases))


def code_version() -> str:
    """A digest of all that decides what a trace looks like: the scenes' sources and the packages' versions."""
    digest = hashlib.sha256()
    sources = [
        *FOLDER.rglob("*.py"),
        *(FOLDER.parent / "learners" / name for name in ("trace.py", "column.py", "archive.py")),
    ]
    for path in sorted(sources):
        digest.update(path.relative_to(FOLDER.parent).as_posix().encode() + path.read_bytes())
    for package in PACKAGES:
        digest.update(f"{package} {metadata.version(package)}".encode())
    return digest.hexdigest()[:16]
