"""Runs one measurement in a process of its own and prints it as JSON: seconds, frames and peak memory."""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from manim import config, tempconfig
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter

from scenes import style
from scenes.outputs.glimpses import scene_class
from scenes.settings import configure
from tests.benchmarks.race import Ours, Usual

FULL = {"pixel_width": 1920, "pixel_height": 1080, "frame_rate": 60, "progress_bar": "none", "verbosity": "ERROR"}


class SplitWriter(SceneFileWriter):
    """Encodes each frame in the drawing thread, so that the time of encoding alone can be told from all."""

    encoding, frames = 0.0, 0

    def open_partial_movie_stream(self, *, animation_index: int, file_path: Any = None) -> None:
        """Opens the segment's encoder without a worker thread."""
        path = Path(file_path or self.partial_movie_files[animation_index])
        path.parent.mkdir(parents=True, exist_ok=True)
        self.encoder = self._create_segment_encoder(path)

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        """Encodes one frame, several times where it stands still."""
        self.frames += repeat
        self.timed(lambda: self.encoder.write_frame(pixels, repeat=repeat))

    def close_partial_movie_stream(self) -> None:
        """Closes the segment."""
        self.timed(self.encoder.finish)

    def timed(self, work: Callable[[], Any]) -> None:
        """Adds the time of the work to the time of encoding."""
        start = time.perf_counter()
        work()
        self.encoding += time.perf_counter() - start


def race(kind: str, dry: bool) -> dict[str, float]:
    """Draws (dry) or renders the race of one kind."""
    with tempfile.TemporaryDirectory() as folder, tempconfig({**FULL, "dry_run": dry, "media_dir": folder}):
        config.background_color = style.color("ground")
        config.disable_caching = True
        config.video_encoder_options = style.ENCODER_OPTIONS
        scene = {"ours": Ours, "usual": Usual}[kind]()
        start = time.perf_counter()
        scene.render()
        return {"seconds": time.perf_counter() - start, "frames": 480}


def chapter(stem: str, split: bool) -> dict[str, float]:
    """Renders a whole chapter as `manim -qh` does, or with the encoder's time kept apart."""
    with tempfile.TemporaryDirectory() as folder, tempconfig({**FULL, "media_dir": folder}):
        configure()
        start = time.perf_counter()
        renderer = CairoRenderer(file_writer_class=SplitWriter) if split else None
        scene = scene_class(stem)(renderer=renderer)
        scene.render()
        seconds = time.perf_counter() - start
        size = scene.output_plan.primary_artifact.stat().st_size
        writer = scene.renderer.file_writer
        measured = {"seconds": seconds, "playing": scene.renderer.time, "megabytes": size / 1e6}
        return {**measured, "encoding": writer.encoding, "frames": writer.frames} if split else measured


def main() -> None:
    """Runs the measurement that the arguments name."""
    what, *arguments = sys.argv[1:]
    if what == "race":
        result = race(arguments[0], arguments[1] == "dry")
    else:
        result = chapter(arguments[0], arguments[1] == "split")
    result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(result))


if __name__ == "__main__":
    main()
