"""What stands on the stage of chapter 5: pictures with their chance, the weights, curves, built from its trace."""

import numpy as np
from manim import DOWN, RIGHT, UP, DashedLine, Group, ManimColor, Rectangle, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims import ch5_binary as claims
from scenes.mobjects.axes import Axes
from scenes.mobjects.bars import Bars
from scenes.mobjects.curve import Curve
from scenes.mobjects.heatmap import Heatmap
from scenes.mobjects.judged import Judged
from scenes.mobjects.picture import Picture
from scenes.mobjects.words import fitted, words

MIDDLE, TOP, NAMED = -0.4, 1.6, 1.8  # heights: the content's middle, upper edges, and the baseline of their names
COLORS = {"logistic": "green", "dense": "pink", "loss": "ink"}


def shade(name: str) -> ManimColor:
    """The color that a network keeps through the whole video."""
    return style.color(COLORS[name])


def panel(trace: Trace, place: int, reel: str, width: float = 3.2, length: float = 1.7) -> Group:
    """A test picture with its true name above, and the chance of the class that goes to 1 below."""
    drawn = Picture(trace["shown/picture"][place], width)
    truth = trace.facts["classes"][int(trace["shown/label"][place])]
    title = fitted(truth, 2 * width).next_to(drawn, UP, buff=0.18)
    name = f"chance of {trace.facts['classes'][1]}"
    bar = Bars([name], chances(trace, reel, place)[0], 1.0, length, color=style.color("orange"), room=2.0)
    return Group(drawn, title, bar.next_to(drawn, DOWN, buff=0.35))


def side_by_side(trace: Trace) -> tuple[Group, Group]:
    """Left the class that goes to 1, right the one that goes to 0, for the logistic regression."""
    left, right = (panel(trace, place, "logistic") for place in claims.pair(trace))
    for group, x in ((left, -4.15), (right, 4.15)):
        group.shift(np.array([x, TOP, 0]) - group[0].get_top())
    return left, right


def chances(trace: Trace, reel: str, place: int) -> np.ndarray:
    """The chance of one shown picture at every recorded moment, (moments, 1)."""
    return trace[f"{reel}/probability"][:, [place]]


def weight_maps(trace: Trace) -> np.ndarray:
    """The weights as one number a pixel, the mean of its three colors, (moments, 32, 32)."""
    return trace["logistic/weights"].astype(float).mean(3)


def weights(trace: Trace) -> tuple[Heatmap, VGroup]:
    """The weights as a picture between the two panels, and what its colors mean."""
    frames = weight_maps(trace)
    highest = max(float(np.nanmax(np.abs(frames))), 1e-9)
    drawn = Heatmap(frames[0], (-highest, highest), 3.2, diverging=True).move_to((0, TOP, 0), UP)
    zero, one = trace.facts["classes"]
    frame = Rectangle(width=drawn.width, height=drawn.height, stroke_color=style.color("soft"))
    notes = VGroup(frame.set_stroke(width=style.HAIRLINE).move_to(drawn))
    notes.add(words("weights", style.LABEL, style.color("soft")).stand_on(NAMED))
    notes.add(fitted(f"for {one}", 1.55, style.color("orange")).set_x(-0.85).stand_on(-2.05))
    notes.add(fitted(f"for {zero}", 1.55, style.color("sky")).set_x(0.85).stand_on(-2.05))
    return drawn, notes


def loss_curve(trace: Trace) -> tuple[Axes, Curve, VGroup]:
    """The loss of the logistic regression, and that of the best weights there are."""
    step, loss, best = trace["logistic/step"], trace["logistic/loss"], trace.facts["optimum"]["loss"]
    top = float(np.nanmax([*loss[np.isfinite(loss)], 0.75]))
    axes = Axes(_steps(step), (0, top, 0.25), 5.0, 3.2, ("step", "loss"))
    axes.shift((-3.45, MIDDLE, 0) - axes.rule.get_center())
    notes = VGroup(level(axes, best, "soft"), legend(axes, {f"the best there is: {best:.4f}": "soft"}, 0.9 * top))
    return axes, Curve(axes, step, loss, style.color("ink")), notes


def accuracy_curves(trace: Trace) -> tuple[Axes, list[Curve], VGroup]:
    """The share of training and test pictures that are right, and the answer that needs no learning."""
    step = trace["logistic/step"]
    axes = _percent_axes(step, 5.0)
    axes.shift((3.45, MIDDLE, 0) - axes.rule.get_center())
    curves = [
        Curve(axes, step, 100 * trace["logistic/train_accuracy"], style.color("soft")),
        Curve(axes, step, 100 * trace["logistic/test_accuracy"], shade("logistic")),
    ]
    names = {"training pictures": "soft", "test pictures": COLORS["logistic"], claims.constant(trace): "ink"}
    notes = VGroup(level(axes, 100 * trace.facts["baseline"], "ink"), legend(axes, names))
    return axes, curves, notes


def dense_curve(trace: Trace) -> tuple[Axes, Curve, VGroup]:
    """The test accuracy of the dense network, with that of the logistic regression and of one answer for all."""
    step = trace["dense/step"]
    axes = _percent_axes(step, 5.6).move_to((-3.5, MIDDLE, 0))
    reached = 100 * trace.facts["logistic"]["accuracy"]
    lines = VGroup(level(axes, 100 * trace.facts["baseline"], "ink"), level(axes, reached, COLORS["logistic"]))
    names = {"two hidden layers": COLORS["dense"], f"one weight a number: {reached:.1f}": COLORS["logistic"]}
    lines.add(legend(axes, names | {claims.constant(trace): "ink"}))
    return axes, Curve(axes, step, 100 * trace["dense/test_accuracy"], shade("dense")), lines


def dense_panels(trace: Trace) -> tuple[Group, Group]:
    """The same two pictures, small, for the dense network."""
    left, right = (panel(trace, place, "dense", 1.7, 1.3) for place in claims.pair(trace))
    for group, top in ((left, 1.75), (right, -0.95)):
        bar, drawn, title = group[2], group[0], group[1]
        drawn.move_to((1.0, top, 0), UP)
        title.next_to(drawn, UP, buff=0.12)
        bar.next_to(drawn, RIGHT, buff=0.3)
    return left, right


def level(axes: Axes, height: float, tint: str) -> DashedLine:
    """A dashed line across axes."""
    left, right = axes.spans[0]
    line = DashedLine(axes.point(left, height), axes.point(right, height), stroke_width=style.THIN)
    return line.set_color(style.color(tint))


def legend(axes: Axes, names: dict[str, str], top: float = 34.0) -> VGroup:
    """Names in the colors of their lines, under one another at the right end, the first at the height `top`."""
    texts = VGroup()
    corner = axes.point(axes.spans[0][1], top)
    for index, (name, tint) in enumerate(names.items()):
        text = words(name, style.LABEL, style.color(tint)).move_to(corner, RIGHT)
        texts.add(text.stand_on(corner[1] - 0.42 * index))
    return texts


def judged(trace: Trace) -> Judged:
    """The surest mistakes of the dense network; shown pictures where there is none."""
    count = claims.mistakes_shown(trace)
    reel, last = ("mistakes", count) if count else ("shown", len(trace["shown/label"]))
    chances = trace["mistakes/probability"][:count, 1] if count else trace["dense/probability"][-1]
    right = np.zeros(count, bool) if count else claims.right(trace, "dense")[-1]
    names = [trace.facts["classes"][int(label)] for label in trace[f"{reel}/label"][:last]]
    drawn = Judged(trace[f"{reel}/picture"][:last], names, 1.65, 2.1)
    return drawn.show((chances, right)).move_to((0, MIDDLE, 0))


def ending(trace: Trace) -> tuple[Group, VGroup]:
    """The learned weights, the last answers, and what each way of answering gets right."""
    frames = weight_maps(trace)
    highest = max(float(np.nanmax(np.abs(frames))), 1e-9)
    drawn = Heatmap(frames[-1], (-highest, highest), 3.4, diverging=True).move_to((-4.4, 1.35, 0), UP)
    label = words("learned weights", style.LABEL, style.color("soft")).next_to(drawn, UP, buff=0.18)
    names = [trace.facts["classes"][int(each)] for each in trace["shown/label"]][:4]
    row = Judged(trace["shown/picture"][: len(names)], names, 1.4, 1.75)
    row.show((trace["dense/probability"][-1][: len(names)], claims.right(trace, "dense")[-1][: len(names)]))
    row.move_to((2.3, 1.35, 0), UP)
    above = words(f"chance of {trace.facts['classes'][1]}, dense network", style.LABEL, style.color("soft"))
    shares = {claims.constant(trace): trace.facts["baseline"]}
    shares |= {"one weight a number": trace.facts["logistic"]["accuracy"]}
    shares |= {"two hidden layers": trace.facts["test"]["accuracy"]}
    bars = Bars(list(shares), list(shares.values()), 1.0, 3.6, "{:.3f}", pitch=0.5)
    for bar, tint in zip(bars.bars, ("soft", COLORS["logistic"], COLORS["dense"]), strict=True):
        bar.set_fill(style.color(tint))
    bars.move_to((2.3, -2.9, 0), DOWN)
    return Group(drawn, row), VGroup(label, above.next_to(row, UP, buff=0.18), bars)


def _steps(step: np.ndarray) -> tuple[float, float, float]:
    last = max(int(step[-1]), 1)
    return 0, last, max(last / 4, 1)


def _percent_axes(step: np.ndarray, width: float) -> Axes:
    return Axes(_steps(step), (0, 100, 50), width, 3.2, ("step", "percent right"))
