"""Single frames of a scene at chosen moments, without drawing or encoding all the others."""

import importlib
import inspect
import math
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from manim import config, tempconfig
from manim.renderer.cairo_renderer import CairoRenderer

from scenes.camera import QuickCamera
from scenes.settings import configure
from scenes.stage import Stage

FRAME_RATE = 60  # of the video whose timing is played
Due = Callable[[float, float], Iterable[float]]  # the moments to be drawn from one time on and before another


@dataclass(frozen=True)
class Glimpse:
    """One frame: when it is seen (seconds), its pixels (height, width, 4), the beat and what was said."""

    time: float
    pixels: np.ndarray
    beat: str
    caption: str


class GlimpseRenderer(CairoRenderer):
    """Plays a scene with the timing of the final video, and draws only the frames whose time has come."""

    def __init__(self, due: Due, beats: Collection[str] = ()) -> None:
        super().__init__(camera_class=QuickCamera)
        self.due, self.beats = due, beats
        self.glimpses: list[Glimpse] = []
        self.ends: dict[str, float] = {}  # when each beat has ended
        self._scene: Any = None

    def init_scene(self, scene: Any, session_spec: Any, file_writer_settings: Any) -> None:
        """Remembers the scene that is drawn."""
        self._scene = scene
        super().init_scene(scene, session_spec, file_writer_settings)

    def play(self, scene: Any, *animations: Any, **settings: Any) -> None:
        """Runs the animations as manim does, but visits only the frames that are drawn."""
        scene.compile_animation_data(*animations, **settings)
        scene.begin_animations()
        step = 1 / config.frame_rate
        if scene.is_current_animation_frozen_frame():
            frames = int(scene.duration / step)
            self._pass(frames, lambda frame: None)
        else:
            frames = len(np.arange(0, scene.duration, step))
            self._pass(frames, lambda frame: scene.update_to_time(frame * step))
            for animation in scene.animations:
                animation.finish()
                animation.clean_up_from_scene(scene)
            scene.update_mobjects(0)
        self.time += frames * step
        self.ends[self.file_writer.sections[-1].name] = self.time
        self.num_plays += 1

    def _pass(self, frames: int, visit: Callable[[int], None]) -> None:
        """Draws those of the next frames that are due; a moment is seen in the frame that is on screen then."""
        if self.beats and self._scene.beat not in self.beats:
            return
        for moment in self.due(self.time, self.time + frames / config.frame_rate):
            visit(min(max(math.floor((moment - self.time) * config.frame_rate + 1e-6), 0), frames - 1))
            self.draw(moment)

    def draw(self, moment: float) -> None:
        """Draws the scene as it stands."""
        self.camera.reset()
        self.camera.capture_mobjects(self._scene.mobjects)
        self.glimpses.append(Glimpse(moment, self.get_frame(), self._scene.beat, self._scene.said))


Player = TypeVar("Player", bound=GlimpseRenderer)


def scene_class(stem: str) -> type[Stage]:
    """The one Scene class of a chapter; an unknown stem is an error that lists the chapters."""
    module = importlib.import_module(f"scenes.{stem}")
    own = [each for _, each in inspect.getmembers(module, inspect.isclass) if each.__module__ == module.__name__]
    return next(each for each in own if issubclass(each, Stage))


def glimpses(
    stem: str, due: Callable[[float], bool], width: int, rate: float, beats: Collection[str] = ()
) -> list[Glimpse]:
    """Plays a chapter and returns the frames for which `due(seconds)` is true, of these beats or of all.

    It is asked `rate` times a second.
    """

    def asked(start: float, end: float) -> list[float]:
        counts = range(math.ceil(start * rate - 1e-6), math.ceil(end * rate - 1e-6))
        return [count / rate for count in counts if due(count / rate)]

    return play(stem, lambda: GlimpseRenderer(asked, beats), width).glimpses


def play(stem: str, make: Callable[[], Player], width: int = 160) -> Player:
    """Plays a chapter through, as the 60 frames a second of a video would, and returns the renderer made for it."""
    settings = {
        "pixel_width": width,
        "pixel_height": math.ceil(width * 9 / 16),
        "frame_rate": FRAME_RATE,
        "dry_run": True,
        "progress_bar": "none",
        "verbosity": "WARNING",
    }
    with tempconfig(settings):
        configure()
        renderer = make()  # here, for its camera takes size and ground from the settings
        scene_class(stem)(renderer=renderer).render()
    return renderer
