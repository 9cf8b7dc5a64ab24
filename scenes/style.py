"""The look of every chapter: colors with one meaning each, sizes, fonts and the measures of the frame.

This is the only place that chooses them. They are read when something is drawn and never bound as a
default, so another theme changes every scene: `ML_THEME=paper manim ...` draws on white for print.
"""

import os
from dataclasses import dataclass

from manim import ManimColor, interpolate_color

WORDS_FONT = "New Computer Modern"
DIGITS_FONT = "DejaVu Sans Mono"

# Typst font sizes; capitals of size 24 words and of size 23 digits are .17 units high, the least a 480p viewer reads
OPENING, TITLE, COUNTER = 60, 40, 40
HEADING, CAPTION, LABEL = 30, 26, 24
DIGITS, SMALL_DIGITS = 26, 23

# Frame measures in manim units: 14.22 x 8, the origin in its center
FRAME_WIDTH, FRAME_HEIGHT, MARGIN = 14.222, 8.0, 0.5
CONTENT_TOP, CONTENT_BOTTOM, CAPTION_FOOT = 2.3, -3.0, -3.6
CAPTION_WIDTH = 12.6  # a longer caption is broken into two lines

# Stroke widths in manim's pixels
HAIRLINE, THIN, LINE, BOLD = 1.5, 2.5, 4.0, 6.0
DOT = 0.11  # radius of the present moment, in units

# Pacing: a caption stays for a second and then a second for every 17 characters
READING_SPEED, READING_START = 17.0, 0.6
OPENING_MOVE = 1.0  # seconds in which the title leaves the middle


@dataclass(frozen=True)
class Theme:
    """Colors by meaning; the four series colors stay apart for color-blind viewers (Okabe and Ito)."""

    ground: str
    ink: str
    soft: str  # names, ticks, what is read second
    line: str  # grid lines and empty bars
    sky: str
    orange: str
    green: str
    pink: str
    now: str  # the present moment, and nothing else
    best: str  # the best action, and nothing else; always with a shape
    heat_low: str
    heat_high: str


DARK = Theme(
    ground="#0F1218",
    ink="#E8E6DF",
    soft="#98A2B3",
    line="#2A3140",
    sky="#56B4E9",
    orange="#F2A03D",
    green="#2BB58A",
    pink="#D58BC1",
    now="#F5E663",
    best="#FF5A4E",
    heat_low="#1A2230",
    heat_high="#1F6F63",
)
PAPER = Theme(
    ground="#FFFFFF",
    ink="#1B1F27",
    soft="#566072",
    line="#D5DAE3",
    sky="#0072B2",
    orange="#B35900",
    green="#00735C",
    pink="#A3457F",
    now="#8A6D00",
    best="#C8102E",
    heat_low="#EEF2F6",
    heat_high="#8CCDBF",
)
THEMES = {"dark": DARK, "paper": PAPER}


def theme() -> Theme:
    """The theme in force: `dark`, or the one that the environment variable ML_THEME names."""
    name = os.environ.get("ML_THEME", "dark")
    if name not in THEMES:
        raise SystemExit(f"ML_THEME={name}: there is no such theme; there are {', '.join(THEMES)}.")
    return THEMES[name]


def color(name: str) -> ManimColor:
    """The color with this meaning (a field of `Theme`) in the theme in force."""
    return ManimColor(getattr(theme(), name))


def heat(value: float) -> ManimColor:
    """The sequential color of a value from 0 (like the ground) to 1."""
    return interpolate_color(color("heat_low"), color("heat_high"), min(max(value, 0.0), 1.0))


def diverging(value: float) -> ManimColor:
    """The color of a value from -1 (sky) over 0 (the ground) to 1 (orange)."""
    end = color("orange") if value > 0 else color("sky")
    return interpolate_color(color("ground"), end, min(abs(value), 1.0))


def shadow(depth: float) -> ManimColor:
    """The ground darkened by a share towards black: a hole."""
    return interpolate_color(color("ground"), ManimColor("#000000"), depth)


# The encoder, measured on two cores with chapter 2 at 1080p60 (see the README's performance section)
ENCODER_OPTIONS = {"preset": "veryfast", "tune": "animation", "crf": "20"}
