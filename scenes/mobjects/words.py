"""Text, numbers and formulas through Typst: no LaTeX, and the same look on every machine."""

import itertools
import re
from collections.abc import Sequence
from functools import cache
from typing import Self

import numpy as np
from manim import DOWN, RIGHT, UP, ManimColor, MathTypst, VGroup, VMobject

from scenes import style
from scenes.mobjects import typeset

# Each text starts with two points, four times each: the left end of its baseline, and a capital above the other end.
# They draw nothing, go wherever the text goes, and so tell its place and size at any time.
GAUGE = 8


class Glyphs(VMobject):
    """A line of glyphs as one shape that knows its baseline; all text on screen is of this class."""

    def __init__(self, text: str, font: str, size: float, color: ManimColor, bold: bool = False) -> None:
        super().__init__(stroke_width=0, fill_opacity=1, fill_color=color)
        self.text, self.font, self.size, self.bold = text, font, size, bold

    @property
    def baseline(self) -> float:
        """The height of the line on which the letters stand, in units."""
        return float(self.points[0, 1])

    @property
    def capital(self) -> float:
        """The height of a capital letter, in units."""
        return float(self.points[4, 1] - self.points[0, 1])

    def stand_on(self, baseline: float) -> Self:
        """Moves the text up or down until its baseline is at this height."""
        return self.shift((baseline - self.baseline) * np.array([0.0, 1.0, 0.0]))

    def set_on(self, baseline: float, side: np.ndarray, x: float) -> Self:
        """Moves the text to a baseline, with its left or right end at x."""
        return self.align_to(np.array([x, 0.0, 0.0]), side).stand_on(baseline)


class Number(Glyphs):
    """A number in fixed-width digits that do not dance; `show` only moves outlines fetched once."""

    def __init__(
        self,
        value: float,
        pattern: str = "{:.2f}",
        size: float | None = None,
        color: ManimColor | None = None,
        text: str | None = None,
    ) -> None:
        """Formats `value` with `pattern`, or shows `text`; a pattern with a width, `{:8.2f}`, reserves that room."""
        ink = style.color("ink") if color is None else color
        super().__init__("", style.DIGITS_FONT, style.DIGITS if size is None else size, ink)
        self.pattern = pattern
        self.cells = len(pattern.format(value) if text is None else text)
        advance, capital = typeset.cell_size()
        origin = np.zeros(3)
        self.points = _gauge(origin, np.array([self.cells * advance, capital, 0.0]) * _scale(self.size))
        if text is None:
            self.show(value)
        else:
            self.write(text)
        self.move_to(np.zeros(3))

    def show(self, value: float) -> Self:
        """Shows another value at the same place; what does not fit its room is shortened to powers of ten."""
        text = self.pattern.format(value)
        if value < 0 and not text.strip(" -0.,%"):  # too little to be seen: nothing has no sign
            text = self.pattern.format(0.0)
        digits = self.cells
        while len(text) > self.cells and digits > 0 and np.isfinite(value):
            digits -= 1
            text = f"{value:.{digits}e}".replace("e+0", "e").replace("e+", "e")
        return self.write(text.strip() if len(text) > self.cells else text)

    def write(self, text: str) -> Self:
        """Shows any text of the digits' font, aligned to the right end."""
        text = text.replace("-", "−").replace("inf", "∞")
        if text == self.text and len(self.points) > GAUGE:
            return self
        self.text = text
        advance, capital = typeset.cell_size()
        left, top = self.points[0], self.points[4]
        scale = (top[1] - left[1]) / capital
        start = left + np.array([(self.cells - len(text)) * advance * scale, 0.0, 0.0])
        shapes = [
            _digit(letter) * scale + start + np.array([index * advance * scale, 0.0, 0.0])
            for index, letter in enumerate(text)
            if letter != " "
        ]
        self.points = np.concatenate([self.points[:GAUGE], *shapes])
        return self


class Counter(VGroup):
    """A large number with its name at its left: the step, episode or score at the top right of the frame."""

    def __init__(self, name: str, cells: int, size: float) -> None:
        self.number = Number(0, f"{{:{cells}d}}", size)
        self.name_shape = words(name, style.LABEL, style.color("soft"))
        super().__init__(self.number, self.name_shape)
        self.show(0)

    def show(self, value: float) -> Self:
        """Shows a whole number; the name keeps its distance to the first digit."""
        self.number.show(int(value))
        return self.attach()

    def attach(self) -> Self:
        """Brings the name to its distance from the number, after that was written anew."""
        first = self.number.points[GAUGE:, 0].min()
        self.name_shape.shift((first - 0.3 - self.name_shape.get_right()[0]) * RIGHT)
        self.name_shape.stand_on(self.number.baseline)
        return self

    def place(self, corner: np.ndarray) -> Self:
        """Moves the right end of the number's top to this point."""
        return self.shift(corner - self.number.get_corner(RIGHT + UP))


def words(
    text: str, size: float | None = None, color: ManimColor | None = None, bold: bool = False, font: str | None = None
) -> Glyphs:
    """One line of plain text. Nothing in it is markup: `50 $`, `@you` and `#read("x")` show as they stand.

    Only a hyphen before a number becomes a minus sign.
    """
    text = re.sub(r"(?<![\w.])-(?=\d)", "−", text)
    face = style.WORDS_FONT if font is None else font
    size = style.LABEL if size is None else size
    shape = Glyphs(text, face, size, style.color("ink") if color is None else color, bold)
    outline, capital = typeset.line(text, face, bold)
    shape.points = np.concatenate([_gauge(np.zeros(3), np.array([0.0, capital, 0.0])), outline]) * _scale(size)
    return shape.move_to(np.zeros(3))


def fitted(text: str, room: float, color: ManimColor | None = None) -> Glyphs:
    """A name in label size, shortened at its end where it is wider than `room` units."""
    shape, kept = words(text, style.LABEL, color), text
    while shape.width > room and len(kept) > 1:
        kept = kept[:-1].rstrip()
        shape = words(f"{kept}…", style.LABEL, color)
    return shape


def formula(code: str, size: float | None = None, color: ManimColor | None = None) -> MathTypst:
    """A formula in Typst's mathematical markup; `{{ part : name }}` can be found again by `select`."""
    size = style.HEADING if size is None else size
    font = f'#show math.equation: set text(font: "{style.WORDS_FONT} Math", fallback: false)'
    return typeset.mathematics(code, size, font).set_color(style.color("ink") if color is None else color)


def paragraph(text: str, size: float, width: float, color: ManimColor | None = None) -> VGroup:
    """One or two centered lines: text wider than `width` units is broken where the halves are most alike."""
    line = words(text, size, color)
    pieces = text.split(" ")
    if line.width <= width or len(pieces) == 1:
        return VGroup(line)
    breaks = range(1, len(pieces))
    best = min(breaks, key=lambda at: abs(len(" ".join(pieces[:at])) - len(" ".join(pieces[at:]))))
    lines = [words(" ".join(part), size, color) for part in (pieces[:best], pieces[best:])]
    lines[1].move_to(lines[0], aligned_edge=DOWN).stand_on(lines[0].baseline - 2.15 * lines[0].capital)
    lines[1].set_x(lines[0].get_x())
    return VGroup(*lines)


def row(*texts: Glyphs, gap: float = 0.25) -> VGroup:
    """Texts side by side on one baseline, `gap` units apart."""
    for before, text in itertools.pairwise(texts):
        text.next_to(before, RIGHT, buff=gap).stand_on(before.baseline)
    return VGroup(*texts)


def column_of(texts: Sequence[Glyphs], pitch: float) -> VGroup:
    """Texts under one another, their left ends in line and their baselines `pitch` units apart."""
    for index, text in enumerate(texts):
        text.align_to(texts[0], np.array([-1.0, 0.0, 0.0])).stand_on(texts[0].baseline - index * pitch)
    return VGroup(*texts)


def _scale(size: float) -> float:
    return size / typeset.SIZE


def _gauge(left: np.ndarray, top: np.ndarray) -> np.ndarray:
    return np.repeat([left, top], 4, axis=0).astype(float)


@cache
def _digit(letter: str) -> np.ndarray:
    """The outline of one letter of the digits' font at size 100."""
    common = "0123456789.,:+−×=%/()e∞"
    return typeset.cells(common)[letter] if letter in common else typeset.cells(letter)[letter]
