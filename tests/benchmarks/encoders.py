"""Which encoder settings to use: CPU time, size and fidelity of the race's frames at 1080p60 under each."""

import tempfile
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from manim import config, tempconfig
from manim._config.video_encoder import VideoEncoderSpec
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes import style
from tests.benchmarks.measure import FULL
from tests.benchmarks.race import Ours

SETTINGS: dict[str, dict[str, str]] = {
    "manim's default (medium, crf 23)": {"crf": "23"},
    "veryfast, crf 23": {"preset": "veryfast", "crf": "23"},
    "veryfast, animation, crf 23": {"preset": "veryfast", "tune": "animation", "crf": "23"},
    "veryfast, animation, crf 20": {"preset": "veryfast", "tune": "animation", "crf": "20"},
    "superfast, animation, crf 20": {"preset": "superfast", "tune": "animation", "crf": "20"},
    "ultrafast, animation, crf 20": {"preset": "ultrafast", "tune": "animation", "crf": "20"},
}


class Keeper(SceneFileWriter):
    """Keeps every frame in memory instead of encoding it."""

    def open_partial_movie_stream(self, *, animation_index: int, file_path: Any = None) -> None:
        """Starts a list of frames."""
        self.kept: list[np.ndarray] = []

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        """Keeps a frame."""
        self.kept += [pixels] * repeat

    def close_partial_movie_stream(self) -> None:
        """Leaves the frames where they are."""

    def finish(self) -> None:
        """Writes no file."""


def frames() -> list[np.ndarray]:
    """The frames of the race, RGBA, each (1080, 1920, 4)."""
    with tempconfig(FULL):
        config.background_color = style.color("ground")
        config.disable_caching = True
        scene = Ours(renderer=CairoRenderer(file_writer_class=Keeper))
        scene.render()
        return scene.renderer.file_writer.kept


def encode(pictures: list[np.ndarray], options: dict[str, str], path: Path) -> tuple[float, float]:
    """Seconds of wall and of CPU time that encoding takes."""
    spec = VideoEncoderSpec("mp4", "libx264", "yuv420p", 1920, 1080, Fraction(60), tuple(sorted(options.items())))
    wall, cpu = time.perf_counter(), time.process_time()
    encoder = VideoSegmentEncoder(target=path, spec=spec)
    for picture in pictures:
        encoder.write_frame(picture, repeat=1)
    encoder.finish()
    return time.perf_counter() - wall, time.process_time() - cpu


def fidelity(pictures: list[np.ndarray], path: Path) -> float:
    """Peak signal-to-noise ratio in dB over every 24th frame, on RGB."""
    errors = []
    with av.open(str(path)) as film:
        for index, frame in enumerate(film.decode(video=0)):
            if index % 24 == 0:
                seen = frame.to_ndarray(format="rgb24").astype(float)
                errors.append(((seen - pictures[index][..., :3]) ** 2).mean())
    return float(10 * np.log10(255**2 / np.mean(errors)))


def main() -> None:
    """Prints one row for each setting."""
    pictures = frames()
    print("| x264 settings | wall, ms a frame | CPU, ms a frame | kB a second | fidelity, dB |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, options in SETTINGS.items():
            path = Path(folder) / "race.mp4"
            wall, cpu = encode(pictures, options, path)
            size, count = path.stat().st_size, len(pictures)
            row = f"{1000 * wall / count:.1f} | {1000 * cpu / count:.1f} | {size / count * 60 / 1000:.0f}"
            print(f"| {name} | {row} | {fidelity(pictures, path):.1f} |", flush=True)


if __name__ == "__main__":
    main()
