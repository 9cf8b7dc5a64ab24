"""What chapter 16 says about its trace: every sentence is chosen by what was recorded."""

import numpy as np

from learners.trace import Trace
from scenes.claims import atari

MOVES = {"NOOP": "stay", "RIGHT": "up", "LEFT": "down"}  # what the console's stick does in Pong
KINDS = {"plain": "log-probability × points", "critic": "with a critic", "clipped": "critic and clipping"}


def kinds(trace: Trace) -> list[str]:
    """The short runs with and without critic and clipping that went far enough to have a curve."""
    return [kind for kind in KINDS if f"{kind}/score" in trace and np.isfinite(trace[f"{kind}/score"]).sum() > 1]


def result(trace: Trace, reel: str) -> str:
    """Points won and lost in a reel, as `21 to 3`."""
    rewards = trace[f"{reel}/reward"]
    return f"{rewards[rewards > 0].sum():.0f} to {abs(rewards[rewards < 0].sum()):.0f}"


def hook(trace: Trace) -> str:
    """What became of the same game before and after learning."""
    before, after = atari.ages(trace)[0], atari.ages(trace)[-1]
    better = trace[f"{after}/score"][-1] > trace[f"{before}/score"][-1]
    question = "How did it learn that?" if better else "No better yet. How does it learn?"
    return f"In the same time: left {result(trace, before)}, right {result(trace, after)}. {question}"


def seeing(trace: Trace) -> str:
    """What the network is given."""
    high, wide = trace["seen/frame"].shape[1:]
    return f"It sees four grey pictures of {wide} by {high} points: one alone hides where the ball flies."


def answering(trace: Trace) -> str:
    """What the network gives back."""
    count = len(trace.facts["moves"])
    return f"It answers with {count} probabilities and the value: the points it expects, later ones less."


def ago(trace: Trace) -> list[str]:
    """When each of the four pictures was."""
    rows = trace["seen/row"]
    every = atari.FRAMES_A_SECOND / trace.facts[trace.facts["seen"]["reel"]]["every"]
    return ["now" if row == rows[-1] else f"{(rows[-1] - row) / every:.2f} s ago" for row in rows]


def lesson_point(trace: Trace) -> int:
    """The row in which the stretch of the lesson brings its first point won, or any, or its last row."""
    rewards = trace["lesson/reward"]
    won, paid = np.flatnonzero(rewards > 0), np.flatnonzero(rewards)
    return int(next((rows[0] for rows in (won, paid) if len(rows)), len(rewards) - 1))


def point_verdict(trace: Trace) -> str:
    """What came at that row."""
    reward = trace["lesson/reward"][lesson_point(trace)]
    if not reward:
        return "No point in this stretch. But some moves led where more is expected, others where less is."
    whose = "A point" if reward > 0 else "A point for the other side"
    if foresees(trace):
        return f"{whose}, and the value knew it seconds before. Which of the moves had decided it?"
    return f"{whose}. Which of the many moves before it had decided it?"


def foresees(trace: Trace) -> bool:
    """Whether the value leans towards the point in the second before it, against the time before that."""
    point, value = lesson_point(trace), trace["lesson/value"].astype(float)
    second = round(atari.FRAMES_A_SECOND / trace.facts["lesson"]["every"])
    late, early = value[max(point - second, 0) : point], value[: max(point - 4 * second, 1)]
    return bool(len(late)) and bool((late.mean() - np.median(early)) * trace["lesson/reward"][point] > 0.3)


def changes(trace: Trace) -> np.ndarray:
    """By how much the lesson changed the probability of each move made, (rows)."""
    rows = np.arange(len(trace["lesson/action"]))
    both = (trace[f"lesson/{name}"].astype(float)[rows, trace["lesson/action"]] for name in ("after", "probability"))
    return np.subtract(*both)


def quarter(trace: Trace, best: bool) -> np.ndarray:
    """The rows with the highest advantages, or with the lowest: a quarter of all."""
    order = np.argsort(trace["lesson/advantage"].astype(float))
    size = max(len(order) // 4, 1)
    return order[-size:] if best else order[:size]


def example(trace: Trace, good: bool) -> int:
    """Among the moves of high advantage the one the lesson raised most; of low advantage the one it lowered most."""
    rows, change = quarter(trace, good), changes(trace)
    return int(rows[(change if good else -change)[rows].argmax()])


def example_verdict(trace: Trace, good: bool) -> str:
    """What the lesson makes of that move."""
    row = example(trace, good)
    move = int(trace["lesson/action"][row])
    name = move_names(trace)[move]
    before, after = (float(trace[f"lesson/{column}"][row, move]) for column in ("probability", "after"))
    advantage = float(trace["lesson/advantage"][row])
    turned = "better" if advantage > 0 else "worse"
    changed = f"{before:.2f} becomes {after:.2f}"
    return f"{name.capitalize()} turned out {turned} than expected, by {abs(advantage):.2f}: {changed}."


def lesson_verdict(trace: Trace) -> str:
    """How many moves of the best and the worst quarter became more probable."""
    change = changes(trace)
    best, worst = (quarter(trace, good) for good in (True, False))
    rose, fell = int((change[best] > 0).sum()), int((change[worst] < 0).sum())
    return f"Of the {len(best)} best moves {rose} became more probable, of the {len(worst)} worst {fell} less."


def move_names(trace: Trace) -> list[str]:
    """What the moves are called on the screen."""
    return [MOVES.get(move, move.lower()) for move in trace.facts["moves"]]


def kinds_verdict(trace: Trace) -> str:
    """Which of the short runs came farthest after equally many steps."""
    last = {kind: atari.last_score(trace, kind) for kind in kinds(trace)}
    best = max(last, key=lambda kind: last[kind])
    steps = atari.steps_in_words(min(trace[f"{kind}/steps"][-1] for kind in last))
    return f"What steadies it? After {steps} each, one run a kind, {KINDS[best]} leads: {last[best]:.1f} points."


def passes_verdict(trace: Trace) -> str:
    """Why clipping helps: how often each move could be learned from; nothing where that was not recorded."""
    passes = trace.facts.get("passes", {})
    if "clipped" not in kinds(trace) or passes.get("clipped", 1) == 1:
        return ""
    return f"Clipped, each move can be learned from {passes['clipped']} times instead of once."


def best_game(trace: Trace) -> str:
    """Which game is shown, and how it was found."""
    facts = trace.facts["best"]
    sticky = atari.sticky_in_words(facts["kwargs"]["sticky"])
    return f"The best of {facts['searched']} games, whole, {sticky}; hurried in the middle."


def best_verdict(trace: Trace) -> str:
    """How that game ended."""
    won = trace["best/score"][-1] > 0
    return f"{'Won' if won else 'Lost'}, {result(trace, 'best')}: the best game it played, not the usual one."


def lesson(trace: Trace) -> str:
    """The sentence to keep, as far as this trace bears it out."""
    if not atari.is_better_than_random(trace):
        return "Initialize, adjust, repeat. This player has not yet learned more than chance."
    return "Initialize, adjust, repeat: do more of what was followed by points."
