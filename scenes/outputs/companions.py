"""What lies beside a video: WebVTT subtitles, a poster, an alternative text; and in it, where it comes from."""

import inspect
import io
import json
import os
import subprocess
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import av
import srt
from PIL import Image

from learners.archive import replace as replace_file
from learners.trace import Trace
from scenes.outputs import gif
from scenes.outputs.chapters import FOLDER, PACKAGES, lesson


def accompany(stage: Any) -> None:
    """Has the renderer of a stage, when its video is finished, write what belongs to it; GIFs are joined small."""
    finish = stage.renderer.scene_finished
    joined = stage.renderer.file_writer.combine_files

    def combine_files(pieces: list[str], target: Path, create_gif: bool = False, includes_sound: bool = False) -> None:
        if create_gif:
            gif.join(pieces, target)
        else:
            joined(pieces, target, create_gif, includes_sound)

    def finish_all(scene: Any) -> None:
        finish(scene)
        writer = stage.renderer.file_writer
        video = getattr(writer, "final_file_path", None)
        if video is not None and writer.output_spec.is_video:
            write(stage, Path(video), writer.subcaptions)

    stage.renderer.scene_finished, stage.renderer.file_writer.combine_files = finish_all, combine_files


def write(stage: Any, video: Path, subtitles: list[srt.Subtitle]) -> None:
    """Writes provenance into a finished video, and beside it its .vtt, .png and .txt."""
    title = f"{stage.chapter_line()}: {stage.title}"
    sentence = lesson(getattr(inspect.getmodule(type(stage)), "__doc__", ""))
    stamp(video, title, sentence, provenance(stage.trace, getattr(stage, "others", ())))
    text = alternative_text(title, sentence, stage.trace, subtitles)
    replace_file(video.with_suffix(".txt"), text.encode())
    if os.environ.get("ML_CAPTIONS") == "off":
        video.with_suffix(".srt").unlink(missing_ok=True)  # which manim writes in any case
    else:
        replace_file(video.with_suffix(".vtt"), web_subtitles(subtitles).encode())
    if stage.poster is not None:
        picture = io.BytesIO()
        Image.fromarray(stage.poster).save(picture, "PNG")
        replace_file(video.with_suffix(".png"), picture.getvalue())


def provenance(trace: Trace, others: Sequence[Trace] = ()) -> dict[str, Any]:
    """Where a video comes from: chapter, traces, settings and results, versions, and the commit of the code."""
    versions = {package: metadata.version(package) for package in PACKAGES}
    known = {"chapter": trace.stem, "trace_sha256": trace.sha256, "facts": trace.facts}
    known |= {"others_sha256": [other.sha256 for other in others]} if others else {}
    code = _commit()
    return known | {"recorded_with": trace.made_with, "drawn_with": versions} | ({"commit": code} if code else {})


def _commit() -> str:
    """The commit of this project's code, with `-dirty` where something was changed since; nothing without git."""
    if not (FOLDER.parent / ".git").exists():  # a folder within somebody else's repository
        return ""
    command = ["git", "-C", str(FOLDER.parent), "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def stamp(video: Path, title: str, sentence: str, facts: dict[str, Any]) -> None:
    """Writes title, description and, as JSON in the comment, provenance into a video; its pictures stay as they are."""
    comment = json.dumps(facts, sort_keys=True)
    if video.suffix == ".gif":
        replace_file(video, _commented(video.read_bytes(), comment))
        return
    made = io.BytesIO()
    with av.open(str(video)) as source, av.open(made, "w", format=_container(video)) as target:
        target.metadata.update({"title": title, "description": sentence, "comment": comment})
        streams = [target.add_stream_from_template(stream) for stream in source.streams]
        for packet in source.demux():
            if packet.dts is not None:  # else it only says that there is nothing more
                packet.stream = streams[packet.stream.index]
                target.mux(packet)
    replace_file(video, made.getvalue())


def _container(video: Path) -> str:
    return {".webm": "webm", ".mov": "mov"}.get(video.suffix, "mp4")


def _commented(content: bytes, comment: str) -> bytes:
    """A GIF with a comment extension after its global color table."""
    flags = content[10]
    table = 3 * 2 ** (flags % 8 + 1) if flags & 0x80 else 0
    text = comment.encode()
    blocks = [text[start : start + 255] for start in range(0, len(text), 255)]
    extension = b"!\xfe" + b"".join(bytes([len(block)]) + block for block in blocks) + b"\0"
    return content[: 13 + table] + extension + content[13 + table :]


def web_subtitles(subtitles: list[srt.Subtitle]) -> str:
    """The subtitles in WebVTT, which browsers show."""
    cues = []
    for line in subtitles:
        start, end = (srt.timedelta_to_srt_timestamp(time).replace(",", ".") for time in (line.start, line.end))
        words = line.content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        cues.append(f"{start} --> {end}\n{words}\n")
    return "\n".join(["WEBVTT\n", *cues])


def alternative_text(title: str, sentence: str, trace: Trace, subtitles: list[srt.Subtitle]) -> str:
    """A description for who does not see the video: its sentence, the run's settings, and what is said of it."""
    plain = {name: fact for name, fact in trace.facts.items() if isinstance(fact, int | float | str)}
    run = ", ".join(f"{name.replace('_', ' ')} {fact}" for name, fact in plain.items())
    lines = [f"{title}. {sentence}"] + [f"Drawn from a recorded run: {run}."] * bool(run)
    return "\n".join([*lines, *(f"- {line.content}" for line in subtitles)]) + "\n"
