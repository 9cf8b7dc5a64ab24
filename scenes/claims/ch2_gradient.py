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
        return f"arrives after {needed} steps, at x = {x[-1]:.4f}"
    if outcome == "diverged":
        if not np.isfinite(y[last]):
            return f"is lost: after {last} steps its height is no number any more"
        return f"climbs: after {last} steps it is at height {y[last]:,.0f}"
    return f"is still on its way after {last} steps, at x = {x[last]:.2f}"


def heading(trace: Trace, reel: str) -> str:
    """The short name of a rate, by how it ended."""
    outcome, steps = trace.facts["outcome"], trace.facts["steps"]
    if outcome[reel] == "diverged":
        return "too large"
    if outcome[reel] != "converged":
        return "too small"
    best = min(steps[name] for name in steps if outcome[name] == "converged")
    if trace.facts["rates"][reel] > 0.5:
        return "large"
    return "too small" if steps[reel] >= 10 * best else "in between"


def sweep_verdict(trace: Trace) -> str:
    """Which rate of the sweep was the fastest, and from which rate on none arrived."""
    rates, needed = trace["sweep/rate"], trace["sweep/steps"]
    reached = np.isfinite(needed)
    if not reached.any():
        return "None of these runs arrived: give them more steps."
    best = int(np.nanargmin(needed))
    plural = "" if needed[best] == 1 else "s"
    fastest = f"The fastest rate is {rates[best]:g}: {needed[best]:.0f} step{plural}."
    above = rates[~reached & (rates > rates[best])]
    return fastest + (f" From {above[0]:g} on, no run ever arrives." if len(above) else "")


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
