"""What chapter 1 says about its trace: every sentence is chosen by what was recorded."""

import numpy as np

from learners.trace import Trace

COLORED = 5  # the series that have a color of their own
SLOTS = 8  # the bars that are drawn at a time


def lead_changes(trace: Trace) -> list[tuple[int, int]]:
    """The rows at which another series took the lead, each with that series."""
    leader = trace["race/rank"].argmin(1)
    return [(int(row), int(leader[row])) for row in np.flatnonzero(np.diff(leader)) + 1]


def race_verdict(trace: Trace) -> str:
    """Who leads at the end, since when, and how often the lead changed."""
    changes = lead_changes(trace)
    if not changes:
        return f"{short(trace, int(trace['race/rank'][0].argmin()))} leads from the first row to the last."
    row, winner = changes[-1]
    times = "once" if len(changes) == 1 else f"{len(changes)} times"
    return f"The lead changes {times}. From {moment(trace, row)} on it is {short(trace, winner)}'s."


def moment(trace: Trace, row: int) -> str:
    """A row's time, in words: `pull 215`."""
    return f"{cut(trace.facts['time'], 16)} {cut(str(trace['race/label'][row]), 16)}"


def short(trace: Trace, series: int) -> str:
    """The name of a series, not too long for a sentence."""
    return cut(trace.facts["names"][series], 20)


def cut(text: str, letters: int) -> str:
    """A text of at most so many letters."""
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def drawn(trace: Trace) -> str:
    """What the race shows, and what it leaves out."""
    count = len(trace.facts["names"])
    if count <= COLORED:
        return "The same numbers as a race: the largest on top, and each keeps its color."
    if count <= SLOTS:
        return f"The same numbers as a race. In color: the {COLORED} largest at the end."
    return (
        f"A race of {count}. Drawn are the {SLOTS} largest of each moment, in color the {COLORED} largest at the end."
    )


def pull(trace: Trace, number: int) -> str:
    """What one pull brought, the first being number 0."""
    pays = "pays" if trace["pulls/pay"][number] else "pays nothing"
    return f"{short(trace, int(trace['pulls/machine'][number]))} {pays}"


def first_pulls(trace: Trace, count: int) -> str:
    """How the chances moved in the first pulls."""
    before, after = trace["race/share"][0], trace["race/share"][count]
    up, down = int((after - before).argmax()), int((after - before).argmin())
    if after[up] - before[up] < 0.0005:
        return f"After {count} pulls nothing has changed yet."
    return (
        f"After {count} pulls the chance of {short(trace, up)} is {after[up]:.1%}, that of {short(trace, down)} "
        f"{after[down]:.1%}."
    )


def share_verdict(trace: Trace) -> str:
    """Whose share is the largest at the end, and what it was at the start."""
    shares = trace["race/share"]
    largest = int(shares[-1].argmax())
    began, ended = shares[0, largest], shares[-1, largest]
    went = "grew from" if ended > began + 0.005 else "fell from" if ended < began - 0.005 else "went from"
    return f"{short(trace, largest)}'s {trace.facts['share']} {went} {began:.0%} to {ended:.0%}."


def truth_verdict(trace: Trace) -> str:
    """Whether the player came to like the machine that pays best."""
    chances, shares = trace.facts["chances"], trace["race/share"][-1]
    best, liked, pulls = int(np.argmax(chances)), int(shares.argmax()), len(trace["race/share"]) - 1
    said = f"{short(trace, best)} pays best, in {chances[best]:.0%} of its pulls"
    if best == liked:
        return f"{said}; after {pulls} pulls it is the likeliest. Nobody told the player."
    return f"{said}; after {pulls} pulls the player still likes {short(trace, liked)} more."


def players(trace: Trace) -> str:
    """How many players of how many found the best machine."""
    seeds = trace.facts["seeds"]
    return f"Of {seeds['tried']} players, each with luck of its own, {seeds['found']} found the best machine."


def strange_names(count: int) -> str:
    """That some names cannot be written."""
    if count == 1:
        return "One name has letters that this font lacks; its column's number stands for it."
    return f"{count} names have letters that this font lacks; the numbers of their columns stand for them."


def lesson(trace: Trace) -> str:
    """The sentence to keep."""
    said = "A picture of numbers becomes an animation when time is one of the axes."
    return said if trace.facts["table"] else f"{said} Initialize, adjust, repeat."
