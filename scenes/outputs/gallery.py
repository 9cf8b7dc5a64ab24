"""Clips for the README: a chapter's most telling beats as a small animated WebP."""

from pathlib import Path
from typing import Any

from PIL import Image

from scenes.outputs.glimpses import glimpses, scene_class

WIDTH, FRAME_RATE, SPEED = 640, 12.0, 1.5  # pixels; frames a second; how much faster than the video
QUALITY = 55  # of the WebP; the twenty clips together stay under 10 MB
KEYS = {"kmin": 9, "kmax": 24}  # frames between whole ones: the encoder leaves out slow changes, which would add up


def clip(stem: str, path: Path) -> Path:
    """Writes the beats that the chapter names in `clip` as an animated WebP, in a loop; returns its path."""
    kind = scene_class(stem)
    seen = glimpses(stem, lambda time: True, WIDTH, FRAME_RATE / SPEED, kind.clip)
    if not seen:
        raise ValueError(f"{stem} has no beat named {' or '.join(kind.clip)}; name one of its beats in `clip`.")
    said = [place for place, glimpse in enumerate(seen) if glimpse.caption]
    # not while the picture before leaves; and the last frame stands long: not while its caption fades
    whole = seen[said[0] : said[-1] + 1] if said else seen
    path.parent.mkdir(parents=True, exist_ok=True)
    save([Image.fromarray(glimpse.pixels).convert("RGB") for glimpse in whole], path)
    return path


def save(frames: list[Image.Image], path: Path) -> None:
    """Writes pictures as an animated WebP whose last one stands for a while."""
    times = [round(1000 / FRAME_RATE)] * (len(frames) - 1) + [1500]
    settings: dict[str, Any] = {"duration": times, "loop": 0, "quality": QUALITY, "method": 6, **KEYS}
    frames[0].save(path, save_all=True, append_images=frames[1:], **settings)
