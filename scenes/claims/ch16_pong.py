"""What chapter 16 says about its trace: every sentence is chosen by what was recorded."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from learners.trace import Trace

MOVES = {"NOOP": "stay", "RIGHT": "up", "LEFT": "down"}  # what the console's stick does in Pong
FRAMES_A_SECOND = 60  # of the console
AGES = ("age_0", "age_10", "age_30", "age_100")
STICKINESS = "sticky: the chance that the console repeats the last move instead of the new one"
KINDS = {"plain": "log-probability × points", "critic": "with a critic", "clipped": "critic and clipping"}


def ages(trace: Trace) -> list[str]:
    """The reels of the ages that were filmed; ages that are one and the same player count once."""
    filmed = [reel for reel in AGES if f"{reel}/screen" in trace]
    return [reel for reel in filmed if reel in AGES[:1] or trace.facts[reel]["steps"] > 0]


def kinds(trace: Trace) -> list[str]:
    """The short runs with and without critic and clipping that went far enough to have a curve."""
    return [kind for kind in KINDS if f"{kind}/score" in trace and np.isfinite(trace[f"{kind}/score"]).sum() > 1]


def steps_in_words(steps: float) -> str:
    """A number of steps as it is said."""
    if steps >= 1e6:
        return f"{steps / 1e6:.1f}".removesuffix(".0") + " million steps"
    return f"{steps:,.0f} steps"


def age_in_words(steps: float) -> str:
    """How long a player has learned."""
    return f"after {steps_in_words(steps)} of learning" if steps else "before learning"


def result(trace: Trace, reel: str) -> str:
    """Points won and lost in a reel, as `21 to 3`."""
    rewards = trace[f"{reel}/reward"]
    return f"{rewards[rewards > 0].sum():.0f} to {-rewards[rewards < 0].sum():.0f}"


def hook(trace: Trace) -> str:
    """What became of the same game before and after learning."""
    before, after = ages(trace)[0], ages(trace)[-1]
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
    every = FRAMES_A_SECOND / trace.facts[trace.facts["seen"]["reel"]]["every"]
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
    second = round(FRAMES_A_SECOND / trace.facts["lesson"]["every"])
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


def curve_verdict(trace: Trace) -> str:
    """Where the learning curve ends."""
    scores = trace["train/score"][np.isfinite(trace["train/score"])]
    learned = steps_in_words(trace["train/steps"][-1])
    if not len(scores):
        return f"After {learned} no game has come to its end yet."
    rises = scores[-1] > scores[0] + 1
    return (
        f"From {scores[0]:.1f} to {scores[-1]:.1f} points a game in {learned}."
        if rises
        else (f"{scores[-1]:.1f} points a game after {learned}: hardly more than at first.")
    )


def mean_of(trace: Trace, reel: str) -> float:
    """The mean score of the player of a reel, over its judged games."""
    return float(trace.facts[reel]["figures"]["as trained, points"]["mean"])


def kinds_verdict(trace: Trace) -> str:
    """Which of the short runs came farthest after equally many steps."""
    last = {kind: last_score(trace, kind) for kind in kinds(trace)}
    best = max(last, key=lambda kind: last[kind])
    steps = steps_in_words(min(trace[f"{kind}/steps"][-1] for kind in last))
    return f"What steadies it? After {steps} each, one run a kind, {KINDS[best]} leads: {last[best]:.1f} points."


def last_score(trace: Trace, kind: str) -> float:
    """The last mean score of a training."""
    scores = trace[f"{kind}/score"]
    return float(scores[np.isfinite(scores)][-1])


def best_game(trace: Trace) -> str:
    """Which game is shown, and how it was found."""
    facts = trace.facts["best"]
    sticky = sticky_in_words(facts["kwargs"]["sticky"])
    return f"The best of {facts['searched']} games, whole, {sticky}; hurried in the middle."


def best_verdict(trace: Trace) -> str:
    """How that game ended."""
    won = trace["best/score"][-1] > 0
    return f"{'Won' if won else 'Lost'}, {result(trace, 'best')}: the best game it played, not the usual one."


def sticky_in_words(sticky: float) -> str:
    """Whether the console repeats moves by chance."""
    return f"each move repeated with a chance of {sticky:g}" if sticky else "no move repeated by chance"


def figure(trace: Trace, player: str, sticky: float) -> Mapping[str, Any]:
    """The score of a player over its judged games."""
    found: Mapping[str, Any] = trace.facts["figures"][f"{player}, sticky {sticky:g}, points"]
    return found


def rows(trace: Trace) -> dict[str, Mapping[str, Any]]:
    """The players of the table at the end, each with its figures."""
    sticky = trace.facts["sticky"]
    other = next((chance for chance in (0.0, 0.25) if chance != sticky), 0.0)
    players = {"random moves": "random", "the most probable move": "greedy", "drawn by chance": "as trained"}
    table = {f"{name}, sticky {sticky:g}": figure(trace, player, sticky) for name, player in players.items()}
    return table | {f"the most probable move, sticky {other:g}": figure(trace, "greedy", other)}


def scale(trace: Trace) -> list[str]:
    """What others reached, for comparison, in lines of two."""
    said = [
        f"{name.replace('book', 'older edition')}: {score:g}"
        for name, score in trace.facts["elsewhere"].items()
        if name != "random"
    ]
    return ["      ".join(said[first : first + 2]) for first in range(0, len(said), 2)]


def judged(trace: Trace) -> str:
    """How the figures were measured."""
    ours = figure(trace, "greedy", trace.facts["sticky"])
    seed = f"one training, seed {trace.facts['seed']}"
    return f"{ours['games']} games each from fresh seeds, those that repeat count once; {seed}"


def is_better_than_random(trace: Trace) -> bool:
    """Whether the interval of the player, choosing one way or the other, lies above that of random play."""
    sticky = trace.facts["sticky"]
    ours = max(figure(trace, player, sticky)["low"] for player in ("greedy", "as trained"))
    return bool(ours > figure(trace, "random", sticky)["high"])


def lesson(trace: Trace) -> str:
    """The sentence to keep, as far as this trace bears it out."""
    if not is_better_than_random(trace):
        return "Initialize, adjust, repeat. This player has not yet learned more than chance."
    return "Initialize, adjust, repeat: do more of what was followed by points."
