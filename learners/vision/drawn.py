"""The drawn pictures: ten classes as in CIFAR-10, made from a seed, so that a fresh machine needs no download."""

import hashlib
import os
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from tqdm import tqdm

from learners.vision.animals import draw_bird, draw_cat, draw_deer, draw_dog, draw_frog, draw_horse
from learners.vision.brush import Brush, Color, shade
from learners.vision.pictures import CACHE, SIDE, Pictures
from learners.vision.vehicles import draw_airplane, draw_automobile, draw_ship, draw_truck

SEED = 1
TRAIN, TEST = 1000, 300  # pictures of each class
SIZES = 0.48, 0.93  # of half the picture, from the middle of a figure to its edge
FREEDOM = 1.3  # how far it may leave the middle; 1 keeps it inside the picture
FINE = 8  # drawn eight times as large and reduced: smooth edges
NOISE, LIGHTING = 16, 24  # of 255: grain of each value, lighting of the whole picture; at most this much, either way
FUR: list[Color] = [(150, 96, 56), (112, 72, 48), (186, 140, 92), (92, 84, 84), (204, 176, 140), (64, 56, 60)]
HIDE: list[Color] = [(176, 112, 62), (200, 140, 88), (156, 92, 50), (214, 164, 116)]
COAT: list[Color] = [(88, 64, 52), (92, 88, 90), (58, 54, 60), (134, 128, 130), (222, 214, 206)]
PAINT: list[Color] = [(206, 62, 54), (44, 98, 176), (236, 190, 60), (240, 240, 236), (52, 140, 120), (120, 80, 150)]
SKIN: list[Color] = [(96, 160, 62), (60, 124, 72), (140, 170, 60), (120, 120, 62), (84, 150, 130)]
PLUMES: list[Color] = [(196, 76, 60), (60, 110, 170), (220, 170, 70), (120, 96, 84), (90, 140, 110), (84, 84, 104)]
SKIES: list[Color] = [
    (178, 212, 236),
    (226, 222, 206),
    (240, 206, 170),
    (200, 206, 214),
    (150, 180, 206),
    (214, 226, 200),
]
NIGHTS: list[Color] = [(44, 52, 84), (84, 72, 104), (56, 84, 92)]  # light figures on dark: no pixel means one thing
GROUNDS: list[Color] = [
    (140, 168, 104),
    (200, 180, 130),
    (160, 160, 156),
    (120, 150, 170),
    (176, 146, 116),
    (226, 224, 220),
]
SOURCES = ("animals", "brush", "drawn", "vehicles")
DRAWINGS = {
    "airplane": (draw_airplane, PAINT),
    "automobile": (draw_automobile, PAINT),
    "bird": (draw_bird, PLUMES),
    "cat": (draw_cat, FUR),
    "deer": (draw_deer, HIDE),
    "dog": (draw_dog, FUR),
    "frog": (draw_frog, SKIN),
    "horse": (draw_horse, COAT),
    "ship": (draw_ship, PAINT),
    "truck": (draw_truck, PAINT),
}


def draw_set(most: int | None = None, folder: Path = CACHE) -> Pictures:
    """Draws the whole set, or at most `most` training and test pictures of each class.

    The whole set takes about 15 seconds; it is kept in the cache folder under the digest of the code that draws it.
    """
    counts = (TRAIN, TEST) if most is None else (min(most, TRAIN), min(most, TEST))
    if most is not None and most < 200:
        train, test = (draw_part(part, count) for part, count in enumerate(counts))
    else:
        train, test = (part[: count * len(DRAWINGS)] for part, count in zip(_whole_set(folder), counts, strict=True))
    labels = [np.arange(len(part)) % len(DRAWINGS) for part in (train, test)]
    return Pictures("drawn", tuple(DRAWINGS), train, labels[0], test, labels[1])


def draw_part(part: int, count: int) -> np.ndarray:
    """Draws `count` pictures of each class in turn, for training (part 0) or testing (1): (10 count, 32, 32, 3)."""
    names = list(DRAWINGS) * count
    numbered = enumerate(tqdm(names, desc="drawing pictures", unit="", leave=False, disable=None))
    return np.stack([draw_picture(name, np.random.default_rng([SEED, part, number])) for number, name in numbered])


def _whole_set(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    code = b"".join((Path(__file__).parent / f"{name}.py").read_bytes() for name in SOURCES)
    path = folder / f"drawn-{hashlib.sha256(code).hexdigest()[:16]}.npy"
    try:
        pictures = np.load(path)
    except (OSError, ValueError):  # not drawn yet, or damaged
        pictures = np.concatenate([draw_part(0, TRAIN), draw_part(1, TEST)])
        _keep(path, pictures)
    return pictures[: TRAIN * len(DRAWINGS)], pictures[TRAIN * len(DRAWINGS) :]


def _keep(path: Path, pictures: np.ndarray) -> None:
    """Writes beside the target and renames; a folder that cannot be written costs only time next time."""
    beside = path.with_name(f"{path.stem}.{os.getpid()}.npy")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.save(beside, pictures)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)


def draw_picture(name: str | None, random: np.random.Generator) -> np.ndarray:
    """Draws one picture of a class, or with None a background alone: (32, 32, 3), uint8.

    The background and the noise come first and know nothing of the class, so that they cannot give it away.
    """
    image = Image.new("RGB", (SIDE * FINE, SIDE * FINE))
    canvas = ImageDraw.Draw(image)
    sky = _draw_background(canvas, random)
    noise = random.integers(-NOISE, NOISE + 1, (SIDE, SIDE, 3)) + random.integers(-LIGHTING, LIGHTING + 1)
    if name is not None:
        draw, colors = DRAWINGS[name]
        draw(_pick_brush(canvas, colors, sky, random), random)
    return np.clip(np.asarray(image.reduce(FINE)) + noise, 0, 255).astype(np.uint8)


def _draw_background(canvas: ImageDraw.ImageDraw, random: np.random.Generator) -> Color:
    """Draws clouds over two ranges of hills and returns the color of the sky."""
    size = SIDE * FINE
    skies = [*SKIES, *NIGHTS]
    sky = skies[random.integers(len(skies))]
    ground = shade(GROUNDS[random.integers(len(GROUNDS))], random.uniform(-0.25, 0.25))
    canvas.rectangle((0, 0, size, size), fill=sky)
    for _ in range(random.integers(0, 4)):
        x, y, wide = (int(part) for part in random.integers((0, 0, 12), (size, size, 60)))
        canvas.ellipse((x - wide, y - wide // 2, x + wide, y + wide // 2), fill=shade(sky, random.uniform(-0.2, 0.6)))
    left, middle, right = (int(part) for part in random.integers(size // 3, size, 3))
    ridge = [(0, middle), (size // 3, left), (size, right)]
    canvas.polygon([*ridge, (size, size), (0, size)], fill=shade(ground, 0.35))
    ridge = [(0, left + 30), (size // 2, middle + 20), (size, right + 30)]
    canvas.polygon([*ridge, (size, size), (0, size)], fill=ground)
    return sky


def _pick_brush(canvas: ImageDraw.ImageDraw, colors: list[Color], sky: Color, random: np.random.Generator) -> Brush:
    """Chooses color, size, place, slant and direction; the color stands out from the sky."""
    seen = [color for color in colors if abs(sum(color) - sum(sky)) > 100]
    main = shade(seen[random.integers(len(seen))], random.uniform(-0.2, 0.15))
    half = SIDE * FINE / 2
    size = half * random.uniform(*SIZES)
    place = half + random.uniform(-1, 1, 2) * max(half - size, 0) * FREEDOM
    slant = random.uniform(-0.16, 0.16)
    turn = size * np.array([[np.cos(slant), -np.sin(slant)], [np.sin(slant), np.cos(slant)]])
    turn[:, 0] *= random.choice((-1, 1))
    return Brush(canvas, turn, place, main, PAINT[random.integers(len(PAINT))])
