"""What stands on the stage in chapter 2: panels, readings, marks and the table at the end, built from its trace."""

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, ManimColor, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims.ch2_gradient import ending, heading
from scenes.mobjects.axes import Axes
from scenes.mobjects.curve import Curve, Spot, Trail
from scenes.mobjects.descent import Descent
from scenes.mobjects.words import words

COLORS = {"too_large": "orange", "overshooting": "orange", "middle": "green", "too_small": "sky"}


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
    axes = Axes((-5, 25, 5), (0, 225, 75), 5.4, 2.9)
    path = trace[f"{reel}/x"], trace[f"{reel}/y"]
    title = heading(trace, reel), f"rate {trace.facts['rates'][reel]:g}"
    both = Descent(axes, (trace["hill/x"], trace["hill/y"]), path, title, shade(reel))
    return both.shift(3.4 * half + 0.3 * UP - both.axes.rule.get_center())


def mark(axes: Axes, trace: Trace, reel: str) -> VGroup:
    """A large dot at the steps that one of the shown rates needed, with its rate; nothing where it did not arrive."""
    if trace.facts["outcome"][reel] != "converged":
        return VGroup()
    rate, steps = trace.facts["rates"][reel], trace.facts["steps"][reel]
    spot = Spot(axes, (rate, steps), shade(reel), 0.13)
    label = words(f"{rate:g}: {steps} steps", style.LABEL, shade(reel))
    return VGroup(spot, label.next_to(spot, (LEFT if rate > 0.5 else RIGHT) + 0.5 * UP, buff=0.2))


def goal_line(heights: Axes, trace: Trace) -> VGroup:
    """The height below which an optimizer counts as close, as a dashed line with its number."""
    close, last = trace.facts["valley"]["close"], heights.spans[0][1]
    line = DashedLine(heights.point(0, close), heights.point(last, close), stroke_width=style.THIN)
    label = words(f"close: {close:g}", style.LABEL, style.color("soft"))
    label.next_to(line.get_end(), UP + LEFT, buff=0.1).align_to(line, RIGHT)
    return VGroup(line.set_stroke(style.color("soft")), label)


def ending_table(trace: Trace) -> VGroup:
    """A row for each rate: its way in small, its name, the rate, and what became of it."""
    rows = VGroup()
    for index, reel in enumerate(("too_large", "overshooting", "middle", "too_small")):
        axes = Axes((-5, 25, 15), (0, 225, 75), 1.7, 0.85, ticks=([], [])).move_to((-5.6, -1.25 * index, 0))
        way = Trail(axes, trace[f"{reel}/x"], trace[f"{reel}/y"], shade(reel)).show(len(trace[f"{reel}/x"]) - 1)
        hill = Curve(axes, trace["hill/x"], trace["hill/y"], style.color("soft"), style.HAIRLINE)
        name = words(heading(trace, reel), style.HEADING, shade(reel), bold=True)
        rate = words(f"rate {trace.facts['rates'][reel]:g}", style.LABEL, style.color("soft"))
        texts = name, rate, words(ending(trace, reel), style.LABEL)
        for text, left in zip(texts, (-4.3, -2.0, -0.3), strict=True):
            text.align_to((left, 0, 0), LEFT).stand_on(-1.25 * index - 0.1)
        rows.add(VGroup(hill, way.past, way.marks, way.spot, *texts))
    return rows
