"""What every Atari chapter says alike: ages, steps, scores and how they were measured, chosen by the trace."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from learners.trace import Trace

FRAMES_A_SECOND, STEPS_A_SECOND = 60, 15  # of the console, and of a player that acts in every fourth
AGES = ("age_0", "age_10", "age_30", "age_100")
RECENT = 100  # games in the running mean of a score
HITS, EDITION = "hits a life", "older edition"


def ages(trace: Trace) -> list[str]:
    """The reels of the ages that were filmed; ages that are one and the same player count once."""
    filmed = [reel for reel in AGES if f"{reel}/screen" in trace]
    return [reel for reel in filmed if reel in AGES[:1] or trace.facts[reel]["steps"] > 0]


def steps_in_words(steps: float) -> str:
    """A number of steps as it is said."""
    if steps >= 1e6:
        return f"{steps / 1e6:.1f}".removesuffix(".0") + " million steps"
    if steps >= 1e5:
        return f"{steps / 1e3:.0f} thousand steps"
    return f"{steps:,.0f} steps"


def age_in_words(trace: Trace, reel: str) -> str:
    """How long the player of a reel has learned, in this training."""
    steps = trace.facts[reel]["steps"]
    return f"after {steps_in_words(steps)} of learning" if steps else beginning(trace)


def beginning(trace: Trace) -> str:
    """When the first player was what it was: new, or with the weights of a file, which had learned before."""
    begun = trace.facts.get(f"{training(trace)}ing", {}).get("start_from")
    return "before learning more" if begun else "before learning"


def last_points(trace: Trace) -> tuple[float, float]:
    """The points of the first and the last age in the last step shown, or where its game was over before."""
    before, after = (float(trace[f"{reel}/score"][-1]) for reel in (ages(trace)[0], ages(trace)[-1]))
    return before, after


def mean_in_words(trace: Trace, reel: str) -> str:
    """The mean score of the player of a reel, over its judged games: of the finished one these are more."""
    is_finished = trace.facts[reel]["steps"] == trace.facts[f"{training(trace)}ing"]["steps"]
    if is_finished and "figures" in trace.facts:
        found = figure(trace, "as trained", trace.facts["sticky"])
    else:
        found = trace.facts[reel]["figures"]["as trained, points"]
    return f"mean of {found['games']} games: {found['mean']:.1f}"


def training(trace: Trace) -> str:
    """The reel of the learning curve of the player that is shown."""
    return next(reel for reel in ("train", "double_train", "plain_train") if f"{reel}/steps" in trace)


def curve_verdict(trace: Trace) -> str:
    """Where the learning curve ends."""
    reel = training(trace)
    scores = curve(trace, reel)
    scores = scores[np.isfinite(scores)]
    learned = steps_in_words(trace[f"{reel}/steps"][-1])
    if not len(scores):
        return f"After {learned} no game has come to its end yet."
    if scores[-1] <= scores[0] + 1:
        return f"{scores[-1]:.1f} points a game after {learned}: hardly more than at first."
    ends = [f"{last_score(trace, f'seed_{seed}'):.1f}" for seed in other_seeds(trace)]
    others = f"; other seeds end at {' and '.join(ends)}" if ends else ""
    return f"From {scores[0]:.1f} to {scores[-1]:.1f} points a game in {learned}{others}."


def promises(trace: Trace, what: str = "points") -> str:
    """What the guesses for the moves are: what each will bring, or less than that for all but the best."""
    return f"Q: {what} promised, lesser moves lowered" if trace.facts.get("gap") else f"Q: {what} each move promises"


def gap_in_words(trace: Trace) -> str:
    """What is added where the learning curve has gaps."""
    known = np.flatnonzero(np.isfinite(curve(trace, training(trace))))
    gaps = int((np.diff(known) > 1).sum())
    several = "s" if gaps > 1 else ""
    return f" The gap{several}: taken up after a break." if gaps else ""


def curve(trace: Trace, reel: str) -> np.ndarray:
    """The mean scores of a training, from the hundredth game on where so many came: the first to end are the short."""
    scores = trace[f"{reel}/score"].astype(float)
    if f"{reel}/games" in trace and trace[f"{reel}/games"][-1] >= RECENT:
        scores[trace[f"{reel}/games"] < RECENT] = np.nan
    return scores


def other_seeds(trace: Trace) -> list[str]:
    """The seeds of further trainings of the same length that have a curve."""
    seeds = trace.facts.get("seeds", {})
    return [seed for seed in seeds if np.isfinite(trace[f"seed_{seed}/score"]).any()]


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
    best, usual = ways(trace)
    players = {"random moves": "random", best: "greedy", usual: "as trained"}
    table = {f"{name}, sticky {sticky:g}": figure(trace, player, sticky) for name, player in players.items()}
    return table | {f"{best}, sticky {other:g}": figure(trace, "greedy", other)}


def ways(trace: Trace) -> tuple[str, str]:
    """How a player chooses at its best and as it was trained: by guesses what a move will bring, or by chance."""
    if any(name.endswith("/q") for name in trace.columns()):
        return "the best move", "now and then any move"
    return "the most probable move", "drawn by chance"


def interval(figure: Mapping[str, Any]) -> tuple[float, float] | None:
    """The 95 % interval of a mean; there is none of a single game."""
    return (figure["low"], figure["high"]) if np.isfinite(figure["low"]) else None


def elsewhere(trace: Trace) -> dict[str, float]:
    """The points that others reached, for comparison; random play was measured here."""
    others = {name: float(score) for name, score in trace.facts["elsewhere"].items() if name != "random"}
    short = {"book": EDITION, " without sticky actions": ", sticky 0"}
    for long, name in short.items():
        others = {other.replace(long, name): score for other, score in others.items()}
    return {name: score for name, score in others.items() if not name.endswith(HITS)}


def legend(trace: Trace) -> str:
    """What the colors of the bars mean, and sticky."""
    outlines = "outlines: measured elsewhere; " if elsewhere(trace) else ""
    return f"green: this network; {outlines}sticky: the chance that the last move is repeated"


def hits(trace: Trace) -> list[str]:
    """Rewards of one for each hit, a life, beside those of the older edition, where that is how it was measured."""
    theirs = trace.facts["elsewhere"].get(f"book, {HITS}")
    if theirs is None:
        return []
    best, sticky = ways(trace)[0], f"sticky {trace.facts['sticky']:g}"
    ours = trace.facts["figures"][f"greedy, {sticky}, {HITS}"]
    ends = interval(ours)
    found = f" (95 %: {ends[0]:.1f} to {ends[1]:.1f})" if ends else ""
    return [f"{HITS}, {best}, {sticky}: {ours['mean']:.1f}{found}; {EDITION}: {theirs:g}"]


def judged(trace: Trace) -> str:
    """How the figures were measured."""
    ours = figure(trace, "greedy", trace.facts["sticky"])
    seed = f"{'this' if other_seeds(trace) else 'one'} training, seed {trace.facts['seed']}"
    return f"{ours['games']} games each from fresh seeds, those that repeat count once; {seed}"


def seeds_verdict(trace: Trace) -> list[str]:
    """What the players of the other seeds reach, choosing at their best, in a line or none."""
    sticky, best = trace.facts["sticky"], ways(trace)[0]
    name = f"greedy, sticky {sticky:g}, points"
    means = {seed: trace.facts["seeds"][seed]["figures"].get(name) for seed in other_seeds(trace)}
    said = [f"seed {seed}: {figure['mean']:.1f}" for seed, figure in means.items() if figure]
    return [f"{best}, sticky {sticky:g}, trained from {', from '.join(said)}"] if said else []


def is_better_than_random(trace: Trace) -> bool:
    """Whether the interval of the player, choosing one way or the other, lies above that of random play."""
    sticky = trace.facts["sticky"]
    ours = max(figure(trace, player, sticky)["low"] for player in ("greedy", "as trained"))
    return bool(ours > figure(trace, "random", sticky)["high"])


def last_score(trace: Trace, kind: str) -> float:
    """The last mean score of a training."""
    scores = trace[f"{kind}/score"]
    return float(scores[np.isfinite(scores)][-1])
