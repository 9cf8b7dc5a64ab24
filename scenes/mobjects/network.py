"""A network drawn from its numbers: every edge shows its weight, every node its activation."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import Circle, Line, VGroup

from scenes import style


class Network(VGroup):
    """Layers of nodes from left to right with an edge for every weight.

    An edge is sky for a negative and orange for a positive weight; it gets wider and clearer with the
    weight's size. A node lights up with its activation. Nothing is drawn that was not shown.

    Args:
        sizes: nodes in each layer.
        width: of the drawing, in units.
        height: of the drawing, in units.
        radius: of a node, in units.
        heaviest: the size of weight that gets the widest edge.
        brightest: the size of activation that lights a node fully.
    """

    WIDEST = 9.0  # manim's stroke width of the heaviest edge

    def __init__(
        self,
        sizes: Sequence[int],
        width: float = 5.0,
        height: float = 3.5,
        radius: float = 0.2,
        heaviest: float = 2.0,
        brightest: float = 1.0,
    ) -> None:
        super().__init__()
        self.sizes, self.heaviest, self.brightest = list(sizes), heaviest, brightest
        self.layers = [_layer(size, height, radius) for size in sizes]
        for place, layer in zip(np.linspace(-width / 2, width / 2, len(sizes)), self.layers, strict=True):
            for node in layer:
                node.set_x(place)
        pairs = zip(self.layers, self.layers[1:], strict=False)
        self.edges = [[_edge(a, b) for b in after for a in before] for before, after in pairs]
        self.add(*[edge for edges in self.edges for edge in edges], *[node for layer in self.layers for node in layer])

    def show(self, weights: Sequence[Any] | None = None, activations: Sequence[Any] | None = None) -> Self:
        """Shows weights, a matrix (outputs, inputs) for each pair of layers, and activations, a vector a layer."""
        for group, matrix in zip(self.edges, weights if weights is not None else [], strict=False):
            for edge, weight in zip(group, np.asarray(matrix, float).ravel(), strict=True):
                self._show_edge(edge, float(weight))
        for layer, vector in zip(self.layers, activations if activations is not None else [], strict=False):
            for node, value in zip(layer, np.asarray(vector, float).ravel(), strict=True):
                node.set_fill(self._glow(float(value)))
        return self

    def edge(self, layer: int, source: int, target: int) -> Line:
        """The edge from node `source` of a layer to node `target` of the next."""
        return self.edges[layer][target * self.sizes[layer] + source]

    def _show_edge(self, edge: Line, weight: float) -> None:
        strength = min(abs(weight) / self.heaviest, 1.0) if np.isfinite(weight) else 0.0
        color = style.color("orange") if weight > 0 else style.color("sky")
        edge.set_stroke(color, width=0.6 + (self.WIDEST - 0.6) * strength, opacity=0.25 + 0.75 * strength)

    def _glow(self, value: float) -> Any:
        return style.diverging(value / self.brightest) if np.isfinite(value) else style.color("ground")


def _edge(start: Circle, end: Circle) -> Line:
    line = Line(start.get_center(), end.get_center(), stroke_color=style.color("line"), stroke_width=style.HAIRLINE)
    direction = line.get_unit_vector()
    return line.put_start_and_end_on(
        start.get_center() + direction * start.width / 2, end.get_center() - direction * end.width / 2
    )


def _layer(size: int, height: float, radius: float) -> list[Circle]:
    pitch = min(height / max(size - 1, 1), 4.2 * radius)
    nodes = [Circle(radius=radius, stroke_width=style.THIN, fill_opacity=1) for _ in range(size)]
    for index, node in enumerate(nodes):
        node.set_y((size - 1) / 2 * pitch - index * pitch)
        node.set_fill(style.color("ground")).set_stroke(style.color("soft"))
    return nodes
