"""What chapter 19 says about its trace: every sentence is chosen by what was recorded."""

import numpy as np

from learners.trace import Trace
from scenes.claims import atari

MOVES = {
    "NOOP": "stay",
    "FIRE": "fire",
    "RIGHT": "right",
    "LEFT": "left",
    "RIGHTFIRE": "right, fire",
    "LEFTFIRE": "left, fire",
}
INVADERS = 36
POINTS = (30, 25, 20, 15, 10, 5)  # what an invader brings, by its row from the top: the rules of the game
SAUCER = 200  # points of the one that crosses the sky now and then; below half of it an invader fell
SHOT = [142, 142, 142]  # the console's color of all shots
NEAR = 9  # pixels around a shot that a ring around it holds


def move_names(trace: Trace) -> list[str]:
    """What the moves are called on the screen."""
    return [MOVES.get(move, move.lower()) for move in trace.facts["moves"]]


def blink(trace: Trace) -> int | None:
    """The first row with a free shot that neither the row before nor the one after shows, or with any such shot."""
    if SHOT not in trace.facts["palette"]:
        return None
    seen = (trace["wave/screen"] == trace.facts["palette"].index(SHOT)).any((1, 2))
    alone = (np.flatnonzero(seen[1:-2] & ~seen[:-3] & ~seen[2:-1]) + 1).tolist()
    free = (row for row in alone if not shots(trace, row)[0][0])
    return next(free, alone[0]) if alone else None


def shots(trace: Trace, row: int) -> list[tuple[int, float, float]]:
    """The shots in a row of the wave: pixels of other things near it, its column and its row; the freest first."""
    screen, palette = trace["wave/screen"][row], trace.facts["palette"]
    rows, columns = np.nonzero(screen == palette.index(SHOT))
    found = []
    for each in [shot for beside in apart(columns, np.arange(len(rows))) for shot in apart(rows, beside)]:
        column, line = float(columns[each].mean()), float(rows[each].mean())
        ring = [slice(max(round(at) - NEAR, 0), round(at) + NEAR + 1) for at in (line, column)]
        others = ~np.isin(screen[tuple(ring)], [screen[0, 0], palette.index(SHOT)])
        found.append((int(others.sum()), column, line))
    return sorted(found)


def apart(places: np.ndarray, pixels: np.ndarray) -> list[np.ndarray]:
    """The pixels in groups between which more than a pixel is free along one axis."""
    order = pixels[np.argsort(places[pixels], kind="stable")]
    return np.split(order, np.flatnonzero(np.diff(places[order]) > 2) + 1)


def shot(trace: Trace, row: int) -> tuple[float, float]:
    """Column and row, in pixels, of the middle of the freest shot in a row of the wave."""
    return shots(trace, row)[0][1:]


def hook(trace: Trace) -> str:
    """What became of the same time before and after learning."""
    before, after = atari.last_points(trace)
    same = "The learner of Breakout, another game."
    return f"Left {before:.0f}, right {after:.0f} points. {same}" + ("" if after > before else " It has just begun.")


def is_cleared(trace: Trace) -> bool:
    """Whether the first wave goes in the game that is shown."""
    return bool(trace.facts["wave"]["cleared"])


def fallen(trace: Trace) -> np.ndarray:
    """How many invaders have fallen in each row, counted from the first row shown."""
    rewards = trace["wave/reward"]
    return np.cumsum((rewards > 0) & (rewards < SAUCER / 2))


def count(trace: Trace) -> tuple[str, np.ndarray]:
    """What is counted, and how many in each row: those left, or those hit where the ones before were not recorded."""
    fell = fallen(trace)
    if not trace.facts["wave"]["first"]:
        return "invaders left", np.maximum(INVADERS - fell, 0)
    return ("invaders left", fell[-1] - fell) if is_cleared(trace) else ("invaders hit", fell)


def searching(trace: Trace) -> str:
    """Which game is shown, and how it was found."""
    facts = trace.facts["wave"]
    sticky, games = atari.sticky_in_words(facts["kwargs"]["sticky"]), facts["searched"]
    if is_cleared(trace):
        return f"Searched: in {facts['cleared']} of {games} games all {INVADERS} go. Here they go soonest, {sticky}."
    return f"Of {games} games the one in which most invaders fell, {sticky}."


def expecting(trace: Trace) -> str | None:
    """What becomes of the value while the invaders go, where it falls with them."""
    (name, counted), values = count(trace), trace["wave/value"].astype(float)
    if name != "invaders left":
        return None
    many, few = values[counted > INVADERS * 2 // 3], values[(counted < INVADERS // 3) & (counted > 0)]
    falls = len(many) and len(few) and few.mean() < many.mean() / 2
    return "The fewer invaders are left, the fewer hits it expects: the value falls." if falls else None


def wave_verdict(trace: Trace) -> str:
    """What is left of the wave, when, and for how many points."""
    facts, (name, counted) = trace.facts["wave"], count(trace)
    if is_cleared(trace):
        row = int(np.argmax(counted == 0))
        seconds = row / atari.FRAMES_A_SECOND + facts["first"] / atari.STEPS_A_SECOND
        points = float(trace["wave/score"][row])
        gone = f"All {INVADERS} are gone after {seconds:.0f} seconds of the game, for {points:.0f} points."
        values = trace["wave/value"].astype(float)
        return f"{gone} The value rises: it expects hits again." if values[-1] > 2 * values[row - 1] else gone
    shown = f"{counted[-1]} invaders are left" if name == "invaders left" else f"{counted[-1]} fell in this stretch"
    return f"{shown}. In none of {facts['searched']} games has the whole wave gone yet."


def cleared(trace: Trace) -> str:
    """In how many games each player cleared the first wave."""
    sticky, best, usual = trace.facts["sticky"], *atari.ways(trace)
    players = {"random": "random", best: "greedy", usual: "as trained"}
    counts = {
        name: f"{trace.facts['cleared'][f'{player}, sticky {sticky:g}']} of "
        f"{atari.figure(trace, player, sticky)['games']}"
        for name, player in players.items()
    }
    return f"first wave gone, sticky {sticky:g}:  " + ",  ".join(f"{name} {games}" for name, games in counts.items())


def lesson(trace: Trace) -> str:
    """The sentence to keep, as far as this trace bears it out."""
    if not atari.is_better_than_random(trace):
        return "The learner of Breakout, another game. This player has not yet learned more than chance."
    if not is_cleared(trace):
        return "The learner of Breakout, another game: better than chance, but the sky is not cleared yet."
    return "The learner of Breakout, another game: it learns to clear the sky."
