"""What chapter 3 says about its trace: every sentence is chosen by what was recorded."""

import numpy as np

from learners.trace import Trace

NEAR = (0.005, 0.05)  # w and b this near to the rule count as found


def outcome(trace: Trace, reel: str) -> str:
    """`found`, `diverged` or `on its way`: how the raw or the scaled neuron ended."""
    loss, celsius = trace[f"{reel}/loss"], {"raw": "raw", "scaled": "unscaled"}[reel]
    if not loss[-1] <= loss[0]:  # NaN included
        return "diverged"
    miss = abs(np.array([trace[f"{celsius}/w"][-1], trace[f"{celsius}/b"][-1]]) - trace.facts["rule"])
    return "found" if (miss <= NEAR).all() else "on its way"


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
    if flips(trace, last):
        return "the loss is a ravine, and every step crosses it"
    return f"the first {last} steps" if last > 1 else "this is the only step"


def early(trace: Trace, last: int) -> str:
    """How w and b moved in the first steps."""
    w, b, goal = trace["raw/w"], trace["raw/b"], trace.facts["rule"][1]
    way = ", ".join(f"{value:.2f}" for value in w[: min(4, last + 1)])
    goes = "flips" if flips(trace, last) else "moves"
    creeps = "creeps" if 0 < (b[last] - b[0]) / (goal - b[0]) < 0.1 else "moves"
    return f"w {goes}: {way} ... b {creeps} to {b[last]:.2f}."


def faster(trace: Trace, slow: int) -> str:
    """What happens to time after the slow steps."""
    return "From here on, time speeds up." if len(trace["raw/w"]) - 1 > slow else "That was the last step."


def verdict(trace: Trace) -> str:
    """How the neuron on plain temperatures ended."""
    w, b, rule = trace["raw/w"], trace["raw/b"], trace.facts["rule"]
    if outcome(trace, "raw") == "diverged":
        return f"It diverges: in this ravine the rate must stay below {trace.facts['raw']['largest_rate']:.6f}."
    found = "found" if outcome(trace, "raw") == "found" else "not there yet"
    return f"Step {len(w) - 1:,}: w = {w[-1]:.4f}, b = {b[-1]:.4f}. The rule, {rule[0]:g} and {rule[1]:g}, is {found}."


def why(trace: Trace) -> str:
    """What made it slow, or diverge."""
    question = "Why does it diverge" if outcome(trace, "raw") == "diverged" else "Why so slow"
    times = trace.facts["raw"]["condition"]
    return f"{question}? Each cut has its own scale: across, the ravine is {times:,.0f} times as steep as along."


def same_rate(trace: Trace) -> str:
    """What one rate does in the two directions of the ravine."""
    across, along = (trace.facts["raw"][f"keeps_{direction}"] for direction in ("across", "along"))
    if abs(across) >= 1:
        return f"Across the ravine each step lands {abs(across):.2f} times as far away: the rate is too large."
    return f"One step leaves {abs(across):.0%} of the distance across, but {along:.2%} of the distance along."


def limit(trace: Trace) -> str:
    """Why the rate cannot simply be raised."""
    limit, rate = trace.facts["raw"]["largest_rate"], trace.facts["rates"]["raw"]
    begin = "A larger rate is no way out: above" if rate < limit else "At every rate above"
    return f"{begin} {limit:.6f} it climbs the walls."


def bowl(trace: Trace) -> str:
    """What scaling does to the loss, and which rate it allows."""
    rate = trace.facts["rates"]["scaled"]
    if rate < trace.facts["scaled"]["largest_rate"]:
        return f"Now the loss is a round bowl, and one rate fits all directions: {rate:g}."
    return f"Now the loss is a round bowl, but a rate of {rate:g} is too large even here."


def scaled_last(trace: Trace) -> int:
    """How many steps of the scaled neuron are shown: until its loss is as small as the other's, or all."""
    return trace.facts["as_good_after"] or len(trace["scaled/w"]) - 1


def comparison(trace: Trace) -> str:
    """How long the two neurons needed for the same loss."""
    loss, needed = trace["scaled/loss"][-1], trace.facts["as_good_after"]
    plain, scaled = (counted(len(trace[f"{reel}/w"]) - 1) for reel in ("raw", "scaled"))
    if outcome(trace, "scaled") == "diverged":
        return f"On scaled inputs it diverges: the rate must stay below {trace.facts['scaled']['largest_rate']:g}."
    if outcome(trace, "raw") == "diverged":
        return f"On plain inputs it diverged; on scaled inputs the loss is down to {loss:.2g}."
    if needed is None:
        return f"After {scaled} on scaled inputs the loss is {loss:.2g}: not yet as small."
    return f"On scaled inputs {counted(needed)} made the loss as small as {plain} on plain ones."


def lesson(trace: Trace) -> str:
    """What to remember."""
    steps, needed = len(trace["raw/w"]) - 1, trace.facts["as_good_after"]
    if outcome(trace, "raw") == "found" and needed:
        fewer = f"{steps / needed:,.0f} times fewer steps"
        return f"Initialize, adjust, repeat: one neuron found the rule. On scaled inputs it needed {fewer}."
    return "Initialize, adjust, repeat. How long it takes is decided by the shape of the loss."


def counted(steps: int) -> str:
    """A number of steps in words."""
    return f"{steps:,} step" if steps == 1 else f"{steps:,} steps"
