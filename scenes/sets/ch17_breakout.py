"""What stands on the stage in chapter 17; what it shares with Pong comes from there."""

import numpy as np
from manim import LEFT, Group, ManimColor, Rectangle, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims import ch17_breakout as claims
from scenes.mobjects.screen import Screen
from scenes.mobjects.thinking import LEFT_X, RIGHT_X, WIDE
from scenes.mobjects.words import column_of, words
from scenes.sets import ch16_pong as sets

BRICK = (57, 6, 12)  # the wall's first row, the height of a brick, and a column of the first brick, in pixels


def wall(trace: Trace) -> tuple[Screen, Group]:
    """The whole wall at the left, and at the right what the bricks of each row bring."""
    screen = sets.screen(trace, "age_0", WIDE).move_to((LEFT_X, sets.MIDDLE, 0))
    picture, palette = trace["age_0/screen"][0], trace.facts["palette"]
    first, high, column = BRICK
    names = [f"{points} point{'s' if points > 1 else ''} a brick" for points in claims.POINTS]
    lives = int(trace["age_0/lives"][0])
    texts = [words(text, style.HEADING) for text in (*names, f"{lives} balls a game")]
    lines = column_of(texts, 0.9).move_to((RIGHT_X + 0.4, sets.MIDDLE, 0))
    patches = VGroup()
    for text, rows in zip(texts, claims.POINTS.values(), strict=False):
        for row in rows:
            patch = Rectangle(width=0.6, height=0.2, stroke_width=0, fill_opacity=1)
            patch.set_fill(ManimColor(palette[picture[first + high * row + high // 2, column]]))
            patch.next_to(text, LEFT, buff=0.35)
            patches.add(patch.shift(np.array([0, 0.1 if row == rows[0] else -0.1, 0])))
    return screen, Group(screen.edge(), lines, patches)
