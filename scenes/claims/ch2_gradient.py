"""What chapter 2 says about its trace: every sentence is chosen by what was recorded."""

import numpy as np

from learners.trace import Trace


def side(move: float) -> str:
    """The side to which a move goes."""
    return "right" if move > 0 else "left"


def ending(trace: Trace, reel: str, step: int | None = None) -> str:
    """What became of a reel, or what it had come to at a step."""
    x, y, needed = trace[f"{reel}/x"], trace[f"{reel}/y"], trace.facts["steps"][reel]
    last = len(x) - 1 if step is None else min(step, len(x) - 1)
    outcome = trace.facts["outcome"][reel]
    if outcome == "converged" and last == len(x) - 1:
        return f"arrives after {steps_of(needed)}, at x = {x[-1]:.4f}"
    if outcome == "no lower":
        return f"is no lower after {steps_of(last)}, at x = {x[last]:.2f}"
    if outcome == "diverged":
        if not np.isfinite(y[last]):
            return f"is lost: after {steps_of(last)} its height is no number any more"
        return f"climbs: after {steps_of(last)} its height is {height(y[last])}"
    return f"is still on its way after {steps_of(last)}, at x = {x[last]:.2f}"


def both(trace: Trace, left: str, right: str, step: int | None = None) -> str:
    """What became of two reels side by side."""
    return f"The left ball {ending(trace, left, step)}. The right one {ending(trace, right, step)}."


def arrival(trace: Trace, reel: str) -> str:
    """How one reel ended, and what counts as having arrived."""
    if trace.facts["outcome"][reel] != "converged":
        return f"The ball {ending(trace, reel)}."
    steps, x = trace.facts["steps"][reel], trace[f"{reel}/x"][-1]
    return f"After {steps_of(steps)} the slope is below {trace.facts['tolerance']:g}: arrived, at x = {x:.4f}."


def steps_of(count: float) -> str:
    """A number of steps, in words."""
    return f"{count:.0f} step{'' if count == 1 else 's'}"


def height(y: float) -> str:
    """A height for a sentence: in full, or by its power of ten."""
    names = ("million", "billion", "trillion")
    power = min(int(np.log10(max(y, 1))) // 3 - 2, len(names))
    if power < 0:
        return f"{y:,.0f}"
    return f"{y / 1000 ** (power + 2):.1f} {names[power]}" if power < len(names) else "beyond a thousand trillions"


def heading(trace: Trace, reel: str) -> str:
    """The short name of a rate, by how it ended."""
    outcome, steps, large = trace.facts["outcome"], trace.facts["steps"], trace.facts["rates"][reel] > 0.5
    if outcome[reel] == "diverged" or (outcome[reel] == "no lower" and large):
        return "too large"
    if large:
        return "large"
    if outcome[reel] != "converged":
        return "too small"
    best = min(steps[name] for name in steps if outcome[name] == "converged")
    return "too small" if steps[reel] >= 10 * best else "in between"


def sweep_verdict(trace: Trace) -> str:
    """Which rate of the sweep was the fastest, and from which rate on none arrived."""
    rates, needed = trace["sweep/rate"], trace["sweep/steps"]
    reached = np.isfinite(needed)
    if not reached.any():
        return "None of these runs arrived: give them more steps."
    best = int(np.nanargmin(needed))
    fastest = f"The fastest rate is {rates[best]:g}: {steps_of(needed[best])}."
    above = rates[~reached & (rates > rates[best])]
    if not len(above):
        return fastest
    limit = trace["theory/rate"][np.isnan(trace["theory/steps"])].min(initial=np.inf)
    verdict = "no run ever arrives" if above[0] >= limit - 1e-9 else "none arrived in time"
    return f"{fastest} From {above[0]:g} on, {verdict}."


def first_close(trace: Trace, reel: str) -> int | None:
    """After how many steps an optimizer's height stays below the goal; None where it does not."""
    high = np.flatnonzero(~(trace[f"{reel}/f"] < trace.facts["valley"]["close"]))
    first = int(high[-1]) + 1 if len(high) else 0
    return first if first < len(trace[f"{reel}/f"]) else None


def race_verdict(trace: Trace, names: dict[str, str]) -> str:
    """Who came within reach of the bottom of the valley, in order, and who did not."""
    close, steps = trace.facts["valley"]["close"], len(trace["sgd/f"]) - 1
    times = {name: first_close(trace, reel) for reel, name in names.items()}
    there = sorted((time, name) for name, time in times.items() if time is not None)
    late = [name for name, time in times.items() if time is None]
    said = [f"{name} after {time}" for time, name in there]
    if not said:
        return f"None of them is below {close:g} after {steps} steps."
    missing = f" Not yet after {steps}: {', '.join(late)}." if late else ""
    return f"Below {close:g} for good: {', '.join(said)} steps.{missing}"
