"""Slides that move: one for each beat, with what is said in it as the speaker's notes; by manim-slides' converter.

The videos of the beats are manim's own sections, so scenes know nothing of slides. Slides in a
PDF stand still: they are figures.
"""

import contextlib
import html
import io
import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import srt

from learners.archive import replace as replace_file
from scenes import style
from scenes.outputs import revealjs
from scenes.outputs.files import free

KINDS = (".html", ".pptx", ".pdf")
MISSING = "html and pptx need manim-slides, which the extra `lectures` brings: pip install --editable '.[lectures]'"


@dataclass(frozen=True)
class Beat:
    """One slide: the beat's video, whether it is repeated until the speaker goes on, and what is said in it."""

    video: Path
    loops: bool
    notes: str


def beats(video: Path) -> list[Beat]:
    """The beats of a chapter's video, of which manim has saved the sections."""
    folder = video.parent / "sections"
    sections = json.loads((folder / f"{video.stem}.json").read_text(encoding="utf-8"))
    spoken = video.with_suffix(".srt")
    lines = list(srt.parse(spoken.read_text(encoding="utf-8")))
    found, start = [], 0.0
    for section in sections:
        end = start + float(section["duration"])
        notes = [line.content for line in lines if start <= _middle(line) < end]
        found.append(Beat(folder / section["video"], section["type"].endswith("loop"), "\n".join(notes)))
        start = end
    return found


def _middle(line: srt.Subtitle) -> float:
    return (line.start + line.end).total_seconds() / 2


def check(path: Path, force: bool) -> Path:
    """The path that slides are to be written to; ValueError where that cannot be, before anything is rendered."""
    if path.suffix not in KINDS:
        raise ValueError(f"{path}: slides are written as {', '.join(KINDS)}.")
    if path.suffix != ".pdf":
        try:
            import manim_slides.convert  # noqa: F401
        except ImportError as error:
            raise ValueError(f"{MISSING} ({error})") from error
    return free(path, force)


def slides(videos: list[Path], path: Path) -> Path:
    """Writes the beats of these videos as one file of slides, .html or .pptx; returns its path."""
    from manim_slides.convert import Converter

    talks = [_presentation(beats(video), path.suffix) for video in videos]
    options = _options(path, talks[0].resolution)
    converter = Converter.from_string(path.suffix[1:])(presentation_configs=talks, **options)
    if path.suffix == ".html":
        revealjs.provide(converter)
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):  # progress bars
        made = Path(folder) / path.name
        converter.convert_to(made)
        content = made.read_bytes()
    if path.suffix == ".html" and not any(map(_sounds, videos)):  # said so, browsers play them unasked on any slide
        content = content.replace(b"data-background-video=", b"data-background-video-muted data-background-video=")
    return replace_file(path, content)


def _sounds(video: Path) -> bool:
    import av

    with av.open(str(video)) as opened:
        return bool(opened.streams.audio)


def _presentation(found: list[Beat], suffix: str) -> Any:
    import av
    from manim_slides.config import PresentationConfig, SlideConfig
    from pydantic_extra_types.color import Color

    with av.open(str(found[0].video)) as opened:
        size = (opened.streams.video[0].width, opened.streams.video[0].height)
    pages = []
    for beat in found:
        notes = _escaped(beat.notes) if suffix == ".html" else beat.notes
        pages.append(SlideConfig(file=beat.video, rev_file=beat.video, loop=beat.loops, notes=notes))
    return PresentationConfig(slides=pages, resolution=size, background_color=Color(style.theme().ground))


def _options(path: Path, size: tuple[int, int]) -> dict[str, Any]:
    if path.suffix == ".html":
        settings = {"title": path.stem, "controls": "true", "progress": "true", "hash": "true"}
        return {"one_file": True, "offline": True, **settings}
    return {"width": size[0], "height": size[1]}


def _escaped(notes: str) -> str:
    """Notes for the html, where reveal.js reads Markdown: every mark stands for itself, every line is a paragraph."""
    marked = re.sub(r"([\\`*_{}\[\]()#+\-.!|~>])", r"\\\1", notes)
    return html.escape(marked, quote=False).replace("\n", "\n\n")
