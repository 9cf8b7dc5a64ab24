"""What stands on the stage in chapter 8, built from its trace and put in its place."""

import numpy as np
from manim import DOWN, LEFT, UP, Arrow, SurroundingRectangle, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims.ch8_frozenlake import ending, found
from scenes.mobjects.approach import Approach
from scenes.mobjects.axes import Axes
from scenes.mobjects.bars import Bars
from scenes.mobjects.checks import Checks
from scenes.mobjects.cloud import Cloud
from scenes.mobjects.curve import Curve
from scenes.mobjects.figures import Figures
from scenes.mobjects.lake import Lake
from scenes.mobjects.ledger import Ledger
from scenes.mobjects.onehot import OneHot
from scenes.mobjects.outing import Outing
from scenes.mobjects.readout import Readout
from scenes.mobjects.table import QTable
from scenes.mobjects.words import Number, row, words

CELL, LOWEST = 1.05, 0.01
LEFT_BOARD, UNDER_BOARD = np.array([-4.0, 0.15, 0]), np.array([-4.0, -2.5, 0])
RIGHT = np.array([3.3, -0.3, 0])


def board(trace: Trace, cell: float = CELL) -> Lake:
    """The lake at the left, warmed by powers of ten: chances differ a hundredfold."""
    return Lake(trace.facts["rows"], cell, pattern="{:.3f}", lowest=LOWEST).move_to(LEFT_BOARD)


def ledger(trace: Trace) -> Ledger:
    """The moves of the random game, with its end as their label."""
    states, actions = trace["before/observation"][:-1][-12:], trace["before/action"][:-1][-12:]
    names = [trace.facts["names"][int(action)] for action in actions]
    return Ledger(("place", "move", "won"), states, names, float(trace["before/reward"].sum())).move_to(RIGHT)


def table(trace: Trace) -> QTable:
    """A row for each place, a column for each move, all zeros."""
    ends = board(trace).ends()
    return QTable(trace.facts["names"], len("".join(trace.facts["rows"])), ends).move_to((3.4, -0.33, 0))


def pairs(trace: Trace) -> np.ndarray:
    """Every place that is no end, with every move."""
    places = [at for at, letter in enumerate("".join(trace.facts["rows"])) if letter in "SF"]
    return np.array([(place, action) for place in places for action in range(len(trace.facts["names"]))])


def network(trace: Trace) -> tuple[VGroup, OneHot, Number]:
    """The network as a box: what goes in, what is within, what comes out."""
    sizes = len("".join(trace.facts["rows"])), len(trace.facts["names"])
    names = [f"{name}: one of {size}" for name, size in zip(("place", "move"), sizes, strict=True)]
    inputs = OneHot(names, sizes, side=0.42, wrap=8).move_to((1.8, -0.2, 0))
    output = Number(trace["train/chance"][0][0, 0], "{:.3f}", style.TITLE).move_to((5.8, -0.2, 0))
    arrow = Arrow((3.7, -0.2, 0), (5.0, -0.2, 0), buff=0, color=style.color("soft"), stroke_width=style.LINE)
    within = words(f"{trace.facts['hidden']} neurons", style.LABEL, style.color("soft")).next_to(arrow, UP, buff=0.2)
    name = words("chance to win", style.LABEL, style.color("soft")).next_to(output, DOWN, buff=0.3)
    return VGroup(arrow, within, name), inputs, output


def against_truth(trace: Trace) -> tuple[VGroup, Cloud, np.ndarray]:
    """Predicted against exact chance for all pairs that can win at all, and the pairs' places in the table."""
    truth = np.array(trace.facts["truth"])
    where = np.array([pair for pair in pairs(trace) if truth[tuple(pair)] > 0]).T
    span = (0.005, 1.0, 1.0)
    axes = Axes(span, span, 4.6, 3.9, ("exact chance", "predicted chance"), "xy").move_to((3.3, -0.4, 0))
    line = Curve(axes, span[:2], span[:2], style.color("soft"), style.THIN)
    cloud = Cloud(axes, truth[tuple(where)], trace["train/chance"][0][tuple(where)], style.color("sky"))
    return VGroup(axes, line), cloud, where


def loss(trace: Trace) -> Readout:
    """The loss, under the board."""
    return Readout(["loss"], [trace["train/loss"][0]], "{:.4f}", {"loss": style.color("pink")}).move_to(UNDER_BOARD)


def start_table(trace: Trace) -> VGroup:
    """The four moves of the start, predicted and exact; a box around the best."""
    columns = {"predicted": trace["train/chance"][-1][0], "exact": np.array(trace.facts["truth"])[0]}
    best = int(columns["predicted"].argmax())
    inks = [style.color("best" if move == best else "ink") for move in range(len(columns["exact"]))]
    figures = Figures(columns, ["{:.4f}", "{:.4f}"], inks, trace.facts["names"], 0.7, 0.7).scale(1.15).move_to(RIGHT)
    line = VGroup(figures.names[best], *figures.numbers[best])
    box = SurroundingRectangle(line, color=style.color("best"), buff=0.18, stroke_width=style.THIN)
    return VGroup(box.stretch_to_fit_width(figures.width + 0.5), figures)


def outing(trace: Trace, reel: str, x: float) -> Outing:
    """A recorded game on the chances that it was played by, at this place of the frame."""
    step = trace.facts[reel]["step"]
    row = int(np.flatnonzero(trace["train/step"] == step)[0])
    lake = board(trace, 0.94).move_to((x, -0.35, 0)).show(trace["train/chance"][row])
    game = trace[f"{reel}/observation"], trace[f"{reel}/action"]
    return Outing(lake, f"{step:,} steps", "", *game, ending(trace, reel))


def bars(trace: Trace) -> tuple[Bars, VGroup]:
    """The four moves of a place as bars, and what stands over and under them."""
    values = trace["after/values"][0]
    four = Bars(trace.facts["names"], values, width=3.6, pattern="{:.4f}", mark_best=True, relative=True).move_to(RIGHT)
    head = words("chance to win, by move", style.HEADING, bold=True).next_to(four, UP, buff=0.6)
    note = words("a full bar: the best of the four", style.LABEL, style.color("soft")).next_to(four, DOWN, buff=0.5)
    return four, VGroup(head.align_to(four, LEFT), note.align_to(four, LEFT))


def luck(trace: Trace) -> tuple[Checks, VGroup]:
    """A square for every other learner, whether it found a way, and what its colors mean."""
    counts = sorted(found(trace), reverse=True)
    ways = np.array([trace["seeds/moves"][trace["seeds/games"] == count] > 0 for count in counts])
    field = Checks(ways, 0.5).move_to((1.2, -0.3, 0))
    names = VGroup()
    for line, count in enumerate(counts):
        middle = field.get_top()[1] - 0.2 - 0.5 * line
        names.add(
            words(f"{count:,} games", style.LABEL, style.color("soft")).next_to(field, LEFT, buff=0.4).set_y(middle)
        )
    key = [words("each square another learner, with games and first weights of its own:", style.LABEL)]
    for text, ink in (("found a way", "green"), ("did not", "orange")):
        key.append(words(text, style.LABEL, style.color(ink), bold=True))
    names.add(row(*key, gap=0.3).move_to((0, field.get_top()[1] + 0.8, 0)))
    return field, names


def chart_of_wins(trace: Trace) -> Approach:
    """The exact chance of the best moves on slippery ice, round by round, under the limit."""
    steps = trace["ice/round"] + trace["ice/step"] / max(trace.facts["steps"], 1)
    names = ("round", "chance to reach the star")
    return Approach(steps, trace["ice/wins"], trace.facts["limit"], "best fixed moves", names).move_to((3.4, -0.55, 0))
