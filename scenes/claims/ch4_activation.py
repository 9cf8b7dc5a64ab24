"""What chapter 4 says about its trace: every sentence is chosen by what was recorded."""

import numpy as np

from learners.trace import Trace


def error(trace: Trace, name: str) -> float:
    """The mean squared error of the shown network at the end."""
    return float(trace[f"{name}/loss"][-1])


def small(value: float) -> str:
    """An error with three digits that matter, or a word where it is none."""
    if not np.isfinite(value):
        return "no number"
    return f"{value:.2f}" if value >= 0.1 else f"{value:.3g}" if value >= 1e-4 else f"{value:.1e}"


def plural(count: int, what: str) -> str:
    """A count with its noun: `1 bend`, `2 bends`."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def straight_verdict(trace: Trace) -> str:
    """Whether the network without bends came to the best of all straight lines."""
    best, reached, steps = trace.facts["best_line"]["error"], error(trace, "linear"), trace.facts["steps"]
    if not np.isfinite(reached):
        return f"After {steps:,} steps its error is no number any more: the rate is too large."
    if reached < 1.001 * best:
        return f"There it stays: the best of all straight lines, with an error of {reached:.6f}."
    return f"Straight at every step. Error {small(reached)}; the best of all lines has {best:.6f}."


def bent_verdict(trace: Trace) -> str:
    """How well the shown ReLU network follows the curve, against the best line."""
    reached, best, steps = error(trace, "relu"), trace.facts["best_line"]["error"], trace.facts["steps"]
    if not np.isfinite(reached):
        return f"After {steps:,} steps its error is no number any more: the rate is too large."
    said = f"After {steps:,} steps the error is {small(reached)}"
    if reached >= best:
        return f"{said}: not yet better than the best line."
    return f"{said}; the best line's is {best / reached:,.0f} times as large."


def pieces_verdict(trace: Trace) -> str:
    """What the trained network is, once it is taken apart."""
    count = len(trace["hinges/place"]) - 1
    return f"One line and {plural(count, 'hinge')}, added up: that is the whole network."


def outside_verdict(trace: Trace) -> str:
    """How far off the ReLU network is where it saw no points."""
    outside, inside = trace.facts["outside_error"]["relu"], error(trace, "relu")
    if not np.isfinite(outside):
        return "Outside it knows nothing, and its error is no number."
    return f"Outside it saw no points and goes straight on: error {outside:.2f}. Inside: {small(inside)}."


def starts_verdict(trace: Trace) -> str:
    """How many starts reached the goal, and which one the video shows."""
    reached, seeds, goal = trace.facts["reached"], trace.facts["seeds"], trace.facts["goal"]
    some = "none ends" if reached == 0 else "1 ends" if reached == 1 else f"{reached} end"
    return f"{seeds} random starts: {some} below {goal:g}. Bold: the one shown, seed {trace.facts['shown']}, the best."


def lesson(trace: Trace) -> str:
    """What to remember, if this trace shows it."""
    if error(trace, "relu") < trace.facts["best_line"]["error"]:
        return "Without a bend, a network is a straight line. With bends it can follow a curve."
    return "Without a bend, a network is a straight line. These bends have not learned enough yet."


def size_and_error(trace: Trace) -> str:
    """How many numbers the network learned, and its error."""
    parts = [trace[f"relu/{kind}{layer}"][-1] for kind in ("weight", "bias") for layer in (1, 2, 3)]
    count = sum(part.size for part in parts)
    return f"{count} weights and biases, error {small(error(trace, 'relu'))}"
