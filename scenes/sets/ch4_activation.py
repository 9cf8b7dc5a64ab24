"""What stands on the stage of chapter 4: panels, networks, charts and tables, built from its trace."""

import numpy as np
from manim import DOWN, RIGHT, DashedLine, ManimColor, Rectangle, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims import ch4_activation as claims
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Curve
from scenes.mobjects.network import Network
from scenes.mobjects.readout import Readout
from scenes.mobjects.response import Response
from scenes.mobjects.words import Number, formula, words

COLORS = {"linear": "pink", "relu": "green", "sigmoid": "sky"}
RIGHT_PANEL = 4.5  # its center


def shade(name: str) -> ManimColor:
    """The color that a network or an activation keeps through the whole video."""
    return style.color(COLORS[name])


def weights(trace: Trace, reel: str, moment: int) -> list[np.ndarray]:
    """The weight matrices of all layers at a recorded moment."""
    layers = range(1, len(trace.facts["sizes"]))
    return [trace[f"{reel}/weight{layer}"][moment] for layer in layers]


def activations(trace: Trace, index: int) -> list[np.ndarray]:
    """The activations of all layers between a bend and the next one; input and output stay dark."""
    return [np.zeros(1), trace["hinges/hidden1"][index], trace["hinges/hidden2"][index], np.zeros(1)]


def node(trace: Trace, network: Network, index: int) -> np.ndarray:
    """Where the neuron stands that makes a bend."""
    return network.layers[trace["hinges/layer"][index]][trace["hinges/neuron"][index]].get_center()


def relu_panel(trace: Trace) -> Response:
    """ReLU, its formula, and which of its two parts decides."""
    x, y = trace["curve/x"], trace["curve/relu"]
    axes = Axes((-6, 6, 3), (-1, 6, 2), 5.4, 2.7, ticks=(None, [0, 2, 4, 6])).move_to((0, -0.35, 0))
    rule = formula("max({{0 : zero}}, {{x : itself}})")
    return Response(axes, x, {"max(0, x)": y}, "ReLU", rule, ["zero", "itself"], x > 0, shade("relu"))


def sigmoid_panel(trace: Trace) -> Response:
    """The sigmoid, its formula, and which part of its denominator decides."""
    x, y, exponential = (trace[f"curve/{name}"] for name in ("x", "sigmoid", "exponential"))
    axes = Axes((-6, 6, 3), (-1 / 6, 1, 0.5), 5.4, 2.7, ticks=(None, [0, 0.5, 1])).move_to((0, -0.35, 0))
    rule = formula("1 / ({{1 : one}} + {{e^(-x) : growth}})")
    numbers = {"sigmoid": y}
    return Response(axes, x, numbers, "sigmoid", rule, ["growth", "one"], exponential < 1, shade("sigmoid"))


def put(axes: Axes, x: float) -> Axes:
    """Moves axes so that they stand in the middle of the content's height, their center at x."""
    return axes.move_to((x, -0.35, 0))


def network(trace: Trace) -> Network:
    """The network before it learned, with its input and output named."""
    drawn = Network(trace.facts["sizes"], 3.9, 2.4, 0.16, brightest=2.0).show(weights(trace, "linear", 0))
    drawn.move_to((RIGHT_PANEL, 0.95, 0))
    for name, layer in (("x", drawn.layers[0]), ("y", drawn.layers[-1])):
        drawn.add(words(name, color=style.color("soft")).next_to(layer[0], DOWN, buff=0.15))
    return drawn


def errors(trace: Trace, reel: str) -> Readout:
    """The error of a network at its start, and the best line's."""
    colors = {"error": shade(reel), "best line": style.color("soft")}
    values = [trace[f"{reel}/loss"][0], trace.facts["best_line"]["error"]]
    return Readout(["error", "best line"], values, "{:9.6f}", colors).move_to((RIGHT_PANEL, -1.4, 0))


def small_axes() -> Axes:
    """Axes under the network, for the hinges alone."""
    axes = Axes((-5, 5, 5), (-3, 3, 3), 3.9, 1.6, ("", "each hinge"))
    return axes.shift((RIGHT_PANEL, -1.82, 0) - axes.rule.get_center())


def interval(axes: Axes, edge: float) -> VGroup:
    """A band over the x that were learned, from -edge to edge."""
    left, right = axes.point(-edge, 0), axes.point(edge, 0)
    band = Rectangle(width=right[0] - left[0], height=axes.rule.height, stroke_width=0)
    band.set_fill(style.color("soft"), 0.12).move_to((left + right) / 2)
    return VGroup(band, words("learned here", style.LABEL, style.color("soft")).move_to(axes.point(0, 3.4)))


def race(trace: Trace) -> tuple[Axes, list[Curve], VGroup]:
    """The errors of all starts against the step: axes, the curves, and the names at their ends."""
    step, goal, shown = trace["starts/step"][1:], trace.facts["goal"], trace.facts["shown"]
    axes = put(Axes((1, max(step[-1], 10), 1), (1e-4, 10, 1), 9.4, 3.8, ("step", "error"), "xy"), -0.9)
    curves = []
    for name in ("linear", "relu"):
        for seed, losses in enumerate(trace[f"starts/{name}"][1:].T):
            width, opacity = (style.BOLD, 1.0) if seed == shown else (style.THIN, 0.5)
            curves.append(Curve(axes, step, losses, shade(name), width, opacity))
    limit = DashedLine(axes.point(1, goal), axes.point(axes.spans[0][1], goal), stroke_width=style.THIN)
    names = VGroup(limit.set_color(style.color("ink")))
    ends = {"without bends": (0.5, shade("linear")), f"goal: {goal:g}": (goal, style.color("ink"))}
    for text, (height, tint) in (ends | {"ReLU": (0.4 * goal, shade("relu"))}).items():
        names.add(words(text, color=tint).next_to(axes.point(axes.spans[0][1], height), RIGHT, buff=0.2))
    return axes, curves, names


def ending(trace: Trace) -> VGroup:
    """The trained network, how good it is, and a table of predictions beside the truth."""
    drawn = Network(trace.facts["sizes"], 4.4, 3.2, 0.18).show(weights(trace, "relu", -1)).move_to((-3.8, 0.2, 0))
    note = words(claims.size_and_error(trace), style.LABEL, style.color("soft")).next_to(drawn, DOWN, buff=0.4)
    return VGroup(drawn, note, predictions(trace).move_to((3.2, -0.2, 0)))


def predictions(trace: Trace) -> VGroup:
    """A table: x, sin(x), and the answers of both networks."""
    columns = {"x": ("soft", "x"), "sin(x)": ("ink", "truth"), "no bends": (COLORS["linear"], "linear")}
    columns["ReLU"] = COLORS["relu"], "relu"
    rows = [int(np.abs(trace["outside/x"] - place).argmin()) for place in (-4, -2, 0, 2, 4)]
    table = VGroup()
    for place, (name, (tint, column)) in enumerate(columns.items()):
        right = np.array([1.75 * place, 0.0, 0.0])
        table.add(words(name, style.LABEL, style.color(tint)).align_to(right, RIGHT).stand_on(0.1))
        for line, index in enumerate(rows, start=1):
            value = round(float(trace[f"outside/{column}"][index]), 3) + 0.0  # no -0.000
            number = Number(value, "{:g}" if name == "x" else "{:6.3f}", style.DIGITS, style.color(tint))
            table.add(number.align_to(right, RIGHT).stand_on(-0.6 * line))
    return table
