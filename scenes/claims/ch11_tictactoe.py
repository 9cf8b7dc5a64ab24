"""What chapter 11 says about its trace: every sentence is chosen by what was recorded."""

import numpy as np

from learners.trace import Trace

CENTER, CORNER, EDGE = 4, 0, 1  # cells; all corners are alike, and all edges


def winner(trace: Trace, reel: str) -> int:
    """Who won a recorded game: 1 X, 2 O, 0 nobody."""
    row = len(trace[f"{reel}/action"]) - 2
    return int(trace[f"{reel}/player"][row]) if trace[f"{reel}/reward"][row] > 0 else 0


def outcome(trace: Trace, reel: str) -> str:
    """What became of the learned player of one seat."""
    won, seat = winner(trace, reel), trace.facts[reel]["seat"]
    return "ties" if not won else "wins" if won == seat else "loses"


def games(count: float) -> str:
    """A number of games in words."""
    return f"{count:,.0f} game{'' if count == 1 else 's'}"


def lesson_verdict(trace: Trace) -> str:
    """How the few random games that are shown ended."""
    game, end = trace["lesson/game"], trace["lesson/end"]
    ends = [int(end[game == one][0]) for one in dict.fromkeys(game.tolist())]
    return f"Of these {len(ends)} random games X wins {ends.count(0)}, O wins {ends.count(2)}. Now very many."


def untrained(trace: Trace) -> str:
    """What the untrained net says of the first marks."""
    said = trace["train/first"][0, :, 0]
    if np.ptp(said) < 0.05:
        return "Initialize: an untrained net says nearly the same for every first mark."
    return f"Initialize: an untrained net says anything, from {said.min():.2f} to {said.max():.2f}."


def first_verdict(trace: Trace) -> str:
    """What is predicted for the first mark, and whether that is the exact order."""
    said, exact = trace["train/first"][-1, :, 0], np.array(trace.facts["first"])[:, 0]
    places = {"center": CENTER, "corner": CORNER, "edge": EDGE}
    listed = ", ".join(f"{name} {said[cell]:.2f}" for name, cell in places.items())
    right = int(said.argmax()) == int(exact.argmax())
    return f"After {games(trace['train/games'][-1])}: {listed}. " + (
        "The center is best." if right else "The center is best, and it does not see that yet."
    )


def error_verdict(trace: Trace) -> str:
    """How far the predictions are from the exact chances, before and after."""
    error = trace["train/error"]
    return f"Over all boards its chances are off by {error[0]:.3f} at first, and by {error[-1]:.3f} at the end."


def x_verdict(trace: Trace) -> str:
    """How the game as X ended."""
    marks = int((trace["x/ours"] & (trace["x/action"] >= 0)).sum())
    return {"wins": f"X wins with {marks} marks", "ties": "Nobody wins", "loses": "O wins"}[outcome(trace, "x")] + (
        ". The other player drew lots."
    )


def mistake(trace: Trace, reel: str) -> int | None:
    """The first row at which the learned player gave a result away; None where it never did."""
    for row in np.flatnonzero(trace[f"{reel}/ours"] & (trace[f"{reel}/action"] >= 0)):
        worth = trace[f"{reel}/perfect"][row]
        if worth[trace[f"{reel}/action"][row]] < np.nanmax(worth):
            return int(row)
    return None


def mistake_said(trace: Trace) -> str:
    """What misled the player that only counts."""
    row = mistake(trace, "misled")
    if row is None:
        return "Counting alone makes no mistake in this game."
    cell = trace["misled/action"][row]
    value, worth = trace["misled/plain"][row, cell], trace["misled/perfect"][row, cell]
    end = "loses" if worth < 0 else "only ties"
    return f"Left: counting likes {value:+.2f} best, but against a perfect player that {end}, {worth:.0f}."


def duel_verdict(trace: Trace) -> str:
    """How both games against the same trap ended."""
    left, right = outcome(trace, "misled"), outcome(trace, "mended")
    return f"Left counting alone {left}. Right, with one look ahead, it {right}."


def ages_verdict(trace: Trace) -> str:
    """How the four ages did against perfect play."""
    ends = [outcome(trace, f"age{age}") for age in range(4)]
    last = "more is not possible" if ends[-1] == "ties" else "that is not enough yet"
    return f"Against perfect play it {', '.join(ends[:-1])}, and {ends[-1]}: {last}."


def worst_verdict(trace: Trace) -> str:
    """Whether any line of play beats the player, from either seat, and how many other players hold as well."""
    worst = [trace.facts["figures"][f"ahead as {seat}: worst line"]["exact"] for seat in "XO"]
    holds = np.asarray((trace["seeds/ahead_worst"] >= 0).all(1))
    if min(worst) >= 0:
        return f"No line of play beats it, from either seat; so it is with {holds.sum()} of {len(holds)} learners."
    seats = " and ".join(f"as {seat}" for seat, end in zip("XO", worst, strict=True) if end < 0)
    return f"There are lines of play that beat it {seats}: it has learned too little."


def lesson() -> str:
    """The sentence to keep."""
    return "Count how random games end, and you know a good move. One look ahead mends what counting misses."
