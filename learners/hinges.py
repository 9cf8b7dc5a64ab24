"""Takes a ReLU network of one input apart: it is a straight line plus one hinge, turn * relu(x - place), a bend."""

from collections.abc import Sequence

import numpy as np

Layers = Sequence[Sequence[np.ndarray]]  # weight (outputs, inputs) and bias (outputs,) of each layer
Bend = tuple[float, int, int]  # place, hidden layer (1, 2, ...), neuron


def before_bending(layers: Layers, x: np.ndarray) -> list[np.ndarray]:
    """The sums of each layer before ReLU, (points, neurons); the last ones are the network's answers."""
    outputs, sums = np.asarray(x, float)[:, None], []
    for weight, bias in layers:
        sums.append(outputs @ weight.T + bias)
        outputs = np.maximum(sums[-1], 0)
    return sums


def bends(layers: Layers, low: float, high: float) -> list[Bend]:
    """Where between `low` and `high` a neuron's sum crosses zero, from left to right.

    Between the bends of the layers before it, a neuron's sum is a straight line, so each crossing is exact.
    """
    found: list[Bend] = []
    for depth in range(len(layers) - 1):
        places = np.array([low, *sorted(place for place, _, _ in found), high])
        sums = before_bending(layers, places)[depth]
        for neuron, line in enumerate(sums.T):
            for piece in np.flatnonzero(line[:-1] * line[1:] < 0):
                share = line[piece] / (line[piece] - line[piece + 1])
                found.append((float(places[piece] + share * np.diff(places)[piece]), depth + 1, neuron))
    return sorted(found)


def take_apart(layers: Layers, grid: np.ndarray, least: float = 1e-6) -> dict[str, np.ndarray]:
    """Columns of row 0, the leftmost piece drawn on, and one row a bend that turns the slope by at least `least`."""
    low, high = float(grid[0]), float(grid[-1])
    found = bends(layers, low, high)
    knots = np.array([low, *[place for place, _, _ in found], high])
    heights = before_bending(layers, knots)[-1][:, 0]
    slopes = np.diff(heights) / np.diff(knots)
    turns = np.array([slopes[0], *np.diff(slopes)])
    kept = np.flatnonzero(np.abs(turns) >= least) if len(found) else np.array([], int)
    kept = np.union1d([0], kept)
    places, turns = knots[:-1][kept], turns[kept]
    middles = (places + np.append(places[1:], high)) / 2
    sums = before_bending(layers, middles)
    hinges = turns[:, None] * np.maximum(grid - places[:, None], 0)
    hinges[0] += heights[0]
    columns = {
        "place": places,
        "height": heights[:-1][kept],
        "turn": turns,
        "hinge": hinges,
        "sum": hinges.cumsum(axis=0),
    }
    names = [(-1, -1), *[(layer, neuron) for _, layer, neuron in found]]
    columns["layer"], columns["neuron"] = np.array([names[index] for index in kept]).T
    return columns | {f"hidden{index + 1}": np.maximum(part, 0) for index, part in enumerate(sums[:-1])}
