"""The layers of a network as pictures of their numbers, each with how fast it changes, the fastest in a frame."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, UP, Group, Rectangle, VGroup

from scenes import style
from scenes.mobjects.heatmap import Heatmap
from scenes.mobjects.network import Network
from scenes.mobjects.words import Glyphs, words

THICK, LARGEST = 0.12, 0.5  # units: height of the bar of a layer's change; side of a number's cell at most


class Pace(VGroup):
    """A bar for how fast a layer changes beside the fastest one, and a frame around what it belongs to.

    Args:
        around: what the frame surrounds while this layer is the fastest.
        center: of the bar.
        width: of the full bar, in units.
        apart: how far the frame stays from what it surrounds, in units.
    """

    def __init__(self, around: Any, center: Any, width: float, apart: float = 0.08) -> None:
        self.share, self.fastest = 0.0, False
        self.track = Rectangle(width=width, height=THICK, stroke_width=0, fill_opacity=1)
        self.track.set_fill(style.color("line")).move_to(np.asarray(center, float))
        self.bar = self.track.copy().set_fill(style.color("green"))
        low, high = around.get_corner(DOWN + LEFT), around.get_corner(UP - LEFT)
        self.frame = Rectangle(width=high[0] - low[0] + 2 * apart, height=high[1] - low[1] + 2 * apart)
        self.frame.move_to((low + high) / 2).set_stroke(style.color("ink"), style.LINE)
        super().__init__(self.track, self.bar, self.frame)
        self.show(0.0, False)

    def show(self, share: float, fastest: bool = False) -> Self:
        """Shows a share of the fastest change, and whether this is the fastest."""
        self.share, self.fastest = share, fastest
        width = max(share, 1e-4) * self.track.width
        self.bar.stretch_to_fit_width(width).align_to(self.track, LEFT)
        self.frame.set_stroke(opacity=float(fastest))
        return self


class Layers(Group):
    """Pictures of layers in rows; `show(row)` draws them and their change at that row of the recording.

    Args:
        names: of the layers.
        pictures: of every layer, each of shape (rows, height, width).
        changes: how far each layer moved, (rows, layers).
        columns: layers side by side.
        pitch: distance of two layers to the right and down, in units.
    """

    def __init__(
        self,
        names: Sequence[str],
        pictures: Sequence[np.ndarray],
        changes: np.ndarray,
        columns: int = 3,
        pitch: tuple[float, float] = (2.25, 2.4),
    ) -> None:
        self.pictures, self.changes = [np.asarray(each, float) for each in pictures], changes
        self.last = len(changes) - 1
        self.heats, self.names, self.paces = [], [], []
        room = pitch[0] - 0.3, pitch[1] - 0.95
        for index, (name, frames) in enumerate(zip(names, self.pictures, strict=True)):
            row, column = divmod(index, columns)
            corner = np.array([column * pitch[0], -row * pitch[1], 0.0])
            heat = draw_numbers(frames, room).move_to(corner + DOWN * (room[1] / 2 + 0.2))
            self.heats.append(heat)
            self.names.append(shortened(name, room[0]).set_x(corner[0]).stand_on(corner[1]))
            self.paces.append(Pace(heat, corner + DOWN * (room[1] + 0.42), room[0]))
        super().__init__(*self.heats, *[outlined(heat) for heat in self.heats], *self.names, *self.paces)
        self.move_to(np.zeros(3))
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows the numbers and the changes of a row."""
        at = min(int(row), self.last)
        for heat, frames in zip(self.heats, self.pictures, strict=True):
            heat.show(frames[at])
        show_paces(self.paces, self.changes[at])
        return self


class Diagram(Group):
    """A small network as nodes and edges: edges show its weights, nodes their biases; bars how fast weights change.

    Args:
        names: of the weights, from the first to the last.
        weights: of every layer, each of shape (rows, outputs, inputs).
        biases: of every layer, each of shape (rows, outputs); zeros where it has none.
        changes: how far the weights of each layer moved, (rows, layers).
        width: of the drawing, in units.
    """

    def __init__(
        self,
        names: Sequence[str],
        weights: Sequence[np.ndarray],
        biases: Sequence[np.ndarray],
        changes: np.ndarray,
        width: float = 5.6,
    ) -> None:
        self.weights, self.biases, self.changes = weights, biases, changes
        self.last = len(changes) - 1
        sizes = [weights[0].shape[2], *[each.shape[1] for each in weights]]
        heaviest, brightest = find_reach(weights), find_reach(biases)
        self.network = Network(sizes, width, 3.3, heaviest=heaviest, brightest=brightest)
        places = np.linspace(-width / 2, width / 2, len(sizes))
        self.names, self.paces = [], []
        for index, name in enumerate(names):
            x, room = (places[index] + places[index + 1]) / 2, (places[1] - places[0]) - 0.3
            self.names.append(shortened(name, room).set_x(x).stand_on(-2.25))
            self.paces.append(Pace(self.names[-1], (x, -2.62, 0), room, 0.17))
        super().__init__(self.network, *self.names, *self.paces)
        self.move_to(np.zeros(3))
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows the weights, biases and changes of a row."""
        at = min(int(row), self.last)
        none = np.zeros(self.network.sizes[0])
        self.network.show([each[at] for each in self.weights], [none, *[each[at] for each in self.biases]])
        show_paces(self.paces, self.changes[at])
        return self


def show_paces(paces: Sequence[Pace], changes: np.ndarray) -> None:
    """Shows changes beside the largest of them; where nothing moves, or no number is left, none is the fastest."""
    changes = np.nan_to_num(changes, nan=0.0, posinf=0.0)
    largest = float(changes.max(initial=0))
    for index, (pace, change) in enumerate(zip(paces, changes, strict=True)):
        fastest = largest > 0 and index == int(changes.argmax())
        pace.show(float(change / largest) if largest else 0.0, fastest)


def draw_numbers(frames: np.ndarray, room: tuple[float, float]) -> Heatmap:
    """A table of numbers over time as its first picture, as large as the room allows."""
    rows, columns = frames.shape[1:]
    reach = find_reach([frames])
    side = min(room[0] / columns, room[1] / rows, LARGEST)
    width, height = max(side * columns, LARGEST), max(side * rows, room[1] / 6)
    return Heatmap(frames[0], (-reach, reach), width, height, diverging=True)


def outlined(heat: Heatmap) -> Rectangle:
    """A thin line around a picture, so that numbers near zero, dark as the ground, are seen too."""
    line = Rectangle(width=heat.width + 0.06, height=heat.height + 0.06, stroke_width=style.HAIRLINE)
    return line.move_to(heat).set_stroke(style.color("line"))


def find_reach(recorded: Sequence[np.ndarray]) -> float:
    """The size of number with the full color: a large one at the start or the end; if a run diverged, at the start."""
    sizes = [np.abs(np.asarray(each, float)).reshape(len(each), -1) for each in recorded]
    rows = np.concatenate(sizes, axis=1)
    large = np.quantile(np.where(np.isfinite(rows), rows, 0.0), 0.98, axis=1)
    return max(float(max(large[0], large[-1]) if np.isfinite(rows[-1]).all() else large[0]), 1e-6)


def shortened(name: str, room: float) -> Glyphs:
    """The name of a layer in label size; of a long one the end stays, for layers begin alike."""
    shape, kept = words(name, style.LABEL, style.color("soft")), name
    while shape.width > room and len(kept) > 1:
        kept = kept.split(".", 1)[1] if "." in kept else kept[1:].lstrip("_")
        shape = words(f"…{kept}", style.LABEL, style.color("soft"))
    return shape
