"""Chapter 3: one neuron finds Y = 1.8 X + 32 from ten pairs it was never told the rule for."""

import numpy as np
from manim import LEFT, RIGHT, UP, FadeIn, FadeOut, Group, LaggedStart, ManimColor, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims.ch3_neuron import comparison, early, first_move, landing, limit, same_rate, scaled_last, verdict
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Curve, Marks, Spot, Trail
from scenes.mobjects.descent import Descent
from scenes.mobjects.figures import Figures
from scenes.mobjects.fit import Fit
from scenes.mobjects.landscape import Landscape
from scenes.mobjects.neuron import Neuron
from scenes.mobjects.playback import Clock, Playback, speed, speeding_up, steadily
from scenes.mobjects.readout import Readout
from scenes.mobjects.words import Counter, formula, words
from scenes.stage import Stage

COLORS = {"raw": "orange", "scaled": "green"}
SLOW = 20  # so many steps are shown one by one
LEFT_PANEL, MIDDLE_PANEL, RIGHT_PANEL = -4.75, 0.2, 4.95  # their centers


class Ch3Neuron(Stage):
    """A neuron learns to turn Celsius into Fahrenheit: slowly in a ravine, then at once in a bowl."""

    title = "One neuron finds the rule"
    subject = "A single neuron"

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
            self.repeat_in_the_bowl,
            self.compare,
            self.remember,
        )

    def meet_the_pairs(self) -> None:
        """Ten temperatures, each in Celsius and in Fahrenheit."""
        x, y, predicted = self.trace["pairs/x"], self.trace["pairs/y"], self.trace["raw/predicted"][0]
        self.plot = put(Axes((-50, 110, 50), (-100, 300, 100), 3.9, 3.8, ("Celsius", "Fahrenheit")), MIDDLE_PANEL)
        self.dots = Marks(self.plot, x, y, style.color("ink"), 0.075, 1)
        self.table = table({"°C": x, "true °F": y, "predicted": predicted}, ("soft", "ink", COLORS["raw"]), 1)
        self.table.move_to((4.75, -0.25, 0))
        self.play(FadeIn(self.plot), FadeIn(VGroup(*self.table.heads[:2])), run_time=0.8)
        self.say(f"{len(x)} temperatures in Celsius, and the same in Fahrenheit. Nobody says the rule.")
        rows = zip(self.table.column(0), self.table.column(1), strict=True)
        appear = LaggedStart(*[FadeIn(VGroup(*row)) for row in rows], lag_ratio=0.5)
        self.play(appear, Playback(self.dots, rows=len(x)), run_time=2.5)

    def initialize(self) -> None:
        """The neuron answers all ten before it has learned anything: its answers lie on a line."""
        self.assemble("raw", "x")
        x, (w, b), answers = self.trace["pairs/x"], self.trace.facts["start"], self.trace["raw/predicted"][0]
        self.play(FadeIn(self.neuron), run_time=0.8)
        self.say(f"One neuron multiplies by w and adds b. Initialize: w = {w:g}, b = {b:g}.")
        inputs = np.stack([x, np.full_like(x, w), np.full_like(x, b), answers], axis=1)
        spot = Spot(self.plot, (x[0], answers[0]))
        self.play(
            LaggedStart(*[FadeIn(text) for text in [self.table.heads[2], *self.table.column(2)]], lag_ratio=1),
            Playback(self.neuron, inputs, lambda share: max((len(x) + 1) * share - 1, 0)),
            Playback(spot, inputs[:, [0, 3]], lambda share: max((len(x) + 1) * share - 1, 0)),
            run_time=5,
        )
        self.play(FadeOut(spot), FadeIn(self.fit.line), run_time=0.6)
        self.say(
            f"Its answers lie on a line. The loss, the mean of the squared gaps, is {self.trace['raw/loss'][0]:,.1f}."
        )
        self.play(FadeIn(self.fit.gaps), FadeIn(self.loss), run_time=0.8)

    def adjust(self) -> None:
        """One step taken apart: the slopes of the loss, and what they do to w and b."""
        rate = self.trace.facts["rates"]["raw"]
        slopes = np.array([self.trace["raw/slope_w"][0], self.trace["raw/slope_b"][0]])
        moves = np.stack([slopes, -rate * slopes], axis=1)
        step = Figures(["slope", "move"], moves, ["{:8.1f}", "{:+8.4f}"], names=["w", "b"])
        step.move_to((LEFT_PANEL, -2.2, 0))
        self.steps = self.counter("step")
        self.say(f"Adjust: each moves against its slope of the loss, times the rate {rate:g}.")
        self.play(FadeIn(step), FadeIn(self.steps), run_time=0.8)
        self.wait(2)
        after = np.stack([self.trace["pairs/x"], self.trace["pairs/y"], self.trace["raw/predicted"][1]], axis=1)
        self.run("raw", steadily(2), 1.5, Playback(self.table, [after]))
        self.say(first_move(self.trace))
        self.wait(1)
        self.play(FadeOut(step), FadeOut(self.table), run_time=0.5)

    def look_from_above(self) -> None:
        """The loss for every w and b: a ravine."""
        self.play(FadeIn(self.land), run_time=0.8)
        self.say("A map of every w and b: the darker, the smaller the loss. The ring is the rule.")
        self.play(FadeIn(self.trail.show(1)), run_time=0.5)

    def repeat_slowly(self) -> None:
        """The first steps, one by one."""
        last = min(SLOW, len(self.trace["raw/w"]) - 1)
        self.say(f"Repeat: {landing(self.trace, last)}.")
        self.run("raw", steadily(last + 1, 1), 9, Playback(self.trail, clock=steadily(last + 1, 1), between=True))
        self.say(early(self.trace, last))
        self.wait(0.5)

    def repeat_ever_faster(self) -> None:
        """Time speeds up exponentially, and says so, until the last step."""
        rows, seconds = len(self.trace["raw/w"]), 12.0
        clock = speeding_up(rows, min(SLOW, rows - 1), 2 * seconds)
        pace = Counter("steps a second", 5, style.DIGITS).show(2)
        pace.place(np.array([style.FRAME_WIDTH / 2 - style.MARGIN, 2.95, 0]))
        self.say("It has far to go, so now time speeds up.")
        self.play(FadeIn(pace), run_time=0.4)
        trail = Playback(self.trail, clock=clock, between=True)
        self.run("raw", clock, seconds, trail, Playback(pace, clock=speed(clock, seconds)))
        self.play(FadeOut(pace), run_time=0.3)
        self.say(verdict(self.trace))
        self.wait(1)

    def see_both_directions(self) -> None:
        """The ravine cut across and along: one rate is large for the one and small for the other."""
        across, along = direction(self.trace, "across", LEFT), direction(self.trace, "along", RIGHT)
        self.clear_panels()
        self.play(FadeIn(across), FadeIn(along), FadeIn(self.steps.show(0)), run_time=0.8)
        self.say(
            f"Why so slow? The ravine is {self.trace.facts['raw']['condition']:,.0f} times as steep across as along."
        )
        last = min(SLOW, across.last)
        for first, until in ((0, last // 2), (last // 2, last)):
            clock = steadily(until + 1, first)
            moving = [Playback(each, clock=clock, between=True) for each in (across, along)]
            self.play(*moving, Playback(self.steps, clock=clock), run_time=4)
            self.say(limit(self.trace) if first else same_rate(self.trace))
        self.wait(0.5)
        self.play(FadeOut(across), FadeOut(along), FadeOut(self.steps), run_time=0.5)

    def scale_the_inputs(self) -> None:
        """The same temperatures, counted from their mean in standard deviations: the ravine becomes a bowl."""
        mean, spread = self.trace.facts["scaling"]["mean"], self.trace.facts["scaling"]["spread"]
        self.assemble("scaled", "z")
        self.rule = formula(f"z = (x - {mean:.1f}) / {spread:.1f}").move_to((LEFT_PANEL, -2.3, 0))
        self.play(FadeIn(Group(self.plot, self.dots, self.neuron, self.fit, self.loss, self.rule)), run_time=0.8)
        self.say("The same neuron, but its inputs are scaled: less their mean, over their spread.")
        self.play(FadeIn(self.land), FadeIn(self.trail), FadeIn(self.steps.show(0)), run_time=0.8)

    def repeat_in_the_bowl(self) -> None:
        """A few steps, and it is there."""
        clock = steadily(scaled_last(self.trace) + 1)
        self.say(
            f"Now the loss is a round bowl, and one rate fits all directions: {self.trace.facts['rates']['scaled']:g}."
        )
        self.run("scaled", clock, 5, Playback(self.trail, clock=clock, between=True))
        self.wait(1)

    def compare(self) -> None:
        """The loss of both neurons, step by step, on the curve that the closed form says."""
        axes = put(Axes((1, 10_000, 1), (1e-4, 1e4, 2), 8.6, 3.7, ("step", "loss"), "xy"), 0)
        curves, names, dots = VGroup(), VGroup(), VGroup()
        for reel, name, place in (("raw", "plain inputs", (40, 4e3)), ("scaled", "scaled inputs", (13, 1))):
            loss = self.trace[f"{reel}/loss"]
            curves.add(Curve(axes, np.arange(len(loss)), loss, shade(reel)).show(0))
            names.add(words(name, style.LABEL, shade(reel)).move_to(axes.point(*place)))
            dots.add(Marks(axes, self.trace["theory/step"], self.trace[f"theory/{reel}"], style.color("ink"), 0.055, 1))
        self.clear_panels(self.rule)
        self.play(FadeIn(axes), FadeIn(names), run_time=0.6)
        self.play(*[Playback(curve, rows=len(curve.x)) for curve in curves], run_time=2)
        self.say("The lines were learned, the dots come from the closed form.")
        self.play(FadeIn(dots), run_time=0.6)
        self.say(comparison(self.trace))
        self.wait(0.5)
        self.chart = VGroup(axes, curves, dots, names)

    def remember(self) -> None:
        """What was found, what is predicted, and the sentence to keep."""
        found, predictions = endings(self.trace)
        self.play(FadeOut(self.chart), run_time=0.5)
        self.play(FadeIn(found.move_to((-3.3, 0.4, 0))), FadeIn(predictions.move_to((3.4, -0.25, 0))), run_time=0.8)
        self.say("Initialize, adjust, repeat. One neuron finds the rule, and with scaled inputs soon.")
        self.wait(3)

    def assemble(self, reel: str, name: str) -> None:
        """Builds what belongs to one of the two neurons, at its start; `name` is what its input is called."""
        patterns = ["{:.0f}" if reel == "raw" else "{:.2f}", "{:7.4f}", "{:7.4f}", "{:6.1f}"]
        weights = self.trace[f"{reel}/w"], self.trace[f"{reel}/b"]
        heaviest = (3.0, 32.0) if reel == "raw" else (75.0, 60.0)
        self.neuron = Neuron(
            states(self.trace, reel)[0], (name, "w", "b", "predicted"), patterns, heaviest, shade(reel)
        )
        self.neuron.move_to((LEFT_PANEL, 0.85, 0))
        self.loss = Readout(["loss"], self.trace[f"{reel}/loss"][:1], "{:10.5f}", {"loss": style.color("pink")})
        self.loss.move_to((LEFT_PANEL, -1.1, 0))
        pairs = self.trace["pairs/x"], self.trace["pairs/y"]
        self.fit = Fit(self.plot, *pairs, self.trace[f"{reel}/predicted"], shade(reel))
        self.land = landscape(self.trace, reel)
        self.trail = Trail(self.land.axes, *weights, shade(reel), recent=len(weights[0]))

    def run(self, reel: str, clock: Clock, seconds: float, *more: Playback) -> None:
        """Plays one neuron's learning in all panels, in step."""
        moving = [self.fit, self.neuron, self.loss, self.steps]
        self.bring_to_front(*moving)  # what moves lies on what stands still, so that only it is redrawn
        self.play(
            Playback(self.fit, clock=clock, between=True),
            Playback(self.neuron, states(self.trace, reel), clock),
            Playback(self.loss, self.trace[f"{reel}/loss"][:, None], clock),
            Playback(self.steps, clock=clock),
            *more,
            run_time=seconds,
        )

    def clear_panels(self, *more: VGroup) -> None:
        """Takes all three panels and the counter away."""
        panels = [self.neuron, self.loss, self.plot, self.dots, self.fit, self.land, self.trail, self.steps]
        self.play(FadeOut(Group(*panels, *more)), run_time=0.5)


def shade(reel: str) -> ManimColor:
    """The color that a neuron keeps through the whole video."""
    return style.color(COLORS[reel])


def put(axes: Axes, x: float) -> Axes:
    """Moves the middle of a plotting area to its place in the frame."""
    return axes.shift(np.array([x, -0.25, 0]) - axes.rule.get_center())


def states(trace: Trace, reel: str) -> np.ndarray:
    """Per step the last input, w, b and the answer to that input, as rows of an array."""
    w, b, predicted = (trace[f"{reel}/{name}"] for name in ("w", "b", "predicted"))
    x = trace["pairs/x" if reel == "raw" else "pairs/scaled"][-1]
    return np.stack([np.full_like(w, x), w, b, predicted[:, -1]], axis=1)


def table(columns: dict[str, np.ndarray], colors: tuple[str, ...], decimals: int) -> Figures:
    """Temperatures in columns: given, true, and predicted with a number of decimals."""
    patterns = ["{:4.0f}", "{:5.0f}"] + [f"{{:{6 + decimals}.{decimals}f}}"] * (len(columns) - 2)
    values = np.stack(list(columns.values()), axis=1)
    return Figures(list(columns), values, patterns, [style.color(name) for name in colors])


def landscape(trace: Trace, reel: str) -> Landscape:
    """The loss over w and b, in its place at the right."""
    name = {"raw": "ravine", "scaled": "bowl"}[reel]
    ticks: tuple[list[float], list[float]] = ([1, 2, 3], [0, 10, 20, 30, 40])
    w, b = ((grid[0], grid[-1], 50.0) for grid in (trace[f"{name}/w"][0], trace[f"{name}/b"][0]))
    if reel == "scaled":
        ticks = ([0, 50, 100, 150], [0, 50, 100])
    axes = put(Axes(w, b, 3.3, 3.8 if reel == "raw" else 3.3, ("w", "b"), ticks=ticks), RIGHT_PANEL)
    lines = trace[f"{name}_lines/w"], trace[f"{name}_lines/b"]
    return Landscape(axes, trace[f"{name}/loss"][0], lines, trace.facts[reel]["lowest"], (2, 3.5))


def direction(trace: Trace, name: str, half: np.ndarray) -> Descent:
    """One half of the frame: the ravine cut in one direction, and the neuron's place in it."""
    reach = {"across": (-1.5, 1.5, 0.5), "along": (-40, 40, 20)}[name]
    curve, path = ((trace[f"{reel}/distance"], trace[f"{reel}/loss"]) for reel in (f"{name}_slice", name))
    note = f"steepness {trace.facts['raw']['steep' if name == 'across' else 'flat']:,.2f}"
    axes = Axes(reach, (0, 3000, 1000), 5.2, 3.0)
    both = Descent(axes, curve, path, (f"{name} the ravine", note), shade("raw"), ("distance", "loss"))
    return both.shift(3.4 * half + 0.05 * UP - both.axes.rule.get_center())


def endings(trace: Trace) -> tuple[Figures, Figures]:
    """What both neurons found, beside the rule; and what they predict, beside the truth."""
    last, few = len(trace["raw/w"]) - 1, scaled_last(trace)
    names = ["the rule", f"plain, {last:,} steps", f"scaled, {few} steps"]
    rows = [trace.facts["rule"]] + [
        [trace[f"{reel}/w"][row], trace[f"{reel}/b"][row]] for reel, row in (("raw", last), ("unscaled", few))
    ]
    inks = [style.color("ink"), shade("raw"), shade("scaled")]
    columns = {"°C": trace["pairs/x"], "true °F": trace["pairs/y"]}
    columns |= {"plain": trace["raw/predicted"][last], "scaled": trace["scaled/predicted"][few]}
    predictions = table(columns, ("soft", "ink", COLORS["raw"], COLORS["scaled"]), 2)
    return Figures(["w", "b"], rows, ["{:8.4f}", "{:9.4f}"], inks, names, pitch=0.7), predictions
