"""The race of chapter 2, once with this project's pieces and once the usual Manim way: the same picture, 8 seconds."""

from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Axes,
    DecimalNumber,
    Dot,
    Integer,
    Scene,
    Typst,
    ValueTracker,
    VGroup,
    VMobject,
    always_redraw,
    linear,
)

from learners.trace import Trace
from scenes import style
from scenes.mobjects.playback import Playback, steadily
from scenes.mobjects.words import Counter
from scenes.sets.ch2_gradient import panel

REELS, SIDES = ("overshooting", "too_small"), (LEFT, RIGHT)
STEPS, SECONDS = 40, 8


class Ours(Scene):
    """Outlines fetched once and moved, curves revealed by slicing."""

    def construct(self) -> None:
        """Plays both panels and the counter."""
        trace = Trace.read("ch2_gradient")
        panels = [panel(trace, reel, side) for reel, side in zip(REELS, SIDES, strict=True)]
        counter = Counter("step", 4, style.COUNTER).place(np.array([6.6, 3.5, 0.0]))
        self.add(*panels, counter)
        clock = steadily(STEPS + 1)
        moving = [Playback(each, clock=clock, between=True) for each in panels]
        self.play(*moving, Playback(counter, clock=clock), run_time=SECONDS)


class Usual(Scene):
    """A ValueTracker, and always_redraw for everything that depends on it."""

    def construct(self) -> None:
        """Plays both panels and the counter."""
        trace = Trace.read("ch2_gradient")
        step = ValueTracker(0)
        for reel, side in zip(REELS, SIDES, strict=True):
            self.add(*self.panel(trace, reel, step, 3.4 * side))
        self.add(always_redraw(lambda: self.number(Integer, step.get_value(), 40).move_to((6.4, 3.3, 0))))
        self.play(step.animate.set_value(STEPS), run_time=SECONDS, rate_func=linear)

    def panel(self, trace: Trace, reel: str, step: ValueTracker, place: np.ndarray) -> list[Any]:
        """Axes, hill, trail, dot and two numbers of one rate."""
        x, y = trace[f"{reel}/x"], trace[f"{reel}/y"]
        axes = Axes((-5, 25, 5), (0, 225, 75), 5.4, 3.2, tips=False).move_to(place)
        ticks = [Typst(f"{value}", font_size=23).next_to(axes.c2p(value, 0), DOWN) for value in range(-5, 26, 5)]
        ticks += [Typst(f"{value}", font_size=23).next_to(axes.c2p(-5, value), LEFT) for value in range(0, 226, 75)]
        hill = axes.plot(lambda at: (at - 10) ** 2, (-5, 25, 0.1))
        title = Typst(f"*{reel}* rate", font_size=30).next_to(axes, UP)
        rows = np.arange(len(x))

        def now() -> tuple[float, float]:
            return np.interp(step.get_value(), rows, x), np.interp(step.get_value(), rows, y)

        def trail() -> VMobject:
            reached = int(step.get_value())
            points = [axes.c2p(*pair) for pair in [*zip(x[: reached + 1], y[: reached + 1], strict=True), now()]]
            return VMobject(stroke_color=style.color("orange"), stroke_width=2.5).set_points_as_corners(points)

        def marks() -> VGroup:
            shown = zip(x[: int(step.get_value()) + 1], y[: int(step.get_value()) + 1], strict=True)
            return VGroup(*[Dot(axes.c2p(*pair), 0.055, color=style.color("orange")) for pair in shown])

        moving = [
            always_redraw(trail),
            always_redraw(marks),
            always_redraw(lambda: Dot(axes.c2p(*now()), style.DOT, color=style.color("now"))),
            always_redraw(lambda: self.number(DecimalNumber, now()[0], 26).next_to(axes, DOWN, buff=0.3)),
            always_redraw(lambda: self.number(DecimalNumber, now()[1], 26).next_to(axes, DOWN, buff=0.75)),
        ]
        return [axes, *ticks, hill, title, *moving]

    def number(self, kind: type, value: float, size: float) -> Any:
        """A number in Typst labels, as manim builds it."""
        settings = {"num_decimal_places": 4} if kind is DecimalNumber else {}
        return kind(value, mob_class=Typst, font_size=size, **settings)
