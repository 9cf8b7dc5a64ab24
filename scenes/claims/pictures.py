"""How the share of right pictures is said: with its interval, and the pictures it was measured on."""

from collections.abc import Mapping
from typing import Any

from learners.trace import Trace
from scenes.claims.figures import percent


def measured(figure: Mapping[str, Any]) -> str:
    """The share of the test pictures that are right, with its 95 % interval."""
    low, high = (percent(figure[end]).removesuffix(" %") for end in ("low", "high"))
    return f"{percent(figure['accuracy'])} of {figure['count']:,} test pictures (95 %: {low} to {high})"


def kind(trace: Trace) -> str:
    """What the pictures are: drawn by this project, or photographs, or somebody's own."""
    kinds = {"drawn": "drawings", "cifar10": "photographs of CIFAR-10"}
    return kinds.get(trace.facts["source"], "pictures")


def beats_chance(trace: Trace) -> bool:
    """Whether the final network is surely better than one answer for every picture."""
    return bool(trace.facts["test"]["low"] > trace.facts["baseline"])
