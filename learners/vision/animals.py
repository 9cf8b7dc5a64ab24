"""Six animals, drawn in a frame that reaches from -1 to 1, x right, y down, looking to the right.

The generator varies the pose: legs swing, heads rise, antlers grow. The brush mirrors, turns, sizes and places.
"""

import numpy as np

from learners.vision.brush import DARK, LIGHT, Brush, shade


def _four_legs(
    brush: Brush, random: np.random.Generator, hips: tuple[float, float], top: float, foot: float, width: float
) -> None:
    """Draws far legs darker and near legs in the main color, each swung its own way, with dark feet."""
    for color, shift in ((shade(brush.main, -0.35), 0.09), (brush.main, -0.03)):
        for hip in hips:
            knee = random.uniform(-0.1, 0.1)
            ankle = knee + random.uniform(-0.1, 0.1)
            x = hip + shift
            brush.stroke([(x, top), (x + knee, (top + foot) / 2), (x + ankle, foot)], width, color)
            brush.stroke([(x + ankle, foot), (x + ankle + 0.03, foot)], width * 1.15, DARK)


def draw_horse(brush: Brush, random: np.random.Generator) -> None:
    """A strong body, a neck with a mane, a long tail."""
    mane = shade(brush.main, -0.6)
    lift, reach = random.uniform(-0.85, -0.45), random.uniform(0.52, 0.68)
    sweep = random.uniform(-0.95, -0.75)
    brush.stroke([(-0.52, -0.15), (sweep + 0.08, 0.05), (sweep, 0.5)], 0.15, mane)
    _four_legs(brush, random, (-0.42, 0.32), 0.1, 0.85, 0.14)
    brush.blob([(-0.66, -0.3), (0.0, -0.26), (0.5, -0.36), (0.56, 0.2), (0.0, 0.28), (-0.64, 0.26)], brush.main)
    brush.stroke([(0.22, -0.2), (reach - 0.1, lift)], 0.26, mane)
    brush.stroke([(0.34, -0.1), (reach, lift + 0.04)], 0.28, brush.main)
    brush.stroke([(reach, lift + 0.02), (reach + 0.28, lift + 0.26)], 0.21, brush.main)
    brush.shape([(reach - 0.1, lift - 0.05), (reach - 0.02, lift - 0.26), (reach + 0.08, lift)], brush.main)
    brush.disc(reach + 0.06, lift + 0.02, 0.04, 0.04, DARK)


def draw_deer(brush: Brush, random: np.random.Generator) -> None:
    """A slim body on thin legs, a white belly and tail, antlers."""
    lift, reach = random.uniform(-0.5, -0.3), random.uniform(0.5, 0.64)
    size = random.uniform(0.85, 1.15)
    bone = shade(brush.main, -0.55)
    _four_legs(brush, random, (-0.4, 0.28), 0.1, 0.9, 0.09)
    brush.disc(-0.56, -0.06, 0.11, 0.12, LIGHT)
    brush.blob([(-0.6, -0.2), (0.0, -0.14), (0.46, -0.24), (0.5, 0.16), (0.0, 0.26), (-0.58, 0.24)], brush.main)
    brush.blob([(-0.36, 0.12), (0.3, 0.12), (0.3, 0.24), (-0.36, 0.25)], LIGHT)
    brush.stroke([(0.34, -0.04), (reach - 0.06, lift)], 0.19, brush.main)
    brush.stroke([(reach - 0.02, lift), (reach + 0.23, lift + 0.13)], 0.16, brush.main)
    brush.stroke([(reach - 0.06, lift), (reach - 0.24, lift + 0.02)], 0.1, brush.main)
    for lean in (-0.36, 0.16):
        tip = (reach + lean * size, lift - 0.56 * size)
        middle = (reach + lean * 0.75 * size, lift - 0.28 * size)
        brush.stroke([(reach - 0.04, lift - 0.06), middle, tip], 0.07, bone)
        brush.stroke([middle, (middle[0] + 0.2 * size, middle[1] - 0.16 * size)], 0.06, bone)
    brush.disc(reach + 0.05, lift, 0.04, 0.04, DARK)


def draw_dog(brush: Brush, random: np.random.Generator) -> None:
    """Short legs, a raised tail, a snout with a dark nose, a hanging ear, a collar."""
    lift, tail = random.uniform(-0.5, -0.34), random.uniform(-0.9, -0.7)
    brush.stroke([(-0.6, -0.02), (tail, -0.25), (tail + random.uniform(-0.05, 0.15), -0.56)], 0.12, brush.main)
    _four_legs(brush, random, (-0.48, 0.2), 0.2, 0.72, 0.17)
    brush.blob([(-0.74, -0.12), (0.0, -0.1), (0.38, -0.2), (0.42, 0.34), (0.0, 0.38), (-0.72, 0.4)], brush.main)
    brush.stroke([(0.26, 0.0), (0.4, lift + 0.08)], 0.32, brush.main)
    brush.stroke([(0.2, -0.1), (0.46, -0.02)], 0.1, brush.second)
    brush.disc(0.46, lift, 0.27, 0.25, brush.main)
    brush.stroke([(0.56, lift + 0.07), (0.82, lift + 0.1)], 0.22, shade(brush.main, 0.45))
    brush.disc(0.92, lift + 0.03, 0.08, 0.07, DARK)
    brush.blob(
        [(0.22, lift - 0.2), (0.42, lift - 0.2), (0.42, lift + 0.34), (0.2, lift + 0.3)], shade(brush.main, -0.5)
    )
    brush.disc(0.57, lift - 0.06, 0.05, 0.06, DARK)


def draw_cat(brush: Brush, random: np.random.Generator) -> None:
    """Sits and looks at the viewer: pointed ears, whiskers, a tail beside it."""
    ear, curl = random.uniform(-0.98, -0.86), random.uniform(0.6, 0.85)
    tilt = random.uniform(-0.06, 0.06)
    dark, pale = shade(brush.main, -0.35), shade(brush.main, 0.5)
    brush.stroke([(0.3, 0.72), (curl, 0.62), (curl + 0.06, 0.25), (curl - 0.08, 0.0)], 0.15, dark)
    brush.blob([(-0.3, -0.1), (0.3, -0.1), (0.56, 0.8), (0.3, 0.92), (-0.3, 0.92), (-0.56, 0.8)], brush.main)
    brush.disc(0.0, 0.45, 0.17, 0.3, pale)
    for side in (-1, 1):
        brush.disc(0.22 * side, 0.84, 0.17, 0.1, pale)
        brush.shape([(0.46 * side + tilt, ear), (0.08 * side + tilt, -0.62), (0.45 * side + tilt, -0.38)], brush.main)
        brush.shape(
            [(0.4 * side + tilt, ear + 0.14), (0.2 * side + tilt, -0.6), (0.4 * side + tilt, -0.5)], (222, 150, 150)
        )
    brush.disc(tilt, -0.34, 0.45, 0.37, brush.main)
    brush.disc(tilt, -0.17, 0.2, 0.14, pale)
    for side in (-1, 1):
        brush.disc(0.19 * side + tilt, -0.4, 0.09, 0.1, (232, 214, 90))
        brush.disc(0.19 * side + tilt, -0.4, 0.045, 0.09, DARK)
        brush.stroke([(0.16 * side + tilt, -0.19), (0.62 * side + tilt, -0.25)], 0.035, LIGHT)
        brush.stroke([(0.16 * side + tilt, -0.15), (0.6 * side + tilt, -0.08)], 0.035, LIGHT)
    brush.disc(tilt, -0.23, 0.06, 0.045, (190, 90, 96))


def draw_frog(brush: Brush, random: np.random.Generator) -> None:
    """Crouches broadly: eyes on top, a wide mouth, folded legs."""
    spread, lids = random.uniform(0.8, 0.95), random.uniform(-0.5, -0.38)
    pale, dark = shade(brush.main, 0.55), shade(brush.main, -0.3)
    for side in (-1, 1):
        brush.disc(0.6 * side, 0.42, 0.3, 0.36, dark)
        brush.stroke([(0.5 * side, 0.72), (spread * side, 0.76)], 0.13, dark)
    brush.blob([(-0.6, -0.4), (0.6, -0.4), (0.72, 0.5), (0.4, 0.8), (-0.4, 0.8), (-0.72, 0.5)], brush.main)
    brush.disc(0.0, 0.4, 0.36, 0.34, pale)
    for side in (-1, 1):
        brush.stroke([(0.32 * side, 0.3), (0.3 * side, 0.76), (0.46 * side, 0.8)], 0.12, brush.main)
        brush.disc(0.34 * side, lids, 0.22, 0.22, brush.main)
        brush.disc(0.34 * side, lids - 0.02, 0.15, 0.15, LIGHT)
        brush.disc(0.34 * side + 0.03, lids - 0.01, 0.08, 0.09, DARK)
    brush.stroke([(-0.42, -0.02), (-0.2, 0.08), (0.2, 0.08), (0.42, -0.02)], 0.06, shade(brush.main, -0.65))


def draw_bird(brush: Brush, random: np.random.Generator) -> None:
    """A round body with a beak, a wing that beats and a pale breast."""
    beat, tail = random.uniform(-0.75, 0.4), random.uniform(-0.05, 0.3)
    beak = (240, 160, 40)
    for x in (-0.08, 0.12):
        brush.stroke([(x, 0.3), (x + 0.04, 0.74), (x + 0.16, 0.76)], 0.06, shade(beak, -0.3))
    brush.shape([(-0.36, 0.0), (-0.96, tail - 0.12), (-0.92, tail + 0.16), (-0.3, 0.26)], shade(brush.main, -0.4))
    brush.disc(0.0, 0.08, 0.5, 0.37, brush.main)
    brush.disc(0.18, 0.2, 0.3, 0.24, shade(brush.main, 0.55))
    brush.shape([(0.62, -0.46), (0.96, -0.3), (0.62, -0.2)], beak)
    brush.disc(0.44, -0.32, 0.29, 0.28, brush.main)
    brush.disc(0.52, -0.38, 0.07, 0.07, LIGHT)
    brush.disc(0.54, -0.38, 0.045, 0.045, DARK)
    brush.blob(
        [(0.16, -0.1), (0.12, 0.16), (-0.5, beat + 0.12), (-0.6, beat - 0.12), (-0.3, beat - 0.1)],
        shade(brush.main, -0.5),
    )
