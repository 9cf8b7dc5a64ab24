"""A brush that fills shapes in a frame of its own, wherever that frame lies on the canvas."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PIL import ImageDraw

Color = tuple[int, int, int]
Point = tuple[float, float]
DARK: Color = (38, 34, 40)
LIGHT: Color = (246, 243, 236)


def shade(color: Color, amount: float) -> Color:
    """Mixes a color with black (amount below 0) or with white (above 0)."""
    goal = 255 if amount > 0 else 0
    red, green, blue = (round(part + (goal - part) * abs(amount)) for part in color)
    return red, green, blue


@dataclass
class Brush:
    """Draws in the frame of the drawing; `turn` (2 x 2) and `place` (2) carry the frame to the pixels of the canvas."""

    canvas: ImageDraw.ImageDraw
    turn: np.ndarray
    place: np.ndarray
    main: Color
    second: Color

    def shape(self, points: Sequence[Point], color: Color) -> None:
        """Fills a polygon; whole pixels, so that every machine draws the same."""
        pixels = np.rint(np.asarray(points) @ self.turn.T + self.place).astype(int)
        self.canvas.polygon([(int(x), int(y)) for x, y in pixels], fill=color)

    def blob(self, points: Sequence[Point], color: Color) -> None:
        """Fills a closed smooth outline near the points (corners cut three times, after Chaikin)."""
        outline = np.asarray(points, float)
        for _ in range(3):
            following = np.roll(outline, -1, axis=0)
            outline = np.stack([0.75 * outline + 0.25 * following, 0.25 * outline + 0.75 * following], 1).reshape(-1, 2)
        self.shape([(x, y) for x, y in outline], color)

    def disc(self, x: float, y: float, wide: float, high: float, color: Color) -> None:
        """Fills an ellipse with the half axes `wide` and `high`."""
        angle = np.arange(20) * (np.pi / 10)
        self.shape(list(zip(x + wide * np.cos(angle), y + high * np.sin(angle), strict=True)), color)

    def stroke(self, points: Sequence[Point], width: float, color: Color) -> None:
        """Draws a line of constant width with round ends and joints."""
        for (x, y), (right, low) in pairwise(points):
            along = np.array([right - x, low - y])
            across, down = np.array([-along[1], along[0]]) * (width / 2 / max(float(np.hypot(*along)), 1e-9))
            start = [(x - across, y - down), (x + across, y + down)]
            self.shape([*start, (right + across, low + down), (right - across, low - down)], color)
        for x, y in points:
            self.disc(x, y, width / 2, width / 2, color)
