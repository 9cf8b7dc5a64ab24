"""What stands on the stage in chapter 13, built from its trace and put in its place."""

import numpy as np

from learners.trace import Trace
from scenes import style
from scenes.claims.ch13_qtable import ending
from scenes.mobjects.approach import Approach
from scenes.mobjects.lake import Lake
from scenes.mobjects.outing import Outing
from scenes.mobjects.readout import Readout
from scenes.mobjects.reckoning import Reckoning
from scenes.mobjects.table import QTable

CELL = 1.05
LEFT_BOARD, RIGHT_TABLE = np.array([-4.0, 0.2, 0]), np.array([3.4, -0.33, 0])
UNDER_BOARD = np.array([-4.0, -2.45, 0])


def board(trace: Trace) -> Lake:
    """The lake at the left, without values."""
    return Lake(trace.facts["rows"], CELL).move_to(LEFT_BOARD)


def table(trace: Trace) -> QTable:
    """The table at the right, all zeros."""
    ends = board(trace).ends()
    return QTable(trace.facts["names"], len("".join(trace.facts["rows"])), ends).move_to(RIGHT_TABLE)


def update() -> Reckoning:
    """How an entry changes, under the board."""
    target, new = ("target", "{:.3f}"), ("new", "{:.3f}")
    parts: list[str | tuple[str, str]] = [
        ("old", "{:.3f}"),
        "+",
        ("rate", "{:.2f}"),
        "× (",
        target,
        "−",
        ("old", "{:.3f}"),
        ") =",
        new,
    ]
    return Reckoning(parts, {"target": style.color("green"), "new": style.color("now")}).move_to((-3.75, -2.45, 0))


def readings(trace: Trace) -> np.ndarray:
    """Two numbers an episode: the table's distance from the exact answer, and the share of random moves."""
    return np.stack([trace["train/error"], trace["train/exploration"]], axis=1)


def readout(trace: Trace) -> Readout:
    """Both readings, under the board."""
    names = ["farthest from the exact answer", "share of random moves"]
    return Readout(names, readings(trace)[0], "{:.3f}", pitch=0.5).move_to(UNDER_BOARD)


def outing(trace: Trace, reel: str, x: float) -> Outing:
    """A recorded game on the values that it was played by, at this place of the frame."""
    episode = trace.facts[reel]["episode"]
    lake = Lake(trace.facts["rows"], 0.94).move_to((x, -0.35, 0)).show(trace["train/table"][episode])
    game = trace[f"{reel}/observation"], trace[f"{reel}/action"]
    return Outing(lake, f"{episode:,} episodes", "", *game, ending(trace, reel))


def chart_of_wins(trace: Trace) -> Approach:
    """The exact chance of the best moves on slippery ice, as episodes go by, under the limit."""
    thousands, limit = trace["ice/episode"] / 1000, trace.facts["limit"]
    names = ("thousand episodes", "chance to reach the star")
    chart = Approach(thousands, trace["ice/wins"], limit, "best fixed moves", names, logarithmic=True)
    return chart.move_to((3.4, -0.55, 0))
