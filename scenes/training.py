"""Your own work: any training of any network, recorded by `learners/watch.py`."""

from typing import Any

import numpy as np
from manim import FadeIn, FadeOut, Group

from scenes.claims import training as claims
from scenes.mobjects.playback import Clock, Playback, speed, steadily
from scenes.mobjects.words import Counter
from scenes.sets import training as sets
from scenes.stage import Stage


class Training(Stage):
    """What a training of your own did: the values over its steps, the layers, and how their numbers spread."""

    any_trace = True
    clip = ("repeat",)

    def construct(self) -> None:
        """Initialize, adjust, repeat; then further values, the spread, gradients, and the sentence to keep."""
        if "layers" not in self.trace.facts or "train/step" not in self.trace:
            raise SystemExit(f"training: the trace of {self.trace.stem} is none of a training; record one with Watch.")
        self.title, self.subject = claims.title(self.trace), claims.subject(self.trace)
        self.rows = [int(step) for step in self.trace["train/step"]]
        self.last = claims.last_row(self.trace)
        beats = [self.opening, self.initialize]
        beats += [self.adjust, self.repeat] if self.last else []
        beats += [self.show_other_values] if self.last and len(claims.values(self.trace)) > 2 else []
        beats += [self.show_the_spread]
        beats += [self.follow_gradients] if any(name.endswith(".gradient") for name in self.trace.columns()) else []
        self.beats(*beats, self.remember)

    def initialize(self) -> None:
        """The layers before the first step, and what is trained."""
        diagram = bool(sets.chain(self.trace))
        self.layers, self.about = sets.network(self.trace), sets.about(self.trace)
        self.steps = self.count().show(self.rows[0])
        self.leaving = Group(self.about, self.layers)
        self.play(FadeIn(self.about), FadeIn(self.layers), FadeIn(self.steps), run_time=0.8)
        self.say(claims.beginning(self.trace, diagram))
        self.wait(1)
        self.say(claims.selection(self.trace, len(self.layers.paces), diagram))
        self.wait(1)

    def adjust(self) -> None:
        """The first recorded step."""
        self.curves = sets.curves(self.trace)
        self.play(FadeOut(self.about), FadeIn(self.curves), run_time=0.8)
        self.leaving = Group(self.curves, self.layers)
        self.say(claims.first_step(self.trace))
        self.move(steadily(2), 1.5, self.curves, self.layers)
        self.wait(1.5)

    def repeat(self) -> None:
        """All further steps."""
        self.say("Repeat: the same again and again. The frame goes to what changes fastest.")
        self.move_with_pace(1, 14, self.curves, self.layers)
        self.say(claims.verdict(self.trace))
        self.wait(1)
        self.say(claims.fastest(self.trace, sets.drawn_layers(self.trace)))
        self.wait(1)

    def show_other_values(self) -> None:
        """The values that had no room beside the layers."""
        panels = sets.others(self.trace)
        self.change(panels)
        self.leaving = Group(panels)
        self.say("The other values of the same run.")
        self.move(steadily(self.last + 1), 8, panels)

    def show_the_spread(self) -> None:
        """The numbers of every layer as a histogram."""
        spread = sets.spreads(self.trace)
        self.change(spread)
        self.leaving = Group(spread)
        self.say("The same run again: how the numbers of each tensor spread. The outline is the beginning.")
        if self.last:
            self.move_with_pace(0, 8, spread)
        self.say(claims.spreading(self.trace, sets.chosen(self.trace)))
        self.wait(1)

    def follow_gradients(self) -> None:
        """The lengths of the gradients of all layers over the steps."""
        picture = sets.Gradients(self.trace)
        self.change(picture)
        self.leaving = Group(picture)
        self.say("How long the gradient of each tensor is, from the first step at the left to the last.")
        self.move(steadily(self.last + 1), 8, picture)
        self.wait(1)

    def remember(self) -> None:
        """The layers and the values as they are at the end."""
        ending = [sets.curves(self.trace), sets.network(self.trace)]
        self.change(*[each.show(self.last) for each in ending])
        self.steps.show(self.rows[self.last])
        self.say(claims.lesson(self.trace))
        self.wait(3)

    def count(self) -> Counter:
        """The counter of steps, with room for the last one."""
        return self.counter("step", max(len(f"{self.rows[-1]}"), 4))

    def move(self, clock: Clock, seconds: float, *pictures: Any) -> None:
        """Plays pictures and counter in step."""
        moving = [Playback(each, clock=clock, between=True, even=True) for each in pictures]
        self.play(*moving, Playback(self.steps, self.rows, clock), run_time=seconds)

    def move_with_pace(self, first: int, seconds: float, *pictures: Any) -> None:
        """Plays all rows from the row `first`, with the steps a second under the counter."""
        clock, pace = steadily(self.last + 1, first), self.pace()

        def passed(share: float) -> float:
            return float(np.interp(clock(share), np.arange(len(self.rows)), self.rows))

        self.play(FadeIn(pace), run_time=0.4)
        moving = [Playback(each, clock=clock, between=True, even=True) for each in pictures]
        rates = Playback(pace, clock=speed(passed, seconds))
        self.play(*moving, Playback(self.steps, self.rows, clock), rates, run_time=seconds)
        self.play(FadeOut(pace), run_time=0.3)
