"""Chapter 3, one neuron: it finds Y = 1.8 X + 32 from ten pairs it was never told the rule for.

The neuron says w x + b. Each step asks how its loss, the mean of its squared errors on ten temperatures,
changes with w and with b, and moves both against that slope.

Columns
    pairs: one row a temperature
        x, y            Celsius, and Fahrenheit, which the neuron shall say
        scaled          the same x, counted from the mean in standard deviations
    raw, scaled: one reel for the neuron on x, one for it on the scaled x; row k is the state after k steps
        w, b, loss      numbers
        slope_w, slope_b  how the loss changes with w and with b there
        predicted       what it says to the ten temperatures, in single precision
    unscaled: row k is the scaled neuron after k steps, written as a rule for Celsius
        w, b            numbers
    ravine, bowl: one row; the loss of the raw and of the scaled neuron around its lowest point
        w, b, loss      61 values of w, 61 of b, and the loss, of shape (b, w)
    ravine_lines, bowl_lines: one row a loss
        loss, w, b      a loss and the line of this loss, 97 points each
    across, along: the raw neuron's path seen in the steepest and in the flattest direction of its ravine
        distance, loss  from the ravine's lowest point, and the share of the loss that is due to it; row k after k steps
    across_slice, along_slice: one row a point of the ravine cut in these directions
        distance, loss  numbers
    theory: steps, evenly spaced in their logarithm, and the loss that the closed form says
        step, raw, scaled  numbers
Facts: rates, the rule, the scaling, the first scaled step as good as the last raw one, and of both neurons the
steepness (largest and smallest curvature of the loss), their ratio, and the rate beyond which it diverges.

Departures from the textbook: it starts at w = b = 1 instead of random numbers, and it records every step.
"""

from typing import Any

import numpy as np
import torch

from learners.trace import Trace

CELSIUS = (-40.0, -30.0, -10.0, 0.0, 5.0, 10.0, 20.0, 40.0, 60.0, 100.0)
RULE = (1.8, 32.0)  # nobody tells the neuron
START = (1.0, 1.0)  # w and b
QUICK = {"steps": 40, "scaled_steps": 8}


def learn(rate: float = 0.0005, steps: int = 8000, scaled_rate: float = 0.4, scaled_steps: int = 10) -> Trace:
    """Lets one neuron find the rule from ten pairs, first on plain temperatures, then on scaled ones.

    Args:
        rate: of the neuron on plain temperatures; from .00054566 on it diverges
        steps: the ravine is so long that after these it is still .03 from b = 32
        scaled_rate: of the neuron on scaled temperatures; .5 would be there in one step, .4 lets us watch
        scaled_steps: a few more than it needs
    """
    if steps < 1 or scaled_steps < 1:
        raise ValueError("steps and scaled_steps must be 1 or more: a neuron that never adjusts learns nothing.")
    x = np.array(CELSIUS)
    y = RULE[0] * x + RULE[1]
    mean, spread = float(x.mean()), float(x.std())
    trace = Trace("ch3_neuron", rates={"raw": rate, "scaled": scaled_rate}, start=START, rule=RULE)
    trace.extend("pairs", x=x, y=y, scaled=(x - mean) / spread)
    fit(x, y, rate, steps, trace, "raw")
    fit((x - mean) / spread, y, scaled_rate, scaled_steps, trace, "scaled")
    w, b = trace["scaled/w"] / spread, trace["scaled/b"] - trace["scaled/w"] * mean / spread
    trace.extend("unscaled", w=w, b=b)
    trace.facts["scaling"] = {"mean": mean, "spread": spread}
    trace.facts["as_good_after"] = first_at_most(trace["scaled/loss"], trace["raw/loss"][-1])
    survey(trace, steps, scaled_steps)
    return trace


def fit(inputs: np.ndarray, targets: np.ndarray, rate: float, steps: int, trace: Trace, reel: str) -> None:
    """Initialize, adjust, repeat."""
    x, y = torch.tensor(inputs), torch.tensor(targets)
    w, b = (torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in START)
    for _ in range(steps + 1):
        predicted = w * x + b
        loss = ((predicted - y) ** 2).mean()
        slope_w, slope_b = torch.autograd.grad(loss, (w, b))
        state = {"w": w, "b": b, "loss": loss, "slope_w": slope_w, "slope_b": slope_b}
        trace.record(reel, **state, predicted=predicted.float())
        with torch.no_grad():
            w -= rate * slope_w
            b -= rate * slope_b


def first_at_most(losses: np.ndarray, goal: float) -> int | None:
    """The first step whose loss is at most the goal; None where there is none."""
    reached = np.flatnonzero(losses <= goal)
    return int(reached[0]) if len(reached) else None


def survey(trace: Trace, steps: int, scaled_steps: int) -> None:
    """Records what needs no learning: both landscapes, the ravine's directions, and the closed form."""
    y = trace["pairs/y"]
    raw, scaled = (Landscape(trace[f"pairs/{name}"], y) for name in ("x", "scaled"))
    for reel, landscape in (("raw", raw), ("scaled", scaled)):
        trace.facts[reel] = landscape.measures(trace.facts["rates"][reel])
    map_out(trace, "ravine", raw, np.linspace(0, 4, 61), np.linspace(-10, 40, 61))
    map_out(trace, "bowl", scaled, np.linspace(-50, 150, 61), np.linspace(-50, 150, 61))
    path = np.stack([trace["raw/w"], trace["raw/b"]], axis=1)
    reach = abs(raw.distances(np.array([START])))[0]
    for index, name in enumerate(("across", "along")):
        distance, half = raw.distances(path)[:, index], raw.curvatures[index] / 2
        trace.extend(name, distance=distance, loss=half * distance**2)
        cut = np.linspace(-1.25, 1.25, 201) * reach[index]
        trace.extend(f"{name}_slice", distance=cut, loss=half * cut**2)
    at = np.unique(np.geomspace(1, max(steps, scaled_steps), 37).round())
    losses = [
        landscape.closed_form(trace.facts["rates"][reel], at) for reel, landscape in (("raw", raw), ("scaled", scaled))
    ]
    trace.extend("theory", step=at, raw=losses[0], scaled=losses[1])


class Landscape:
    """The loss of a neuron as a function of w and b: a quadratic bowl, known in closed form."""

    def __init__(self, x: np.ndarray, y: np.ndarray) -> None:
        design = np.stack([x, np.ones_like(x)], axis=1)
        self.x, self.y = x, y
        self.lowest = np.linalg.lstsq(design, y)[0]
        hessian = 2 * design.T @ design / len(x)  # the loss's second derivatives by w and b
        curvatures, directions = np.linalg.eigh(hessian)
        self.curvatures, directions = curvatures[::-1], directions[:, ::-1]  # steepest first
        self.directions = directions * np.where(np.diag(directions) < 0, -1, 1)  # the same on every machine
        # turns a circle around 0 of radius sqrt(2 loss) into the line of this loss around the lowest place
        self.from_circle = np.linalg.inv(np.linalg.cholesky(hessian))

    def measures(self, rate: float) -> dict[str, Any]:
        """Both curvatures, their ratio, the largest stable rate, and the shares of a distance that a step keeps."""
        steep, flat = (float(value) for value in self.curvatures)
        shares = {"lowest": self.lowest.tolist(), "keeps_across": 1 - rate * steep, "keeps_along": 1 - rate * flat}
        return {"steep": steep, "flat": flat, "condition": steep / flat, "largest_rate": 2 / steep, **shares}

    def distances(self, places: np.ndarray) -> np.ndarray:
        """How far places (n, 2) lie from the lowest one, in the steepest and in the flattest direction."""
        return (places - self.lowest) @ self.directions

    def closed_form(self, rate: float, step: np.ndarray) -> np.ndarray:
        """The loss after steps: each direction's distance shrinks by 1 - rate * curvature every time."""
        start = self.distances(np.array([START]))[0]
        with np.errstate(over="ignore"):
            distances = start * (1 - rate * self.curvatures) ** step[:, None]
            return (self.curvatures / 2 * distances**2).sum(axis=1)


def map_out(trace: Trace, name: str, landscape: Landscape, w: np.ndarray, b: np.ndarray) -> None:
    """Records the loss on a grid, and its lines of equal loss: ellipses around the lowest place."""
    errors = w[None, :, None] * landscape.x + b[:, None, None] - landscape.y
    trace.record(name, w=w, b=b, loss=(errors**2).mean(axis=2))
    angle, loss = np.linspace(0, 2 * np.pi, 97), 10.0 ** np.arange(0, 4.1, 0.5)
    circle = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    lines = landscape.lowest + np.sqrt(2 * loss)[:, None, None] * circle @ landscape.from_circle
    trace.extend(f"{name}_lines", loss=loss, w=lines[:, :, 0], b=lines[:, :, 1])


if __name__ == "__main__":
    from learners.command import main

    main(learn)
