"""What chapter 5 says about its trace: every sentence is chosen by what was recorded."""

import numpy as np

from learners.trace import Trace
from scenes.claims.figures import percent
from scenes.claims.pictures import beats_chance, kind, measured


def start(trace: Trace) -> str:
    """What is there before the first update."""
    count, chance = trace["logistic/weights"][0].size, trace["logistic/probability"][0]
    halves = np.allclose(chance, 0.5, atol=5e-3) and not trace["logistic/weights"][0].any()
    zero = "All are 0, so each chance is 0.50." if halves else "They start small."
    return f"A picture is {count:,} numbers. Each gets a weight. {zero}"


def goal(trace: Trace) -> str:
    """What the weights shall do, and from which pictures they learn it."""
    zero, one = trace.facts["classes"]
    return (
        f"{one.capitalize()} shall go to 1, {zero} to 0: learned from {trace.facts['train_pictures']:,} {kind(trace)}."
    )


def weights_meaning(trace: Trace) -> str:
    """How to read the picture of the weights."""
    zero, one = trace.facts["classes"]
    return f"The weights as a picture: light at orange places speaks for {one}, at blue ones for {zero}."


def pair(trace: Trace) -> list[int]:
    """The two pictures that are followed: of each class the shown one that both networks are best at."""
    last = np.nan_to_num([trace[f"{reel}/probability"][-1] for reel in ("logistic", "dense")], nan=0.5)
    labels = trace["shown/label"]
    return [int(np.where(labels == 1, last.min(0), -1).argmax()), int(np.where(labels == 0, last.max(0), 2).argmin())]


def meeting(trace: Trace) -> str:
    """What the two pictures are, and that they were chosen."""
    zero, one = trace.facts["classes"]
    chosen = all(right(trace, reel)[-1][pair(trace)].all() for reel in ("logistic", "dense"))
    which = " that it will learn to get right" if chosen else ""
    return f"Two test pictures{which}: left {one}, right {zero}."


def chances_verdict(trace: Trace, reel: str) -> str:
    """Where the chances of the two pictures ended."""
    one, last = trace.facts["classes"][1], trace[f"{reel}/probability"][-1]
    said = ", ".join(f"{side} {last[place]:.2f}" for side, place in zip(("left", "right"), pair(trace), strict=True))
    return f"After {trace[f'{reel}/step'][-1]:,} updates the chance of {one} is {said}."


def loss_verdict(trace: Trace) -> str:
    """How near the loss came to that of the best weights there are."""
    loss, best = float(trace["logistic/loss"][-1]), trace.facts["optimum"]["loss"]
    if not np.isfinite(loss):
        return "The loss is no number any more: the rate is too large."
    if round(loss, 4) <= round(best, 4):
        return f"The loss is {loss:.4f}. No weights do better: another method, L-BFGS, finds the same."
    near = "almost there" if loss < 1.02 * best else "not there yet"
    return f"The loss is {loss:.4f}. The best weights there are reach {best:.4f}: {near}."


def constant(trace: Trace) -> str:
    """The answer that needs no learning."""
    even = abs(trace.facts["baseline"] - 0.5) < 1e-9
    return f"always {trace.facts['classes'][0]}" if even else "one answer for all"


def logistic_score(trace: Trace) -> str:
    """How many test pictures one weight a number gets right."""
    same = percent(trace.facts["baseline"])
    return f"Right: {measured(trace.facts['logistic'])}. {constant(trace).capitalize()}: {same}."


def dense_verdict(trace: Trace) -> str:
    """Whether hidden layers are surely better than one weight a number."""
    dense, simple = trace.facts["test"], trace.facts["logistic"]
    said = f"With two hidden layers, right: {measured(dense)}."
    return said if dense["low"] > simple["high"] else f"{said} No sure gain."


def mistakes_verdict(trace: Trace) -> str:
    """How many pictures the dense network gets wrong, and which are shown."""
    test, here = trace.facts["test"], mistakes_shown(trace)
    wrong = test["count"] - test["right"]
    if not wrong:
        return f"Not one of the {test['count']:,} test pictures is wrong."
    return f"{wrong} of {test['count']:,} test pictures are wrong. " + (
        "Here are all of them." if here == wrong else f"Here are the {here} it was surest of."
    )


def mistakes_shown(trace: Trace, most: int = 6) -> int:
    """How many mistakes the video shows."""
    return min(len(trace["mistakes/label"]), most) if "mistakes/label" in trace else 0


def right(trace: Trace, reel: str) -> np.ndarray:
    """Whether each shown picture is right at each recorded moment, (moments, shown)."""
    return (trace[f"{reel}/probability"] > 0.5) == (trace["shown/label"] == 1)


def lesson(trace: Trace) -> str:
    """What to remember, if this trace shows it."""
    zero, one = trace.facts["classes"]
    if beats_chance(trace) and right(trace, "dense")[-1][pair(trace)].all():
        return f"Probability is learned: {one} goes to 1, {zero} goes to 0."
    return "Probability is learned, step by step. Here it has not come far enough yet."
