"""Looks at a scene after each of its animations and says what a viewer would stumble over."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import DecimalNumber, ManimColor, Text, VMobject, config
from manim import Typst as TypstMobject
from manim.mobject.text.tex_mobject import SingleStringMathTex
from manim.utils.family import extract_mobject_family_members

from scenes import style
from scenes.mobjects.words import GAUGE, Glyphs
from scenes.stage import Stage
from tests.scenes.rehearsal import rehearse

CAPITAL, CONTRAST = 0.17, 4.5  # units; ratio of WCAG 2
SPEED, LINES, DURATION = 17.0, 2, (45.0, 120.0)  # characters a second, lines of a caption, seconds of a video
TOUCH, SLACK = 0.005, 0.01  # units: texts overlap when they share more; drawings may stick out so far
VISIBLE = 0.02  # opacity
CAPITAL_AT_24 = 0.171  # units: the capital of a formula of font size 24
FOREIGN = (Text, SingleStringMathTex, DecimalNumber)


@dataclass(frozen=True)
class Inked:
    """A text as it stands on the screen: its ink's box (left, low, right, high), capital, color and opacity."""

    text: str
    box: tuple[float, float, float, float]
    capital: float
    color: np.ndarray
    opacity: float


def faults(kind: type[Stage], timed: bool = True) -> list[str]:
    """Plays a scene through; each fault is a sentence with the time and the beat where it was seen first.

    `timed` also asks for 45 to 120 seconds; a trace recorded with other settings may make a video shorter.
    """
    found: dict[str, str] = {}

    def look(scene: Any) -> None:
        for fault in _seen(scene):
            found.setdefault(fault, f"{scene.time:6.2f} s, {scene.renderer.beat}: {fault}")

    scene = rehearse(kind, after=look)
    return [*found.values(), *_spoken(scene), *(_length(scene) if timed else [])]


def _seen(scene: Any) -> list[str]:
    shapes = extract_mobject_family_members(scene.mobjects, use_z_index=True, only_those_with_points=True)
    texts = inked(scene)
    found = [f"a {type(each).__name__}: write with words, Number or formula" for each in _foreign(scene)]
    found += [fault for shape in shapes for fault in _outside(shape)]
    found += [fault for text in texts for fault in _small(text)]
    found += _overlapping(texts)
    found += _faint(scene, shapes, texts)
    lines = len(scene.caption)
    return found + [f"the caption {scene.said!r} has {lines} lines"] * (lines > LINES)


def inked(scene: Any) -> list[Inked]:
    """Every visible text on the screen; a formula is one text."""
    texts: list[Inked] = []
    for mobject in _everything(scene):
        if isinstance(mobject, Glyphs) and len(mobject.points) > GAUGE:
            texts += _text(mobject.text, mobject.points[GAUGE:], mobject.capital, [mobject])
        elif isinstance(mobject, TypstMobject):
            parts = [part for part in mobject.family_members_with_points() if part.get_fill_opacity() > VISIBLE]
            corners = np.concatenate([np.zeros((0, 3)), *[part.points for part in parts]])
            texts += _text(mobject.typst_code.strip("$ "), corners, mobject.font_size / 24 * CAPITAL_AT_24, parts)
    return texts


def _text(text: str, points: np.ndarray, capital: float, parts: list[VMobject]) -> list[Inked]:
    """The text in the color of its least readable part; nothing where no part can be seen."""
    colors = [(np.array(part.get_fill_color().to_rgb()), float(part.get_fill_opacity())) for part in parts]
    visible = [pair for pair in colors if pair[1] > VISIBLE]
    if not visible:
        return []
    (left, low), (right, high) = points[:, :2].min(0), points[:, :2].max(0)
    color, opacity = min(visible, key=lambda pair: _contrast(pair[0], _ground()))
    return [Inked(text, (left, low, right, high), capital, color, opacity)]


def _everything(scene: Any) -> list[Any]:
    """Every mobject on the stage, each part of a group included."""
    return list(dict.fromkeys(part for top in scene.mobjects for part in top.get_family()))


def _foreign(scene: Any) -> list[Any]:
    return [each for each in _everything(scene) if isinstance(each, FOREIGN)]


def _outside(shape: Any) -> list[str]:
    """A drawing or text that reaches over the edge of the frame."""
    stroke = 0.0
    if isinstance(shape, VMobject):
        line = float(shape.get_stroke_width()) if shape.get_stroke_opacity() > 0 else 0.0
        if not line and shape.get_fill_opacity() == 0:
            return []
        stroke = line * 0.01 / 2
    low, high = shape.points[:, :2].min(0) - stroke, shape.points[:, :2].max(0) + stroke
    if not np.isfinite([low, high]).all():
        return [f"{_name(shape)} has points that are no numbers"]
    reach = np.maximum(-low, high) - np.array([config.frame_x_radius, config.frame_y_radius])
    return [f"{_name(shape)} reaches {reach.max():.2f} units out of the frame"] if reach.max() > SLACK else []


def _name(shape: Any) -> str:
    return f"the text {shape.text!r}" if isinstance(shape, Glyphs) else f"a {type(shape).__name__}"


def _small(text: Inked) -> list[str]:
    small = text.capital < CAPITAL - 5e-4
    return [f"the text {text.text!r} has capitals of only {text.capital:.3f} units"] if small else []


def _overlapping(texts: list[Inked]) -> list[str]:
    found = []
    for index, one in enumerate(texts):
        for other in texts[index + 1 :]:
            width = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
            height = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
            if width > TOUCH and height > TOUCH:
                found.append(f"the texts {one.text!r} and {other.text!r} overlap")
    return found


def _faint(scene: Any, shapes: list[Any], texts: list[Inked]) -> list[str]:
    """Texts without contrast to what is drawn under them; a thin line through a text does no harm."""
    written = [each for each in _everything(scene) if isinstance(each, (Glyphs, TypstMobject))]
    hidden = {id(part) for text in written for part in text.get_family()}
    camera = scene.renderer.camera
    camera.reset()
    camera.capture_mobjects([each for each in shapes if id(each) not in hidden], include_submobjects=False)
    found = []
    for text in texts:
        behind = _behind(camera.pixel_array, text.box)
        ink = text.opacity * text.color + (1 - text.opacity) * behind
        ratio = float(np.quantile(_contrast(ink, behind), 0.2))
        if ratio < CONTRAST - 0.01:
            found.append(f"the text {text.text!r} has a contrast of only {ratio:.1f}")
    return found


def _behind(pixels: np.ndarray, box: tuple[float, float, float, float]) -> np.ndarray:
    """The pixels under a box, as colors of shape (n, 3) from 0 to 1; the ground where the box is outside."""
    rows, columns = pixels.shape[:2]
    scale = columns / config.frame_width
    left, right = (int(np.clip((x + config.frame_x_radius) * scale, 0, columns - 1)) for x in (box[0], box[2]))
    high, low = (int(np.clip((config.frame_y_radius - y) * scale, 0, rows - 1)) for y in (box[3], box[1]))
    return pixels[high : low + 1, left : right + 1, :3].reshape(-1, 3) / 255


def _contrast(one: Any, other: Any) -> np.ndarray:
    """The contrast ratio of WCAG 2, from 1 to 21, of colors of shape (..., 3)."""
    first, second = _luminance(np.asarray(one)), _luminance(np.asarray(other))
    return (np.maximum(first, second) + 0.05) / (np.minimum(first, second) + 0.05)


def _luminance(color: np.ndarray) -> np.ndarray:
    linear = np.where(color <= 0.04045, color / 12.92, ((color + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def _ground() -> np.ndarray:
    return np.array(ManimColor(style.color("ground")).to_rgb())


def _spoken(scene: Any) -> list[str]:
    """Captions that nobody can read in their time, and captions at the same time."""
    found, free = [], 0.0
    for line in scene.renderer.file_writer.subcaptions:
        start, end = line.start.total_seconds(), line.end.total_seconds()
        if len(line.content) > SPEED * (end - start):
            found.append(f"{start:6.2f} s: {len(line.content)} characters in {end - start:.1f} s: {line.content!r}")
        if start < free - 1e-3:
            found.append(f"{start:6.2f} s: begins before the caption in front of it has ended: {line.content!r}")
        free = end
    return found


def _length(scene: Any) -> list[str]:
    shortest, longest = DURATION
    right = shortest <= scene.time <= longest
    return [] if right else [f"it lasts {scene.time:.1f} s, not {shortest:g} to {longest:g}"]
