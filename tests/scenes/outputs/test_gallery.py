"""A clip shows what the video shows."""

import numpy as np
from PIL import Image, ImageDraw

from scenes.outputs.gallery import save


def test_slow_changes_are_not_left_out(tmp_path):
    frames = []
    for step in range(40):
        frames.append(Image.new("RGB", (160, 90), (15, 18, 24)))
        draw = ImageDraw.Draw(frames[-1])
        draw.rectangle((10, 10, 60, 60), fill=(26, 34 + 2 * step, 48 + step))  # a tile that warms up
        draw.text((80, 20), f"{step}", fill=(232, 230, 223))
    save(frames, tmp_path / "clip.webp")
    with Image.open(tmp_path / "clip.webp") as clip:
        clip.seek(clip.n_frames - 1)
        shown = np.asarray(clip.convert("RGB")).astype(int)
    difference = np.abs(shown - np.asarray(frames[-1]))[15:55, 15:55]
    assert difference.max() < 20
