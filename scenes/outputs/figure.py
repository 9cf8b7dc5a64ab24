"""One moment of a chapter as a figure: in vectors for paper and print, or in pixels."""

import html
import io
import json
from pathlib import Path
from typing import Any, Self

import cairo
import numpy as np
from manim.constants import RESAMPLING_ALGORITHMS
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from scenes import style
from scenes.camera import QuickCamera
from scenes.outputs import files
from scenes.outputs.companions import provenance
from scenes.outputs.glimpses import FRAME_RATE, GlimpseRenderer, play

KINDS = (".pdf", ".svg", ".png")
POINTS = 72  # of a printer, a unit of the frame: 1024 x 576 for all of it
FINE = 1200  # pixels that a picture made of squares has at least, so that viewers do not blur them


class VectorCamera(QuickCamera):
    """Draws with manim's paths and colors on a surface of vectors instead of an array of pixels."""

    def __init__(self, surface: cairo.Surface, **settings: Any) -> None:
        super().__init__(**settings)
        self.context = cairo.Context(surface)
        self.context.set_source_rgb(*style.color("ground").to_rgb())
        self.context.paint()
        middle = style.FRAME_WIDTH * POINTS / 2, style.FRAME_HEIGHT * POINTS / 2
        self.context.set_matrix(cairo.Matrix(POINTS, 0, 0, -POINTS, *middle))

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
    return cairo.ImageSurface.create_for_data(
        memoryview(np.ascontiguousarray(data)), cairo.Format.ARGB32, columns, rows
    )


class FigureRenderer(GlimpseRenderer):
    """Draws one moment of a scene as the content of a file; with none, it only learns when the beats end."""

    def __init__(self, at: float | None, kind: str) -> None:
        super().__init__(lambda time: time == at, at or 1.0)
        self.kind, self.content = kind, b""

    def draw(self, moment: float) -> None:
        """Draws the scene as it stands."""
        comment = json.dumps(provenance(self._scene.trace), sort_keys=True)
        if self.kind == ".png":
            super().draw(moment)
            self.content = _png(self.glimpses[-1].pixels, comment)
        else:
            self.content = _vectors(self._scene, self.kind, comment)


def still(stem: str, path: Path, at: float | None = None, beat: str | None = None, width: int = 1920) -> Path:
    """Writes a chapter's frame at a time in seconds, or the last one of a beat, as a figure; returns its path."""
    if beat is not None:
        at = _end(stem, beat) - 0.5 / FRAME_RATE
    renderer = play(stem, lambda: FigureRenderer(at, path.suffix), width)
    if not renderer.content:
        raise ValueError(f"{stem} has no moment at {at:g} seconds: it ends after {renderer.time:.1f}.")
    return files.replace(path, renderer.content)


def _end(stem: str, beat: str) -> float:
    """When a beat ends, in seconds."""
    ends = play(stem, lambda: FigureRenderer(None, ".png")).ends
    if beat not in ends:
        raise ValueError(f"{stem} has no beat {beat!r}; it has {', '.join(ends)}.")
    return ends[beat]


def _png(pixels: np.ndarray, comment: str) -> bytes:
    content, notes = io.BytesIO(), PngInfo()
    notes.add_text("Comment", comment)
    Image.fromarray(pixels).convert("RGB").save(content, "PNG", pnginfo=notes)
    return content.getvalue()


def _vectors(stage: Any, kind: str, comment: str) -> bytes:
    """The stage as it stands, as a PDF or SVG that carries its title and where it comes from."""
    content, size = io.BytesIO(), (style.FRAME_WIDTH * POINTS, style.FRAME_HEIGHT * POINTS)
    title = f"{stage.chapter_line()}: {stage.title}"
    surface = cairo.PDFSurface(content, *size) if kind == ".pdf" else cairo.SVGSurface(content, *size)
    if isinstance(surface, cairo.PDFSurface):
        surface.set_metadata(cairo.PDFMetadata.TITLE, title)
        surface.set_metadata(cairo.PDFMetadata.SUBJECT, comment)
    VectorCamera(surface).capture_mobjects(stage.mobjects)
    surface.finish()
    if kind == ".pdf":
        return content.getvalue()
    head, root, rest = content.getvalue().decode().partition("<svg")
    root, end, rest = rest.partition(">")
    about = f"<title>{html.escape(title)}</title><desc>{html.escape(comment)}</desc>"
    return f"{head}<svg{root}{end}{about}{rest}".encode()


def check(path: Path, force: bool) -> Path:
    """The path that a figure is to be written to; ValueError where that cannot be."""
    if path.suffix not in KINDS:
        raise ValueError(f"{path}: figures are written as {', '.join(KINDS)}.")
    return files.free(path, force)
