"""What stands on the stage in chapter 11: boards, chances, counts, a chart and the table, built from its trace."""

import numpy as np
from manim import DOWN, UP, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims import ch11_tictactoe as claims
from scenes.mobjects.axes import Axes
from scenes.mobjects.bars import Bars
from scenes.mobjects.board import Board
from scenes.mobjects.chances import Chances
from scenes.mobjects.curve import Curve
from scenes.mobjects.figures import Figures
from scenes.mobjects.instep import InStep
from scenes.mobjects.words import row, words

LEFT, RIGHT, MIDDLE = -3.5, 3.5, -0.35


def lesson(trace: Trace) -> InStep:
    """Random games board by board, and how those that are over have ended."""
    game, end = trace["lesson/game"], trace["lesson/end"]
    over = np.append(game[1:] != game[:-1], True)
    counts = np.stack([np.cumsum(over & (end == kind)) for kind in range(3)], axis=1)
    board = Board(trace["lesson/board"]).move_to((LEFT, MIDDLE, 0))
    most = float(counts[-1].sum())
    inks = [style.color(name) for name in ("sky", "soft", "orange")]  # as the marks
    bars = Bars(["X wins", "tie", "O wins"], counts[0], most, 3.4, "{:2.0f}", inks).move_to((RIGHT, MIDDLE, 0))
    return InStep((board, None), (bars, counts))


def best_of(values: np.ndarray) -> np.ndarray:
    """1 at the highest value of every moment, 0 elsewhere, of the same shape (moments, cells)."""
    return np.eye(values.shape[1])[np.nanargmax(values, axis=1)]


def first_marks(trace: Trace) -> Chances:
    """The chance that X wins after each first mark, predicted after more and more games, above the exact one."""
    said = trace["train/first"][:, :, 0]
    exact = np.broadcast_to(np.array(trace.facts["first"])[:, 0], said.shape)
    return Chances(np.stack([said, exact, best_of(said)], axis=2)).move_to((LEFT, MIDDLE, 0))


def errors(trace: Trace) -> tuple[Axes, Curve]:
    """The mean distance from the exact chances, over the games."""
    count, error = trace["train/games"], trace["train/error"]
    last, top = max(float(count[-1]), 100.0), 0.05 * np.ceil(error.max() / 0.05)
    first = float(max(count[1], 1))
    axes = Axes(
        (first, max(last, 10 * first), 1), (0, top, 0.05), 4.9, 3.4, ("random games", "error of the chances"), "x"
    )
    axes.shift(np.array([RIGHT + 0.2, MIDDLE, 0]) - axes.rule.get_center())
    return axes, Curve(axes, count[1:], error[1:], style.color("green")).show(0)


def thoughts(trace: Trace, reel: str, above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """What the learned player thinks at its turns, its choice marked; nothing at the other's, (moments, 9, 3)."""
    action = trace[f"{reel}/action"]
    chosen = np.where(action[:, None] == np.arange(9), 1.0, 0.0)
    frames = np.stack([above, below, chosen], axis=2).astype(float) + 0.0  # no -0
    frames[~trace[f"{reel}/ours"] | (action < 0)] = (np.nan, np.nan, 0)
    return frames


def as_x(trace: Trace) -> InStep:
    """Left the game as X, right the chance of winning for each free cell above the exact one, the choice boxed."""
    board = Board(trace["x/observation"]).move_to((LEFT, MIDDLE, 0))
    frames = thoughts(trace, "x", trace["x/chance"][:, :, 0], trace["x/exact"][:, :, 0])
    return InStep((board, None), (Chances(frames).move_to((RIGHT, MIDDLE, 0)), None))


def key(above: str, below: str, x: float) -> VGroup:
    """What the two numbers in a cell are."""
    return row(words(above), words(f"below it {below}", color=style.color("soft"))).move_to((x, 1.95, 0))


def judged(trace: Trace, reel: str, x: float) -> InStep:
    """A game as O against the trap: in the free cells what O thinks of them, and what perfect play makes of them."""
    column = {"misled": "plain", "mended": "ahead"}[reel]
    board = Board(trace[f"{reel}/observation"]).move_to((x, MIDDLE - 0.1, 0))
    frames = thoughts(trace, reel, trace[f"{reel}/{column}"], trace[f"{reel}/perfect"])
    numbers = Chances(frames, pattern="{:+.2f}", below="{:2.0f}", colored=False).move_to(board.frame)
    name = {"misled": "counting alone", "mended": "one look ahead"}[reel]
    both = InStep((board, None), (numbers, None))
    both.add(words(name, style.HEADING, style.color("orange"), bold=True).set_x(x).stand_on(1.85))
    return both


def old(trace: Trace, age: int) -> InStep:
    """A small board: the game of one age, as O against perfect play."""
    x, count = 3.3 * (age - 1.5), trace.facts[f"age{age}"]["games"]
    board = Board(trace[f"age{age}/observation"], 0.85).move_to((x, MIDDLE, 0))
    name = words(claims.games(count), style.LABEL, style.color("soft")).next_to(board, UP, buff=0.4)
    both = InStep((board, None))
    both.add(name)
    return both


def endings(trace: Trace) -> VGroup:
    """What became of O at each age, under its board."""
    texts = [words(claims.outcome(trace, f"age{age}")).move_to((3.3 * (age - 1.5), -2.2, 0)) for age in range(4)]
    return VGroup(*texts)


def table(trace: Trace) -> VGroup:
    """How often each player beats random play, exactly, from both seats, and the limit."""
    figures, limit = trace.facts["figures"], trace.facts["limit"]
    random = [won(figures[f"random as {seat}"]) for seat in "XO"]
    columns = {
        f"random ({claims.games(figures['random as X']['games'])})": random,
        "counting": [100 * figures[f"plain as {seat}: wins"]["exact"] for seat in "XO"],
        "one look ahead": [100 * figures[f"ahead as {seat}: wins"]["exact"] for seat in "XO"],
        "limit": [100 * share for share in limit],
    }
    inks = [style.color("sky"), style.color("orange")]
    drawn = Figures(columns, ["{:5.2f} %"] * 4, inks, ["as X", "as O"], 0.75, 0.8).scale(1.1)
    texts = (
        "wins against random play; the learned players' and the limit are exact, over all lines of play",
        "the limit: of anyone who never loses",
    )
    notes = [words(text, style.LABEL, style.color("soft")) for text in texts]
    notes[0].next_to(drawn, DOWN, buff=0.6)
    notes[1].next_to(notes[0], DOWN, buff=0.25).set_x(notes[0].get_x())
    return VGroup(drawn, *notes).move_to((0, MIDDLE, 0))


def won(figure: dict[str, dict[str, int]]) -> float:
    """The share of games that were won, in percent."""
    outcomes = figure["outcomes"]
    return 100 * outcomes.get("1", 0) / sum(outcomes.values())
