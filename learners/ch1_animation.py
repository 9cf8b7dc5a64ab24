"""Chapter 1, animation: a picture of numbers becomes an animation when time is one of the axes.

Five slot machines pay with chances nobody knows. A player pulls one by a softmax policy, which starts at one fifth
each and learns from every pull: initialize, adjust, repeat. A table of one's own can take their place.

Columns
    race: one row a moment, row 0 before the first pull (or the first row of the table)
        label           what to write for the time: the pull, or the first column of the table
        value           of each series: pulls so far, or the cells of the table, (series,)
        share           of each series: the chance to be drawn next, or its part of the row's sum, (series,); sums to 1;
                        NaN where the table has a negative cell or a row of zeros
        rank            of each series by its value, 0 the largest, (series,); equals keep the order they had
    pulls: one row a pull (not with a table)
        machine, pay    which one was drawn, and what it paid, 0 or 1
        preference      of each machine before the pull, whose softmax is the chance to be drawn, (series,)
Facts: names, what the values, the shares and the time are called, and for the machines `chances`, their true pay,
and `seeds`: how many of how many players ended with the best machine as the likeliest.

Departures from the textbook: the policy gradient for a bandit (Sutton and Barto, 2.8) as it stands there, with
the mean pay so far as its baseline.
"""

import csv
import io
import math
from pathlib import Path

import numpy as np

from learners.trace import Trace

NAMES = ("Anchor", "Bell", "Crown", "Dice", "Eagle")  # no colors: a chart gives each a color of its own
CHANCES = (0.35, 0.55, 0.45, 0.7, 0.25)  # the second best stands before the best, so that one overtakes the other
SEEDS = 40  # players, each from a seed of its own, to say how often it works
QUICK = {"pulls": 20}


def learn(table: Path | None = None, pulls: int = 400, rate: float = 0.12, seed: int = 10) -> Trace:
    """Plays five slot machines and learns which pays best, or records a table of your own.

    Args:
        table: a CSV file in place of the machines: first row the names, first column the time, one column a series
        pulls: enough for the best machine to overtake all others
        rate: .12 learns within these pulls; twice as much often settles on the wrong machine
        seed: of the machines and the player; 10 sees two others lead before the best does
    """
    if table is not None:
        return record_table(table)
    if pulls < 1:
        raise ValueError(f"--pulls {pulls} is too small: 1 at least.")
    trace = Trace("ch1_animation", names=NAMES, chances=CHANCES, rate=rate, seed=seed)
    trace.facts |= {"value": "pulls", "share": "chance", "time": "pull", "table": None}
    play(pulls, rate, np.random.default_rng(seed), trace)
    trace.facts["seeds"] = {"tried": SEEDS, "found": sum(finds_best(pulls, rate, one) for one in range(SEEDS))}
    return trace


def finds_best(pulls: int, rate: float, seed: int) -> bool:
    """Plays once more and says whether the machine that pays best is the likeliest at the end."""
    trace = Trace("ch1_animation")
    play(pulls, rate, np.random.default_rng(seed), trace)
    return bool(trace["race/share"][-1].argmax() == np.argmax(CHANCES))


def play(pulls: int, rate: float, random: np.random.Generator, trace: Trace) -> None:
    """Initialize, adjust, repeat."""
    preference, count, total = np.zeros(len(CHANCES)), np.zeros(len(CHANCES), int), 0.0
    order = np.arange(len(CHANCES))
    for pull in range(pulls + 1):
        chance = np.exp(preference - preference.max())
        chance /= chance.sum()
        order = order[np.argsort(-count[order], kind="stable")]
        trace.record("race", label=str(pull), value=count, share=chance, rank=np.argsort(order))
        if pull == pulls:
            return
        machine = int(random.choice(len(CHANCES), p=chance))
        pay = float(random.random() < CHANCES[machine])
        trace.record("pulls", machine=machine, pay=pay, preference=preference)
        baseline = total / pull if pull else 0.0
        drawn = np.eye(len(CHANCES))[machine]
        preference = preference + rate * (pay - baseline) * (drawn - chance)
        count[machine] += 1
        total += pay


def record_table(path: Path) -> Trace:
    """Records a table; raises ValueError naming the row and the column of a bad cell."""
    (time, *names), rows = read_table(path)
    labels, values = [row[0] for row in rows], np.array([row[1:] for row in rows], float)
    sums = values.sum(1, keepdims=True)
    parts = bool((values >= 0).all() and (sums > 0).all())
    trace = Trace("ch1_animation", names=names, table=path.name, time=time, value="value")
    trace.facts["share"] = "share of the row" if parts else None  # None: no pie
    order = np.arange(len(names))
    for label, value in zip(labels, values, strict=True):
        order = order[np.argsort(-value[order], kind="stable")]
        share = value / value.sum() if parts else np.full(len(names), np.nan)
        trace.record("race", label=label, value=value, share=share, rank=np.argsort(order))
    return trace


def read_table(path: Path) -> tuple[list[str], list[list[str | float]]]:
    """Reads a CSV file (comma, semicolon or tab) as its names and its rows: the time as text, the rest as numbers."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not UTF-8 text (byte {error.start}): save it as CSV UTF-8.") from error
    head = text.splitlines()[0] if text.strip() else ""
    cells = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    lines = [(number, line) for number, line in enumerate(cells, 1) if any(cell.strip() for cell in line)]
    if len(lines) < 3 or len(lines[0][1]) < 2:
        raise ValueError(f"{path} needs a row of names, two rows of numbers and two columns; the first column is time.")
    names = [name.strip() for name in lines[0][1]]
    if "" in names[1:] or len(set(names[1:])) < len(names) - 1:
        raise ValueError(f"{path}, row 1: every column needs a name of its own.")
    return names, [_read_row(path, number, names, line) for number, line in lines[1:]]


def _read_row(path: Path, number: int, names: list[str], line: list[str]) -> list[str | float]:
    if len(line) != len(names):
        raise ValueError(f"{path}, row {number}: {len(line)} cells, but row 1 names {len(names)} columns.")
    row: list[str | float] = [line[0].strip()]
    for name, cell in zip(names[1:], line[1:], strict=True):
        try:
            value = float(cell)
        except ValueError:
            what = f"{cell!r} is not a number" if cell.strip() else "the cell is empty"
            raise ValueError(f"{path}, row {number}, column {name!r}: {what}.") from None
        if not math.isfinite(value):
            raise ValueError(f"{path}, row {number}, column {name!r}: {cell} is not a finite number.")
        row.append(value)
    return row


if __name__ == "__main__":
    from learners.command import main

    main(learn)
