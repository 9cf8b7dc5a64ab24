"""Takes a ReLU network of one input apart: it is a straight line plus one hinge, turn * relu(x - place), a bend."""

from collections.abc import Sequence

import numpy as np

Layers = Sequence[Sequence[np.ndarray]]  # weight (outputs, inputs) and bias (outputs,) of each layer
Bend = tuple[float, int, int]  # place, hidden layer (1, 2, ...), neuron
SAME, LEAST = 1e-9, 1e-6  # places closer than this are one; a change of slope smaller than this is none


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


def take_apart(layers: Layers, grid: np.ndarray) -> dict[str, np.ndarray]:
    """Columns of the hinges: row 0 is the leftmost piece drawn on, then comes one row a bend that the answers show."""
    low, high = float(grid[0]), float(grid[-1])
    marks = [(low, -1, -1), *_apart(bends(layers, low, high), low, high)]
    knots = np.array([place for place, _, _ in marks] + [high])
    heights = before_bending(layers, knots)[-1][:, 0]
    slopes = np.diff(heights) / np.diff(knots)
    turns = np.append(slopes[0], np.diff(slopes))
    seen = [0, *(index for index in range(1, len(marks)) if abs(turns[index]) > LEAST)]
    places = knots[seen]
    hinges = turns[seen, None] * np.maximum(grid - places[:, None], 0)
    hinges[0] += heights[0]
    middles = (places + np.append(places[1:], high)) / 2
    hidden = [np.maximum(part, 0) for part in before_bending(layers, middles)[:-1]]
    layer, neuron = np.array([marks[index][1:] for index in seen]).T
    columns = {"place": places, "height": heights[seen], "turn": turns[seen], "layer": layer, "neuron": neuron}
    columns |= {f"hidden{index}": part for index, part in enumerate(hidden, start=1)}
    return columns | {"hinge": hinges, "sum": hinges.cumsum(axis=0)}


def _apart(found: list[Bend], low: float, high: float) -> list[Bend]:
    """Of bends at the same place only the first, and none at the ends: a piece must have a length."""
    places = np.array([low, *[place for place, _, _ in found]])
    kept = (np.diff(places) > SAME) & (high - places[1:] > SAME)
    return [bend for bend, keep in zip(found, kept, strict=True) if keep]
