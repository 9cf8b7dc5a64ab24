"""A contact sheet: a whole video at a glance, as evenly spaced frames with their times and captions."""

import io
from collections.abc import Sequence
from pathlib import Path

import typst
from PIL import Image

from scenes import style
from scenes.outputs.glimpses import Glimpse, glimpses

CELL, FOOT, GAP = 480, 52, 12  # pixels: width of a frame, room for its words, distance of the cells
FRAME_RATE = 4.0


def sheet(stem: str, path: Path, every: float = 3.0, columns: int = 4) -> Path:
    """Writes one PNG with a frame of the chapter for every `every` seconds; returns its path."""
    step = max(round(every * FRAME_RATE), 1)
    seen = glimpses(stem, lambda time: round(time * FRAME_RATE) % step == 0, CELL, FRAME_RATE)
    rows = -(-len(seen) // columns)
    height = CELL * 9 // 16
    size = (columns * (CELL + GAP) + GAP, rows * (height + FOOT + GAP) + GAP)
    picture = Image.new("RGB", size, "#808080")
    for index, (glimpse, foot) in enumerate(zip(seen, _feet(seen), strict=True)):
        corner = (GAP + index % columns * (CELL + GAP), GAP + index // columns * (height + FOOT + GAP))
        picture.paste(Image.fromarray(glimpse.pixels).convert("RGB").resize((CELL, height)), corner)
        picture.paste(foot, (corner[0], corner[1] + height))
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path)
    return path


def _feet(seen: Sequence[Glimpse]) -> list[Image.Image]:
    """The words under each frame: its time, its beat and what is said, in the font of the videos."""
    code = f"#set page(width: {CELL}pt, height: {FOOT}pt, margin: (x: 6pt, y: 4pt))\n"
    code += f'#set text(font: "{style.WORDS_FONT}", size: 13pt)\n#set par(leading: 0.4em)\n'
    pages = [
        f"#raw({_string(f'{glimpse.time:6.2f} s   {glimpse.beat}')}) \\ #{_string(glimpse.caption)}" for glimpse in seen
    ]
    made = typst.compile((code + "\n#pagebreak()\n".join(pages)).encode(), format="png", ppi=72)
    feet = made if isinstance(made, list) else [made]
    return [Image.open(io.BytesIO(foot)).convert("RGB").resize((CELL, FOOT)) for foot in feet]


def _string(text: str) -> str:
    """A text as Typst code, in which nothing is markup."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
