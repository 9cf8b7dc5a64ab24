"""Chapter 2: the learning rate decides: too large diverges, too small crawls, in between converges."""

import numpy as np
from manim import LEFT, RIGHT, UP, Arrow, FadeIn, FadeOut, GrowArrow, ManimColor, ReplacementTransform, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims.ch2_gradient import ending, heading, race_verdict, side, sweep_verdict
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Curve, Marks, Spot, Trail
from scenes.mobjects.descent import Descent
from scenes.mobjects.playback import Clock, Playback, accelerating, steadily
from scenes.mobjects.readout import Readout
from scenes.mobjects.words import formula, row, words
from scenes.stage import Stage

COLORS = {"too_large": "orange", "overshooting": "orange", "middle": "green", "too_small": "sky"}
OPTIMIZERS = {"sgd": ("SGD", "sky"), "momentum": ("with momentum", "orange"), "adam": ("Adam", "green")}


class Ch2Gradient(Stage):
    """One ball in a valley, rolled at four learning rates; then three optimizers in a valley of two dimensions."""

    title = "The learning rate decides"
    subject = "Gradient descent"

    def construct(self) -> None:
        """Initialize, adjust, repeat; then a rate too large, one too small, all of them; then a second dimension."""
        self.beats(
            self.opening,
            self.initialize,
            self.adjust,
            self.repeat,
            self.compare_too_large_and_too_small,
            self.compare_just_below_the_limit,
            self.sweep_the_rate,
            self.add_a_dimension,
            self.remember,
        )

    def initialize(self) -> None:
        """A hillside, and a ball on it."""
        self.axes = Axes((0, 20, 5), (0, 100, 25), 6.8, 3.8, ("x", "height y")).move_to((-2.9, -0.25, 0))
        self.hill = Curve(self.axes, self.trace["hill/x"], self.trace["hill/y"])
        readings = readings_of(self.trace, "middle")
        self.spot = Spot(self.axes, readings[0, :2])
        colors = {"slope": style.color("pink"), "rate": shade("middle"), "next move": shade("middle")}
        self.numbers = Readout(["x", "height y", "slope", "rate", "next move"], readings[0], colors=colors)
        self.numbers.move_to((4.3, -0.7, 0))
        self.play(FadeIn(self.axes), run_time=0.8)
        self.play(Playback(self.hill, rows=len(self.hill.x)), run_time=1.2)
        self.say(f"Initialize: a ball starts at x = {readings[0, 0]:.4f}. Where is the lowest point?")
        self.play(FadeIn(self.spot, scale=0.3), FadeIn(self.numbers[:4]), run_time=0.8)

    def adjust(self) -> None:
        """One step taken apart: the slope, the move, the new place."""
        readings = readings_of(self.trace, "middle")
        x, y, slope, _, move = readings[0]
        self.say(f"It feels only the slope under its feet, {slope:.2f}: downhill is to the {side(-slope)}.")
        tangent = Curve(self.axes, [x - 2, x + 2], [y - 2 * slope, y + 2 * slope], style.color("pink"))
        self.play(FadeIn(tangent), FadeIn(self.numbers[4:6]), run_time=0.8)
        rule = formula('x_"new" = x - {{"rate" : r}} times {{"slope" : s}}')
        rule.select("r").set_color(shade("middle"))
        rule.select("s").set_color(style.color("pink"))
        self.rule = rule.next_to(self.numbers, UP, buff=0.6)
        self.say(f"Adjust: move by rate times slope, against the slope: {move:+.2f}.")
        ends = self.axes.points_at([x, x + move], [y, y])
        arrow = Arrow(*ends, buff=0, color=shade("middle"), stroke_width=style.BOLD)
        self.play(FadeIn(self.rule), FadeIn(self.numbers[6:]), run_time=0.8)
        self.play(GrowArrow(arrow), run_time=0.8)
        self.wait(0.6)
        self.play(
            Playback(self.spot, readings[:2, :2], between=True),
            Playback(self.numbers, readings[:2]),
            FadeOut(arrow),
            FadeOut(tangent),
            run_time=1.5,
        )

    def repeat(self) -> None:
        """The same step again and again, until the slope is nothing."""
        readings = readings_of(self.trace, "middle")
        self.trail = Trail(self.axes, readings[:, 0], readings[:, 1], shade("middle")).show(1)
        self.steps = self.counter("step").show(1)
        self.say("Repeat: the nearer the bottom, the flatter the slope, and the shorter the step.")
        self.remove(self.spot)
        self.play(FadeIn(self.steps), FadeIn(self.trail), run_time=0.5)
        clock = steadily(len(readings), 1)
        moving = [Playback(self.trail, clock=clock, between=True), Playback(self.steps, clock=clock)]
        self.play(*moving, Playback(self.numbers, readings, clock), run_time=6)
        self.say(f"Rate {readings[0, 3]:g}: {ending(self.trace, 'middle')}.")
        self.wait(0.5)

    def compare_too_large_and_too_small(self) -> None:
        """Left a rate that is too large, right one that is too small, always at the same step."""
        self.left, self.right = panel(self.trace, "too_large", LEFT), panel(self.trace, "too_small", RIGHT)
        old = VGroup(self.axes, self.hill, self.trail, self.numbers, self.rule)
        self.play(FadeOut(old[2:]), self.steps.animate.show(0), run_time=0.5)
        self.play(ReplacementTransform(old[:2], self.left[:2]), FadeIn(self.left[2:]), FadeIn(self.right), run_time=1)
        rates = self.trace.facts["rates"]
        self.say(
            f"Left a rate of {rates['too_large']:g}, right one of {rates['too_small']:g}. The same ball, step by step."
        )
        last = min(40, self.left.last)
        self.play_panels(steadily(last + 1), 8)
        self.say(f"Left {ending(self.trace, 'too_large', last)}. Right {ending(self.trace, 'too_small', last)}.")
        self.wait(0.5)

    def compare_just_below_the_limit(self) -> None:
        """A left rate a little smaller: every step still jumps across, but lands lower."""
        before, self.left = self.left, panel(self.trace, "overshooting", LEFT)
        self.play(
            FadeOut(before), FadeIn(self.left), self.right.animate.show(0), self.steps.animate.show(0), run_time=0.6
        )
        self.say(f"Left now {self.trace.facts['rates']['overshooting']:g}: each step still jumps across the valley.")
        last = max(self.left.last, self.right.last)
        self.play_panels(accelerating(last + 1, 16), 11)
        self.say(f"Left {ending(self.trace, 'overshooting')}. Right {ending(self.trace, 'too_small')}.")
        self.wait(0.5)

    def sweep_the_rate(self) -> None:
        """Steps needed against the rate: the measured dots fall on the curve of the theory."""
        rates, needed = self.trace["sweep/rate"], self.trace["sweep/steps"]
        axes = Axes((0, 1.05, 0.25), (1, 1000, 1), 9.4, 3.6, ("learning rate", "steps to the bottom"), "y")
        axes.move_to((-0.3, -0.35, 0))
        self.play(FadeOut(self.left), FadeOut(self.right), FadeOut(self.steps), run_time=0.5)
        curve = Curve(axes, self.trace["theory/rate"], self.trace["theory/steps"], style.color("soft"), style.THIN)
        dots = Marks(axes, rates, needed, style.color("ink"), 0.07, 1)
        self.play(FadeIn(axes), run_time=0.6)
        self.say("Each dot is a run from the same start, at another rate. The line is the theory.")
        self.play(Playback(curve, rows=len(curve.x)), Playback(dots, rows=len(rates)), run_time=5)
        marks = VGroup(*[mark(axes, self.trace, name) for name in ("too_small", "middle", "overshooting")])
        self.play(FadeIn(marks), run_time=0.6)
        self.say(sweep_verdict(self.trace))
        self.wait(1)
        self.sweep = VGroup(axes, curve, dots, marks)

    def add_a_dimension(self) -> None:
        """A long valley seen from above: three optimizers start together."""
        rows = len(self.trace["sgd/f"])
        plan = Axes((-10, 10, 5), (-3, 3, 1), 6.4, 3.5, ("u", "v")).move_to((-3.2, -0.45, 0))
        heights = Axes((0, rows - 1, 50), (1e-8, 100, 2), 4.2, 3.5, ("step", "height"), "y")
        heights.move_to((4.1, -0.45, 0))
        levels = zip(self.trace["contours/u"], self.trace["contours/v"], strict=True)
        contours = VGroup(*[Curve(plan, u, v, style.color("line"), style.THIN) for u, v in levels])
        trails, curves, names = self.racers(plan, heights)
        names.next_to(plan.rule, UP, buff=0.25).align_to(plan.rule, RIGHT)
        self.play(FadeOut(self.sweep), run_time=0.5)
        self.play(FadeIn(contours), FadeIn(plan), FadeIn(heights), run_time=0.8)
        steep = self.trace.facts["valley"]["steepness"]
        self.say(f"Two dimensions: a long valley from above, {steep[1] / steep[0]:g} times as steep across as along.")
        self.play(FadeIn(self.steps.show(0)), FadeIn(trails), FadeIn(names), run_time=0.6)
        self.say("Three optimizers start together. They feel the same slopes, and step differently.")
        clock = accelerating(rows, 12)
        moving = [Playback(each, clock=clock, between=True) for each in (*trails, *curves)]
        self.play(*moving, Playback(self.steps, clock=clock), run_time=11)
        self.say(race_verdict(self.trace, {reel: name for reel, (name, _) in OPTIMIZERS.items()}))
        self.wait(0.5)
        self.race = VGroup(contours, plan, heights, names, trails, curves)

    def remember(self) -> None:
        """The rates, where each of them ended, and the sentence to keep."""
        table = ending_table(self.trace).move_to((0, -0.2, 0))
        self.play(FadeOut(self.race), FadeOut(self.steps), run_time=0.5)
        self.play(FadeIn(table, shift=0.2 * UP), run_time=0.8)
        self.say("Initialize, adjust, repeat. How far each adjustment goes, the learning rate decides.")
        self.wait(2)

    def play_panels(self, clock: Clock, seconds: float) -> None:
        """Plays both panels and the counter in step."""
        panels = [Playback(panel, clock=clock, between=True) for panel in (self.left, self.right)]
        self.play(*panels, Playback(self.steps, clock=clock), run_time=seconds)

    def racers(self, plan: Axes, heights: Axes) -> tuple[VGroup, VGroup, VGroup]:
        """For each optimizer its trail on the plan, its curve of heights, and its name."""
        trails, curves, names = [], [], []
        for reel, (name, tint) in OPTIMIZERS.items():
            f = self.trace[f"{reel}/f"]
            u, v = self.trace[f"{reel}/u"], self.trace[f"{reel}/v"]
            trails.append(Trail(plan, u, v, style.color(tint), recent=20, spot_color=style.color(tint)))
            curves.append(Curve(heights, np.arange(len(f)), f, style.color(tint)).show(0))
            names.append(words(name, style.LABEL, style.color(tint)))
        return VGroup(*trails), VGroup(*curves), row(*names, gap=0.5)


def readings_of(trace: Trace, reel: str) -> np.ndarray:
    """Per step x, y, slope, rate and the move that follows, as rows of an array."""
    x, y, slope = (trace[f"{reel}/{name}"] for name in ("x", "y", "slope"))
    rate = trace.facts["rates"][reel]
    return np.stack([x, y, slope, np.full_like(x, rate), -rate * slope], axis=1)


def shade(reel: str) -> ManimColor:
    """The color that a rate keeps through the whole video."""
    return style.color(COLORS[reel])


def panel(trace: Trace, reel: str, half: np.ndarray) -> Descent:
    """One half of the frame: the valley and the ball at one rate."""
    axes = Axes((-5, 25, 5), (0, 225, 75), 5.4, 3.2)
    path = trace[f"{reel}/x"], trace[f"{reel}/y"]
    title = heading(trace, reel), f"rate {trace.facts['rates'][reel]:g}"
    both = Descent(axes, (trace["hill/x"], trace["hill/y"]), path, title, shade(reel))
    return both.shift(3.4 * half + 0.05 * UP - both.axes.rule.get_center())


def mark(axes: Axes, trace: Trace, reel: str) -> VGroup:
    """A large dot at the steps that one of the shown rates needed, with its rate; nothing where it did not arrive."""
    if trace.facts["outcome"][reel] != "converged":
        return VGroup()
    rate, steps = trace.facts["rates"][reel], trace.facts["steps"][reel]
    spot = Spot(axes, (rate, steps), shade(reel), 0.13)
    label = words(f"{rate:g}: {steps} steps", style.LABEL, shade(reel))
    return VGroup(spot, label.next_to(spot, LEFT if rate > 0.5 else RIGHT, buff=0.2))


def ending_table(trace: Trace) -> VGroup:
    """A row for each rate: its name, the rate, and what became of it."""
    rows = VGroup()
    for reel in ("too_large", "overshooting", "middle", "too_small"):
        name = words(heading(trace, reel), style.HEADING, shade(reel), bold=True)
        rate = words(f"rate {trace.facts['rates'][reel]:g}", style.HEADING, style.color("soft"))
        rows.add(VGroup(name, rate, words(ending(trace, reel), style.HEADING)))
    for index, line in enumerate(rows):
        for text, left in zip(line, (-6.0, -3.4, -1.2), strict=True):
            text.align_to((left, 0, 0), LEFT).stand_on(-0.95 * index)
    return rows
