"""Chapter 3: one neuron finds Y = 1.8 X + 32 from ten pairs it was never told the rule for."""

from collections.abc import Iterable

import numpy as np
from manim import LEFT, RIGHT, Animation, FadeIn, FadeOut, Group, LaggedStart, Mobject, VGroup

from scenes import style
from scenes.claims import ch3_neuron as claims
from scenes.mobjects.axes import Axes, exchange
from scenes.mobjects.curve import Curve, Marks, Spot
from scenes.mobjects.playback import Clock, Playback, accelerating, rewinding, speed, speeding_up, steadily
from scenes.mobjects.words import formula, words
from scenes.sets import ch3_neuron as sets
from scenes.stage import Stage, loop

SLOW = 20  # so many steps are shown one by one


class Ch3Neuron(Stage):
    """A neuron learns to turn Celsius into Fahrenheit: slowly in a ravine, then at once in a bowl."""

    title = "One neuron finds the rule"
    subject = "A single neuron"
    clip = ("repeat_ever_faster",)

    def construct(self) -> None:
        """Initialize, adjust, repeat; then why it took so long, and how scaled inputs make it short."""
        self.beats(
            self.opening,
            self.meet_the_pairs,
            self.initialize,
            self.adjust,
            self.look_from_above,
            self.repeat_slowly,
            self.repeat_ever_faster,
            self.see_both_directions,
            self.scale_the_inputs,
            loop(self.repeat_in_the_bowl),
            self.compare,
            self.remember,
        )

    def meet_the_pairs(self) -> None:
        """Ten temperatures, each in Celsius and in Fahrenheit."""
        x, y, predicted = self.trace["pairs/x"], self.trace["pairs/y"], self.trace["raw/predicted"][0]
        self.plot = sets.plot()
        self.dots = Marks(self.plot, x, y, style.color("ink"), 0.075, 1)
        self.table = sets.table({"°C": x, "true °F": y, "predicted": predicted}, ["raw"], 1)
        self.table.move_to((sets.RIGHT, -0.25, 0))
        self.play(FadeIn(self.plot), FadeIn(VGroup(*self.table.heads[:2])), run_time=0.8)
        self.say("Ten temperatures in Celsius, and the same in Fahrenheit. Nobody tells it the rule.")
        rows = zip(self.table.column(0), self.table.column(1), strict=True)
        appear = LaggedStart(*[FadeIn(VGroup(*row)) for row in rows], lag_ratio=0.5)
        self.play(appear, Playback(self.dots, rows=len(x)), run_time=2.5)

    def initialize(self) -> None:
        """The neuron answers all ten before it has learned anything: its answers lie on a line."""
        self.assemble("raw")
        x, (w, b), answers = self.trace["pairs/x"], self.trace.facts["start"], self.trace["raw/predicted"][0]
        inputs = np.stack([x, np.full_like(x, w), np.full_like(x, b), answers], axis=1)
        self.rule = formula('"predicted" = w x + b').move_to((sets.LEFT, -1.9, 0))
        self.play(FadeIn(self.neuron.show(inputs[0])), FadeIn(self.rule), run_time=0.8)
        self.say(f"One neuron multiplies by w and adds b. Initialize: w = {w:g}, b = {b:g}.")
        texts = [self.table.heads[2], *self.table.column(2)]
        spot = Spot(self.plot, (x[0], answers[0]))
        clock = steadily(len(texts))  # the head comes first, then one number with each input
        shown = inputs[[0, *range(len(x))]]
        one_by_one = [Playback(self.neuron, shown, clock), Playback(spot, shown[:, [0, 3]], clock)]
        self.play(LaggedStart(*[FadeIn(text) for text in texts], lag_ratio=1), *one_by_one, run_time=4.5)
        self.play(FadeOut(spot), FadeIn(self.fit.line), run_time=0.6)
        loss = self.trace["raw/loss"][0]
        self.say(f"Its answers lie on a line. The loss, the mean of the squared gaps, is {loss:,.1f}.")
        self.play(FadeIn(self.fit.gaps), FadeIn(self.loss), run_time=0.8)

    def adjust(self) -> None:
        """One step taken apart, line by line: the slopes of the loss, and what they do to w and b."""
        step = sets.first_step(self.trace)
        now, slope, move, after = (
            VGroup(name, *numbers) for name, numbers in zip(step.names, step.numbers, strict=True)
        )
        self.steps = self.counter("step")
        self.play(FadeOut(self.table), FadeIn(self.steps, now, *step.heads), run_time=0.8)
        self.say("Adjust: a slope says how much the loss rises when w grows, or b.")
        self.play(FadeIn(slope), run_time=0.5)
        self.say(f"Each moves against its slope, times the rate {self.trace.facts['rates']['raw']:g}.")
        self.play(FadeIn(move), run_time=0.5)
        self.wait(1)
        self.run(steadily(2), 1.5, FadeIn(after))
        self.say(claims.first_move(self.trace))
        self.hush()
        self.play(FadeOut(step), run_time=0.5)

    def look_from_above(self) -> None:
        """The loss for every w and b: a ravine."""
        self.play(FadeIn(self.land), run_time=0.8)
        self.say("A map of the loss for every w and b: dark is small. The ring marks the rule.")
        self.play(FadeIn(self.trail.show(1)), run_time=0.5)

    def repeat_slowly(self) -> None:
        """The first steps, one by one."""
        last = min(SLOW, len(self.trace["raw/w"]) - 1)
        clock = steadily(last + 1, 1)
        self.say(f"Repeat: {claims.landing(self.trace, last)}.")
        self.run(clock, 7.5, Playback(self.trail, clock=clock, between=True))
        self.say(claims.early(self.trace, last))

    def repeat_ever_faster(self) -> None:
        """Time speeds up exponentially, and says so, until the last step."""
        rows, seconds = len(self.trace["raw/w"]), 9.0
        clock = speeding_up(rows, min(SLOW, rows - 1), 2 * seconds)
        pace = self.pace().show(2)
        self.say(claims.faster(self.trace, SLOW))
        self.play(FadeIn(pace), run_time=0.4)
        pacing = Playback(pace, clock=speed(clock, seconds))
        self.run(clock, seconds, Playback(self.trail, clock=clock, between=True), pacing)
        self.play(FadeOut(pace), run_time=0.3)
        self.say(claims.verdict(self.trace))

    def see_both_directions(self) -> None:
        """The ravine cut across and along: one rate is large for the one and small for the other."""
        self.cuts = sets.cut(self.trace, "across", LEFT), sets.cut(self.trace, "along", RIGHT)
        across, along = self.cuts
        back = Playback(self.steps, clock=rewinding(self.trail.last))
        leaving = Group(self.learning, self.rule, self.dots, self.land, self.trail)
        self.turn(self.plot, across.axes, leaving, [*across[1:], along], back)
        self.say(claims.why(self.trace))
        last = min(SLOW, across.last)
        for clock, sentence in (
            (steadily(last // 2 + 1), claims.same_rate(self.trace)),
            (steadily(last + 1, last // 2), claims.limit(self.trace)),
        ):
            moving = [Playback(each, clock=clock, between=True) for each in self.cuts]
            self.play(*moving, Playback(self.steps, clock=clock), run_time=3.5)
            self.say(sentence)

    def scale_the_inputs(self) -> None:
        """The same temperatures, counted from their mean in standard deviations: the ravine becomes a bowl."""
        mean, spread = self.trace.facts["scaling"]["mean"], self.trace.facts["scaling"]["spread"]
        across, along = self.cuts
        self.assemble("scaled")
        back = Playback(self.steps, clock=rewinding(min(SLOW, across.last)))
        self.rule = formula(f"z = (x - {mean:.1f}) / {spread:.1f}").move_to((sets.LEFT, -2.3, 0))
        self.turn(across.axes, self.plot, Group(along, *across[1:]), [self.dots, self.learning, self.rule], back)
        self.say("The same neuron on scaled inputs: less their mean, over their spread.")
        self.play(FadeIn(self.land), FadeIn(self.trail), run_time=0.8)

    def repeat_in_the_bowl(self) -> None:
        """A few steps, and it is there."""
        clock = steadily(claims.scaled_last(self.trace) + 1)
        self.say(claims.bowl(self.trace))
        self.run(clock, 5, Playback(self.trail, clock=clock, between=True))

    def compare(self) -> None:
        """The loss of both neurons, step by step, on the curve that the closed form says."""
        axes = sets.put(Axes((1, 10_000, 1), (1e-4, 1e4, 2), 8.6, 3.7, ("step", "loss"), "xy"), 0)
        curves: list[Curve] = []
        names, dots = VGroup(), VGroup()
        for reel, name, place in (("raw", "plain inputs", (40, 4e3)), ("scaled", "scaled inputs", (15, 8))):
            loss = self.trace[f"{reel}/loss"]
            curves.append(Curve(axes, np.arange(len(loss)), loss, sets.shade(reel)).show(0))
            names.add(words(name, style.LABEL, sets.shade(reel)).move_to(axes.point(*place)))
            dots.add(Marks(axes, self.trace["theory/step"], self.trace[f"theory/{reel}"], style.color("ink"), 0.055, 1))
        leaving = Group(self.learning, self.dots, self.rule, self.land, self.trail, self.steps)
        self.turn(self.plot, axes, leaving, names)
        clock = accelerating(max(len(curve.x) for curve in curves), 1)
        self.play(*[Playback(curve, clock=clock) for curve in curves], run_time=2.5)
        self.say("The lines were learned. The dots come from the exact formula.")
        self.play(FadeIn(dots), run_time=0.6)
        self.say(claims.comparison(self.trace))
        self.chart = VGroup(axes, *curves, dots, names)

    def remember(self) -> None:
        """What was found, what is predicted, and the sentence to keep."""
        says = formula('"predicted" = w x + b', 44).move_to((-3.3, 1.2, 0))
        self.play(FadeOut(self.chart), FadeIn(VGroup(says, *sets.endings(self.trace))), run_time=0.8)
        self.say(claims.lesson(self.trace))
        self.wait(2)

    def assemble(self, reel: str) -> None:
        """Sets up what belongs to one of the two neurons, at its start."""
        self.learning = sets.learning(self.trace, reel, self.plot)
        self.neuron, self.fit, self.loss = (part for part, _ in self.learning.parts)
        self.land = sets.landscape(self.trace, reel)
        self.trail = sets.trail(self.trace, reel, self.land.axes)

    def run(self, clock: Clock, seconds: float, *more: Animation) -> None:
        """Plays one neuron's learning in all panels, in step."""
        self.bring_to_front(self.learning, self.steps)  # what moves lies on top, so that only it is redrawn
        self.play(
            Playback(self.learning, clock=clock, between=True),
            Playback(self.steps, clock=clock),
            *more,
            run_time=seconds,
        )

    def turn(self, before: Axes, after: Axes, leaving: Group, arriving: Iterable[Mobject], *more: Animation) -> None:
        """Lets one picture grow out of another: the axes of the one become those of the other."""
        self.play(FadeOut(leaving), *more, run_time=0.5)
        self.play(*exchange(before, after), *[FadeIn(mobject) for mobject in arriving], run_time=0.8)
