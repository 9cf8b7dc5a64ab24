"""What chapter 17 says about its trace: every sentence is chosen by what was recorded."""

import numpy as np

from learners.trace import Trace
from scenes.claims.atari import FRAMES_A_SECOND, is_better_than_random, last_points

MOVES = {"NOOP": "stay", "FIRE": "serve", "RIGHT": "right", "LEFT": "left"}
TOP_BRICKS = 57  # the first row of the wall in pixels: a ball above it is behind the wall
THROUGH = "There: the ball is behind the wall. It bounces on, and nobody has to hit it."
POINTS = {7: (0, 1), 4: (2, 3), 1: (4, 5)}  # what a brick brings, by its row from the top: the rules of the game


def move_names(trace: Trace) -> list[str]:
    """What the moves are called on the screen."""
    return [MOVES.get(move, move.lower()) for move in trace.facts["moves"]]


def hook(trace: Trace) -> str:
    """What became of the same time before and after learning."""
    before, after = last_points(trace)
    is_larger = trace.facts.get("batch", 0) > trace.facts.get("pongs_batch", 0)
    same = f"The same learner as for Pong{', with larger batches' if is_larger else ''}."
    return f"Left {before:.0f}, right {after:.0f} points. {same}" + ("" if after > before else " It has just begun.")


def behind(trace: Trace) -> int | None:
    """The row in which the ball is first seen behind the wall; None where it never is."""
    height = trace["tunnel/ball"][:, 1].astype(float)
    rows = np.flatnonzero((height >= 0) & (height < TOP_BRICKS))
    return int(rows[0]) if len(rows) and trace.facts["tunnel"]["behind_the_wall"] else None


def searching(trace: Trace) -> str:
    """Which game is shown, and how it was found."""
    facts = trace.facts["tunnel"]
    if behind(trace) is None:
        return f"The end of the best of {facts['searched']} games, with {facts['points']:.0f} points."
    through = f"In {facts['behind_the_wall']} of {facts['searched']} games a ball gets behind the wall"
    return f"{through}; of all these first balls, this one brings the most points."


def leap(trace: Trace, first: int) -> str | None:
    """By how much the ball behind the wall, from a row on, raises the value; nothing where it does not."""
    values, second = trace["tunnel/value"].astype(float), FRAMES_A_SECOND // trace.facts["tunnel"]["every"]
    before, after = values[max(first - second, 0)], float(np.median(values[first : first + second]))
    rises = after > max(1.5 * before, before + 1)
    return f"The value leapt from {before:.1f} to {after:.1f}: bricks will fall by themselves." if rises else None


def ebb(trace: Trace, first: int) -> str | None:
    """Why the value falls from a row on; nothing where, in the last second, it is not half gone with the bricks."""
    values, bricks = trace["tunnel/value"].astype(float), trace["tunnel/bricks"].astype(int)
    last = float(np.median(values[-FRAMES_A_SECOND // trace.facts["tunnel"]["every"] :]))
    falls = last <= values[first:].max() / 2 and bricks[-1] < bricks[first]
    return "Then it falls: the fewer bricks are left, the less is to come." if falls else None


def stay(trace: Trace, first: int) -> str:
    """How long the ball is above the wall, from a row to the end of the reel."""
    height = trace["tunnel/ball"][first:, 1].astype(float)
    rate = FRAMES_A_SECOND / trace.facts["tunnel"]["every"]
    above = int(((height >= 0) & (height < TOP_BRICKS)).sum())
    return f"Of the next {len(height) / rate:.0f} seconds it spends {above / rate:.0f} above the wall."


def fallen(trace: Trace, first: int) -> int:
    """How many bricks fell from a row to the end of the reel; a wall that was built anew counts no more."""
    bricks = trace["tunnel/bricks"][first:].astype(int)
    drops = -np.diff(bricks)
    return int(drops[drops > 0].sum())


def tunnel_verdict(trace: Trace) -> str:
    """What the ball behind the wall brought, or what is still missing."""
    first, facts = behind(trace), trace.facts["tunnel"]
    if first is None:
        return f"In none of {facts['searched']} games has a ball got behind the wall yet."
    points = float(trace["tunnel/score"][-1] - trace["tunnel/score"][first])
    seconds = (len(trace["tunnel/score"]) - first) * facts["every"] / FRAMES_A_SECOND
    return f"In {seconds:.0f} seconds since then {fallen(trace, first)} bricks fell, for {points:.0f} points."


def lesson(trace: Trace) -> str:
    """The sentence to keep, as far as this trace bears it out."""
    if not is_better_than_random(trace):
        return "The same learner, another game. This player has not yet learned more than chance."
    if not trace.facts["tunnel"]["behind_the_wall"]:
        return "The same learner, another game: better than chance, but it has not dug a tunnel yet."
    return "The same learner, another game: it digs a tunnel."
