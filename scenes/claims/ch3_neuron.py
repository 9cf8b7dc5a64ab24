"""What chapter 3 says about its trace: every sentence is chosen by what was recorded."""

import numpy as np

from learners.trace import Trace

NEAR = (0.005, 0.05)  # w and b this near to the rule count as found


def outcome(trace: Trace, reel: str) -> str:
    """`found`, `diverged` or `on its way`: how the raw or the unscaled neuron ended."""
    rule = np.array(trace.facts["rule"])
    w, b = trace[f"{reel}/w"], trace[f"{reel}/b"]
    start, end = (abs(np.array([w[row], b[row]]) - rule) for row in (0, -1))
    if not np.isfinite(end).all() or end[0] > start[0] + 1:
        return "diverged"
    return "found" if (end <= NEAR).all() else "on its way"


def first_move(trace: Trace) -> str:
    """What the first step did to w and b."""
    w, b, rule = trace["raw/w"], trace["raw/b"], trace.facts["rule"]
    over = (w[0] - rule[0]) * (w[1] - rule[0]) < 0
    small = abs(b[1] - b[0]) < 0.01 * abs(rule[1] - b[0])
    far, hardly = ", too far" if over else "", ", hardly at all" if small else ""
    return f"w goes from {w[0]:.2f} to {w[1]:.2f}{far}; b from {b[0]:.2f} to {b[1]:.2f}{hardly}."


def flips(trace: Trace, last: int) -> bool:
    """Whether w turned back at every one of the first steps."""
    moves = np.diff(trace["raw/w"][: last + 1])
    return len(moves) > 1 and bool((moves[1:] * moves[:-1] < 0).all())


def landing(trace: Trace, last: int) -> str:
    """Where the first steps land."""
    return "the loss is a ravine, and every step crosses it" if flips(trace, last) else f"the first {last} steps"


def early(trace: Trace, last: int) -> str:
    """How w and b moved in the first steps."""
    w, b, goal = trace["raw/w"], trace["raw/b"], trace.facts["rule"][1]
    way = ", ".join(f"{value:.2f}" for value in w[: min(4, last + 1)])
    goes = "flips" if flips(trace, last) else "moves"
    creeps = "creeps" if 0 < (b[last] - b[0]) / (goal - b[0]) < 0.1 else "moves"
    return f"w {goes}: {way} ... b {creeps} to {b[last]:.2f}."


def verdict(trace: Trace) -> str:
    """How the neuron on plain temperatures ended."""
    w, b, rule = trace["raw/w"], trace["raw/b"], trace.facts["rule"]
    if outcome(trace, "raw") == "diverged":
        return f"It diverges: in this ravine the rate must stay below {trace.facts['raw']['largest_rate']:.6f}."
    found = "found" if outcome(trace, "raw") == "found" else "not there yet"
    return f"Step {len(w) - 1:,}: w = {w[-1]:.4f}, b = {b[-1]:.4f}. The rule, {rule[0]:g} and {rule[1]:g}, is {found}."


def same_rate(trace: Trace) -> str:
    """Why one rate is too large in one direction and too small in the other."""
    across, along = (trace.facts["raw"][f"keeps_{direction}"] for direction in ("across", "along"))
    if abs(across) >= 1:
        return f"Across the ravine each step lands {abs(across):.2f} times as far away: the rate is too large."
    return f"One step leaves {abs(across):.0%} of the distance across, but {along:.2%} of the distance along."


def limit(trace: Trace) -> str:
    """Why the rate cannot simply be raised."""
    return f"A larger rate is no way out: above {trace.facts['raw']['largest_rate']:.6f} it climbs the walls."


def scaled_last(trace: Trace) -> int:
    """How many steps of the scaled neuron are shown: until its loss is as small as the other's, or all."""
    return trace.facts["as_good_after"] or len(trace["scaled/w"]) - 1


def comparison(trace: Trace) -> str:
    """How long the two neurons needed for the same loss."""
    steps, loss = len(trace["raw/w"]) - 1, trace["scaled/loss"][-1]
    if outcome(trace, "unscaled") == "diverged":
        return (
            f"On scaled inputs it diverges: there the rate must stay below {trace.facts['scaled']['largest_rate']:g}."
        )
    if outcome(trace, "raw") == "diverged":
        return f"On plain inputs it diverged; on scaled inputs the loss is down to {loss:.2g}."
    needed = trace.facts["as_good_after"]
    if needed is None:
        return f"After {len(trace['scaled/w']) - 1} steps on scaled inputs the loss is {loss:.2g}: not yet as small."
    return f"{needed} steps on scaled inputs make the loss as small as {steps:,} steps on plain ones."


def lesson(trace: Trace) -> str:
    """What to remember."""
    steps, needed = len(trace["raw/w"]) - 1, trace.facts["as_good_after"]
    if outcome(trace, "raw") == "found" and needed:
        shorter = f"{steps / needed:,.0f} times shorter"
        return f"Initialize, adjust, repeat: one neuron found the rule. Scaled inputs made the way {shorter}."
    return "Initialize, adjust, repeat. How long it takes is decided by the shape of the loss."
