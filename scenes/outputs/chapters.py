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


def beside(path: Path) -> list[Path]:
    """The traces of further runs that lie beside a trace and are drawn with it: STEM.NAME.npz beside STEM.npz."""
    near = path.parent.glob("*.npz")
    return sorted(each for each in near if each.name.startswith(f"{path.stem}.") and each.name != path.name)


def own() -> list[str]:
    """The stems of the scenes that draw what somebody recorded of work of their own."""
    return ["training", "episode"]


def sentence(stem: str) -> str:
    """What the viewer of a chapter should believe afterwards: the first line of its scene's docstring."""
    return lesson(ast.get_docstring(ast.parse((FOLDER / f"{stem}.py").read_text(encoding="utf-8"))))


def lesson(text: str | None) -> str:
    """What the docstring of a scene says in its first line, after `Chapter N:`, as a sentence."""
    first = (text or "").partition("\n")[0]
    said = first.partition(": ")[2] if first.startswith("Chapter ") else first
    return said[:1].upper() + said[1:]


def scene_name(stem: str) -> str:
    """The name of a chapter's one Scene class, which is that of its file: Ch2Gradient of ch2_gradient."""
    return "".join(word.capitalize() for word in stem.split("_"))


def code_version(stem: str) -> str:
    """A digest of all code that a chapter's picture depends on: its sources and the packages' versions."""
    digest = hashlib.sha256()
    for path in sorted(_sources(FOLDER / f"{stem}.py", set())):
        digest.update(path.relative_to(FOLDER.parent).as_posix().encode() + path.read_bytes())
    for package in PACKAGES:
        digest.update(f"{package} {metadata.version(package)}".encode())
    return digest.hexdigest()[:16]


def _sources(path: Path, found: set[Path]) -> set[Path]:
    """A source file and all of this project's that it imports, directly or not."""
    found.add(path)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            source = FOLDER.parent / f"{name.replace('.', '/')}.py"
            if source.is_file() and source not in found:
                _sources(source, found)
    return found
