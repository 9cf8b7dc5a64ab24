"""What stands on the stage in chapter 12: boards, chances of the columns, curves and the table, from its trace."""

import numpy as np
from manim import DOWN, RIGHT, UP, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims import ch12_connect4 as claims
from scenes.mobjects.axes import Axes
from scenes.mobjects.bars import Bars
from scenes.mobjects.board import Board
from scenes.mobjects.chances import Chances
from scenes.mobjects.curve import Curve, Spot
from scenes.mobjects.figures import Figures
from scenes.mobjects.instep import InStep
from scenes.mobjects.readout import Readout
from scenes.mobjects.words import Number, column_of, row, words

LEFT, MIDDLE = -3.5, -0.4
RIGHT_SIDE = 3.45
ROWS, COLUMNS = 6, 7
CELL = 0.8  # units, of a large board
INKS = ("soft", "ink", "pink", "green")  # of the opponents; blue and orange are the discs


def lesson(trace: Trace) -> InStep:
    """Random games board by board, and how those that are over have ended."""
    game, end = trace["lesson/game"], trace["lesson/end"]
    over = np.append(game[1:] != game[:-1], True)
    counts = np.stack([np.cumsum(over & (end == kind)) for kind in (1, 0, -1)], axis=1)
    inks = [style.color(name) for name in ("sky", "soft", "orange")]
    bars = Bars(["blue wins", "tie", "orange wins"], counts[0], float(counts[-1].sum()), 3.2, "{:2.0f}", inks)
    return InStep((board(trace["lesson/board"]), None), (bars.move_to((RIGHT_SIDE, MIDDLE, 0)), counts))


def board(boards: np.ndarray, cell: float = CELL, at: tuple[float, float] = (LEFT, MIDDLE)) -> Board:
    """A board on which discs fall, in its place."""
    return Board(boards, cell, discs=True, in_row=4).move_to((*at, 0))


def strip(frames: np.ndarray, at: tuple[float, float]) -> Chances:
    """A chance for each of the seven columns, what it should be below it, the best in a box."""
    return Chances(frames, rows=1, columns=COLUMNS, cell=0.88).move_to((*at, 0))


def numbered(cells: Chances) -> VGroup:
    """The numbers of the columns under their chances."""
    soft = style.color("soft")
    numbers = [Number(column + 1, "{:d}", style.SMALL_DIGITS, soft) for column in range(COLUMNS)]
    for number, square in zip(numbers, cells.squares, strict=True):
        number.next_to(square, DOWN, buff=0.14)
    return VGroup(*numbers)


def as_chance(exact: np.ndarray) -> np.ndarray:
    """What perfect play makes of a column, 1, 0 or -1, as a chance: a tie counts half."""
    return (exact + 1) / 2


def first_columns(trace: Trace) -> InStep:
    """The chance the net gives each first column over the rounds, what perfect play makes of it, and the best disc."""
    said = trace["train/first"]
    exact = np.broadcast_to(as_chance(np.array(trace.facts["first_exact"], float)), said.shape)
    best = np.eye(COLUMNS)[said.argmax(axis=1)]
    cells = strip(np.stack([said, exact, best], axis=2), (LEFT, 1.2))
    boards = np.zeros((len(said), ROWS, COLUMNS))
    boards[:, -1] = best
    both = InStep((cells, None), (board(boards, 0.48, (LEFT, -1.45)), None))
    both.add(numbered(cells))
    return both


def strength(trace: Trace) -> tuple[Axes, InStep]:
    """The share of games won against each opponent, over the rounds, and the shares as numbers."""
    rounds, wins = trace["train/round"], 100 * trace["train/wins"]
    names = ("rounds of play", f"% of {trace.facts['judged']} games won against")
    axes = Axes((1, max(float(rounds[-1]), 10), 1), (0, 100, 25), 3.6, 3.3, names, "x")
    axes.shift(np.array([RIGHT_SIDE - 0.8, MIDDLE, 0]) - axes.rule.get_center())
    inks = [style.color(name) for name in INKS]
    curves = [Curve(axes, rounds[1:], column[1:], ink) for column, ink in zip(wins.T, inks, strict=True)]
    behind = np.maximum(np.arange(len(rounds)) - 1, 0)  # round 0 has no place on a logarithmic axis
    opponents = trace.facts["opponents"]
    legend = Readout(opponents, wins[0], "{:5.1f}", dict(zip(opponents, inks, strict=True)), 0.75, 0.2)
    legend.next_to(axes.rule, RIGHT, buff=0.25).set_y(MIDDLE)
    return axes, InStep(*[(curve, behind) for curve in curves], (legend, wins))


def thoughts(trace: Trace, reel: str) -> np.ndarray:
    """What the learned player thinks at its turns, its choice marked; nothing at the other's, (moments, 7, 3)."""
    action = trace[f"{reel}/action"]
    chosen = np.where(action[:, None] == np.arange(COLUMNS), 1.0, 0.0)
    frames = np.stack([trace[f"{reel}/ahead"], as_chance(trace[f"{reel}/exact"]), chosen], axis=2).astype(float)
    frames[~turns(trace, reel)] = (np.nan, np.nan, 0)
    return frames


def turns(trace: Trace, reel: str) -> np.ndarray:
    """The rows at which the learned player moves."""
    return np.asarray(trace[f"{reel}/ours"] & (trace[f"{reel}/action"] >= 0))


def game(trace: Trace, reel: str) -> InStep:
    """Left the board, right the chance to win for each column, the choice boxed; below, how that chance went."""
    cells = strip(thoughts(trace, reel), (RIGHT_SIDE, 0.95))
    axes, curve, spot, places = hope(trace, reel)
    both = InStep(
        (board(trace[f"{reel}/observation"]), None), (cells, None), (curve, places[:, 0]), (spot, places[:, 1:])
    )
    both.add(numbered(cells), axes)
    return both


def hope(trace: Trace, reel: str) -> tuple[Axes, Curve, Spot, np.ndarray]:
    """The chance of the chosen column over the discs on the board; per row how much of it is seen, and its end."""
    rows = np.flatnonzero(turns(trace, reel))
    chance = trace[f"{reel}/ahead"][rows, trace[f"{reel}/action"][rows]]
    last = max(len(trace[f"{reel}/action"]) - 1, 10)
    axes = Axes(
        (0, last, 10), (0, 1, 0.5), 5.6, 1.45, ("discs", "chance of the chosen column"), patterns=("{:g}", "{:.1f}")
    )
    axes.shift(np.array([RIGHT_SIDE + 0.2, -1.65, 0]) - axes.rule.get_center())
    seen = np.searchsorted(rows, np.arange(len(trace[f"{reel}/action"])), side="right") - 1
    at = np.maximum(seen, 0)
    places = np.stack([at, np.where(seen < 0, np.nan, rows[at]), chance[at]], axis=1)
    return axes, Curve(axes, rows, chance), Spot(axes, places[0, 1:]), places


def key(at: tuple[float, float]) -> VGroup:
    """What the two numbers in a cell are."""
    below = words("below it perfect play: 1 wins, 0 loses", color=style.color("soft"))
    return row(words("chance to win"), below).move_to((*at, 0))


def old(trace: Trace, reel: str) -> InStep:
    """A small board: the game of one age."""
    reels = claims.ages(trace)
    x = spot_of(reels, reel)
    drawn = board(trace[f"{reel}/observation"], 0.44, (x, MIDDLE))
    both = InStep((drawn, None))
    both.add(words(claims.games(trace.facts[reel]["games"]), color=style.color("soft")).next_to(drawn, UP, buff=0.45))
    return both


def spot_of(reels: list[str], reel: str) -> float:
    """Where the board of one age stands, side by side with the others."""
    return 3.35 * (reels.index(reel) - (len(reels) - 1) / 2)


def endings(trace: Trace) -> VGroup:
    """What became of the learned player at each age, under its board."""
    reels = claims.ages(trace)
    return VGroup(*[words(claims.outcome(trace, reel)).move_to((spot_of(reels, reel), -2.3, 0)) for reel in reels])


FIGURES = {
    "net first, against random": "first against random",
    "net second, against random": "second against random",
    "net against search, depth 4": "against search of depth 4",
    "net against search, depth 6": "against search of depth 6",
    "always column 4 first, against random": "middle column, first against random",
    "random first, against random": "random, first against random",
    "random against search, depth 4": "random against search of depth 4",
}


def table(trace: Trace) -> VGroup:
    """The share of games won by the net, by a fixed column and by lots, with intervals and how many games differ."""
    wins, figures = trace.facts["wins"], trace.facts["figures"]
    shares = np.array([[100 * value for value in wins[name]] for name in FIGURES.values()])
    columns = {head: shares[:, place] for place, head in enumerate(("won, %", "from", "to"))}
    columns["different games"] = np.array([float(figures[name]["different"]) for name in FIGURES.values()])
    inks = [style.color("ink")] * 4 + [style.color("soft")] * 3
    drawn = Figures(columns, ["{:6.1f}"] * 3 + ["{:6,.0f}"], inks, list(FIGURES), 0.5, 0.7).move_to((0, 0.3, 0))
    notes = column_of([words(text, color=style.color("soft")) for text in claims.measured(trace)], 0.4)
    return VGroup(drawn, notes.next_to(drawn, DOWN, buff=0.4).align_to(drawn, -RIGHT))
