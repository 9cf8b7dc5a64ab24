"""What stands on the stage in chapter 3, built from its trace and put in its place."""

from collections.abc import Mapping, Sequence

import numpy as np
from manim import UP, ManimColor

from learners.trace import Trace
from scenes import style
from scenes.claims.ch3_neuron import counted, scaled_last
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Trail
from scenes.mobjects.descent import Descent
from scenes.mobjects.figures import Figures
from scenes.mobjects.fit import Fit
from scenes.mobjects.instep import InStep
from scenes.mobjects.landscape import Landscape
from scenes.mobjects.neuron import Neuron
from scenes.mobjects.readout import Readout

COLORS = {"raw": "orange", "scaled": "green"}
LEFT, MIDDLE, RIGHT = -4.75, 0.2, 4.95  # centers of the three panels


def shade(reel: str) -> ManimColor:
    """The color that a neuron keeps through the whole video."""
    return style.color(COLORS[reel])


def put(axes: Axes, x: float) -> Axes:
    """Moves the middle of a plotting area to its place in the frame."""
    return axes.shift(np.array([x, -0.25, 0]) - axes.rule.get_center())


def plot() -> Axes:
    """Fahrenheit over Celsius, in the middle."""
    return put(Axes((-50, 110, 50), (-100, 300, 100), 3.9, 3.8, ("x, Celsius", "y, Fahrenheit")), MIDDLE)


def table(columns: Mapping[str, np.ndarray], reels: Sequence[str], decimals: int) -> Figures:
    """Temperatures in columns: given, true, and predicted by neurons, with a number of decimals."""
    patterns = ["{:4.0f}", "{:5.0f}"] + [f"{{:{6 + decimals}.{decimals}f}}"] * len(reels)
    inks = [style.color("soft"), style.color("ink"), *[shade(reel) for reel in reels]]
    return Figures(columns, patterns, inks)


def first_step(trace: Trace) -> Figures:
    """The first step as a reckoning, one row a line: where w and b are, their slopes, their moves, where they go."""
    rate = trace.facts["rates"]["raw"]
    columns = {}
    for letter in "wb":
        (now, after), slope = trace[f"raw/{letter}"][:2], trace[f"raw/slope_{letter}"][0]
        columns[letter] = [now, slope, -rate * slope, after]
    inks = [style.color(name) for name in ("ink", "ink", "ink", COLORS["raw"])]
    step = Figures(columns, ["{:10.4f}", "{:8.4f}"], inks, ["now", "slope", "move", "next"], pitch=0.65, gap=0.3)
    return step.move_to((RIGHT - 0.35, 0, 0))


def landscape(trace: Trace, reel: str) -> Landscape:
    """The loss over w and b, in its place at the right."""
    name, w_step, b_step = {"raw": ("ravine", 1, 10), "scaled": ("bowl", 50, 50)}[reel]
    w, b = trace[f"{name}/w"][0], trace[f"{name}/b"][0]
    axes = put(Axes((w[0], w[-1], w_step), (b[0], b[-1], b_step), 3.5, 3.5, ("w", "b")), RIGHT)
    lines = trace[f"{name}_lines/w"], trace[f"{name}_lines/b"]
    return Landscape(axes, trace[f"{name}/loss"][0], lines, trace.facts[reel]["lowest"], (2, 3.5))


def cut(trace: Trace, name: str, half: np.ndarray) -> Descent:
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
    found = {
        f"{letter} for x": [rule, trace[f"raw/{letter}"][last], trace[f"unscaled/{letter}"][few]]
        for letter, rule in zip("wb", trace.facts["rule"], strict=True)
    }
    names = ["the rule", f"plain, {counted(last)}", f"scaled, {counted(few)}"]
    inks = [style.color("ink"), shade("raw"), shade("scaled")]
    parameters = Figures(found, ["{:7.4f}", "{:8.4f}"], inks, names, pitch=0.6).scale(1.2)
    columns = {"°C": trace["pairs/x"], "true °F": trace["pairs/y"]}
    columns |= {"plain": trace["raw/predicted"][last], "scaled": trace["scaled/predicted"][few]}
    predictions = table(columns, ["raw", "scaled"], 2)
    return parameters.move_to((-3.3, -0.8, 0)), predictions.move_to((3.7, -0.25, 0))


def learning(trace: Trace, reel: str, plot: Axes) -> InStep:
    """The neuron, its line on the plot, and its loss, which always show the same step."""
    w, b, loss, predicted = (trace[f"{reel}/{column}"] for column in ("w", "b", "loss", "predicted"))
    x = trace["pairs/x" if reel == "raw" else "pairs/scaled"][-1]
    states = np.stack([np.full_like(w, x), w, b, predicted[:, -1]], axis=1)
    name, pattern, heaviest = ("x", "{:4.0f}", (3.0, 32.0)) if reel == "raw" else ("z", "{:5.2f}", (75.0, 60.0))
    patterns = [pattern, "{:7.4f}", "{:7.4f}", "{:6.1f}"]
    neuron = Neuron(states[0], (name, "w", "b", "predicted"), patterns, heaviest, shade(reel))
    fit = Fit(plot, trace["pairs/x"], trace["pairs/y"], predicted, shade(reel))
    readout = Readout(["loss"], [loss[0]], "{:10.5f}", {"loss": style.color("pink")})
    neuron.move_to((LEFT, 0.75, 0))
    readout.move_to((LEFT, -1.1, 0))
    return InStep((neuron, states), (fit, None), (readout, loss[:, None]))


def trail(trace: Trace, reel: str, axes: Axes) -> Trail:
    """The way of w and b over the landscape, all of it bright."""
    w, b = trace[f"{reel}/w"], trace[f"{reel}/b"]
    return Trail(axes, w, b, shade(reel), recent=len(w))
