"""Where the ball of Breakout is, and which bricks stand, read from the screen: grey to search games, color to show."""

import numpy as np

from learners.atari.judge import Game

ROWS = 42  # of a grey frame, in which its parts are told; a larger one is shrunk first
BEHIND, BELOW = slice(7, 11), slice(19, 37)  # above the bricks; between bricks and paddle
RED = np.array([200, 72, 72])  # of the ball, the paddle and the top row of bricks
GREY = np.array([142, 142, 142])  # of the ball above the bricks, and of the frame
TOP_BRICKS, BOTTOM_BRICKS, PADDLE = 57, 93, 189  # their first rows in pixels
BRICK = (6, 8)  # pixels, high and wide; six rows of eighteen from column 8 on
STREAK = 6  # flights of a row that are shown: enough to see that it is no accident
LOW = 30  # row of a grey frame from which on the ball is near the paddle


def find_row(frame: np.ndarray) -> float:
    """The row of the ball among 42 of a square grey frame, -1 where it hides among the bricks or is not in play.

    A frame has 42 pixels a side, or a multiple of that.
    """
    square = len(frame) // ROWS
    if square > 1:
        frame = frame.reshape(ROWS, square, ROWS, square).mean((1, 3))
    for rows in (BEHIND, BELOW):
        lit = np.flatnonzero(frame[rows, 3:39].max(1) > 20)
        if len(lit):
            return float(rows.start + lit[0])
    return -1.0


def find_ball(screen: np.ndarray) -> dict[str, np.ndarray]:
    """The column and row of the ball in a color screen in pixels, (-1, -1) where it cannot be told from the bricks."""
    field, wall = screen[32:PADDLE, 8:152], TOP_BRICKS - 32
    found = (field == RED).all(2)
    found[: wall + BRICK[0]] = False  # there it would be a brick
    found[:wall] = (field[:wall] == GREY).all(2)
    rows, columns = np.nonzero(found)
    place = (columns.mean() + 8, rows.mean() + 32) if len(rows) else (-1, -1)
    return {"ball": np.array(place, np.float16)}


def find_ball_and_bricks(screen: np.ndarray) -> dict[str, np.ndarray]:
    """As `find_ball`, and how many bricks stand: places of the wall of which more than half is not black."""
    high, wide = BRICK
    lit = np.asarray(screen[TOP_BRICKS:BOTTOM_BRICKS, 8:152].any(2))
    standing = lit.reshape(len(lit) // high, high, -1, wide).mean((1, 3)) > 0.5
    return find_ball(screen) | {"bricks": np.array(standing.sum(), np.uint8)}


def is_behind(game: Game) -> np.ndarray:
    """In which steps the ball was above the bricks."""
    rows = np.array(game.notes)
    return (rows >= BEHIND.start) & (rows < BEHIND.stop)


def find_streak(game: Game, longest: int = STREAK) -> tuple[int, float, int, int]:
    """The longest row of flights of the ball that all went behind the wall: flights, points, first and last step.

    A flight lasts from one arrival of the ball at the paddle to the next. Of rows of `longest` flights or more, for a
    ball may go round for minutes without meeting a brick, it is the part of so many flights with the most points.
    """
    best, starts, is_high, is_low = (0, 0.0, 0, 0), [0], False, True  # starts: of the flights of this row
    points = np.cumsum([0.0, *game.rewards])
    for step, (row, over) in enumerate(zip(game.notes, game.life_over, strict=True)):
        is_high = is_high or BEHIND.start <= row < BEHIND.stop
        arrives = row >= LOW and not is_low
        is_low = row >= LOW or (is_low and row < 0)
        if over or arrives:
            starts = [*starts[-longest:], step] if is_high and not over else [step]
            is_high = False
            first = starts[0]
            best = max(best, (len(starts) - 1, points[step] - points[first], first, step), key=lambda found: found[:2])
    return best
