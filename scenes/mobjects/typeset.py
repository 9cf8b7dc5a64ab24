"""Outlines of glyphs from the Typst compiler, kept in manim's Tex folder so that each line is parsed once."""

import hashlib
import io
import os
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import numpy as np
from manim import MathTypst, Typst, config, tempconfig

from scenes import style

SIZE = 100  # the font size at which outlines are fetched


@cache
def line(text: str, font: str, bold: bool = False) -> tuple[np.ndarray, float]:
    """The outline of a line of plain text, points (n, 3), and the height of its capitals.

    The first letter's left end and the baseline are at the origin.
    """
    glyphs, foot, capital = _glyphs(text, font, bold)
    if not glyphs:
        return np.zeros((0, 3)), capital
    points = np.concatenate(glyphs)
    return points - np.array([points[:, 0].min(), foot, 0.0]), capital


@cache
def lacks(text: str, font: str) -> bool:
    """Whether a font has no shape for some letter of a text, so that boxes would stand in its place."""
    if text.isascii():
        return False
    box, *glyphs = [glyph - glyph.min(0) for glyph in _glyphs(f"\U0010fffd{text}", font)[0]]  # a letter of no font
    return any(glyph.shape == box.shape and np.allclose(glyph, box, atol=1e-6) for glyph in glyphs)


@cache
def cell_size() -> tuple[float, float]:
    """The width of a digit's cell and the height of a capital in the digits' font."""
    glyphs, _, capital = _glyphs("xx", style.DIGITS_FONT)
    return float(glyphs[1][:, 0].min() - glyphs[0][:, 0].min()), capital


@cache
def cells(letters: str) -> dict[str, np.ndarray]:
    """Outlines of letters of the digits' font: the left end of its cell and the baseline at the origin."""
    advance, _ = cell_size()
    glyphs, foot, _ = _glyphs(f"x{letters}", style.DIGITS_FONT)
    bearing = (advance - np.ptp(glyphs[0][:, 0])) / 2  # an x stands in the middle of its cell
    first = glyphs[0][:, 0].min() - bearing
    return {
        letter: glyph - np.array([first + (index + 1) * advance, foot, 0.0])
        for index, (letter, glyph) in enumerate(zip(letters, glyphs[1:], strict=True))
    }


def mathematics(code: str, size: float, preamble: str) -> MathTypst:
    """A formula, compiled in a folder of its own: two processes never meet in one file."""
    with tempfile.TemporaryDirectory() as folder, tempconfig({"tex_dir": folder}):
        return MathTypst(code, font_size=size, typst_preamble=preamble)


def _glyphs(text: str, font: str, bold: bool = False) -> tuple[list[np.ndarray], float, float]:
    """One outline a glyph (blanks have none), the height of the baseline, and the height of a capital.

    `xH` is set before the text: the foot of the x is the baseline, the H has the height of a capital.
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    weight = ', weight: "bold"' if bold else ""
    outlines = _outlines(f'#set text(font: "{font}"{weight})\n#box[#"xH"#h(2em)#"{escaped}"]')
    foot, capital = float(outlines[0][:, 1].min()), float(np.ptp(outlines[1][:, 1]))
    return outlines[2:], foot, capital


def _outlines(code: str) -> list[np.ndarray]:
    """Compiles Typst code, or takes the outlines from the cache; a damaged cache file is made again."""
    kept = Path(config.get_dir("tex_dir")) / f"{hashlib.sha256(code.encode()).hexdigest()[:24]}.npz"
    try:
        with np.load(io.BytesIO(kept.read_bytes())) as archive:
            return [archive[name] for name in archive.files]
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile):
        with tempfile.TemporaryDirectory() as folder, tempconfig({"tex_dir": folder}):
            outlines = [part.points for part in Typst(code, font_size=SIZE) if len(part.points)]
        _keep(kept, outlines)
        return outlines


def _keep(path: Path, outlines: list[np.ndarray]) -> None:
    """Writes beside the target and renames, so that no other process ever reads half a file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, *outlines)
        os.replace(name, path)
    except OSError:
        return  # a cache that cannot be written costs time, not the video
