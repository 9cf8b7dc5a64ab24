"""What stands on the stage in chapter 15: carts, values, activations, charts and the table at the end."""

from typing import Any

import numpy as np
from manim import DOWN, RIGHT, UP, Arrow, Group, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims import ch15_deepq as claims
from scenes.mobjects.axes import Axes
from scenes.mobjects.bars import Bars
from scenes.mobjects.cart import Cart
from scenes.mobjects.curve import Curve, Spot
from scenes.mobjects.figures import Figures
from scenes.mobjects.heatmap import Heatmap
from scenes.mobjects.instep import InStep
from scenes.mobjects.readout import Readout
from scenes.mobjects.region import Region
from scenes.mobjects.words import row, words

LEFT_X, RIGHT_X = -3.6, 3.4
SIDES = {"push left": "sky", "push right": "orange"}  # the pushes and their colors
LAYERS = {"first": (1.75, "first layer"), "second": (5.05, "second layer")}
SIDE = 2.1  # of the square of a layer's 64 activations, in units


def cart(trace: Trace, reel: str, width: float) -> Cart:
    """The cart of a played game; its arrow is red: the push of the higher value."""
    states, pushes = trace[f"{reel}/observation"], trace[f"{reel}/action"]
    return Cart(states[:, 0], states[:, 2], pushes, width, style.color("green"), style.color("best"))


def first_cart(trace: Trace) -> InStep:
    """The game of the untaught network at the left, the four numbers of its state at the right."""
    names = ["position", "speed", "angle", "turning speed"]
    states = trace["age0/observation"]
    numbers = Readout(names, states[0], "{:7.3f}", pitch=0.65).move_to((RIGHT_X + 0.6, -0.2, 0))
    return InStep((cart(trace, "age0", 6.2).move_to((LEFT_X + 0.2, -0.2, 0)), None), (numbers, states))


class Mind(Group):
    """A step of a game and the values so far at the left; at the right both layers and both values, the best marked."""

    def __init__(self, trace: Trace, reel: str) -> None:
        self.cart = cart(trace, reel, 5.8).move_to((LEFT_X, 1.15, 0))
        self.values = trace[f"{reel}/values"]
        self.activations = {name: trace[f"{reel}/{name}"].astype(float) for name in LAYERS}
        self.layers = {name: layer(self.activations[name], x) for name, (x, _) in LAYERS.items()}
        highest = max(float(np.nanmax(self.values)), trace.facts["best"])
        inks = [style.color(name) for name in SIDES.values()]
        self.bars = Bars(list(SIDES), self.values[0], highest, 2.7, "{:6.1f}", inks, mark_best=True)
        self.bars.move_to((RIGHT_X, -1.8, 0))
        self.axes, self.curves, names = self._chart()
        self.spots = [Spot(self.axes, (0, value), radius=0.08) for value in self.values[0]]
        heads = [words(text, style.LABEL, style.color("soft")).set_x(x).stand_on(1.95) for x, text in LAYERS.values()]
        flow = [Arrow((2.95, 0.7, 0), (3.85, 0.7, 0), buff=0), Arrow((5.05, -0.5, 0), (5.05, -1.1, 0), buff=0)]
        for arrow in flow:
            arrow.set_color(style.color("soft")).set_stroke(width=style.THIN)
        self.still = Group(self.axes, names, *heads, *flow)
        super().__init__(self.still, *self.layers.values(), *self.curves, *self.spots, self.bars, self.cart)
        self.last = len(self.values) - 1
        self.show(0)

    def show(self, step: float) -> "Mind":
        """Shows a step; the cart moves on between two of them."""
        whole = min(int(step), self.last)
        self.cart.show(step)
        self.bars.show(self.values[whole])
        for name, heat in self.layers.items():
            heat.show(self.activations[name][whole].reshape(8, 8))
        for curve, spot, value in zip(self.curves, self.spots, self.values[whole], strict=True):
            curve.show(whole)
            spot.show((whole, value))
        return self

    def _chart(self) -> tuple[Axes, list[Curve], VGroup]:
        """Both values against the step, the axes and what the colors mean."""
        low, high = 10 * np.floor(np.nanmin(self.values) / 10), 10 * np.ceil(np.nanmax(self.values) / 10)
        steps = np.arange(len(self.values))
        span = (float(low), float(max(high, low + 10)), float(max(high - low, 10)) / 2)
        axes = Axes((0, float(steps[-1]), float(steps[-1])), span, 4.9, 1.55, ("", "value"))
        axes.shift(np.array([LEFT_X + 0.2, -1.75, 0]) - axes.rule.get_center())
        curves = [
            Curve(axes, steps, column, style.color(color), style.THIN)
            for column, color in zip(self.values.T, SIDES.values(), strict=True)
        ]
        pushes = [words(push, color=style.color(color)) for push, color in SIDES.items()]
        name: Any = axes.names[0]
        legend = row(*pushes, gap=0.4)
        legend.shift((axes.rule.get_right()[0] - legend.get_right()[0]) * RIGHT)
        return axes, curves, legend.shift((name.baseline - pushes[0].baseline) * UP)


def layer(activations: np.ndarray, x: float) -> Heatmap:
    """The 64 activations of a layer as a square, bright where they are high."""
    highest = max(float(np.nanmax(activations)), 1e-3)
    heat = Heatmap(activations[0].reshape(8, 8), (0, highest / 2), SIDE)  # half: the highest is reached but seldom
    heat.move_to((x, 0.7, 0))
    return heat


def growth(trace: Trace) -> tuple[Axes, Curve, Region, VGroup]:
    """The length of games against steps of learning at the left, the value of every lean and turn at the right."""
    steps, full = trace["train/steps"] / 1000, trace.facts["full"]
    last = max(float(steps[-1]), 0.1)
    axes = Axes(
        (0, last, last / 2), (0, full, full / 5), 5.2, 3.1, ("thousand steps of learning", "mean steps of a game")
    )
    axes.shift(np.array([LEFT_X + 0.2, -0.3, 0]) - axes.rule.get_center())
    plane = Axes((-12, 12, 12), (-3, 3, 3), 5.2, 3.1, ("angle in degrees", "turning speed"))
    plane.shift(np.array([RIGHT_X + 0.4, -0.3, 0]) - plane.rule.get_center())
    region = Region(plane, trace["train/field"][0].max(axis=-1), (0, trace.facts["best"]))
    name: Any = plane.names[1]
    head = words("light: worth more", style.LABEL)
    head.shift((plane.rule.get_right()[0] - head.get_right()[0]) * RIGHT).stand_on(name.baseline)
    curve = Curve(axes, steps, trace["train/mean"], style.color("green")).show(0)
    return axes, curve, region, VGroup(head)


def settling(trace: Trace) -> tuple[Axes, list[Curve], VGroup]:
    """Both values of a cart at rest against steps of learning, and the value of never falling as a line."""
    steps, best = trace["train/steps"] / 1000, trace.facts["best"]
    last = max(float(steps[-1]), 0.1)
    axes = Axes((0, last, last / 2), (0, 120, 20), 8.4, 3.6, ("thousand steps of learning", "value of a cart at rest"))
    axes.shift(np.array([-1.4, -0.3, 0]) - axes.rule.get_center())
    level = Curve(axes, [0, last], [best, best], style.color("soft"), style.THIN)
    names = [words("never falling", color=style.color("soft")).next_to(axes.point(last, best), RIGHT, buff=0.25)]
    for (text, color), height in zip(SIDES.items(), (75, 60), strict=True):
        names.append(words(text, color=style.color(color)).next_to(axes.point(last, height), RIGHT, buff=0.25))
    curves = [
        Curve(axes, steps, column, style.color(color)).show(0)
        for column, color in zip(trace["train/start"].T, SIDES.values(), strict=True)
    ]
    return axes, curves, VGroup(level, *names)


def table(trace: Trace) -> VGroup:
    """How long each player's games last, with intervals, and how that was measured."""
    figures = trace.facts["figures"]
    players = {"random": "random pushes", "pushes where it leans": "pushes where it leans", "ours": "the network"}
    inks = [style.color(name) for name in ("sky", "ink", "green")]
    columns = {
        head: [figures[name][column] for name in players]
        for head, column in (("mean", "mean"), ("from", "low"), ("to", "high"))
    }
    drawn = Figures(columns, ["{:6.1f}"] * 3, inks, list(players.values()), 0.75, 0.9).scale(1.2)
    notes = [
        words(text, style.LABEL, style.color("soft")) for text in (claims.judged(trace), claims.seeds_verdict(trace))
    ]
    notes[0].next_to(drawn, DOWN, buff=0.45).set_x(drawn.get_x())
    notes[1].next_to(notes[0], DOWN, buff=0.25).set_x(drawn.get_x())
    return VGroup(drawn, *notes).move_to(0.3 * DOWN)
