"""Plays a scene with the timing of the final video, but draws nothing: a second or two for a whole chapter."""

import importlib
import math
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np
from manim import Scene, tempconfig

from learners.trace import Trace
from scenes.outputs.glimpses import GlimpseRenderer
from scenes.settings import configure
from scenes.stage import Stage

LOOKS = 2  # a second; what lies between them is not visited
FRAME_RATE = 60  # of the video whose timing is played
SMALL = {"pixel_width": 160, "pixel_height": 90, "frame_rate": FRAME_RATE, "dry_run": True, "verbosity": "ERROR"}

Watch = Callable[[Stage], None]


class Rehearsal(GlimpseRenderer):
    """Lets `after` look at the scene after each animation, and `during` twice a second within it."""

    def __init__(self, after: Watch, during: Watch) -> None:
        super().__init__(due=lambda start, end: [])
        self.after, self.during = after, during

    @property
    def beat(self) -> str:
        """The name of the beat that is played."""
        return str(self._scene.beat)

    def play(self, scene: Any, *animations: Any, **settings: Any) -> None:
        """Runs the animations as manim does, at few moments, and lets their exact time pass."""
        scene.compile_animation_data(*animations, **settings)
        scene.begin_animations()
        if not scene.is_current_animation_frozen_frame():
            self._run(scene)
        self.time += math.ceil(scene.duration * FRAME_RATE - 1e-6) / FRAME_RATE
        self.num_plays += 1
        self.after(scene)

    def _run(self, scene: Any) -> None:
        for moment in np.arange(0, scene.duration, 1 / LOOKS):
            scene.update_to_time(moment)
            self.during(scene)
        for animation in scene.animations:
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)


def ignore(scene: Stage) -> None:
    """Watches nothing."""


def rehearse(kind: type[Stage], after: Watch = ignore, during: Watch = ignore) -> Any:
    """Plays a scene through and returns it as it stands at the end."""
    with tempconfig({**SMALL, "output_file": ""}):
        configure()
        scene = kind(renderer=Rehearsal(after, during))
        scene.render()
    return scene


class Moments:
    """The trace that was drawn, and what was seen of it in each beat, in the order of time.

    A test derives a class of its own, with a method for each beat that it looks at.
    """

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.moments: defaultdict[str, list[Any]] = defaultdict(list)

    def look(self, scene: Stage) -> None:
        """Keeps what the method named like the present beat sees."""
        watch = getattr(self, scene.renderer.beat, None)
        if watch is not None:
            self.moments[scene.renderer.beat].append(watch(scene))


def scene_classes(stem: str) -> list[type]:
    """The classes that a chapter's scene file defines itself and manim would offer to render."""
    module = importlib.import_module(f"scenes.{stem}")
    return [each for each in vars(module).values() if _is_own(each, Scene, module.__name__)]


def _is_own(each: Any, base: type, module: str) -> bool:
    return isinstance(each, type) and issubclass(each, base) and each.__module__ == module


def read(number: Any) -> float:
    """What a viewer reads off a drawn Number."""
    return float(number.text.replace("−", "-").replace("∞", "inf"))


def read_grid(grid: Any) -> np.ndarray:
    """The numbers of a grid as a viewer reads them: by where they stand on the screen; NaN where none stands."""
    rows = sorted({round(float(cell.get_y()), 3) for cell in grid.cells.values()}, reverse=True)
    columns = sorted({round(float(cell.get_x()), 3) for cell in grid.cells.values()})
    seen = np.full((len(rows), len(columns)), np.nan)
    for number in grid.numbers.values():
        center = (number.points[0] + number.points[4]) / 2  # of its room, which stays when nothing is written
        row, column = np.abs(np.subtract(rows, center[1])).argmin(), np.abs(np.subtract(columns, center[0])).argmin()
        seen[row, column] = read(number) if number.text.strip() else np.nan
    return seen
