"""One moment of a chapter as a figure: in vectors for paper and print, or in pixels."""

import html
import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Self

import cairo
import numpy as np
from manim.constants import RESAMPLING_ALGORITHMS
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from learners.archive import replace as replace_file
from scenes import style
from scenes.camera import QuickCamera
from scenes.outputs.companions import provenance
from scenes.outputs.files import free
from scenes.outputs.glimpses import FRAME_RATE, GlimpseRenderer, play

KINDS = (".pdf", ".svg", ".png")
POINTS = 72  # of a printer, a unit of the frame: 1024 x 576 for all of it
SIZE = (style.FRAME_WIDTH * POINTS, style.FRAME_HEIGHT * POINTS)
FINE = 1200  # pixels that a picture made of squares has at least, so that viewers do not blur them


class VectorCamera(QuickCamera):
    """Draws with manim's paths and colors on a surface of vectors instead of an array of pixels."""

    def __init__(self, surface: cairo.Surface, **settings: Any) -> None:
        super().__init__(**settings)
        self.context = cairo.Context(surface)
        self.context.set_source_rgb(*style.color("ground").to_rgb())
        self.context.paint()
        self.context.set_matrix(cairo.Matrix(POINTS, 0, 0, -POINTS, SIZE[0] / 2, SIZE[1] / 2))

    def get_cairo_context(self, pixel_array: np.ndarray) -> cairo.Context:
        """The surface's context, whatever the pixels."""
        return self.context

    def set_cairo_context_color(self, ctx: cairo.Context, rgbas: Any, vmobject: Any) -> Self:
        """Sets a color or gradient; manim names blue first, since so its arrays are read, and a surface does not."""
        return super().set_cairo_context_color(ctx, np.asarray(rgbas)[:, [2, 1, 0, 3]], vmobject)

    def display_image_mobject(self, image_mobject: Any, pixel_array: np.ndarray) -> None:
        """Embeds a picture where its corners stand."""
        pixels = image_mobject.get_pixel_array()
        sharp = image_mobject.resampling_algorithm == RESAMPLING_ALGORITHMS["nearest"]
        if sharp:
            times = -(-FINE // max(pixels.shape[:2]))
            pixels = pixels.repeat(times, axis=0).repeat(times, axis=1)
        rows, columns = pixels.shape[:2]
        corner, right, below = (point[:2] for point in image_mobject.points[:3])
        self.context.save()
        self.context.transform(cairo.Matrix(*(right - corner) / columns, *(below - corner) / rows, *corner))
        self.context.set_source_surface(_surface(pixels))
        self.context.get_source().set_filter(cairo.Filter.NEAREST if sharp else cairo.Filter.BEST)
        self.context.paint()
        self.context.restore()


def _surface(pixels: np.ndarray) -> cairo.ImageSurface:
    """Pixels (height, width, 4), red first, as cairo holds them: blue first, colors multiplied by opacity."""
    opacity = pixels[..., 3:].astype(np.uint16)
    data = np.concatenate([(pixels[..., 2::-1] * opacity + 127) // 255, opacity], axis=2).astype(np.uint8)
    rows, columns = data.shape[:2]
    return cairo.ImageSurface.create_for_data(bytearray(data.tobytes()), cairo.Format.ARGB32, columns, rows)


class FigureRenderer(GlimpseRenderer):
    """Has some moments of a scene drawn; with none, it only learns when the beats end."""

    def __init__(self, moments: list[float], draw: Callable[[Any], None]) -> None:
        super().__init__(lambda start, end: [moment for moment in moments if start <= moment < end])
        self._draw, self.drawn = draw, 0

    def draw(self, moment: float) -> None:
        """Has the scene drawn as it stands."""
        self._draw(self._scene)
        self.drawn += 1


def still(stem: str, path: Path, at: float | None = None, beat: str | None = None, width: int = 1920) -> Path:
    """Writes a chapter's frame at a time in seconds, or the last one of a beat, as a figure; returns its path."""
    moment = _rests(stem, beat)[beat] if beat is not None else at or 0.0
    content = io.BytesIO()
    draw = partial(_draw_pixels if path.suffix == ".png" else _draw_vectors, content, path.suffix)
    renderer = play(stem, lambda: FigureRenderer([moment], draw), width)
    if not renderer.drawn:
        raise ValueError(f"{stem} has no moment at {at:g} seconds: it ends after {renderer.time:.1f}.")
    return replace_file(path, content.getvalue())


def pages(stems: list[str], path: Path) -> Path:
    """Writes the last frame of each beat of these chapters as a page in vectors; returns the PDF's path."""
    content = io.BytesIO()
    surface = cairo.PDFSurface(content, *SIZE)
    drawn: list[Any] = []  # the stage of each page

    def draw(stage: Any) -> None:
        VectorCamera(surface).capture_mobjects(stage.mobjects)
        surface.show_page()
        drawn.append(stage)
        if len(drawn) == 1 or drawn[-2] is not stage:
            link = f"page={len(drawn)} pos=[0.0 0.0]"
            surface.add_outline(cairo.PDF_OUTLINE_ROOT, _title(stage), link, cairo.PDFOutlineFlags.OPEN)

    for stem in stems:
        rests = _rests(stem)
        if "opening" in rests:
            rests["opening"] -= style.OPENING_MOVE  # while the title still stands large in the middle
        moments = list(rests.values())
        play(stem, lambda moments=moments: FigureRenderer(moments, draw))  # type: ignore[misc]
    origins = {stage.stem: _origin(stage) for stage in drawn}
    surface.set_metadata(cairo.PDFMetadata.SUBJECT, f"[{', '.join(origins.values())}]")
    surface.finish()
    return replace_file(path, content.getvalue())


def _rests(stem: str, beat: str | None = None) -> dict[str, float]:
    """When the last frame of each beat is seen, in seconds; ValueError for a beat that there is not."""
    ends = play(stem, lambda: FigureRenderer([], print)).ends
    if beat is not None and beat not in ends:
        raise ValueError(f"{stem} has no beat {beat!r}; it has {', '.join(ends)}.")
    return {name: end - 0.5 / FRAME_RATE for name, end in ends.items()}


def _draw_pixels(content: io.BytesIO, _: str, stage: Any) -> None:
    stage.camera.reset()
    stage.camera.capture_mobjects(stage.mobjects)
    notes = PngInfo()
    notes.add_text("Comment", _origin(stage))
    Image.fromarray(stage.camera.pixel_array).convert("RGB").save(content, "PNG", pnginfo=notes)


def _draw_vectors(content: io.BytesIO, kind: str, stage: Any) -> None:
    """Draws the stage as a PDF or SVG that carries its title and where it comes from."""
    title, origin = _title(stage), _origin(stage)
    surface = cairo.PDFSurface(content, *SIZE) if kind == ".pdf" else cairo.SVGSurface(content, *SIZE)
    if isinstance(surface, cairo.PDFSurface):
        surface.set_metadata(cairo.PDFMetadata.TITLE, title)
        surface.set_metadata(cairo.PDFMetadata.SUBJECT, origin)
    VectorCamera(surface).capture_mobjects(stage.mobjects)
    surface.finish()
    if kind == ".svg":
        head, root, rest = content.getvalue().partition(b"<svg")
        root, end, rest = (root + rest).partition(b">")
        about = f"<title>{html.escape(title)}</title><desc>{html.escape(origin)}</desc>".encode()
        content.seek(0)
        content.write(head + root + end + about + rest)


def _title(stage: Any) -> str:
    return f"{stage.chapter_line()}: {stage.title}"


def _origin(stage: Any) -> str:
    return json.dumps(provenance(stage.trace), sort_keys=True)


def check(path: Path, force: bool) -> Path:
    """The path that a figure is to be written to; ValueError where that cannot be."""
    if path.suffix not in KINDS:
        raise ValueError(f"{path}: figures are written as {', '.join(KINDS)}.")
    return free(path, force)
