"""What stands on the stage where a training of your own is drawn, built from its trace."""

import itertools

import numpy as np
from manim import RIGHT, Group, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims import training as claims
from scenes.mobjects.heatmap import Heatmap
from scenes.mobjects.instep import InStep
from scenes.mobjects.layers import Diagram, Layers, draw_numbers, outlined, shortened
from scenes.mobjects.progress import Progress
from scenes.mobjects.spread import Spread
from scenes.mobjects.words import Glyphs, Number, column_of, fitted, row, words

MOST, NODES = 6, 12  # layers on the stage at once; nodes of a layer that is drawn as such
LEFT_X, RIGHT_X, MIDDLE = -3.75, 3.3, -0.4
TINTS = ("orange", "sky", "green", "pink")


def chosen(trace: Trace) -> list[str]:
    """The layers that are drawn: all, or if there are too many those with rows and columns, evenly."""
    names = claims.layers(trace)
    if len(names) > MOST:
        names = [name for name in names if len(trace.facts["layers"][name]["shape"]) > 1] or names
    places = np.linspace(0, len(names) - 1, min(MOST, len(names)))
    return [names[round(place)] for place in places]


def drawn_layers(trace: Trace) -> list[str]:
    """The layers whose change is drawn."""
    return chain(trace) or chosen(trace)


def network(trace: Trace) -> Layers | Diagram:
    """The layers at the right, at the first row: a small network as nodes and edges, others as pictures."""
    weights = chain(trace)
    names = weights or chosen(trace)
    changes = smoothed(trace, names)
    if weights:
        drawn: Layers | Diagram = Diagram(weights, *_numbers_of(trace, weights), changes)
    else:
        columns = 2 if len(names) in (1, 2, 4) else 3
        pitch = (6.75 / columns, 2.4)
        drawn = Layers(names, [trace[f"train/{name}.picture"] for name in names], changes, columns, pitch)
    return drawn.move_to((RIGHT_X, MIDDLE, 0))


def chain(trace: Trace) -> list[str]:
    """The names of the weights of a network whose every number is kept and whose layers follow on one another."""
    names = [name for name in claims.layers(trace) if len(trace.facts["layers"][name]["shape"]) == 2]
    shapes = [trace.facts["layers"][name]["shape"] for name in names]
    kept = bool(names) and all(f"train/{name}.weight" in trace for name in names)
    follows = all(before[0] == after[1] for before, after in itertools.pairwise(shapes))
    return names if kept and follows and max(size for shape in shapes for size in shape) <= NODES else []


def _numbers_of(trace: Trace, names: list[str]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Weights and biases of a small network over time; a layer without biases has zeros."""
    weights = [trace[f"train/{name}.weight"] for name in names]
    biases = []
    for name, matrix in zip(names, weights, strict=True):
        column = f"train/{name.removesuffix('weight')}bias.weight"
        biases.append(trace[column] if column in trace else np.zeros(matrix.shape[:2]))
    return weights, biases


def smoothed(trace: Trace, names: list[str]) -> np.ndarray:
    """The changes of these layers, (rows, layers), as means over a fortieth of the rows, for an eye to follow."""
    known = claims.layers(trace)
    changes = claims.change(trace)[:, [known.index(name) for name in names]]
    reach = max(len(changes) // 80, 0)
    blocks = [changes[max(at - reach, 1) : at + reach + 1] for at in range(1, len(changes))]
    return np.array([changes[0], *[block.mean(axis=0) for block in blocks]])


def about(trace: Trace) -> VGroup:
    """What the model is and how it is trained, at the left."""
    lines: list[Glyphs] = [fitted(str(trace.facts["model"]), 5.4, style.color("ink"))]
    lines.append(words(claims.counted(trace.facts["parameters"], "parameter"), color=style.color("soft")))
    lines.append(words(f"in {claims.counted(trace.facts['tensors'], 'tensor')}", color=style.color("soft")))
    settings = {name: each for name, each in trace.facts["settings"].items() if name != "title"}
    lines += [fitted(f"{name.replace('_', ' ')}: {each}", 5.4, style.color("soft")) for name, each in settings.items()]
    return column_of(lines[:8], 0.55).move_to((LEFT_X, MIDDLE, 0))


def curves(trace: Trace) -> InStep:
    """The first two values over the steps at the left; a table of numbers is drawn as a picture."""
    names = claims.values(trace)[:2] or ["change of all layers"]
    height = 3.3 if len(names) == 1 else 1.25
    parts = []
    for index, name in enumerate(names):
        panel = _panel(trace, name, TINTS[index], height)
        panel.shift(np.array([LEFT_X + 0.3, MIDDLE + (0 if len(names) == 1 else 1.35 - 2.75 * index), 0]))
        parts.append((panel, None))
    return InStep(*parts)


def others(trace: Trace) -> InStep:
    """Up to six further values over the steps, for a picture of their own."""
    names = claims.values(trace)[2:8]
    parts = []
    for index, name in enumerate(names):
        panel = _panel(trace, name, TINTS[index % 4], 1.2, 3.2)
        parts.append((panel.shift(np.array([4.5 * (index % 3 - 1) + 0.4, 0.95 - 2.75 * (index // 3), 0])), None))
    return InStep(*parts)


def _panel(trace: Trace, name: str, tint: str, height: float, width: float = 4.7) -> "Progress | Table":
    """A value over the steps with the middle of its plotting area at the origin."""
    steps = trace["train/step"]
    column = trace[f"train/{name}"] if f"train/{name}" in trace else claims.change(trace).mean(axis=1)
    if column.ndim > 1:
        return Table(name, column, (width, height))
    drawn = Progress(steps, column, name.replace("_", " "), style.color(tint), width, height)
    return drawn.shift(-drawn.axes.rule.get_center())


class Table(Group):
    """A value that is an array, as a picture of its numbers; `show(row)` draws those of a row."""

    def __init__(self, name: str, frames: np.ndarray, room: tuple[float, float]) -> None:
        count = len(frames)
        self.frames = frames.reshape(count, -1, frames.shape[-1]).astype(float)
        self.heat = draw_numbers(self.frames, room)
        title = shortened(name.replace("_", " "), room[0]).stand_on(room[1] / 2 + 0.2)
        super().__init__(self.heat, outlined(self.heat), title)

    def show(self, row: float) -> "Table":
        """Shows the numbers of a row."""
        self.heat.show(self.frames[min(int(row), len(self.frames) - 1)])
        return self


def spreads(trace: Trace) -> InStep:
    """The histograms of the layers, all over the stage."""
    names = chosen(trace)
    columns = {1: 1, 2: 2, 4: 2}.get(len(names), 3)
    rows = -(-len(names) // columns)
    height = 3.1 if rows == 1 else 1.35
    parts = []
    for index, name in enumerate(names):
        counts, span = trace[f"train/{name}.histogram"], trace.facts["layers"][name]["span"]
        spread = Spread(name, counts, span, 11.1 / columns, height, style.color("green"))
        right, down = index % columns - (columns - 1) / 2, index // columns - (rows - 1) / 2
        parts.append((spread.move_to((13.2 / columns * right, MIDDLE - 2.7 * down, 0)), None))
    return InStep(*parts)


class Gradients(Group):
    """The lengths of all gradients, a line a layer and a column a row of the recording; `show(row)` up to a row."""

    def __init__(self, trace: Trace) -> None:
        names = [name for name in claims.layers(trace) if f"train/{name}.gradient" in trace]
        names = [names[round(at)] for at in np.linspace(0, len(names) - 1, min(len(names), 12))]
        lengths = np.stack([trace[f"train/{name}.gradient"] for name in names]).astype(float)
        with np.errstate(divide="ignore", invalid="ignore"):
            self.sizes = np.log10(lengths)
        seen = self.sizes[np.isfinite(self.sizes)]
        low, high = (float(seen.min()), float(seen.max())) if len(seen) else (-1.0, 0.0)
        self.heat = Heatmap(self.sizes, (low, max(high, low + 0.1)), 8.2, 4.0).move_to((1.6, MIDDLE + 0.15, 0))
        marks: list[Glyphs] = []
        for index, name in enumerate(names):
            y = self.heat.cell(index, 0)[1] - 0.08
            label = shortened(name, 3.6)
            marks.append(label.shift((self.heat.get_left()[0] - 0.25 - label.get_right()[0]) * RIGHT).stand_on(y))
        ends = [float(trace["train/step"][at]) for at in (0, -1)]
        steps = [Number(step, "{:.0f}", style.SMALL_DIGITS, style.color("soft")) for step in ends]
        for number, side in zip(steps, (-1, 1), strict=True):
            end = self.heat.get_x() + side * self.heat.width / 2
            number.align_to((end, 0, 0), side * RIGHT).stand_on(self.heat.get_bottom()[1] - 0.4)
        dark = words(f"dark: {10**low:.1e}", color=style.color("soft"))
        scale = row(dark, words(f"light: {10**high:.1e}", color=style.color("soft")), gap=0.5)
        scale.set_x(self.heat.get_x()).shift((self.heat.get_bottom()[1] - 0.4 - dark.baseline) * np.array([0, 1, 0]))
        super().__init__(self.heat, *marks, *steps, scale)
        self.show(0)

    def show(self, moment: float) -> "Gradients":
        """Shows the lengths up to a row."""
        hidden = np.arange(self.sizes.shape[1]) > moment
        self.heat.show(np.where(hidden, np.nan, self.sizes))
        return self
