"""What chapter 6 says about its trace: every sentence is chosen by what was recorded."""

import numpy as np

from learners.trace import Trace
from scenes.claims.figures import percent
from scenes.claims.pictures import beats_chance, kind, measured


def first_place(trace: Trace) -> str:
    """What happens at the first place of both panels."""
    left, right = (trace[f"{reel}/result"][0] for reel in ("left", "right"))
    return f"Multiply number by number, and add up: {left:g} on the left, {right:g} on the right."


def sizes_verdict(trace: Trace) -> str:
    """How large the outputs became, and why."""
    left, right = (np.shape(trace.facts[f"{side}_output"]) for side in ("left", "right"))
    same = "keeps" if left == np.shape(trace.facts["left_picture"]) else "changes"
    before = np.shape(trace.facts["right_picture"])
    shrunk = f"from {before[0]} × {before[1]} to {right[0]} × {right[1]}"
    return f"With zeros around it the left picture {same} its size. Steps of two shrink the right one {shrunk}."


def pooling_verdict(trace: Trace) -> str:
    """What pooling made of the output."""
    rows, columns = np.shape(trace.facts["pooled_output"])
    return f"Pooling keeps the largest number of each window: {rows} × {columns} are left."


def meeting(trace: Trace) -> str:
    """What stands on the stage before the network has learned."""
    filters = trace["train/filters"].shape
    size = f"{filters[2]} × {filters[3]}"
    return f"A network has {filters[1]} filters of {size}, in three colors. Grey is 0: at first they are faint."


def goal(trace: Trace) -> str:
    """What the network shall learn, on which pictures."""
    zero, one = trace.facts["classes"]
    return f"It shall tell {one} from {zero}, on {trace.facts['train_pictures']:,} {kind(trace)}."


def learning_verdict(trace: Trace) -> str:
    """How good the network was at the first and the last recorded moment."""
    first, last = (percent(trace["train/test_accuracy"][row]) for row in (0, -1))
    return (
        f"Nobody drew these filters: {trace['train/step'][-1]:,} updates made them. Right: {first} before, {last} now."
    )


def strongest(trace: Trace) -> int:
    """The filter whose map has the greatest contrast at the end."""
    maps = trace["train/maps"][-1].astype(float) * trace["train/reach"][-1][:, None, None]
    return int(np.nanargmax(maps.reshape(len(maps), -1).std(1)))


def scan_verdict(trace: Trace) -> str:
    """How much one filter does with how little."""
    weights = trace["train/filters"][-1][strongest(trace)].size
    places = trace["train/maps"][-1][0].size
    return f"The same {weights} weights at all {places} places: what it finds here, it finds anywhere."


def score_verdict(trace: Trace) -> str:
    """The final accuracy, beside one answer for every picture."""
    same = percent(trace.facts["baseline"])
    return f"Right: {measured(trace.facts['test'])}. One answer for all: {same}."


def right(trace: Trace) -> np.ndarray:
    """Whether each shown picture is right at each recorded moment, (moments, shown)."""
    return (trace["train/probability"] > 0.5) == (trace["shown/label"] == 1)


def lesson(trace: Trace) -> str:
    """What to remember, if this trace shows it."""
    if beats_chance(trace):
        return "A small filter, slid over a picture, finds the same thing anywhere."
    return "A small filter is slid over the whole picture. These have not learned enough yet to find much."
