"""What chapter 9 says about its trace: every sentence is chosen by what was recorded."""

import itertools

import numpy as np

from learners.trace import Trace


def steps_of(trace: Trace, reel: str) -> int:
    """How many steps the last game of a reel lasted."""
    actions = trace[f"{reel}/action"]
    ends = np.flatnonzero(actions < 0)
    before = ends[-2] + 1 if len(ends) > 1 else 0
    return int(ends[-1] - before)


def falls(trace: Trace, reel: str, row: int) -> int:
    """How many games of a reel have ended in a fall up to a row."""
    actions = trace[f"{reel}/action"][: row + 1]
    return int((actions < 0).sum()) - int((actions < 0).any() and steps_of(trace, reel) >= trace.facts["full"])


def counted(count: float, what: str) -> str:
    """A count with its noun."""
    return f"{count:,.0f} {what}" if count == 1 else f"{count:,.0f} {what}s"


def random_verdict(trace: Trace) -> str:
    """What random pushes come to, in the game that is shown and on average."""
    figure, steps = trace.facts["figures"]["random"], counted(steps_of(trace, "random"), "step")
    return f"It falls after {steps}; {counted(figure['games'], 'random game')} last {figure['mean']:.1f} on average."


def label_rule(trace: Trace) -> str:
    """The definition that the chapter is about."""
    last = trace.facts["last"]
    return f"So define it: the last {counted(last, 'step')} before a fall lose, 0; all before them win, 1."


def learning_verdict(trace: Trace) -> str:
    """How long games are after training with the definition, and without it."""
    ours, lost, share = trace["train/mean"][-1], trace["lost/mean"][-1], trace["train/share"][-1]
    full, steps = trace.facts["full"], trace["train/step"][-1]
    if share == 1:
        said = f"After {counted(steps, 'step')} every game lasts {full}."
    else:
        said = f"After {counted(steps, 'step')} games last {ours:.1f} on average, {share:.0%} of them {full}."
    return f"{said} Where all steps lose: {lost:.1f}."


def ages_verdict(trace: Trace, ages: list[int]) -> str:
    """How long the game of each age lasted."""
    stood = [str(steps_of(trace, f"age{age}")) for age in ages]
    if len(stood) == 1:
        return f"Before learning it lasts {stood[0]} steps."
    more = ": the more it learned, the longer" if longer_with_age(trace, ages) else ""
    return f"They last {', '.join(stood[:-1])} and {stood[-1]} steps{more}."


def longer_with_age(trace: Trace, ages: list[int]) -> bool:
    """Whether every age lasts longer than the one before."""
    stood = [steps_of(trace, f"age{age}") for age in ages]
    return all(one < two for one, two in itertools.pairwise(stood))


def empty_choice(trace: Trace) -> str:
    """What the network says that was taught that all is lost."""
    highest = trace["without/values"].max()
    if highest < 0.01:
        return "Left, every step was labelled lost: it sees no chance for either push, and so it falls."
    return f"Left, every step was labelled lost: its chances are at most {highest:.2f}."


def faster(trace: Trace) -> str:
    """What is seen of the rest of both games, and when the longest one ends."""
    return f"Now the rest, faster. A game that lasts {trace.facts['full']} steps is stopped there."


def ending(trace: Trace) -> str:
    """What became of both players when the right one's game is over."""
    fallen = falls(trace, "without", min(len(trace["without/action"]), len(trace["after/action"])) - 1)
    steps, full = steps_of(trace, "after"), trace.facts["full"]
    stands = f"stands all {full} steps" if steps >= full else f"falls after {counted(steps, 'step')}"
    return f"Left it falls {fallen} times. Right it {stands}."


def tried_verdict(trace: Trace) -> str:
    """How many networks always stand, for each number of lost steps."""
    last, share = trace["tried/last"], trace["tried/share"]
    seeds = int((last == last[0]).sum())
    full = {int(number): int((share[last == number] == 1).sum()) for number in dict.fromkeys(last.tolist())}
    if not any(full.values()):
        return "None of these networks always stands yet: they learned for too short a time."
    best = max(full, key=lambda number: full[number])
    others = ", ".join(f"{count} with {number}" for number, count in full.items() if number != best)
    return f"With the last {best}, {full[best]} of {seeds} networks stand in every game; {others}."


def judged(trace: Trace) -> str:
    """How the figures were measured."""
    games, full = trace.facts["figures"]["ours"]["games"], trace.facts["full"]
    return f"steps a game, cut off at {full}; {counted(games, 'game')} from fresh seeds, with the 95 % interval"


def lesson(trace: Trace) -> str:
    """The sentence to keep."""
    return f"Where winning is not defined, define it: the last {trace.facts['last']} steps lose, the rest win."
