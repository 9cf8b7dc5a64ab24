"""Chapter 3, one neuron: it finds Y = 1.8 X + 32 from ten pairs it was never told the rule for.

The neuron says w x + b. Each step asks how its loss, the mean of its squared errors on ten temperatures,
changes with w and with b, and moves both against that slope.

Columns
    pairs: x, y, scaled     a temperature a row: Celsius, Fahrenheit, and x from its mean in standard deviations
    raw, scaled: one reel for the neuron on x, one for it on the scaled x; row k is the state after k steps
        w, b, loss          numbers
        slope_w, slope_b    how the loss changes with w and with b there
        predicted           what it says to the ten temperatures, in single precision
    unscaled: w, b          row k is the scaled neuron after k steps, written as a rule for Celsius
    ravine, bowl: w, b, loss    one row: 61 values of w, 61 of b, and the raw or scaled neuron's loss, of shape (b, w)
    ravine_lines, bowl_lines: loss, w, b            one row a loss, with the line of this loss, 97 points
    across, along: the raw neuron's path in the steepest and in the flattest direction of its ravine
        distance, loss      from the lowest place, and the share of the loss that is due to it; row k after k steps
    across_slice, along_slice: distance, loss       points of the ravine cut in these directions
    theory: step, raw, scaled                       steps, spaced by logarithm, and the losses by closed form
Facts: start, rule, rates, scaling; as_good_after: the first scaled step with as small a loss as the last raw one; for
raw and scaled: lowest (w, b), steep and flat (largest and smallest curvature of the loss), condition (their ratio),
largest_rate (the limit of stability), keeps_across and keeps_along (the share of a distance that a step leaves).

Departures from the textbook: it starts at w = b = 1, so that the start can be read. The scaled neuron has a rate of
its own: each stays below its largest stable rate, and scaling is what raises that one from .0005 to 1.
"""

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
    w = trace["scaled/w"] / spread
    trace.extend("unscaled", w=w, b=trace["scaled/b"] - w * mean)
    trace.facts["scaling"] = {"mean": mean, "spread": spread}
    reached = np.flatnonzero(trace["scaled/loss"] <= trace["raw/loss"][-1])
    trace.facts["as_good_after"] = int(reached[0]) if len(reached) else None
    survey(trace, max(steps, scaled_steps))
    return trace


def fit(inputs: np.ndarray, targets: np.ndarray, rate: float, steps: int, trace: Trace, reel: str) -> None:
    """Initialize, adjust, repeat."""
    x, y = torch.tensor(inputs), torch.tensor(targets)
    w, b = (torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in START)
    for _ in range(steps + 1):
        predicted = w * x + b
        loss = ((predicted - y) ** 2).mean()
        slope_w, slope_b = torch.autograd.grad(loss, (w, b))
        trace.record(reel, w=w, b=b, loss=loss, slope_w=slope_w, slope_b=slope_b, predicted=predicted.float())
        with torch.no_grad():
            w -= rate * slope_w
            b -= rate * slope_b


@np.errstate(over="ignore", invalid="ignore")  # a neuron that diverged is recorded as it is
def survey(trace: Trace, steps: int) -> None:
    """Records what needs no learning: both landscapes, the ravine's directions, and the closed form."""
    at, theory = np.unique(np.geomspace(1, steps, 37).round()), {}
    for reel, column, name, w, b in (
        ("raw", "x", "ravine", np.linspace(0, 4, 61), np.linspace(-10, 40, 61)),
        ("scaled", "scaled", "bowl", np.linspace(-50, 150, 61), np.linspace(-50, 150, 61)),
    ):
        landscape, rate = Landscape(trace[f"pairs/{column}"], trace["pairs/y"]), trace.facts["rates"][reel]
        trace.facts[reel] = landscape.measures(rate)
        map_out(trace, name, landscape, w, b)
        theory[reel] = landscape.closed_form(rate, at)
    trace.extend("theory", step=at, **theory)
    cut(trace, Landscape(trace["pairs/x"], trace["pairs/y"]))


def cut(trace: Trace, ravine: "Landscape") -> None:
    """Records the ravine's two cross-sections through its lowest place, and the neuron's path in each of them."""
    path = ravine.distances(np.stack([trace["raw/w"], trace["raw/b"]], axis=1))
    for name, distance, curvature in zip(("across", "along"), path.T, ravine.curvatures, strict=True):
        section = np.linspace(-1.25, 1.25, 201) * abs(distance[0])
        trace.extend(name, distance=distance, loss=curvature / 2 * distance**2)
        trace.extend(f"{name}_slice", distance=section, loss=curvature / 2 * section**2)


class Landscape:
    """The loss of a neuron over w and b: a quadratic, 0 at its lowest place, for the pairs obey a rule exactly."""

    def __init__(self, x: np.ndarray, y: np.ndarray) -> None:
        design = np.stack([x, np.ones_like(x)], axis=1)
        self.lowest = np.linalg.lstsq(design, y)[0]
        hessian = 2 * design.T @ design / len(x)  # the loss's second derivatives by w and b
        curvatures, directions = np.linalg.eigh(hessian)
        self.curvatures, directions = curvatures[::-1], directions[:, ::-1]  # steepest first
        self.directions = directions * np.where(np.diag(directions) < 0, -1, 1)  # the same on every machine
        # turns a circle around 0 of radius sqrt(2 loss) into the line of this loss around the lowest place
        self.from_circle = np.linalg.inv(np.linalg.cholesky(hessian))

    def measures(self, rate: float) -> dict[str, float | list[float]]:
        """Both curvatures, their ratio, the largest stable rate, and the shares of a distance that a step keeps."""
        steep, flat = (float(value) for value in self.curvatures)
        shares = {"keeps_across": 1 - rate * steep, "keeps_along": 1 - rate * flat, "lowest": self.lowest.tolist()}
        return {"steep": steep, "flat": flat, "condition": steep / flat, "largest_rate": 2 / steep, **shares}

    def distances(self, places: np.ndarray) -> np.ndarray:
        """How far places (..., 2) lie from the lowest one, in the steepest and in the flattest direction."""
        return (places - self.lowest) @ self.directions

    def loss(self, distances: np.ndarray) -> np.ndarray:
        """The loss at these distances (..., 2)."""
        return (self.curvatures / 2 * distances**2).sum(axis=-1)

    def closed_form(self, rate: float, step: np.ndarray) -> np.ndarray:
        """The loss after steps: each direction's distance shrinks by 1 - rate * curvature every time."""
        return self.loss(self.distances(np.array(START)) * (1 - rate * self.curvatures) ** step[:, None])


def map_out(trace: Trace, name: str, landscape: Landscape, w: np.ndarray, b: np.ndarray) -> None:
    """Records the loss on a grid, and its lines of equal loss: ellipses around the lowest place."""
    places = np.stack(np.meshgrid(w, b), axis=-1)
    trace.record(name, w=w, b=b, loss=landscape.loss(landscape.distances(places)))
    angle, loss = np.linspace(0, 2 * np.pi, 97), 10.0 ** np.arange(0, 4.1, 0.5)
    circle = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    lines = landscape.lowest + np.sqrt(2 * loss)[:, None, None] * circle @ landscape.from_circle
    trace.extend(f"{name}_lines", loss=loss, w=lines[:, :, 0], b=lines[:, :, 1])


if __name__ == "__main__":
    from learners.command import main

    main(learn)
