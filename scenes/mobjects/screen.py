"""The screen of a game console: pictures of palette indices, sharp at every size, in the shape of a television."""

from collections.abc import Callable
from typing import Any, Self

import numpy as np
from manim import Group, ImageMobject, ManimColor, Mobject, Rectangle
from manim.constants import RESAMPLING_ALGORITHMS

from scenes import style
from scenes.mobjects.words import Counter, words

TELEVISION = 4 / 3  # width to height; the console's 160x210 pixels fill it, so that a pixel is wider than high
FRAMES_A_SECOND = 60  # at which the console shows its pictures

FADED = 0.3  # of the light of a screen whose game is over

TEMPO_CELLS = 5  # "×0.25"

Refine = Callable[[np.ndarray], np.ndarray]  # palette indices in, more of them out


class Screen(ImageMobject):
    """A picture of palette indices, (rows, columns), as a television shows it; `show` takes another one.

    `Playback(screen, frames, steadily(len(frames)), run_time=own_time(frames))` plays a recording at its own pace;
    the clock `hurrying` speeds up a long one, and `Tempo` says how much.

    Args:
        palette: the colors, (colors, 3), 0 to 255; they are shown exactly.
        indices: the first picture.
        width: in units.
        refine: draws each picture with more pixels, as `pixelart.quadruple` does.
    """

    def __init__(self, palette: Any, indices: Any, width: float = 6.0, refine: Refine | None = None) -> None:
        colors = np.asarray(palette, np.uint8).reshape(-1, 3)
        self.bright = np.concatenate([colors, np.full((len(colors), 1), 255, np.uint8)], 1)
        self.dark = np.round(self.bright * [FADED, FADED, FADED, 1]).astype(np.uint8)
        self.colors = self.bright
        self.refine = refine
        super().__init__(self._colored(indices))
        self.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
        self.stretch_to_fit_width(width).stretch_to_fit_height(width / TELEVISION)

    def show(self, indices: Any, faded: bool = False) -> Self:
        """Shows another picture of the same shape."""
        self.colors = self.dark if faded else self.bright
        self.pixel_array = self._colored(indices)
        return self

    def read(self) -> np.ndarray:
        """The palette indices that are drawn: what a viewer sees, and a test compares."""
        match = (self.pixel_array[..., None, :3] == self.colors[:, :3]).all(-1)
        return match.argmax(-1)

    def spot(self, column: float, row: float) -> np.ndarray:
        """The center of a pixel of the picture on the screen; the first row is on top."""
        rows, columns = self.pixel_array.shape[:2]
        corner, right, down = self.points[0], self.points[1] - self.points[0], self.points[2] - self.points[0]
        return corner + (column + 0.5) / columns * right + (row + 0.5) / rows * down

    def edge(self) -> Rectangle:
        """A thin frame around it, for pictures as dark as the ground."""
        frame = Rectangle(width=self.width + 0.06, height=self.height + 0.06, stroke_width=style.THIN)
        return frame.set_stroke(style.color("line")).move_to(self)

    def _colored(self, indices: Any) -> np.ndarray:
        indices = np.asarray(indices)
        drawn = indices if self.refine is None else self.refine(indices)
        packed = self.colors.view(np.uint32)[:, 0]  # four bytes move as one
        return packed[drawn].view(np.uint8).reshape(*drawn.shape, 4)


class Reel(Group):
    """A screen with its recording; beyond the last row the game is over: the screen fades, and says so."""

    def __init__(self, screen: Screen, frames: np.ndarray, *parts: Mobject) -> None:
        """`frames` are the pictures, one a row; `parts` go with the screen."""
        self.screen, self.frames = screen, frames
        light = ManimColor(style.DARK.ink)  # in every theme: what it stands on is dark
        self.over = words("game over", style.HEADING, light).move_to(screen).set_fill(opacity=0)
        super().__init__(screen.edge(), screen, *parts, self.over)

    def show_picture(self, row: float) -> int:
        """Shows the picture of a row, and returns the row that it is: after the last one the last."""
        last = len(self.frames) - 1
        at, is_over = min(int(row), last), int(row) > last
        self.screen.show(self.frames[at], is_over)
        self.over.set_fill(opacity=float(is_over))
        return at


class Tempo(Counter):
    """How many times as fast as the game itself a recording runs; `show` takes its pictures a second.

    `Playback(tempo, clock=speed(clock, seconds), between=True, even=True)` keeps it right.
    """

    def __init__(self, usual: float = FRAMES_A_SECOND) -> None:
        """`usual` are the pictures a second in the game itself: fewer where not every frame was recorded."""
        self.usual = usual
        super().__init__("speed", TEMPO_CELLS, style.DIGITS)
        self.show(usual)

    def show(self, value: float) -> Self:
        """Shows the factor: whole where the game is hurried, with two digits where it is slowed down."""
        factor = max(value, 0.0) / self.usual
        self.number.write(f"×{factor:.0f}" if factor > 0.95 else f"×{factor:.2g}")
        return self.attach()


def own_time(frames: Any) -> float:
    """The seconds that so many pictures, of every frame of the game, take in the game itself."""
    return max(len(frames) - 1, 1) / FRAMES_A_SECOND
