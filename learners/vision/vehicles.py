"""Four vehicles, drawn in a frame that reaches from -1 to 1, x right, y down, heading to the right."""

from collections.abc import Sequence

import numpy as np

from learners.vision.brush import DARK, LIGHT, Brush, shade

GLASS = (188, 220, 236)


def draw_airplane(brush: Brush, random: np.random.Generator) -> None:
    """A long body with windows, a tail fin and swept wings."""
    sweep, fin = random.uniform(-0.45, -0.2), random.uniform(-0.62, -0.5)
    dark = shade(brush.main, -0.35)
    brush.shape([(0.18, -0.06), (-0.02, -0.06), (sweep + 0.02, -0.5), (sweep + 0.14, -0.5)], dark)
    brush.shape([(-0.62, -0.08), (-0.92, fin), (-0.74, fin), (-0.4, -0.1)], brush.second)
    brush.blob([(-1.0, -0.16), (0.7, -0.2), (1.02, 0.02), (0.7, 0.18), (-0.5, 0.16)], brush.main)
    for x in np.arange(-0.5, 0.5, 0.2):
        brush.disc(float(x), -0.04, 0.05, 0.05, DARK)
    brush.shape([(0.62, -0.13), (0.8, -0.11), (0.86, -0.01), (0.66, -0.01)], DARK)
    brush.shape([(-0.62, 0.02), (-0.84, 0.2), (-0.7, 0.2), (-0.42, 0.04)], brush.second)
    brush.shape([(0.26, 0.06), (-0.1, 0.06), (sweep - 0.2, 0.62), (sweep + 0.02, 0.62)], brush.second)
    brush.stroke([(-0.06, 0.32), (0.1, 0.32)], 0.15, dark)


def _wheels(brush: Brush, places: Sequence[float], y: float, size: float) -> None:
    for x in places:
        brush.disc(x, y, size, size, DARK)
        brush.disc(x, y, size * 0.45, size * 0.45, (190, 190, 196))


def draw_automobile(brush: Brush, random: np.random.Generator) -> None:
    """A low body, a cabin with two windows, two wheels."""
    roof, back, front = random.uniform(-0.5, -0.36), random.uniform(-0.5, -0.3), random.uniform(0.16, 0.32)
    brush.blob([(back - 0.28, 0.0), (back, roof), (front, roof), (front + 0.36, 0.0), (0.2, 0.1)], brush.main)
    brush.shape([(back - 0.08, -0.06), (back + 0.06, roof + 0.11), (-0.09, roof + 0.11), (-0.09, -0.06)], GLASS)
    brush.shape([(0.0, -0.06), (0.0, roof + 0.11), (front - 0.04, roof + 0.11), (front + 0.16, -0.06)], GLASS)
    brush.blob([(-1.0, -0.06), (0.6, -0.1), (1.02, 0.06), (1.0, 0.36), (-0.98, 0.36)], brush.main)
    brush.stroke([(-0.88, 0.3), (0.88, 0.3)], 0.08, shade(brush.main, -0.45))
    brush.disc(0.88, 0.1, 0.07, 0.06, (252, 236, 150))
    _wheels(brush, (-0.55, 0.55), 0.36, random.uniform(0.2, 0.25))


def draw_truck(brush: Brush, random: np.random.Generator) -> None:
    """A tall box behind a cab, three wheels."""
    top, split = random.uniform(-0.72, -0.5), random.uniform(0.26, 0.36)
    brush.shape([(-1.0, top), (split - 0.04, top), (split - 0.04, 0.3), (-1.0, 0.3)], brush.second)
    for x in np.linspace(-0.8, split - 0.26, 4):
        brush.stroke([(float(x), top + 0.1), (float(x), 0.2)], 0.04, shade(brush.second, -0.25))
    brush.blob([(split, -0.36), (split, -0.4), (0.7, -0.4), (0.98, -0.02), (1.02, 0.36), (split, 0.4)], brush.main)
    brush.shape([(split + 0.1, -0.27), (0.64, -0.27), (0.8, 0.0), (split + 0.1, 0.0)], GLASS)
    brush.stroke([(-0.96, 0.33), (0.94, 0.33)], 0.1, shade(DARK, 0.2))
    _wheels(brush, (-0.76, -0.38, 0.66), 0.44, random.uniform(0.17, 0.2))


def draw_ship(brush: Brush, random: np.random.Generator) -> None:
    """A hull in the water, white decks, a funnel with smoke."""
    bow, funnel = random.uniform(0.84, 1.0), random.uniform(-0.3, 0.05)
    smoke = shade((150, 150, 156), random.uniform(-0.1, 0.5))
    for step in range(3):
        brush.disc(funnel - 0.16 - 0.2 * step, -0.76 - 0.06 * step, 0.1 + 0.04 * step, 0.08 + 0.03 * step, smoke)
    brush.shape(
        [(funnel - 0.1, -0.3), (funnel - 0.1, -0.72), (funnel + 0.12, -0.72), (funnel + 0.12, -0.3)], brush.second
    )
    brush.shape([(funnel - 0.1, -0.64), (funnel + 0.12, -0.64), (funnel + 0.12, -0.54), (funnel - 0.1, -0.54)], DARK)
    brush.shape([(-0.56, 0.1), (-0.5, -0.36), (0.34, -0.36), (0.46, 0.1)], LIGHT)
    for x in (-0.36, -0.12, 0.12):
        brush.shape([(x, -0.24), (x + 0.12, -0.24), (x + 0.12, -0.12), (x, -0.12)], (88, 120, 150))
    brush.shape([(-0.88, 0.04), (bow, -0.02), (0.66, 0.58), (-0.7, 0.58)], brush.main)
    brush.stroke([(-0.78, 0.12), (bow - 0.12, 0.08)], 0.06, LIGHT)
    sea = (70, 130, 178)
    brush.blob([(-1.05, 0.5), (0.0, 0.38), (1.05, 0.5), (1.0, 0.8), (-1.0, 0.8)], sea)
    brush.stroke([(-0.7, 0.62), (-0.4, 0.56), (-0.1, 0.62), (0.2, 0.56), (0.5, 0.62)], 0.05, shade(sea, 0.5))
