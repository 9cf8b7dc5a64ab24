"""What chapter 13 says about its trace: every sentence is chosen by what was recorded."""

from typing import NamedTuple

import numpy as np

from learners.trace import Trace
from scenes.claims.figures import measured, percent


class Lesson(NamedTuple):
    """A recorded game up to a step that changed the table, and what that step did."""

    episode: int
    states: np.ndarray  # one more than actions
    actions: np.ndarray
    old: float
    target: float
    new: float
    table: np.ndarray  # after the step
    won: bool  # whether this game was


def lessons(trace: Trace, moves: int = 8) -> list[Lesson]:
    """The first change of all, and the first that looks ahead; empty where no game changed the table."""
    if "backup/episode" not in trace:
        return []
    reward, changed = trace["backup/reward"], trace["backup/new"] != trace["backup/old"]
    found = [np.flatnonzero(changed & (reward > 0)), np.flatnonzero(changed & (reward == 0))]
    return [_lesson(trace, int(rows[0]), moves) for rows in found if len(rows)]


def _lesson(trace: Trace, change: int, moves: int) -> Lesson:
    """The lesson that a row of the reel backup taught, with at most so many moves before it."""
    backup = {name.removeprefix("backup/"): trace[name] for name in trace.columns() if name.startswith("backup/")}
    game = np.flatnonzero(backup["episode"] == backup["episode"][change])
    rows = slice(max(int(game[0]), change - moves), change + 1)
    states = np.append(backup["state"][rows], backup["after"][change])
    old, target, new = (float(backup[name][change]) for name in ("old", "target", "new"))
    episode, actions, table = int(backup["episode"][change]), backup["action"][rows], backup["table"][change]
    return Lesson(episode, states, actions, old, target, new, table, bool(backup["reward"][game].sum() > 0))


def ending(trace: Trace, reel: str) -> str:
    """How a recorded game ended."""
    moves = len(trace[f"{reel}/action"]) - 1
    plural = "" if moves == 1 else "s"
    if trace[f"{reel}/reward"].sum() > 0:
        return f"at the goal after {moves} move{plural}"
    place = int(trace[f"{reel}/observation"][-1])
    if "".join(trace.facts["rows"])[place] == "H":
        return f"in a hole after {moves} move{plural}"
    return f"out on the ice after {moves} moves"


def first_games(lesson: Lesson) -> str:
    """How many games went by before the first that changed the table."""
    before = lesson.episode - 1
    if not before:
        return "Adjust: it walks at random, and looks back at each step it took."
    games = "game goes" if before == 1 else "games go"
    return f"Adjust: {before} {games} by without pay, and all stays 0. In the next it looks back at each step."


def first_change(trace: Trace, lesson: Lesson) -> str:
    """What the first rewarded step did."""
    half = " halfway" if trace.facts["rate"] == 0.5 else ""
    return f"Episode {lesson.episode} reaches the star, which pays 1. The entry moves{half} there, to {lesson.new:.3f}."


def next_game(lesson: Lesson) -> str:
    """Which game is shown next, and how it will end."""
    lost = "" if lesson.won else " This game will not be won, and still it teaches."
    return f"Episode {lesson.episode}: it comes by again.{lost}"


def looking_ahead(trace: Trace, lesson: Lesson) -> str:
    """Where the target of an unrewarded step comes from."""
    discount, after = trace.facts["discount"], lesson.states[-1]
    worth = lesson.target / discount
    return f"No pay here. But place {after} is worth {worth:.3f}, and a step back keeps {discount:g} of a value."


def way_found(trace: Trace, row: int) -> str:
    """Whether the best moves lead to the goal after an episode, and whether fewer and fewer are drawn by lot."""
    moves, episode, exploration = trace["train/moves"][row], trace["train/episode"][row], trace["train/exploration"]
    faster = "Now faster, with fewer random moves." if exploration[-1] < exploration[row] else "Now faster."
    if moves < 0:
        return f"After {episode:,} episodes the best moves do not yet lead to the star. {faster}"
    return f"After {episode:,} episodes the best moves lead to the star in {moves}. {faster}"


def first_way(trace: Trace) -> int:
    """The row of the reel train from which on the best moves reach the goal; the last one where they never do."""
    found = trace["train/moves"] > 0
    return int(found.argmax()) if found.any() else len(found) - 1


def truth_verdict(trace: Trace) -> str:
    """How far the table is from the exact answer."""
    error = trace["train/error"][-1]
    entries = trace["train/table"][-1].size
    return f"Left learned, right exact. The largest difference in all {entries} entries: {error:.4f}."


def start_worth(trace: Trace) -> str:
    """The value of the start beside its exact value, as a power of the discount."""
    learned, exact = trace["train/table"][-1][0].max(), np.array(trace.facts["truth"])[0].max()
    discount = trace.facts["discount"]
    steps = round(np.log(exact) / np.log(discount))
    product = " × ".join([f"{discount:g}"] * steps)
    return f"The start, {steps + 1} moves from the star: {product} = {exact:.3f}. Learned: {learned:.3f}."


def ages(trace: Trace) -> list[str]:
    """Recorded games of walkers of growing age: the first, one between that arrives if there is one, the last."""
    younger = [reel for reel in ("age1", "age2") if f"{reel}/action" in trace]
    arrived = [reel for reel in younger if trace[f"{reel}/reward"].sum() > 0]
    return ["age0", *(arrived or younger)[:1], "after"]


def ages_caption(trace: Trace) -> str:
    """What the games of several ages show."""
    name = trace.facts["names"][int(trace["age0/action"][0])]
    return f"The same game, always by the best moves so far. Where all is 0 it only tries {name}."


def random_verdict(trace: Trace) -> str:
    """How random moves do."""
    return f"Random moves end {ending(trace, 'before')}. They win {measured(trace.facts['figures']['firm: random'])}."


def slippery_rule(trace: Trace) -> str:
    """What slippery ice does, and how much of a value a step back keeps there."""
    keeps = f"A new table: a step back keeps {trace.facts['patience']:g} of a value."
    return f"Now slippery ice: one step in three goes as told, two slip to a side. {keeps}"


def ice_progress(trace: Trace) -> str:
    """How the best moves do on slippery ice at the end of learning."""
    wins, limit = trace["ice/wins"][-1], trace.facts["limit"]
    close = "as good as" if wins > limit - 0.0005 else "below"
    return f"Its best moves now win {percent(wins)}: {close} the best fixed moves there are, {percent(limit)}."


def ice_habit(trace: Trace) -> str:
    """Whether the best moves push against the edge where a hole lies behind the walker."""
    rows, values = trace.facts["rows"], trace["ice/table"][-1]
    for place, letter in enumerate("".join(rows)):
        row, column = divmod(place, len(rows[0]))
        down, right = ((0, -1), (1, 0), (0, 1), (-1, 0))[int(values[place].argmax())]
        outside = _letter(rows, row + down, column + right) == ""
        known = letter in "SF" and values[place].max() > 0
        if known and outside and _letter(rows, row - down, column - right) == "H":
            return "Beside a hole it pushes against the edge: there it can slip along, but never into the hole."
    return "The ice decides two steps in three: the same move can end in three places."


def _letter(rows: list[str], row: int, column: int) -> str:
    return rows[row][column] if 0 <= row < len(rows) and 0 <= column < len(rows[0]) else ""


def ice_verdict(trace: Trace) -> str:
    """What was measured on slippery ice."""
    figures = trace.facts["figures"]
    random = percent(figures["slippery: random"]["mean"])
    return f"Measured: {measured(figures['slippery: ours'])}. Random moves: {random}."


def lesson_to_keep(trace: Trace) -> str:
    """The sentence to remember, as far as this trace bears it out."""
    if trace["train/moves"][-1] < 0:
        return "Initialize, adjust, repeat. Value has not yet come back to the start: give it more episodes."
    return "Initialize, adjust, repeat. Value flows backwards from the goal."
