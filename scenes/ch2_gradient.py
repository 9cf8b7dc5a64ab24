"""Chapter 2: the learning rate decides: too large diverges, too small crawls, in between converges."""

import numpy as np
from manim import LEFT, RIGHT, UP, Arrow, FadeIn, FadeOut, GrowArrow, ReplacementTransform, VGroup

from scenes import style
from scenes.claims.ch2_gradient import arrival, both, race_verdict, side, sweep_verdict
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Curve, Marks, Spot, Trail
from scenes.mobjects.playback import Clock, Playback, accelerating, rewinding, steadily
from scenes.mobjects.readout import Readout
from scenes.mobjects.words import formula, row, words
from scenes.sets.ch2_gradient import ending_table, goal_line, mark, panel, readings_of, shade
from scenes.stage import Stage

OPTIMIZERS = {"sgd": ("SGD", "sky"), "momentum": ("with momentum", "orange"), "adam": ("Adam", "green")}


class Ch2Gradient(Stage):
    """One ball in a valley, rolled at four learning rates; then three optimizers in a valley of two dimensions."""

    title = "The learning rate decides"
    subject = "Gradient descent"
    clip = ("compare_just_below_the_limit",)

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
        self.say(f"It feels only the slope where it lies: {slope:.2f}, so downhill is to the {side(-slope)}.")
        tangent = Curve(self.axes, [x - 2, x + 2], [y - 2 * slope, y + 2 * slope], style.color("pink"))
        self.play(FadeIn(tangent), FadeIn(self.numbers[4:6]), run_time=0.8)
        rule = formula('x_"new" = x - {{"rate" : r}} times {{"slope" : s}}')
        rule.select("r").set_color(shade("middle"))
        rule.select("s").set_color(style.color("pink"))
        self.rule = rule.next_to(self.numbers, UP, buff=0.6)
        self.say(f"Adjust: move against the slope, by rate times slope: {abs(move):.2f} to the {side(move)}.")
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
        self.add(self.trail)
        self.play(FadeIn(self.steps), run_time=0.4)
        clock = steadily(len(readings), 1)
        moving = [Playback(self.trail, clock=clock, between=True), Playback(self.steps, clock=clock)]
        self.play(*moving, Playback(self.numbers, readings, clock), run_time=6)
        self.say(arrival(self.trace, "middle"))
        self.wait(0.5)

    def compare_too_large_and_too_small(self) -> None:
        """Left a rate that is too large, right one that is too small, always at the same step."""
        self.left, self.right = panel(self.trace, "too_large", LEFT), panel(self.trace, "too_small", RIGHT)
        old = VGroup(self.axes, self.hill, self.trail, self.numbers, self.rule)
        self.play(FadeOut(old[2:]), Playback(self.steps, clock=rewinding(self.trail.last)), run_time=0.5)
        appears = [FadeIn(part) for part in (self.left.axes, *self.left[2:], self.right)]
        self.play(FadeOut(self.axes), ReplacementTransform(self.hill, self.left.curve), *appears, run_time=1)
        rates = self.trace.facts["rates"]
        self.say(f"One ball, two rates: {rates['too_large']:g} on the left, {rates['too_small']:g} on the right.")
        last = min(40, self.left.last)
        self.play_panels(steadily(last + 1), 8)
        self.say(both(self.trace, "too_large", "too_small", last))
        self.wait(0.5)

    def compare_just_below_the_limit(self) -> None:
        """A left rate a little smaller: every step still jumps across, but lands lower."""
        before, self.left = self.left, panel(self.trace, "overshooting", LEFT)
        self.play(
            FadeOut(before), FadeIn(self.left), self.right.animate.show(0), self.steps.animate.show(0), run_time=0.6
        )
        rate = self.trace.facts["rates"]["overshooting"]
        self.say(f"Now {rate:g} on the left: each step still jumps across the valley.")
        last = max(self.left.last, self.right.last)
        self.play_panels(accelerating(last + 1, 16), 11)
        self.say(both(self.trace, "overshooting", "too_small"))
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
        self.say("Each dot is a run from the same start, at another rate. The line is the exact formula.")
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
        goal = goal_line(heights, self.trace)
        names.next_to(plan.rule, UP, buff=0.25).align_to(plan.rule, RIGHT)
        self.play(FadeOut(self.sweep), run_time=0.5)
        self.play(FadeIn(contours), FadeIn(plan), FadeIn(heights), FadeIn(goal), run_time=0.8)
        steep = self.trace.facts["valley"]["steepness"]
        self.say(f"Two dimensions: a long valley from above, {steep[1] / steep[0]:g} times as steep across as along.")
        self.play(FadeIn(self.steps.show(0)), FadeIn(trails), FadeIn(names), run_time=0.6)
        self.say("Plain SGD follows the slope. Momentum keeps rolling. Adam evens out its steps in both directions.")
        clock = accelerating(rows, 12)
        moving = [Playback(each, clock=clock, between=True) for each in (*trails, *curves)]
        self.play(*moving, Playback(self.steps, clock=clock), run_time=11)
        self.say(race_verdict(self.trace, {reel: name for reel, (name, _) in OPTIMIZERS.items()}))
        self.wait(0.5)
        self.race = VGroup(contours, plan, heights, names, trails, curves, goal)

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
