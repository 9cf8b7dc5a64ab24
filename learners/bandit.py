"""Slot machines that all pay nothing on average: what the best of them seems to pay, and what other pulls say of it."""

import numpy as np

from learners.trace import Trace

ARMS, MOST, REPEATS = 10, 50, 2_000  # machines in a row, pulls of each, rows over which means are taken
FEW, SHOWN = 10, 40  # pulls of each machine, and rows of machines, that are shown one by one


def show_machines(trace: Trace, seed: int) -> None:
    """Records the mean over many rows of machines, what the first rows are one by one, and one usual row."""
    pays = pull(seed)
    trace.extend("bandit", **bandit_bias(pays))
    single, double = seem(pays, FEW)
    usual = int(np.hypot(single - single.mean(), double - double.mean()).argmin())
    trace.extend("machines", **one_row(pays[usual, :, :FEW]))
    trace.extend("rows", **one_by_one(single[:SHOWN], double[:SHOWN]))
    trace.facts["machines"] = {"rows": len(pays), "shown": usual, "pulls": FEW}


def pull(seed: int, repeats: int = REPEATS, arms: int = ARMS, most: int = MOST) -> np.ndarray:
    """What every pull pays, (repeats, arms, most): normal numbers around nothing, each as far off as one."""
    return np.random.default_rng(seed).normal(size=(repeats, arms, most))


def halves(pays: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The mean of each machine in the first half of `count` pulls and in the second; pays (..., arms, most)."""
    half = count // 2
    return pays[..., :half].mean(-1), pays[..., half : 2 * half].mean(-1)


def seem(pays: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """What the best machine of each row seems to pay after so many pulls of each, (rows): single and double.

    Single is the largest mean; double the mean that the second half gives to the machine that the first half prefers.
    """
    chooser, judge = halves(pays, count)
    return pays[..., :count].mean(2).max(1), np.take_along_axis(judge, chooser.argmax(1)[:, None], 1)[:, 0]


def bandit_bias(pays: np.ndarray) -> dict[str, np.ndarray]:
    """What the best machine of a row seems to pay after 2, 4, ... pulls of each, in the mean over all rows.

    Columns: pulls; single and double, as in `seem`; truth.
    """
    pulls = np.arange(2, pays.shape[-1] + 1, 2)
    single, double = np.array([[each.mean() for each in seem(pays, count)] for count in pulls]).T
    return {"pulls": pulls, "single": single, "double": double, "truth": np.zeros(len(pulls))}


def one_row(pays: np.ndarray) -> dict[str, np.ndarray]:
    """One row of machines, after 2, 4, ... pulls of each; pays (arms, most).

    Columns: paid, what the last two pulls brought, (arms, 2); mean, of all pulls so far; chooser and judge, of their
    first half and of their second, (arms).
    """
    counts = range(2, pays.shape[-1] + 1, 2)
    both = [halves(pays, count) for count in counts]
    columns = {"paid": [pays[:, count - 2 : count] for count in counts]}
    columns["mean"] = [pays[:, :count].mean(1) for count in counts]
    columns["chooser"], columns["judge"] = ([half[side] for half in both] for side in (0, 1))
    return {name: np.array(rows, np.float32) for name, rows in columns.items()}


def one_by_one(single: np.ndarray, double: np.ndarray) -> dict[str, np.ndarray]:
    """Rows of machines one after another: single and double of each, and their means so far."""
    so_far = np.arange(1, len(single) + 1)
    means = {"single_mean": single.cumsum() / so_far, "double_mean": double.cumsum() / so_far}
    return {"single": single, "double": double} | means
