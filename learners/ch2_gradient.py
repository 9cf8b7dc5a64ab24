"""Chapter 2, gradient descent: the learning rate decides: too large diverges, too small crawls, in between converges.

A ball at x rolls on y = (x - 10)^2. Each step asks for the slope and moves x by -rate * slope.

Columns
    too_large, overshooting, middle, too_small: one reel a rate; row k is the state after k steps, row 0 the start
        x, y, slope     position, height, and the slope there, each a number
    sweep: one row a rate
        rate            the learning rate
        steps           how many steps it needed until |slope| < tolerance, NaN where it did not get there
    theory: the same from the closed form x_k = 10 + (x_0 - 10)(1 - 2 rate)^k, before rounding up, on a finer grid
        rate, steps     numbers; NaN from rate 1 on
    hill: one row a point of the parabola
        x, y            numbers
    contours: one row a height of the two-dimensional valley
        height          a number
        u, v            the line of this height, 97 points each
    sgd, momentum, adam: one reel an optimizer on the valley f = (u^2 + 20 v^2) / 2; row k is the state after k steps
        u, v, f         place and height, each a number
Facts: rates, tolerance, outcome and steps of each reel (it converged, is on its way, is no lower or diverged), and
    the settings of the valley.

Departures from the textbook: it stops when the slope is nearly zero, not when y hardly changes, for at
rate 1 the ball jumps between two places of the same height for ever, and y never changes at all.
"""

import math
from typing import Any

import numpy as np
import torch

from learners.trace import Trace

LOWEST = 10.0  # where the bottom of y = (x - 10)^2 lies
START = 1.2345
STEEPNESS = (1.0, 20.0)  # of the two-dimensional valley along u and across it, v
VALLEY_START = (-9.0, 2.4)
QUICK = {"steps": 5, "sweep": 4}
CHANGED = {"rate": 0.5, "too_large": 4.0, "overshooting": 1.0, "too_small": 0.3, "steps": 250, "sweep": 7}


def learn(
    rate: float = 0.2,
    too_large: float = 1.01,
    overshooting: float = 0.95,
    too_small: float = 0.01,
    tolerance: float = 1e-3,
    steps: int = 600,
    sweep: int = 51,
) -> Trace:
    """Rolls down a parabola at several learning rates, and down a valley with three optimizers.

    Args:
        rate: the rate in the middle; .2 is slow enough to see each step and there after 20
        too_large: beyond 1 every step lands higher than it started
        overshooting: between .5 and 1 every step lands on the other side, but lower
        too_small: takes 484 steps to where .2 takes 20
        tolerance: done when the slope is smaller than this, a millionth of a unit of height above the lowest point
        steps: the most steps at any rate; the slowest one shown needs 484
        sweep: how many rates between 0.02 and 1.02 are tried for the curve of steps against rate
    """
    rates = {"too_large": too_large, "overshooting": overshooting, "middle": rate, "too_small": too_small}
    if steps < 1 or sweep < 2:
        raise ValueError(f"steps must be at least 1 and sweep at least 2, not {steps} and {sweep}.")
    if not 0 < tolerance < 2 * abs(START - LOWEST) or not 0 < min(rates.values()) <= max(rates.values()) < math.inf:
        raise ValueError("rates must be positive, and tolerance smaller than the slope at the start.")
    trace = Trace("ch2_gradient", rates=rates, tolerance=tolerance, start=START, lowest=LOWEST)
    trace.facts["outcome"], trace.facts["steps"] = {}, {}
    for name, one in rates.items():
        outcome, needed = descend(one, tolerance, steps, trace, name)
        trace.facts["outcome"][name], trace.facts["steps"][name] = outcome, needed
    for one in np.linspace(0.02, 1.02, sweep).round(6):
        outcome, needed = descend(float(one), tolerance, steps)
        reached = float(needed) if outcome == "converged" else math.nan
        trace.record("sweep", rate=one, steps=reached)
    survey(trace, tolerance)
    roll_through_valley(trace, min(steps, 200))
    return trace


def descend(rate: float, tolerance: float, steps: int, trace: Trace | None = None, reel: str = "") -> tuple[str, int]:
    """Initialize, adjust, repeat. Returns how it ended and after how many steps."""
    x = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    for step in range(steps + 1):
        y = (x - LOWEST) ** 2
        (slope,) = torch.autograd.grad(y, x)
        if trace is not None:
            trace.record(reel, x=x, y=y, slope=slope)
        if abs(slope) < tolerance:
            return "converged", step
        with torch.no_grad():
            x -= rate * slope
    steepness = float(abs(slope)) / (2 * abs(START - LOWEST))
    if math.isclose(steepness, 1, rel_tol=1e-9):  # at rate 1 it jumps to and fro for ever
        return "no lower", steps
    return ("on its way" if steepness < 1 else "diverged"), steps


def theory(rate: float, tolerance: float) -> float:
    """Solves |2 (x_k - 10)| = tolerance for k: the slope shrinks by |1 - 2 rate| each step; NaN where it does not."""
    factor = abs(1 - 2 * rate)
    first = 2 * abs(START - LOWEST)
    if factor >= 1:
        return math.nan
    return 1.0 if factor < 1e-12 else math.log(tolerance / first) / math.log(factor)


def survey(trace: Trace, tolerance: float) -> None:
    """Records what needs no learning: the hill, the theory's curve, and lines of equal height in the valley."""
    x = np.linspace(LOWEST - 20, LOWEST + 20, 401)
    trace.extend("hill", x=x, y=(x - LOWEST) ** 2)
    fine = np.linspace(0.005, 1.02, 407)
    trace.extend("theory", rate=fine, steps=[theory(rate, tolerance) for rate in fine])
    angle, height = np.linspace(0, 2 * np.pi, 97), 10.0 ** np.arange(-2, 2.01, 0.5)
    radius = np.sqrt(2 * height[:, None] / np.array(STEEPNESS))  # f = height where u^2 + 20 v^2 = 2 height
    trace.extend("contours", height=height, u=radius[:, :1] * np.cos(angle), v=radius[:, 1:] * np.sin(angle))


def roll_through_valley(trace: Trace, steps: int) -> None:
    """Starts three optimizers at the same place of f(u, v) = (u^2 + 20 v^2) / 2."""
    settings: dict[str, dict[str, Any]] = {
        "sgd": {"lr": 0.02},
        "momentum": {"lr": 0.02, "momentum": 0.9},
        "adam": {"lr": 0.3},
    }
    trace.facts["valley"] = {"steepness": STEEPNESS, "start": VALLEY_START, "settings": settings, "close": 1e-3}
    for name, options in settings.items():
        place = torch.tensor(VALLEY_START, dtype=torch.float64, requires_grad=True)
        kind: type[torch.optim.Optimizer] = torch.optim.Adam if name == "adam" else torch.optim.SGD
        optimizer = kind([place], **options)
        for _ in range(steps + 1):
            height = (torch.tensor(STEEPNESS, dtype=torch.float64) * place**2).sum() / 2
            trace.record(name, u=place[0], v=place[1], f=height)
            optimizer.zero_grad()
            height.backward()
            optimizer.step()


if __name__ == "__main__":
    from learners.command import main

    main(learn)
