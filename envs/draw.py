"""A board as a picture: one small drawing shared by all board games, used by `render` alone."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

import numpy as np
from PIL import Image, ImageDraw

CELL = 64  # pixels a cell in the finished picture
SMOOTH = 4  # drawn so many times larger, then reduced: smooth edges without a drawing library
GROUND, LINES = "#0F1218", "#2A3140"

Shape = Literal["square", "disc", "ring", "cross"]


class Piece(NamedTuple):
    """One shape in one cell; later pieces lie on top of earlier ones."""

    row: int
    column: int
    shape: Shape
    color: str
    size: float = 0.7  # of a cell


def draw_board(rows: int, columns: int, pieces: Iterable[Piece], ground: str = GROUND) -> np.ndarray:
    """Returns the board with its pieces and its lines as uint8 pixels [64 rows, 64 columns, 3]."""
    size = (columns * CELL, rows * CELL)
    image = Image.new("RGB", (size[0] * SMOOTH, size[1] * SMOOTH), ground)
    pen = ImageDraw.Draw(image)
    for piece in pieces:
        _draw_piece(pen, piece)
    _draw_lines(pen, rows, columns)
    return np.array(image.resize(size, Image.Resampling.BOX))


def _draw_piece(pen: ImageDraw.ImageDraw, piece: Piece) -> None:
    cell = CELL * SMOOTH
    half = piece.size * cell / 2
    x, y = (piece.column + 0.5) * cell, (piece.row + 0.5) * cell
    left, top, right, bottom = box = (x - half, y - half, x + half, y + half)
    stroke = cell // 10
    if piece.shape == "square":
        pen.rectangle(box, fill=piece.color)
    elif piece.shape == "disc":
        pen.ellipse(box, fill=piece.color)
    elif piece.shape == "ring":
        pen.ellipse(box, outline=piece.color, width=stroke)
    elif piece.shape == "cross":
        pen.line((left, top, right, bottom), fill=piece.color, width=stroke)
        pen.line((left, bottom, right, top), fill=piece.color, width=stroke)
    else:
        raise ValueError(f"A piece is a square, a disc, a ring or a cross, not {piece.shape!r}.")


def _draw_lines(pen: ImageDraw.ImageDraw, rows: int, columns: int) -> None:
    cell, width = CELL * SMOOTH, SMOOTH * 2
    for column in range(columns + 1):
        pen.line((column * cell, 0, column * cell, rows * cell), fill=LINES, width=width)
    for row in range(rows + 1):
        pen.line((0, row * cell, columns * cell, row * cell), fill=LINES, width=width)
