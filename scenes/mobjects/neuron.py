"""One neuron, large enough to read: its inputs, its weight and bias on the edges, and what it says."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import DOWN, RIGHT, UP, Circle, ManimColor, VGroup

from scenes import style
from scenes.mobjects.network import Network
from scenes.mobjects.words import GAUGE, Number, row, words


class Neuron(VGroup):
    """A node for the input, one for the constant 1, an edge from each, and a node for their weighted sum.

    Args:
        values: input, weight, bias and output, shown at first.
        names: of input, weight, bias and output.
        patterns: how these four are written.
        heaviest: the sizes of weight and bias that get the widest edge.
        color: of the edges and of the output.
    """

    WIDTH, HEIGHT, RADIUS = 3.0, 1.9, 0.48  # units
    THINNEST, THICKER = 2.0, 7.0  # strokes: of an edge without weight, and what the heaviest adds

    def __init__(
        self,
        values: Any,
        names: Sequence[str] = ("x", "w", "b", "y"),
        patterns: Sequence[str] = ("{:4.0f}", "{:7.4f}", "{:7.4f}", "{:6.1f}"),
        heaviest: tuple[float, float] = (2.0, 2.0),
        color: ManimColor | None = None,
    ) -> None:
        super().__init__()
        self.color_edges = style.color("orange") if color is None else color
        self.heaviest = np.array(heaviest, float)
        self.network = Network([2, 1], self.WIDTH, self.HEIGHT, self.RADIUS, heaviest=1)
        (self.input, constant), (self.output,) = self.network.layers
        inks = [style.color("ink")] * 3 + [self.color_edges]
        self.numbers = [
            Number(value, pattern, style.SMALL_DIGITS, ink)
            for value, pattern, ink in zip(values, patterns, inks, strict=True)
        ]
        one = Number(1, "{:d}", style.SMALL_DIGITS, style.color("soft")).move_to(constant)
        self.labels = [words(name, style.LABEL, style.color("soft")) for name in names]
        self.add(self.network, one, *self.numbers, *self.labels)
        self._place()
        self.show(values)

    def show(self, values: Any) -> Self:
        """Shows input, weight, bias and output."""
        for number, value in zip(self.numbers, values, strict=True):
            number.show(float(value))
        _center(self.numbers[0], self.input)
        _center(self.numbers[3], self.output)
        shares = np.nan_to_num(abs(np.asarray(values, float)[1:3] / self.heaviest)).clip(0, 1)
        for edge, share in zip(self.network.edges[0], shares, strict=True):
            edge.set_stroke(self.color_edges, self.THINNEST + share * self.THICKER, 1)
        return self

    def _place(self) -> None:
        """Weight and bias stand above and below the middle of their edges, the other names over their nodes."""
        for index, side in ((1, UP), (2, DOWN)):
            edge = self.network.edges[0][index - 1]
            pair = row(self.labels[index], self.numbers[index], gap=0.15)
            pair.next_to(edge.get_center(), side, buff=0.28).shift(0.12 * RIGHT)
        for index, node in ((0, self.input), (3, self.output)):
            self.labels[index].next_to(node, UP, buff=0.15)


def _center(number: Number, node: Circle) -> None:
    """Moves what is written of a number, whose room may be wider, to the middle of its node."""
    written = number.points[GAUGE:]
    middle = (written.max(axis=0) + written.min(axis=0)) / 2
    number.shift((node.get_center() - middle) * np.array([1.0, 1.0, 0.0]))
