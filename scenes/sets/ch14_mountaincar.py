"""What stands on the stage in chapter 14: hills, maps of the plane of position and speed, tables, charts, figures."""

from typing import Any

import numpy as np
from manim import DOWN, RIGHT, UP, Group, ManimColor, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims import ch14_mountaincar as claims
from scenes.mobjects.axes import Axes
from scenes.mobjects.cells import Mesh, Overlap
from scenes.mobjects.curve import Curve, Spot, Trail
from scenes.mobjects.figures import Figures
from scenes.mobjects.hill import Hill
from scenes.mobjects.instep import InStep
from scenes.mobjects.readout import Readout
from scenes.mobjects.region import Region
from scenes.mobjects.words import Glyphs, row, words

COLORS = {"before": "ink", "table": "pink", "after_table": "pink"}  # sky and orange are the pushes left and right
LEFT_X, RIGHT_X, MIDDLE = -3.4, 3.6, -0.3  # centers of the two halves; height of a map's center


def shade(reel: str) -> ManimColor:
    """The color that a player keeps through the whole video."""
    return style.color(COLORS.get(reel, "green"))


def hill(trace: Trace, reel: str, width: float) -> Hill:
    """The hill of a recorded drive; the arrow is red where the push is the best in somebody's eyes."""
    arrow = style.color("best" if f"{reel}/values" in trace else "ink")
    return Hill(trace[f"{reel}/observation"][:, 0], trace[f"{reel}/action"], width, shade(reel), arrow)


def plane(x: float, width: float = 5.2, height: float = 3.1, y: float = MIDDLE) -> Axes:
    """Axes of position and speed, with the middle of their area at a place of the frame."""
    ticks = ([-1.2, -0.6, 0.0, 0.6], [-0.07, 0.0, 0.07])
    spans = (-1.2, 0.6, 0.6), (-0.07, 0.07, 0.07)
    axes = Axes(*spans, width, height, ("position", "speed"), ticks=ticks)
    axes.grid.set_stroke(opacity=0)
    return axes.shift(np.array([x, y, 0.0]) - axes.rule.get_center())


def trail(trace: Trace, reel: str, axes: Axes, color: ManimColor | None = None) -> Trail:
    """The path of a recorded drive through the plane."""
    states = trace[f"{reel}/observation"]
    ink = shade(reel) if color is None else color
    return Trail(axes, states[:, 0], states[:, 1], ink, recent=25, marks=False)


def maps(trace: Trace, reel: str) -> tuple[Region, Region, VGroup]:
    """The value of every state at the left, its best push at the right, as learned at first, and their heads."""
    lowest = min(float(np.nanmin(trace[f"{name}/value"])) for name in ("tiles", "truth"))
    left = Region(plane(LEFT_X), trace[f"{reel}/value"][0], (lowest, 0))
    right = Region(plane(RIGHT_X), push_side(trace, reel)[0], (-1.6, 1.6), True)
    return left, right, VGroup(value_head(left, "light: near the flag, or untried"), push_head(right))


def push_side(trace: Trace, reel: str) -> np.ndarray:
    """The best push of every row as a side: -1 left, 0 none, 1 right; NaN where the best is one never tried."""
    return np.where(trace[f"{reel}/value"] == 0, np.nan, trace[f"{reel}/best"].astype(float) - 1)


def value_head(region: Region, text: str) -> VGroup:
    """The name of a map of values, at the right over it."""
    return _over(region.axes, row(words(text, style.LABEL)))


def push_head(region: Region) -> VGroup:
    """The name of a map of pushes with their colors, at the right over it."""
    colors = {"left": "sky", "right": "orange"}
    pushes = [words(push, style.LABEL, style.color(color), bold=True) for push, color in colors.items()]
    dark = words("dark: none, untried", style.LABEL, style.color("soft"))
    return _over(region.axes, row(words("best:", style.LABEL), *pushes, dark))


def _over(axes: Axes, head: VGroup) -> VGroup:
    name: Any = axes.names[1]
    lead: Any = head[0]
    head.shift((axes.rule.get_right()[0] - head.get_right()[0]) * RIGHT)
    return head.shift((name.baseline - lead.baseline) * UP)


def first_look(trace: Trace) -> tuple[Axes, Trail]:
    """The plane at the right, and the path of the random drive through it."""
    axes = plane(RIGHT_X)
    return axes, trail(trace, "before", axes)


def mesh(trace: Trace, axes: Axes) -> Mesh:
    """The cells of the one table."""
    return Mesh(axes, trace.facts["one"][1], (0.0, 0.0), style.color("soft"))


def shifts(trace: Trace) -> np.ndarray:
    """How far each of the shifted tables lies to the left and down, in cells, (tables, 2)."""
    parts = np.arange(trace.facts["many"][0]) / trace.facts["many"][0]
    return np.stack([parts, parts * 3 % 1], axis=1)  # the rule of the learner, in its docstring of the cells


def shifted(trace: Trace) -> tuple[Axes, VGroup, Overlap, Spot]:
    """A large plane, the lines of the first three of the shifted tables, the cells that hold one state, and it."""
    axes, cells, where = plane(0, 8.4, 3.5), trace.facts["many"][1], shifts(trace)
    spread = where[np.linspace(0, len(where) - 1, 3).astype(int)]
    colors = ("green", "ink", "soft")
    lines = [Mesh(axes, cells, tuple(shift), style.color(name)) for shift, name in zip(spread, colors, strict=True)]
    place = trace["after/observation"][0]
    overlap = Overlap(axes, cells, where, place, style.color("green"))
    return axes, VGroup(*lines).set_stroke(opacity=0.7), overlap, Spot(axes, place)


def growth(trace: Trace) -> tuple[Axes, list[Curve], VGroup]:
    """Mean steps against drives of learning, for one table and for the sum; the rule and the limit as lines."""
    last = max(int(trace["table/episode"][-1]), 1)
    axes = Axes((0, last, last / 5 if last >= 5 else 1), (80, 200, 20), 8.0, 3.6, ("drives of learning", "mean steps"))
    axes.shift(np.array([-1.6, -0.3, 0]) - axes.rule.get_center())
    curves = [Curve(axes, trace[f"{reel}/episode"], -trace[f"{reel}/mean"], shade(reel)) for reel in ("table", "tiles")]
    levels, ends = VGroup(), {}
    for text, player in (("push the way it moves", "pushes along"), ("value iteration", "value iteration")):
        mean = claims.mean_steps(trace, player)
        levels.add(Curve(axes, [0, last], [mean, mean], style.color("soft"), style.THIN))
        ends[words(text, color=style.color("soft"))] = mean
    for text, reel in (("one table", "table"), (f"{trace.facts['many'][0]} shifted tables", "tiles")):
        ends[words(text, color=shade(reel))] = -trace[f"{reel}/mean"][-1]
    names = beside(axes, ends)
    return axes, [curve.show(0) for curve in curves], VGroup(levels, names)


def beside(axes: Axes, ends: dict[Glyphs, float]) -> VGroup:
    """Names at the right of the lines that end at these heights, from the top, none closer than a line of text."""
    above = np.inf
    for name in sorted(ends, key=lambda name: -ends[name]):
        name.next_to(axes.point(axes.spans[0][1], ends[name]), RIGHT, buff=0.25)
        name.shift(min(0.0, above - name.get_y()) * UP)
        above = name.get_y() - 0.36
    return VGroup(*ends)


def old(trace: Trace, age: int, x: float) -> InStep:
    """A small hill driven at one age, with the drives it has learned from and the steps it has taken."""
    reel, learned = f"age{age}", trace.facts["ages"][age]
    drawn = hill(trace, reel, 3.8).move_to((x, -0.1, 0))
    name = words(f"after {learned:,} drive{'' if learned == 1 else 's'}", style.LABEL, style.color("soft"))
    taken = Readout(["step"], [0], "{:4.0f}").move_to((x, -1.9, 0))
    both = InStep((drawn, None), (taken, np.arange(len(trace[f"{reel}/action"]))[:, None]))
    both.add(name.move_to((x, 1.6, 0)))
    return both


def pair(trace: Trace) -> tuple[Group, InStep]:
    """Left before, right after: the hills, and under them the paths through the plane of best pushes."""
    still, moving = Group(), []
    best = push_side(trace, "tiles")
    for reel, x, row_of, text in (
        ("before", LEFT_X, 0, "before"),
        ("after", RIGHT_X, claims.kept(trace, "tiles"), "after"),
    ):
        region = Region(plane(x, 5.2, 1.75, -1.35), best[row_of], (-1.6, 1.6), True)
        head = words(text, style.HEADING, shade(reel), bold=True).move_to((x - 2.6, 0, 0), aligned_edge=-RIGHT)
        still.add(region, head.stand_on(1.9), *([push_head(region)] if row_of else []))
        drawn = hill(trace, reel, 3.3).move_to((x + 0.6, 1.35, 0))
        moving += [(drawn, None), (trail(trace, reel, region.axes, style.color("ink")), None)]
    return still, InStep(*moving)


def truth_beside(trace: Trace) -> Group:
    """The value of every state: left as learned by the kept tables, right by value iteration."""
    lowest = min(float(np.nanmin(trace[f"{name}/value"])) for name in ("tiles", "truth"))
    rows = (
        (LEFT_X, "tiles", claims.kept(trace, "tiles"), "learned value"),
        (RIGHT_X, "truth", 0, "value by value iteration"),
    )
    both = Group()
    for x, reel, place, name in rows:
        region = Region(plane(x), trace[f"{reel}/value"][place], (lowest, 0))
        both.add(region, value_head(region, name))
    return both


def table(trace: Trace) -> VGroup:
    """How many steps each player takes, with intervals, and how that was measured."""
    figures, (tables, _) = trace.facts["figures"], trace.facts["many"]
    players = {
        "random": "random pushes",
        "ours, one table": "one table",
        "pushes along": "push the way it moves",
        "ours": f"{tables} shifted tables",
        "value iteration": "value iteration",
    }
    inks = [shade("before"), shade("table"), style.color("ink"), shade("tiles"), style.color("ink")]
    columns = {
        head: [-figures[name][column] for name in players]
        for head, column in (("mean", "mean"), ("from", "high"), ("to", "low"))
    }
    drawn = Figures(columns, ["{:6.1f}"] * 3, inks, list(players.values()), 0.56, 0.9).scale(1.15)
    notes = [words(text, style.LABEL, style.color("soft")) for text in (claims.judged(trace), claims.older(trace))]
    notes[0].next_to(drawn, DOWN, buff=0.4).set_x(drawn.get_x())
    notes[1].next_to(notes[0], DOWN, buff=0.25).set_x(drawn.get_x())
    return VGroup(drawn, *notes).move_to(0.35 * DOWN)
