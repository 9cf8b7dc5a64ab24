"""What stands on the stage in chapter 9: carts, chances, strips of labels, charts and the table at the end."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, ManimColor, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims import ch9_cartpole as claims
from scenes.mobjects.axes import Axes
from scenes.mobjects.bars import Bars
from scenes.mobjects.cart import Cart
from scenes.mobjects.curve import Curve, Marks
from scenes.mobjects.figures import Figures
from scenes.mobjects.instep import InStep
from scenes.mobjects.readout import Readout
from scenes.mobjects.strips import Strips
from scenes.mobjects.words import words

COLORS = {"random": "sky", "without": "orange", "after": "green", "lost": "orange", "train": "green"}


def shade(reel: str) -> ManimColor:
    """The color that a player keeps through the whole video."""
    return style.color(COLORS.get(reel, "green"))


def cart(trace: Trace, reel: str, width: float) -> Cart:
    """The cart of a recorded game; the arrow is red where the push is the best in somebody's eyes."""
    states, pushes = trace[f"{reel}/observation"], trace[f"{reel}/action"]
    return Cart(
        states[:, 0],
        states[:, 2],
        pushes,
        width,
        shade(reel),
        style.color("best" if f"{reel}/values" in trace else "ink"),
    )


def ages(trace: Trace) -> list[int]:
    """The ages that were filmed: a short training ends before the later ones."""
    return [age for age in range(len(trace.facts["ages"])) if f"age{age}/action" in trace]


def places(count: int) -> list[np.ndarray]:
    """Where so many carts stand: one or two in the middle, more in rows of two."""
    xs = [0.0] if count == 1 else [-3.5, 3.5]
    ys = [-0.4] if count < 3 else np.linspace(0.85, -1.85, -(-count // 2))
    return [np.array([x, y, 0.0]) for y in ys for x in xs][:count]


def old(trace: Trace, age: int, place: np.ndarray) -> InStep:
    """A cart of one age; over it the steps it has learned at the left, the steps it has stood at the right."""
    reel, learned = f"age{age}", trace.facts["ages"][age]
    drawn = cart(trace, reel, 5.4).move_to(place)
    line = float(place[1]) + 0.98  # of the words over the cart
    name = words(f"after {claims.counted(learned, 'step')} of learning", style.LABEL, style.color("soft"))
    name.move_to(place - np.array([2.7, 0, 0]), aligned_edge=LEFT).stand_on(line)
    stood = np.minimum(np.arange(len(trace[f"{reel}/action"])), claims.steps_of(trace, reel))
    readout = Readout(["lasts"], [0], "{:4.0f}").move_to(place + np.array([2.7, 0, 0]), aligned_edge=RIGHT)
    readout.shift((line - readout.labels[0].baseline) * UP)
    both = InStep((drawn, None), (readout, stood[:, None]))
    both.add(name)
    return both


def panel(trace: Trace, reel: str, x: float) -> InStep:
    """One half of the frame: the cart, the chance of both pushes with the better one marked, and two counts."""
    values, actions = trace[f"{reel}/values"], trace[f"{reel}/action"]
    title = {"without": "without: all steps lose", "after": f"with: only the last {trace.facts['last']} lose"}[reel]
    head = words(title, style.HEADING, shade(reel), bold=True).set_x(x).stand_on(1.95)
    drawn = cart(trace, reel, 5.8).move_to((x, 0.75, 0))
    bars = Bars(["push left", "push right"], values[0], 1.0, 2.9, "{:.2f}", shade(reel), True).move_to((x, -1.25, 0))
    ends = np.flatnonzero(actions < 0)
    rows = np.arange(len(actions))
    game = np.searchsorted(ends, rows)
    begins = np.concatenate([[0], ends + 1])[game]
    fallen = np.array([claims.falls(trace, reel, int(row)) for row in rows])
    counts = Figures({"lasts": [0], "falls": [0]}, ["{:4.0f}", "{:3.0f}"], None, gap=0.8).move_to((x, -2.45, 0))
    both = InStep((drawn, None), (bars, values), (counts, np.stack([rows - begins, fallen], axis=1)[:, None]))
    both.add(head)
    return both


def labels(trace: Trace) -> tuple[Strips, VGroup]:
    """The recorded random games as strips of steps, lost ones orange, and their heads."""
    left = trace["labels/left"]
    ends = np.flatnonzero(left == 1)
    lengths = np.diff([-1, *ends]).tolist()
    cell = min(0.3, 12.4 / max(lengths))
    strips = Strips(lengths, trace["labels/label"][: ends[-1] + 1], [shade("lost"), shade("train")], cell, 0.36)
    strips.move_to((0, -0.45, 0)).show(0)
    fall = words("fall", style.LABEL, style.color("soft")).next_to(strips, UP, buff=0.3).align_to(strips, RIGHT)
    begin = words("each row a random game, each cell a step", style.LABEL, style.color("soft"))
    heads = VGroup(begin.next_to(strips, UP, buff=0.3).set_x(-3.4), fall)
    begin.stand_on(fall.baseline)
    return strips, heads


def growth(trace: Trace) -> tuple[Axes, list[Curve], VGroup]:
    """The length of games against the steps of learning: both networks, and random play."""
    step, full = trace["train/step"], trace.facts["full"]
    last = max(float(step[-1]), 10)
    axes = Axes((1, last, 1), (0, full, full / 5), 8.6, 3.8, ("steps of learning", "steps until the fall"), "x")
    axes.shift(np.array([-1.3, -0.35, 0]) - axes.rule.get_center())
    curves = [Curve(axes, step[1:], trace[f"{reel}/mean"][1:], shade(reel)).show(0) for reel in ("lost", "train")]
    names = VGroup()
    random = trace.facts["figures"]["random"]["mean"]
    level = Curve(axes, [1, last], [random, random], shade("random"), style.THIN)
    texts = {
        f"last {trace.facts['last']} lose": (0.96, "train"),
        "random pushes": (0.13, "random"),
        "all lose": (0.02, "lost"),
    }
    for text, (height, reel) in texts.items():
        names.add(words(text, color=shade(reel)).next_to(axes.point(last, height * full), RIGHT, buff=0.25))
    return axes, curves, VGroup(level, names)


def trials(trace: Trace) -> VGroup:
    """Every network that was tried: the length of its games against the number of lost steps."""
    last, full = trace["tried/last"].astype(float), trace.facts["full"]
    axes = Axes((0, 25, 5), (0, full, full / 5), 7.6, 3.8, ("lost steps before a fall", "steps until the fall"))
    axes.shift(np.array([0, -0.35, 0]) - axes.rule.get_center())
    spread = last + 0.45 * (trace["tried/seed"] - trace["tried/seed"].mean())  # side by side, not on one another
    return VGroup(axes, Marks(axes, spread, trace["tried/mean"], shade("train"), 0.09, 0.9))


def table(trace: Trace) -> VGroup:
    """How long each player's games last, with intervals, and how that was measured."""
    figures = trace.facts["figures"]
    players = {"without": "all steps lose", "random": "random pushes", "pushes where it leans": "pushes where it leans"}
    players["ours"] = f"last {trace.facts['last']} lose"
    inks = [shade("without"), shade("random"), style.color("ink"), shade("after")]
    columns = {
        head: [figures[name][column] for name in players]
        for head, column in (("mean", "mean"), ("from", "low"), ("to", "high"))
    }
    drawn = Figures(columns, ["{:6.1f}"] * 3, inks, list(players.values()), 0.7, 0.9).scale(1.2)
    note = words(claims.judged(trace), style.LABEL, style.color("soft")).next_to(drawn, DOWN, buff=0.5)
    return VGroup(drawn, note.set_x(drawn.get_x())).move_to(0.3 * DOWN + 0 * LEFT)
