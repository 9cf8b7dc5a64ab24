"""What stands on the stage where recorded games of any environment are drawn, built from their trace."""

from typing import Any

import numpy as np
from manim import VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims import episode as claims
from scenes.claims.episode import Game
from scenes.mobjects.axes import Axes, round_span
from scenes.mobjects.choices import Choices
from scenes.mobjects.figures import Figures
from scenes.mobjects.instep import InStep
from scenes.mobjects.layers import draw_numbers, outlined
from scenes.mobjects.lines import Lines
from scenes.mobjects.picture import Picture
from scenes.mobjects.progress import Progress, pattern_for
from scenes.mobjects.signed import Signed
from scenes.mobjects.words import fitted, row

LEFT_X, RIGHT_X, MIDDLE = -3.6, 3.5, -0.35
WIDE, HIGH = 6.0, 4.9  # units: the room for what the player sees
TINTS = ("sky", "orange", "green", "pink")
COLORS = (1, 3, 4)  # numbers of a pixel: grey; red, green, blue; these and how opaque it is, or four frames
BARS, PARTS, LISTED = 6, 12, 8  # actions and parts of a state that are drawn as bars; games in the table


class Frames:
    """The rows of a picture that is shown by number; only the one that is asked for is turned into colors."""

    def __init__(self, pixels: np.ndarray, palette: np.ndarray | None) -> None:
        if pixels.ndim == 4 and pixels.shape[1] in COLORS and pixels.shape[-1] not in COLORS:
            pixels = np.moveaxis(pixels, 1, -1)  # colors, or the last few frames, came first
        self.pixels, self.palette = pixels, palette
        self.full = 255.0 if pixels.dtype.kind == "f" and pixels.max() <= 1 else 1.0
        self.stacked = pixels.ndim == 4 and pixels.shape[-1] == 4 and not (pixels[0, ..., 3] == pixels.max()).all()

    def __len__(self) -> int:
        return len(self.pixels)

    def __getitem__(self, at: int) -> np.ndarray:
        """The picture of a row, (height, width, 3), 0 to 255."""
        pixels = self.pixels[at]
        if self.palette is not None:
            return self.palette[np.minimum(pixels, len(self.palette) - 1)]
        pixels = np.clip(np.nan_to_num(pixels * self.full), 0, 255)
        pixels = pixels[..., None] if pixels.ndim == 2 else pixels
        grey = self.stacked or pixels.shape[-1] < 3  # of a stack of frames the last is the present one
        return np.repeat(pixels[..., -1:], 3, axis=-1) if grey else pixels[..., :3]


def scene(trace: Trace, game: Game) -> InStep:
    """Everything of a game at its first row: what is seen at the left; actions and return at the right."""
    parts = [_seen(trace, game), (_actions(trace, game), None)]
    panels = [("return so far", np.cumsum(trace[f"{game.reel}/reward"][game.rows], dtype=float), "green")]
    if f"{game.reel}/value" in trace and trace[f"{game.reel}/value"].ndim == 1:
        panels.append(("value", trace[f"{game.reel}/value"][game.rows].astype(float), "pink"))
    for index, (name, values, tint) in enumerate(panels):
        width = 4.9 if len(panels) == 1 else 1.9
        drawn = Progress(np.arange(len(values)), values, name, style.color(tint), width, 1.25)
        x = RIGHT_X + 0.35 + (0 if len(panels) == 1 else 3.2 * index - 1.6)
        parts.append((drawn.shift(np.array([x, -1.5, 0]) - drawn.axes.rule.get_center()), None))
    return InStep(*parts)


def _seen(trace: Trace, game: Game) -> tuple[Any, Any]:
    """What the player sees, and the frames that it is shown: a screen, a picture, a state, or a single number."""
    screen = "screen" if f"{game.reel}/screen" in trace else "observation"
    frames = trace[f"{game.reel}/{screen}"][game.rows]
    if frames.ndim > 2 and (screen == "screen" or _is_picture(frames)):
        colors = trace.facts.get("palette") if screen == "screen" and frames.ndim == 3 else None
        pictures = Frames(frames, None if colors is None else np.array(colors, np.uint8))
        high, wide = pictures[0].shape[:2]
        return Picture(pictures[0], min(WIDE, HIGH * wide / high)).move_to((LEFT_X, MIDDLE, 0)), pictures
    if frames.ndim == 1:
        drawn = Progress(np.arange(len(frames)), frames, "state", style.color("sky"), 5.0, 3.3)
        return drawn.shift(np.array([LEFT_X + 0.35, MIDDLE, 0]) - drawn.axes.rule.get_center()), None
    return _state(trace, game, frames.reshape(len(frames), -1).astype(float), frames.shape)


def _is_picture(frames: np.ndarray) -> bool:
    """Whether observations look like pictures: bytes in rows and columns, or with colors before or after these."""
    colored = frames.ndim == 4 and (frames.shape[1] in COLORS or frames.shape[-1] in COLORS)
    return sorted(frames.shape[1:])[-2] > PARTS and (colored or (frames.ndim == 3 and frames.dtype == np.uint8))


def _state(trace: Trace, game: Game, frames: np.ndarray, shape: tuple[int, ...]) -> tuple[Any, Any]:
    """A state of several numbers: as lines, as bars, or if there are very many as a table of colors."""
    many = frames.shape[1]
    given = claims.about(trace, game.reel).get("observed") or trace.facts.get("observed") or []
    names = [str(given[at]) if at < len(given) else f"number {at + 1}" for at in range(many)]
    if many <= len(TINTS):
        return _lines(frames, names), None
    if many <= PARTS:
        bars = Signed(names, frames, 2.6, style.color("sky"), min(4.6 / many, 0.6))
        return bars.move_to((LEFT_X, MIDDLE, 0)), None
    columns = shape[-1] if len(shape) > 2 else int(np.ceil(np.sqrt(many)))
    rows = -(-many // columns)
    table = np.full((len(frames), rows * columns), np.nan)
    table[:, :many] = frames
    table = table.reshape(len(frames), rows, columns)
    heat = draw_numbers(table, (WIDE, HIGH)).move_to((LEFT_X, MIDDLE, 0))
    return heat.add(outlined(heat)), table


def _lines(frames: np.ndarray, names: list[str]) -> Lines:
    """Up to four numbers over the steps, with their names in their colors above."""
    finite = frames[np.isfinite(frames)]
    low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
    last = max(len(frames) - 1, 1)
    axes = Axes((0, last, round_span(0, last, 3)[2]), round_span(low, high), 5.0, 3.3, ("step", ""))
    axes.shift(np.array([LEFT_X + 0.35, MIDDLE, 0]) - axes.rule.get_center())
    lines = Lines(axes, frames, [style.color(tint) for tint in TINTS[: len(names)]])
    room = 5.6 / len(names) - 0.3
    legend = row(*[fitted(name, room, style.color(tint)) for name, tint in zip(names, TINTS, strict=False)], gap=0.35)
    legend.move_to((LEFT_X + 0.1, axes.rule.get_top()[1] + 0.4, 0))
    lines.add_to_back(axes, legend)
    return lines


def _actions(trace: Trace, game: Game) -> Choices | Signed:
    """What it may do at the right: bars of what it thinks of each action, or of how often it took each."""
    actions, names = trace[f"{game.reel}/action"][game.rows], claims.action_names(trace, game)
    if not names:
        parts = actions.reshape(len(actions), -1).astype(float)[:, :BARS]
        parts[-1] = np.nan if len(parts) > claims.steps(trace, game) else parts[-1]
        labels = ["action"] if parts.shape[1] == 1 else [f"action {at + 1}" for at in range(parts.shape[1])]
        return Signed(labels, parts, 2.4, style.color("sky")).move_to((RIGHT_X, 1.05, 0))
    taken, thought = actions.astype(int), claims.thoughts(trace, game)
    taken = np.where((taken < 0) | (taken >= len(names)), -1, taken)
    kept = np.sort(np.argsort([-(taken == at).sum() for at in range(len(names))], kind="stable")[:BARS])
    if thought:
        numbers = trace[f"{game.reel}/{thought}"][game.rows].astype(float)[:, kept]
    else:
        numbers = np.stack([np.cumsum(taken == at) for at in kept], axis=1) / np.arange(1, len(taken) + 1)[:, None]
    places = np.full(len(names) + 1, -1)
    places[kept] = np.arange(len(kept))
    choices = Choices([names[at] for at in kept], places[taken], numbers, best=bool(thought))
    return choices.move_to((RIGHT_X, 1.05, 0))


def table(trace: Trace) -> VGroup:
    """Steps and returns of the games."""
    games = claims.games(trace)
    games = [games[round(at)] for at in np.linspace(0, len(games) - 1, min(len(games), LISTED))]
    returns = np.array([claims.total(trace, game) for game in games])
    columns: dict[str, Any] = {"steps": [claims.steps(trace, game) for game in games], "return": returns}
    names = [f"game {game.number}: {claims.shorten(game.reel)}" for game in games]
    inks = [style.color("ink")] * len(games)
    drawn = Figures(columns, ["{:7.0f}", pattern_for(returns)], inks, names, min(4.6 / len(games), 0.75), 0.9)
    return VGroup(drawn.scale(1.15)).move_to((0, MIDDLE, 0))
