"""A wall of games: each a column of its screen, its learning curve, its score, and where that lies on a scale."""

from typing import Any, Self

import numpy as np
from manim import LEFT, PI, RIGHT, Dot, Group, Rectangle, Triangle

from scenes import style
from scenes.mobjects.screen import Screen
from scenes.mobjects.spark import Spark
from scenes.mobjects.words import Number, fitted, words

TRACK, CURVED = 1.75, 0.75  # length of the curve's axis and of the scale, and height of the curve, in units
NAME, TOP, CURVE, SCORE = 2.0, 1.85, -0.6, -1.42  # heights: baselines of words and digits, the screen's top, middles
SCALE, ENDS, SHARE = -1.92, -2.32, -2.85


class Column(Group):
    """A game on the wall: name, screen and learning curve; `show` takes a share of its time.

    Beyond 1 its pictures go on, and the curve stands as it is.

    Args:
        screen: as wide as a column; it is put into its place.
        frames: its pictures; they are repeated from the first where the time is longer.
        rows: how many pictures pass in the whole time.
        name: of the game.
        scores: the learning curve.
        middle: of the column.
    """

    def __init__(self, screen: Screen, frames: np.ndarray, rows: float, name: str, scores: Any, middle: float) -> None:
        self.frames, self.rows, self.scores = frames, rows, np.asarray(scores, float)
        self.screen = screen.move_to((middle, TOP - screen.height / 2, 0))
        head = fitted(name, screen.width + 0.2).set_x(middle).stand_on(NAME)
        self.spark = Spark(self.scores, TRACK, CURVED, style.color("green")).move_to((middle, CURVE, 0))
        super().__init__(screen.edge(), self.screen, head, self.spark)
        self.show(0)

    def show(self, share: float) -> Self:
        """Shows the picture and the point of the curve that belong to this share of the time."""
        self.screen.show(self.frames[int(share * self.rows + 1e-6) % len(self.frames)])
        self.spark.show(share * (len(self.scores) - 1))
        return self


class Standing(Group):
    """A score; a track from 0 to 1 and a dot where it lies, also in digits; `show` takes a share of the way there.

    Below 0 and beyond 1 the dot stays at that end, a tip beside it points on, and the number tells how far it is.
    NaN is said to be not known.
    """

    def __init__(self, score: float, position: float, middle: float) -> None:
        self.position = position
        self.score = Number(score, "{:,.0f}", style.DIGITS).set_x(middle).stand_on(SCORE)
        self.track = Rectangle(width=TRACK, height=0.1, stroke_width=0, fill_opacity=1).set_fill(style.color("line"))
        self.track.move_to((middle, SCALE, 0))
        self.dot = Dot(radius=style.DOT, color=style.color("green"))
        self.tip = Triangle(stroke_width=0).set_fill(style.color("green")).scale_to_fit_width(1.7 * style.DOT)
        self.tip.rotate(-PI / 2 if position > 0 else PI / 2)
        pattern = "{:.2f}" if position >= 0 or np.isnan(position) else "{:5.2f}"
        self.number = Number(position, pattern, style.DIGITS).set_x(middle).stand_on(SHARE)
        ends = [self._end(text, side) for text, side in (("0", LEFT), ("1", RIGHT))]
        unknown = words("not known", style.LABEL, style.color("soft")).set_x(middle).stand_on(SHARE)
        super().__init__(
            self.score, *([unknown] if np.isnan(position) else [self.track, self.dot, self.tip, self.number, *ends])
        )
        self.show(1)

    def show(self, share: float) -> Self:
        """Shows the dot on its way."""
        if not np.isnan(self.position):
            here = share * self.position
            self.dot.move_to(self.track.get_left() + min(max(here, 0.0), 1.0) * TRACK * RIGHT)
            beyond = here < 0 or here > 1
            self.tip.next_to(self.dot, RIGHT if here > 0 else LEFT, buff=0.06).set_fill(opacity=float(beyond))
            self.number.show(here)
        return self

    def _end(self, text: str, side: np.ndarray) -> Number:
        number = Number(0, "{:1.0f}", style.SMALL_DIGITS, style.color("soft"), text=text)
        return number.set_x((self.track.get_center() + TRACK / 2 * side)[0]).stand_on(ENDS)
