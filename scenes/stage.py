"""The stage on which every chapter plays: it reads the trace, sets the look, titles, captions and beats."""

import inspect
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from manim import DOWN, LEFT, UP, FadeIn, FadeOut, Group, Mobject, ReplacementTransform, Scene, VGroup, config

from learners.trace import Trace, TraceError
from scenes import style
from scenes.camera import QuickCamera
from scenes.mobjects.playback import Clock, Playback
from scenes.mobjects.screen import Tempo
from scenes.mobjects.words import Counter, Glyphs, paragraph, words
from scenes.outputs.chapters import TRACES
from scenes.outputs.companions import accompany
from scenes.settings import configure

Beat = Callable[[], None]


class Stage(Scene):
    """A scene that draws the trace of the learner of the same name; subclass it and list the beats.

    The trace is the committed one, or the file that the environment variable ML_TRACE names; then the
    video carries that file's name.
    """

    title: str = ""
    subject: str = ""
    any_trace: ClassVar[bool] = False  # whether it draws what other learners recorded too
    clip: ClassVar[tuple[str, ...]] = ()  # the beats shown in the README's gallery; all where it names none

    def __init__(self, **settings: Any) -> None:
        self.stem = Path(inspect.getfile(type(self))).stem
        self.trace = self._read_trace()
        configure()
        super().__init__(**{"camera_class": QuickCamera, **settings})
        self.caption: VGroup = VGroup()
        self.said = ""
        self._said_at = 0.0
        self._left = VGroup()  # title and chapter line
        self.leaving = Group()  # the present picture, which the next one takes the place of
        self.beat = ""  # the one that is played
        self.poster: np.ndarray | None = None  # the frame that stands for the video: the end of its most telling beat

    def render(self, preview: bool = False) -> bool:
        """Renders the scene; before a player opens its video, that gets what lies beside it."""
        accompany(self)
        return super().render(preview)

    def beats(self, *beats: Beat) -> None:
        """Plays each beat as a section that is named after its method; the last caption is left readable."""
        for beat in beats:
            loops = getattr(beat, "loops", False)
            self.hush()
            if loops:  # what is repeated must not begin with what was said before
                self.clear_caption()
            self.next_section(beat.__name__, "presentation.loop" if loops else "presentation.normal")
            self.clear_caption()  # not before: a slide rests on the last frame of its beat, with what was said
            self.beat = beat.__name__
            played = self.renderer.num_plays
            beat()
            if self.renderer.num_plays == played:
                raise RuntimeError(f"The beat {beat.__name__} of {self.stem} plays nothing: play or remove it.")
            self.wait(1 / config.frame_rate)  # the last state, which the last frame of a motion stops just short of
            if not self.clip or beat.__name__ in self.clip:
                self.poster = self.renderer.get_frame()
        self.hush()

    def opening(self) -> None:
        """Writes the title large, with the chapter under it, then leads both to their place at the top left."""
        large = words(self.title, style.OPENING, bold=True)
        if large.width > style.FRAME_WIDTH - 2 * style.MARGIN:
            large.scale_to_fit_width(style.FRAME_WIDTH - 2 * style.MARGIN)
        under = words(self.chapter_line(), style.HEADING, style.color("soft")).next_to(large, DOWN, buff=0.45)
        self.add(large)  # from the first frame on, which players show before they play
        self.wait(0.6)
        self.play(FadeIn(under), run_time=0.6)
        self.wait(1.2)
        title, line = self._headline(self.title)
        moves = [ReplacementTransform(large, title), ReplacementTransform(under, line)]
        self.play(*moves, run_time=style.OPENING_MOVE)
        self._left = VGroup(title, line)

    def heading(self, text: str) -> None:
        """Changes the title at the top left; the chapter line stays."""
        title, line = self._headline(text)
        self.play(FadeOut(self._left[0]), FadeIn(title), run_time=0.4)
        self.remove(*self._left)
        self.add(title, line)
        self._left = VGroup(title, line)

    def say(self, text: str) -> None:
        """Puts a caption at the foot of the frame, and into the subtitles, once the one before could be read."""
        self.hush()
        new = paragraph(text, style.CAPTION, style.CAPTION_WIDTH)
        foot: Any = new[-1]
        new.shift((style.CAPTION_FOOT - foot.baseline) * UP).set_x(0)
        self.said, self._said_at = text, self.time
        if os.environ.get("ML_CAPTIONS", "on") != "on":  # then they stand in the subtitles alone
            self.wait(0.3)
            return
        leaving = [FadeOut(self.caption)] if len(self.caption) else []
        self.play(*leaving, FadeIn(new), run_time=0.3)
        self.bring_to_back(new)  # so that what moves above it does not redraw it in every frame
        self.caption = new

    def hush(self) -> None:
        """Lets the present caption stand until it could be read, and writes it into the subtitles."""
        if not self.said:
            return
        needed = style.READING_START + len(self.said) / style.READING_SPEED
        missing = needed - (self.time - self._said_at)
        if missing > 1 / config.frame_rate:
            self.wait(missing)
        spoken = self.time - self._said_at
        self.add_subcaption(self.said, duration=spoken, offset=-spoken)
        self.said = ""

    def clear_caption(self) -> None:
        """Takes the caption away once it could be read."""
        self.hush()
        if len(self.caption):
            self.play(FadeOut(self.caption), run_time=0.25)
            self.caption = VGroup()

    def change(self, *arriving: Mobject) -> None:
        """Puts one picture in the place of another: what a beat left in `leaving` fades out."""
        leaving = [FadeOut(self.leaving)] if len(self.leaving) else []
        self.play(*leaving, *[FadeIn(each) for each in arriving], run_time=0.8)

    def roll(self, clock: Clock, seconds: float, *pictures: Mobject) -> None:
        """Plays pictures that carry their own recording, all in step and at an even speed."""
        self.play(*[Playback(each, clock=clock, between=True, even=True) for each in pictures], run_time=seconds)

    def counter(self, name: str, cells: int = 4) -> Counter:
        """A large number with its name for the top right: the step, episode or score; not yet on stage."""
        corner = np.array([style.FRAME_WIDTH / 2 - style.MARGIN, style.FRAME_HEIGHT / 2 - style.MARGIN, 0.0])
        counter = Counter(name, cells, style.COUNTER)
        return counter.place(corner)

    def pace(self, name: str = "steps a second") -> Counter:
        """How fast time passes, for below the counter, where it speeds up; play it with `speed(clock, seconds)`."""
        below = np.array([style.FRAME_WIDTH / 2 - style.MARGIN, style.FRAME_HEIGHT / 2 - style.MARGIN - 0.55, 0.0])
        return Counter(name, 5, style.DIGITS).place(below)

    def game_pace(self, usual: float) -> Tempo:
        """How many times as fast as itself a game runs, for below the counter; `usual` are its rows a second."""
        below = np.array([style.FRAME_WIDTH / 2 - style.MARGIN, style.FRAME_HEIGHT / 2 - style.MARGIN - 0.55, 0.0])
        return Tempo(usual).place(below)

    def _headline(self, text: str) -> tuple[Glyphs, Glyphs]:
        title = words(text, style.TITLE, bold=True)
        widest = style.FRAME_WIDTH - 2 * style.MARGIN - 3.2  # the counter's room
        if title.width > widest:
            title.scale_to_fit_width(widest)
        title.to_corner(UP + LEFT, buff=style.MARGIN)
        line = words(self.chapter_line(), style.LABEL, style.color("soft"))
        line.align_to(title, LEFT).stand_on(title.baseline - 0.5)
        return title, line

    def chapter_line(self) -> str:
        """The chapter's number and subject, which stand under the title."""
        number = re.match(r"ch(\d+)_", self.stem)
        return f"Chapter {number.group(1)} · {self.subject}" if number else self.subject

    def _read_trace(self) -> Trace:
        source = os.environ.get("ML_TRACE")
        self.source = Path(source) if source else TRACES / f"{self.stem}.npz"
        try:
            trace = Trace.read(self.source)
        except TraceError as error:
            raise SystemExit(f"{self.stem}: {error}") from error
        if trace.stem != self.stem and not self.any_trace:
            raise SystemExit(
                f"{self.stem}: {source} is a trace of {trace.stem}; draw it with scenes/{trace.stem}.py, "
                f"or record one of this chapter with `python -m learners.{self.stem} --out FILE`."
            )
        if source and not config.output_file:
            config.output_file = Path(source).stem
        if config.output_file:  # renders with other names at the same time must not take each other's pieces
            own = f"{{scene_name}}-{Path(config.output_file).name.replace('.', '-')}"
            config.partial_movie_dir = f"{{video_dir}}/partial_movie_files/{own}"
        return trace


def loop(beat: Beat) -> Beat:
    """Marks a beat that slides repeat until the speaker goes on."""

    def repeated() -> None:
        beat()

    repeated.__name__ = beat.__name__
    repeated.loops = True  # type: ignore[attr-defined]
    return repeated
