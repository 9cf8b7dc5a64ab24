"""What stands on the stage in chapter 19; what it shares with Pong comes from there."""

from typing import Self

import numpy as np
from manim import DOWN, LEFT, Circle, Group, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims import atari
from scenes.claims import ch19_invaders as claims
from scenes.mobjects.guessing import spread
from scenes.mobjects.pixelart import quadruple
from scenes.mobjects.screen import Refine, Screen
from scenes.mobjects.tally import Tally
from scenes.mobjects.thinking import LEFT_X, RIGHT_X, WIDE, Thinking
from scenes.mobjects.words import column_of, words
from scenes.sets import ch16_pong as sets

ROWS = (31, 18, 10)  # the first row of invaders, from one to the next, and how high one is, in pixels
COLUMN, ACROSS = 22, 8  # the first invader's column and width, in pixels
CROP = (slice(25, 67), slice(18, 50))  # of 210x160: of the same shape as the whole
BESIDE = 5.7  # width of a screen beside another
PLAYED = 5.6  # width of the screen that has its points under it


def cast(trace: Trace) -> tuple[Screen, Group]:
    """The first screen at the left, and at the right what an invader of each row brings."""
    screen = sets.screen(trace, "age_0", WIDE).move_to((LEFT_X, sets.MIDDLE, 0))
    picture, lives = trace["age_0/screen"][0], int(trace["age_0/lives"][0])
    names = [f"{points} points" for points in claims.POINTS]
    texts = [words(text, style.HEADING) for text in (*names, f"{claims.SAUCER} for a saucer", f"{lives} lives a game")]
    lines = column_of(texts, 0.62).move_to((RIGHT_X + 0.2, sets.MIDDLE, 0))
    icons = Group()
    for text, place in zip(texts, range(len(claims.POINTS)), strict=False):
        top = ROWS[0] + place * ROWS[1]
        invader = picture[top : top + ROWS[2], COLUMN : COLUMN + ACROSS]
        icon = Screen(trace.facts["palette"], invader).stretch_to_fit_width(0.6).stretch_to_fit_height(0.43)
        icons.add(icon.next_to(text, LEFT, buff=0.4))
    return screen, Group(screen.edge(), lines, icons)


def successive(trace: Trace, row: int) -> tuple[list[Screen], Group, VGroup]:
    """Two screens that follow one another, their names, and a ring around the place of the shot in both."""
    screens = [
        sets.screen(trace, "wave", BESIDE, row + later).move_to((x, sets.MIDDLE, 0))
        for later, x in enumerate((-3.4, 3.4))
    ]
    names = ["one picture", "the next, 1/60 s later"]
    place = claims.shot(trace, row)
    rings = [Circle(0.3, stroke_width=style.LINE).set_stroke(style.color("ink")) for _ in screens]
    rings = [ring.move_to(screen.spot(*place)) for ring, screen in zip(rings, screens, strict=True)]
    return screens, Group(*[titled(*pair) for pair in zip(screens, names, strict=True)]), VGroup(*rings)


def titled(screen: Screen, name: str) -> Group:
    """The edge of a screen and its name over it."""
    over = words(name, style.LABEL, style.color("soft")).set_x(screen.get_x())
    return Group(screen.edge(), over.stand_on(screen.get_top()[1] + 0.2))


def enlarged(picture: np.ndarray) -> np.ndarray:
    """A piece of a screen, each pixel as it is."""
    return picture[CROP]


def smoothed(picture: np.ndarray) -> np.ndarray:
    """The same piece of the screen in four times the resolution."""
    rows, columns = (slice(4 * side.start, 4 * side.stop) for side in CROP)
    return quadruple(picture)[rows, columns]


def two_scalers(trace: Trace) -> tuple[list[Screen], Group]:
    """The same piece of the screen enlarged in two ways, and their names."""
    ways: dict[str, Refine] = {"plain: 160 × 210 pixels": enlarged, "smoothed: 640 × 840 pixels": smoothed}
    screens = [
        sets.screen(trace, "age_0", BESIDE, refine=refine).move_to((x, sets.MIDDLE, 0))
        for refine, x in zip(ways.values(), (-3.4, 3.4), strict=True)
    ]
    return screens, Group(*[titled(*pair) for pair in zip(screens, ways, strict=True)])


class Playing(Group):
    """A reel of a player that guesses: smoothed screen, Q of each move, value over time, points and lives."""

    def __init__(self, trace: Trace, reel: str, names: list[str], what: str) -> None:
        screen = sets.screen(trace, reel, PLAYED, refine=quadruple)
        frames, guesses, moves = (trace[f"{reel}/{column}"] for column in ("screen", "q", "action"))
        self.thinking = Thinking(
            screen,
            frames,
            atari.promises(trace, what),
            names,
            guesses,
            moves,
            sets.values(trace, reel, what),
            pattern="{:6.2f}",
            span=spread(guesses.astype(float)),
        )
        self.counts = np.stack([trace[f"{reel}/score"], trace[f"{reel}/lives"]], 1)
        self.tally = Tally(["points", "lives"], ["{:6.0f}", "{:2.0f}"]).next_to(screen, DOWN, buff=0.2)
        super().__init__(self.thinking, self.tally)
        self.show(0)

    def show(self, row: float) -> Self:
        """Shows a row."""
        self.thinking.show(row)
        self.tally.show(self.counts[self.thinking.row])
        return self
