"""A contact sheet: a whole video at a glance, as evenly spaced frames with their times and captions."""

import textwrap
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

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
    for index, glimpse in enumerate(seen):
        corner = (GAP + index % columns * (CELL + GAP), GAP + index // columns * (height + FOOT + GAP))
        picture.paste(_cell(glimpse, height), corner)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path)
    return path


def _cell(glimpse: Glimpse, height: int) -> Image.Image:
    cell = Image.new("RGB", (CELL, height + FOOT), "white")
    cell.paste(Image.fromarray(glimpse.pixels).convert("RGB").resize((CELL, height)), (0, 0))
    draw = ImageDraw.Draw(cell)
    font = ImageFont.load_default(13)
    draw.text((6, height + 2), f"{glimpse.time:6.2f} s   {glimpse.beat}", fill="black", font=font)
    for line, words in enumerate(textwrap.wrap(glimpse.caption, 76)[:2]):
        draw.text((6, height + 18 + 15 * line), words, fill="#444444", font=font)
    return cell
