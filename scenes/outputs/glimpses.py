"""Single frames of a scene at chosen moments, without drawing or encoding all the others."""

import importlib
import inspect
import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import config, tempconfig
from manim.renderer.cairo_renderer import CairoRenderer

from scenes.camera import QuickCamera
from scenes.stage import Stage, configure


@dataclass(frozen=True)
class Glimpse:
    """One frame: when it is seen (seconds), its pixels (height, width, 4), the beat and what was said."""

    time: float
    pixels: np.ndarray
    beat: str
    caption: str


class GlimpseRenderer(CairoRenderer):
    """Lets a scene play, and draws only the frames whose time has come."""

    def __init__(self, due: Callable[[float], bool], beats: Collection[str] = ()) -> None:
        super().__init__(camera_class=QuickCamera)
        self.due, self.beats = due, beats
        self.glimpses: list[Glimpse] = []
        self._scene: Any = None

    def init_scene(self, scene: Any, session_spec: Any, file_writer_settings: Any) -> None:
        """Remembers the scene that is drawn."""
        self._scene = scene
        super().init_scene(scene, session_spec, file_writer_settings)

    def save_static_frame_data(self, scene: Any, static_mobjects: Any) -> None:
        """Keeps no picture of what stands still: most frames are never drawn."""
        self.static_image = None

    def update_frame(self, *_: Any, **__: Any) -> None:
        """Draws nothing before it is known that the frame is wanted."""

    def render(self, scene: Any, time: float, moving_mobjects: Any = None) -> None:
        """Lets one frame's time pass."""
        self._pass(1)

    def freeze_current_frame(self, duration: float) -> None:
        """Lets the time of a still picture pass."""
        self._pass(int(duration * config.frame_rate))

    def _pass(self, frames: int) -> None:
        beat = self.file_writer.sections[-1].name
        moments = [self.time + frame / config.frame_rate for frame in range(frames)]
        wanted = [moment for moment in moments if self.due(moment)] if not self.beats or beat in self.beats else []
        if wanted:
            self.camera.reset()
            self.camera.capture_mobjects(self._scene.mobjects)
            pixels = self.get_frame()
            self.glimpses += [Glimpse(moment, pixels, beat, self._scene.said) for moment in wanted]
        self.time += frames / config.frame_rate


def scene_class(stem: str) -> type[Stage]:
    """The one Scene class of a chapter; an unknown stem is an error that lists the chapters."""
    module = importlib.import_module(f"scenes.{stem}")
    own = [each for _, each in inspect.getmembers(module, inspect.isclass) if each.__module__ == module.__name__]
    return next(each for each in own if issubclass(each, Stage))


def glimpses(
    stem: str, due: Callable[[float], bool], width: int, frame_rate: float, beats: Collection[str] = ()
) -> list[Glimpse]:
    """Plays a chapter through and returns the frames for which `due(seconds)` is true, of these beats or of all."""
    settings = {
        "pixel_width": width,
        "pixel_height": math.ceil(width * 9 / 16),
        "frame_rate": frame_rate,
        "dry_run": True,
        "progress_bar": "none",
        "verbosity": "WARNING",
    }
    with tempconfig(settings):
        configure()
        renderer = GlimpseRenderer(due, beats)
        scene_class(stem)(renderer=renderer).render()
    return renderer.glimpses
