"""What stands on the stage in chapter 1: the race, the lines and the pie of its trace, and the table at the end."""

import math

import numpy as np
from manim import DOWN, LEFT, ManimColor, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims.ch1_animation import COLORED, SLOTS, cut
from scenes.mobjects import typeset
from scenes.mobjects.axes import Axes
from scenes.mobjects.figures import Figures
from scenes.mobjects.lines import Lines
from scenes.mobjects.pie import Pie
from scenes.mobjects.race import Race
from scenes.mobjects.words import column_of, words

COLORS = ("sky", "orange", "green", "pink", "ink")
EDGE = style.FRAME_WIDTH / 2 - style.MARGIN
MIDDLE = -0.35  # height of the middle of the content
UNITS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
NAME = 2.0  # widest name, in units


def colored(trace: Trace) -> list[int]:
    """The series that have a color of their own: those that are largest at the end, in the order of the table."""
    return [int(index) for index in np.flatnonzero(trace["race/rank"][-1] < COLORED)]


def tints(trace: Trace) -> list[ManimColor | None]:
    """One color a series, the same through the whole video; None for those in the background."""
    found: list[ManimColor | None] = [None] * len(trace.facts["names"])
    for index, name in zip(colored(trace), COLORS, strict=False):
        found[index] = style.color(name)
    return found


def call_by_column(trace: Trace) -> int:
    """Gives series whose names the font cannot write the number of their column as a name; returns how many."""
    names = trace.facts["names"]
    strange = [index for index, name in enumerate(names) if typeset.lacks(name, style.WORDS_FONT)]
    trace.facts["names"] = [f"column {index + 2}" if index in strange else name for index, name in enumerate(names)]
    if typeset.lacks(trace.facts["time"], style.WORDS_FONT):
        trace.facts["time"] = "time"
    return len(strange)


def name_of(trace: Trace, index: int) -> str:
    """The name of a series, cut to the room it has."""
    name = trace.facts["names"][index]
    width = words(name).width
    return name if width <= NAME else cut(name, max(int(len(name) * NAME / width), 2))


def measure(trace: Trace) -> tuple[np.ndarray, str, str]:
    """The values in a unit that keeps their numbers short, how they are written, and what they are called."""
    values, name = trace["race/value"].astype(float), cut(trace.facts["value"], 20)
    largest = np.abs(values).max()
    for size, unit in UNITS:
        if largest >= size:
            return values / size, "{:.0f}" if largest >= 100 * size else "{:.2f}", f"{name}, {unit}s"
    whole = bool((values == np.round(values)).all())
    decimals = 0 if whole or largest >= 1000 else max(2 - math.floor(math.log10(max(largest, 1e-6))), 0)
    return values, f"{{:,.{decimals}f}}", name


def wide(trace: Trace) -> str:
    """The pattern of the values with room for the longest of them."""
    values, pattern, _ = measure(trace)
    return pattern.replace("{:", f"{{:{max(len(pattern.format(value)) for value in (values.max(), values.min()))}")


def race(trace: Trace, right: float, stops: tuple[int, ...] = (), span: float = 4.8) -> Race:
    """The bars from the left margin to `right`, numbers included."""
    values, pattern = measure(trace)[0], wide(trace)
    count = len(trace.facts["names"])
    colors = [style.color("soft") if tint is None else tint for tint in tints(trace)]
    names = [name_of(trace, index) for index in range(count)]
    pitch = min(span / min(count, SLOTS), 0.8)
    room = max(words(name).width for name in names) + 0.25
    number = 0.23 * len(pattern.format(0)) + 0.2
    width = right + EDGE - room - number
    reach = max(round(0.01 * len(values)), 1)
    bars = Race(names, values, trace["race/rank"], colors, SLOTS, width, pattern, reach, stops, pitch)
    return bars.shift(np.array([-EDGE + room + width / 2, MIDDLE, 0]) - bars.frame.get_center())


def lines(trace: Trace, left: float, right: float, column: str = "value") -> tuple[VGroup, Lines]:
    """The axes with the times under them, and a line a series: of its values, or of its shares."""
    if column == "value":
        values, _, name = measure(trace)
        low, high, step = nice(float(values.min()), float(values.max()))
    else:
        values, name = trace["race/share"], trace.facts["share"]
        low, high, step = nice(0.0, float(values.max()))
    last, labels = len(values) - 1, [cut(str(label), 10) for label in trace["race/label"]]
    many = 5 if right - left > 7 else 3
    axes = Axes((0, last, last), (low, high, step), right - left, 3.7, ("", name), ticks=([], None))
    axes.shift(np.array([(left + right) / 2, MIDDLE, 0]) - axes.rule.get_center())
    times = VGroup()
    for row in sorted({round(place) for place in np.linspace(0, last, many)}):
        times.add(words(labels[row], style.LABEL, style.color("soft")).next_to(axes.point(row, low), DOWN, buff=0.15))
    for label in times:
        label.stand_on(axes.rule.get_bottom()[1] - 0.4)
    time = words(cut(trace.facts["time"], 20), style.LABEL, style.color("soft"))
    time.set_x((left + right) / 2).stand_on(axes.rule.get_bottom()[1] - 0.82)
    return VGroup(axes, times, time), Lines(axes, values, tints(trace))


def nice(low: float, high: float) -> tuple[float, float, float]:
    """An axis from a round number to a round number, with zero on it, and at most seven ticks."""
    low, high = min(low, 0.0), max(high, 0.0)
    rough = max((high - low) / 5, 1e-9)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough - 1e-12)
    return step * math.floor(low / step + 1e-9), step * max(math.ceil(high / step - 1e-9), 1), step


def legend(trace: Trace, left: float) -> VGroup:
    """The names in their colors, the largest at the end on top; the others by their number."""
    ordered = sorted(colored(trace), key=lambda index: trace["race/rank"][-1, index])
    texts = [words(name_of(trace, index), style.LABEL, tints(trace)[index]) for index in ordered]
    others = len(trace.facts["names"]) - len(texts)
    if others:
        texts.append(words("1 other" if others == 1 else f"{others} others", style.LABEL, style.color("soft")))
    column = column_of(texts, 0.5)
    return column.move_to((0, MIDDLE, 0)).align_to((left, 0, 0), LEFT)


def slices(trace: Trace) -> tuple[np.ndarray, list[ManimColor]]:
    """The shares of the colored series and of all others together, (rows, slices), and their colors."""
    chosen, shares = colored(trace), trace["race/share"]
    colors = [tint for tint in tints(trace) if tint is not None]
    parts = shares[:, chosen]
    if len(chosen) < shares.shape[1]:
        parts = np.column_stack([parts, 1 - parts.sum(1)])
        colors.append(style.color("soft"))
    return parts, colors


def pie(trace: Trace, x: float) -> Pie:
    """The pie at the first row."""
    shares, colors = slices(trace)
    return Pie(shares[0], colors).move_to((x, MIDDLE, 0))


def ending(trace: Trace) -> Figures:
    """The colored series at the end: for machines their true pay, pulls and chance, else the first and last value."""
    values, _, measured = measure(trace)
    ordered = sorted(colored(trace), key=lambda index: trace["race/rank"][-1, index])
    names = [name_of(trace, index) for index in ordered]
    colors = [tints(trace)[index] or style.color("soft") for index in ordered]
    if trace.facts["table"]:
        first, last = (cut(str(trace["race/label"][row]), 10) for row in (0, -1))
        columns = {first: values[0, ordered], f"{last} ": values[-1, ordered]}
        table = Figures(columns, [wide(trace)] * 2, colors, names, 0.65, 0.9)
        table.add(words(measured, style.LABEL, style.color("soft")).next_to(table, DOWN, buff=0.4))
    else:
        columns = {"true pay": 100 * np.array(trace.facts["chances"])[ordered], "pulls": values[-1, ordered]}
        columns["chance"] = 100 * trace["race/share"][-1, ordered]
        table = Figures(columns, ["{:3.0f} %", wide(trace), "{:5.1f} %"], colors, names, 0.65, 0.9)
    return table.scale(1.15).move_to((2.9, MIDDLE, 0))
