"""What stands on the stage in chapter 10, built from its trace and put in its place."""

from typing import Any

import numpy as np
from manim import AnimationGroup, ApplyMethod, FadeIn, FadeOut, Succession, VGroup

from learners.trace import Trace
from scenes import style
from scenes.claims.ch10_environment import ending, equal
from scenes.mobjects.checks import Checks
from scenes.mobjects.lake import Lake
from scenes.mobjects.outing import Outing
from scenes.mobjects.questions import Questions
from scenes.mobjects.reckoning import Reckoning
from scenes.mobjects.words import Glyphs, words

CELL = 1.05
LEFT_BOARD, UNDER_BOARD = np.array([-3.9, 0.15, 0]), np.array([-3.9, -2.5, 0])
RIGHT = np.array([3.4, -0.3, 0])


def board(trace: Trace) -> Lake:
    """The bare lake at the left."""
    return Lake(trace.facts["rows"], CELL, pattern=None).move_to(LEFT_BOARD)


def letters(trace: Trace) -> list[Glyphs]:
    """The map as letters at the right, in the order of the cells."""
    signs = [words(letter, 56, font=style.DIGITS_FONT) for letter in trace["cells/letter"]]
    for sign, row, column in zip(signs, trace["cells/row"], trace["cells/column"], strict=True):
        sign.move_to((2.2 + 0.8 * column, 1.2 - 0.95 * row, 0))
    return signs


def arrivals(letters: list[Glyphs], lake: Lake) -> tuple[list[Succession], list[VGroup]]:
    """The way of every letter to its place, where it becomes a cell of the lake; and these cells."""
    cells = [VGroup(tile, sign) for tile, sign in zip(lake.tiles, lake.signs, strict=True)]
    ways = [
        Succession(ApplyMethod(letter.move_to, cell[0]), AnimationGroup(FadeOut(letter), FadeIn(cell)))
        for letter, cell in zip(letters, cells, strict=True)
    ]
    return ways, cells


def questions(trace: Trace) -> Questions:
    """The three questions at the right."""
    return Questions(trace.facts["names"]).move_to(RIGHT)


def counting(trace: Trace) -> Reckoning:
    """How row and column become the number of a place, under the board."""
    width = len(trace.facts["rows"][0])
    parts: list[str | tuple[str, str]] = [
        ("row", "{:.0f}"),
        f"× {width} +",
        ("column", "{:.0f}"),
        "=",
        ("place", "{:2.0f}"),
    ]
    return Reckoning(parts, {"place": style.color("now")}, 0.25).move_to(UNDER_BOARD)


def places(trace: Trace) -> np.ndarray:
    """Row, column and number of every cell."""
    return np.stack([trace[f"cells/{name}"] for name in ("row", "column", "state")], axis=1)


def answers(trace: Trace, reel: str) -> list[tuple[Any, Any, Any, Any]]:
    """What the three questions are answered, a row of a recorded game: the reward is that of the move before."""
    reward = np.concatenate([[0.0], trace[f"{reel}/reward"][:-1]])
    return list(zip(trace[f"{reel}/observation"], trace[f"{reel}/action"], reward, trace[f"{reel}/ended"], strict=True))


def rule(trace: Trace, slippery: bool, state: int, action: int) -> tuple[int, np.ndarray]:
    """From where a move leads, and the chance of every place to follow."""
    wanted = (trace["rules/slippery"] == slippery) & (trace["rules/state"] == state) & (trace["rules/action"] == action)
    return state, trace["rules/ours"][wanted][0]


def games(trace: Trace) -> list[Outing]:
    """Three recorded games side by side."""
    found = []
    for reel, name, x in (("random", "random moves", -4.5), ("solved", "six moves", 0.0), ("cut", "to and fro", 4.5)):
        lake = Lake(trace.facts["rows"], 0.94, pattern=None).move_to((x, -0.35, 0))
        game = trace[f"{reel}/observation"], trace[f"{reel}/action"]
        found.append(Outing(lake, name, "", *game, ending(trace, reel)))
    return found


def kinds_of_ice(trace: Trace) -> tuple[Outing, Outing]:
    """The lake on firm ice and on slippery ice, the walker of the recorded slippery game on both."""
    start = trace["slippery/observation"][:1]
    boards = [board(trace).move_to((x, -0.35, 0)) for x in (LEFT_BOARD[0], RIGHT[0])]
    return Outing(boards[0], "firm ice", "", start), Outing(boards[1], "slippery ice", "", start)


def checks(trace: Trace) -> tuple[Checks, VGroup]:
    """A square for every rule, firm and slippery, and the names over the two halves."""
    same = equal(trace)
    half = same.shape[1] // 2
    field = Checks(same, 0.28, half - 1).move_to((3.4, -0.55, 0))
    names = VGroup(*[words(name, style.LABEL, style.color("soft")) for name in ("firm ice", "slippery ice")])
    for name, side in zip(names, (-1, 1), strict=True):
        name.set_x(3.4 + side * 0.72).stand_on(field.get_top()[1] + 0.22)
    return field, names
