"""What stands on the stage in chapter 18: slot machines, aims, guesses beside what came, screens and guesses."""

from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, ManimColor, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims import atari
from scenes.claims import ch18_doubleq as claims
from scenes.claims.ch17_breakout import move_names
from scenes.mobjects.axes import Axes, round_span
from scenes.mobjects.curve import Curve, Marks
from scenes.mobjects.gap import Gap
from scenes.mobjects.growth import unit
from scenes.mobjects.guessing import Guessing, spread
from scenes.mobjects.pulls import Level, Pulls
from scenes.mobjects.readout import Readout
from scenes.mobjects.thinking import WIDE, Thinking
from scenes.mobjects.words import column_of, row, words
from scenes.sets import ch16_pong as sets

TINTS = {"plain": "orange", "double": "green"}  # the largest of the guesses; one chooses, the other judges
CHOOSER, JUDGE = "sky", "pink"
WAYS = {"single": ("plain", "largest mean"), "double": ("double", "judged")}
PAIRED = 0.4  # middle of two screens side by side
HEAD = 2.0  # baseline of what stands over axes side by side
SIDE_X = 5.1  # the middle of what stands beside the machines


def machines(trace: Trace) -> Pulls:
    """Ten machines in a row, and what their pulls paid."""
    picture = Pulls(trace["machines/paid"], trace["machines/mean"], 9.0, 3.6)
    return picture.shift(np.array([-1.6, -0.3, 0]) - picture.axes.rule.get_center())


def pulls(trace: Trace) -> list[int]:
    """How often each machine has been pulled, row by row."""
    return [(row + 1) * trace["machines/paid"].shape[2] for row in range(len(trace["machines/paid"]))]


def best_mean(trace: Trace, picture: Pulls) -> Group:
    """The machine of the largest mean, marked, and that mean beside the truth."""
    machine, mean = claims.largest(trace)
    inks = {"largest mean": style.color("orange")}
    return Group(picture.prefer(machine), _beside({"largest mean": mean, "truth": 0.0}, inks, machine))


def two_halves(trace: Trace, picture: Pulls) -> tuple[Group, Group, Group]:
    """The dots and means of the half that chooses; those of the half that judges; the choice with both numbers."""
    machine, chosen, judged = claims.halves(trace)
    parts = []
    for second, name, tint, side in ((False, "chooser", CHOOSER, (-1, 0)), (True, "judge", JUDGE, (0, 1))):
        color = style.color(tint)
        level = Level(picture.axes, trace[f"machines/{name}"][-1], side, color)
        parts.append(Group(picture.half(second, color), level))
    inks = {"chooser": style.color(CHOOSER), "judge": style.color(JUDGE)}
    beside = _beside({"chooser": chosen, "judge": judged, "truth": 0.0}, inks, machine)
    return parts[0], parts[1], Group(picture.prefer(machine), beside)


def _beside(numbers: dict[str, float], inks: dict[str, ManimColor], machine: int) -> Group:
    """The machine that is preferred, and what is said of it."""
    head = words(f"machine {machine + 1}", style.HEADING, style.color("best"))
    rounded = [round(value, 2) + 0.0 for value in numbers.values()]  # no minus before a zero
    readout = Readout(list(numbers), rounded, "{:5.2f}", inks, pitch=0.65, gap=0.25)
    readout.move_to((SIDE_X, -0.4, 0))
    return Group(head.align_to(readout, LEFT).stand_on(readout.get_top()[1] + 0.45), readout)


def single_rows(trace: Trace) -> tuple[Group, list[Marks | Curve]]:
    """What the best of each row of machines seems to pay, both ways, as dots; their means so far as lines."""
    count = len(trace["rows/single"])
    values = np.concatenate([trace[f"rows/{way}"] for way in WAYS])
    reach = float(np.ceil(np.abs(values).max()))
    axes = Axes((0, count, count), (-reach, reach, reach), 4.4, 3.4, ("rows of machines", "best machine seems to pay"))
    _settle(axes, -3.9)
    truth = Curve(axes, [0, count], [0, 0], style.color("ink"), style.HAIRLINE)
    shown: list[Marks | Curve] = []
    numbers = np.arange(count) + 0.5
    names = VGroup()
    for way, (kind, name) in WAYS.items():
        color = style.color(TINTS[kind])
        end = axes.point(count, float(trace[f"rows/{way}_mean"][-1]))
        names.add(words(name, style.LABEL, color).align_to(end + 0.2 * RIGHT, LEFT).stand_on(end[1] - 0.08))
        shown.append(Marks(axes, numbers, trace[f"rows/{way}"], color, opacity=0.55))
        shown.append(Curve(axes, numbers, trace[f"rows/{way}_mean"], color))
    return Group(axes, truth, names), shown


def more_pulls(trace: Trace, middle: float) -> tuple[Axes, list[Curve], VGroup]:
    """What the best machine seems to pay after ever more pulls, both ways, against the truth; and the names."""
    pulls = trace["bandit/pulls"]
    _, high, pitch = round_span(0, float(trace["bandit/single"].max()), 3)
    last = float(pulls[-1])
    names = ("pulls of each machine", claims.averaged(trace))
    ticks = (None, [float(tick) for tick in np.arange(0, high + pitch / 2, pitch)])
    axes = Axes((0, last, last / 2), (-0.4 * pitch, high, pitch), 4.6, 3.4, names, ticks=ticks)
    _settle(axes, middle)
    truth = Curve(axes, [0, last], trace["bandit/truth"][[0, -1]], style.color("ink"), style.HAIRLINE)
    curves = [Curve(axes, pulls, trace[f"bandit/{way}"], style.color(TINTS[kind])) for way, (kind, _) in WAYS.items()]
    texts = [words(name, style.LABEL, style.color(TINTS[kind])) for kind, name in WAYS.values()]
    legend = column_of([*texts, words("truth: nothing", style.LABEL)], 0.45)
    legend.align_to(axes.rule.get_right(), RIGHT).align_to(axes.rule.get_top() + 0.15 * DOWN, UP)
    return axes, curves, VGroup(truth, *legend)


def _settle(axes: Axes, middle: float) -> None:
    """Puts axes into their half, with the name over them at the height of the other half's."""
    axes.shift(np.array([middle, -0.3, 0]) - axes.rule.get_center())
    name: Any = axes.names[1]
    name.stand_on(axes.rule.get_top()[1] + 0.3)


def aims() -> tuple[VGroup, VGroup]:
    """What a guess is moved towards, a line for plain and one for double DQN."""
    came = ("rewards + discount ×", "ink")
    said = {
        "plain": [came, ("the largest guess", "orange")],
        "double": [came, ("the judge’s guess", JUDGE), ("for the", "ink"), ("chooser’s move", CHOOSER)],
    }
    lines = []
    for place, (kind, parts) in enumerate(said.items()):
        name = words(f"{claims.KINDS[kind]} aims at", style.HEADING, style.color(TINTS[kind]))
        text = row(*[words(part, style.HEADING, style.color(color)) for part, color in parts], gap=0.2)
        name.align_to(np.array([-6.4, 0, 0]), LEFT).stand_on(-1.85 - 0.75 * place)
        first: Any = text[0]
        text.shift(np.array([-2.9 - text.get_left()[0], name.baseline - first.baseline, 0]))
        lines.append(VGroup(name, text))
    return lines[0], lines[1]


def gaps(trace: Trace) -> tuple[list[Gap], VGroup]:
    """Both kinds of learner side by side on equal axes: what was expected, what came, and the gap."""
    kinds, last = claims.kinds(trace), claims.common(trace)
    size, name = unit(last)
    columns = {kind: [trace[f"{kind}_guess/{part}"] for part in ("steps", "guess", "came")] for kind in kinds}
    values = np.concatenate([part[steps <= last] for steps, *both in columns.values() for part in both])
    low, high, pitch = round_span(min(0.0, float(values.min())), float(values.max()), 4)
    drawn, still = [], VGroup()
    for kind, x in zip(kinds, (-3.3, 3.6) if len(kinds) > 1 else (0.0,), strict=True):
        axes = Axes(
            (0, last / size, last / size),
            (low, high, pitch),
            5.3,
            3.2,
            (name, "discounted points"),
            patterns=("{:.3g}", "{:g}"),
        )
        _settle(axes, x)
        steps, guess, came = (part[columns[kind][0] <= last] for part in columns[kind])
        drawn.append(Gap(axes, steps / size, guess, came, style.color(TINTS[kind])))
        head = words(claims.KINDS[kind], style.HEADING, style.color(TINTS[kind])).set_x(x)
        still.add(axes, head.stand_on(HEAD))
    return drawn, still


def off(trace: Trace, drawn: list[Gap]) -> VGroup:
    """How far each kind is from what came, over the end of its curves."""
    marks = VGroup()
    for kind, gap in zip(claims.kinds(trace), drawn, strict=True):
        text = words(f"off by {claims.signed(claims.excess(trace, kind))}", style.HEADING, style.color(TINTS[kind]))
        name: Any = gap.axes.names[1]
        marks.add(text.align_to(gap.axes.rule.get_right(), RIGHT).stand_on(name.baseline))
    return marks


def guessing(trace: Trace, reel: str, width: float, name: str = "", span: float | None = None) -> Guessing:
    """A game with a guess for each move; a game without a name has them beside it."""
    frames, guesses, moves = (trace[f"{reel}/{column}"] for column in ("screen", "q", "action"))
    meaning = atari.promises(trace)
    return Guessing(sets.screen(trace, reel, width), frames, move_names(trace), guesses, moves, name, meaning, span)


def pair(trace: Trace) -> list[Guessing]:
    """The first and the last age side by side, each with the guesses for its moves."""
    reels = [atari.ages(trace)[0], atari.ages(trace)[-1]]
    span = max(spread(trace[f"{reel}/q"].astype(float)) for reel in reels)  # one scale for both
    names = [atari.age_in_words(trace, reel) for reel in reels]
    both = [guessing(trace, reel, 4.15, name, span) for reel, name in zip(reels, names, strict=True)]
    for panel, x in zip(both, (-3.4, 3.4), strict=True):
        panel.shift(np.array([x, PAIRED, 0]) - panel.screen.get_center())
    return both


def streak(trace: Trace) -> Thinking:
    """The ball behind the wall as often as it went, with the guesses for the moves and the best of them over time."""
    frames, guesses, moves = (trace[f"streak/{column}"] for column in ("screen", "q", "action"))
    guesses = guesses.astype(float)
    screen, chart = sets.screen(trace, "streak", WIDE), sets.values(trace, "streak")
    names = move_names(trace)
    return Thinking(
        screen, frames, atari.promises(trace), names, guesses, moves, chart, 1.0, "{:5.2f}", spread(guesses)
    )


def so_far(trace: Trace) -> np.ndarray:
    """How often the ball has got behind the wall, row by row."""
    return np.searchsorted(claims.passages(trace), np.arange(len(trace["streak/action"])), "right")
