"""What chapter 18 says about its trace: every sentence is chosen by what was recorded."""

import numpy as np

from learners.trace import Trace
from scenes.claims import atari
from scenes.claims.atari import FRAMES_A_SECOND
from scenes.claims.ch17_breakout import TOP_BRICKS
from scenes.claims.flights import completed, longest

KINDS = {"plain": "DQN", "double": "double DQN"}
CLOSE = 0.05  # of what came: a smaller difference is none
IDEA = "A maximum over noisy guesses is too high"


def largest(trace: Trace) -> tuple[int, float]:
    """The machine of the largest mean after all pulls shown, and that mean."""
    means = trace["machines/mean"][-1]
    return int(means.argmax()), float(means.max())


def halves(trace: Trace) -> tuple[int, float, float]:
    """The machine that the first half of the pulls prefers, what that half says of it, and what the other half says."""
    chooser, judge = trace["machines/chooser"][-1], trace["machines/judge"][-1]
    machine = int(chooser.argmax())
    return machine, float(chooser[machine]), float(judge[machine])


def meeting(trace: Trace) -> str:
    """How many machines there are, and what they pay."""
    count = trace["machines/mean"].shape[1]
    return f"{count} slot machines. What they pay is chance; on average it is nothing."


def largest_verdict(trace: Trace) -> str:
    """What the best machine seems to pay."""
    machine, mean = largest(trace)
    pulls = trace.facts["machines"]["pulls"]
    return f"After {pulls} pulls each, machine {machine + 1} seems best: {signed(mean)}. In truth it pays nothing."


def halves_verdict(trace: Trace) -> str:
    """What one half of the pulls says of the choice of the other."""
    machine, chosen, judged = halves(trace)
    nearer = abs(judged) < abs(chosen)
    end = ", nearer to nothing" if nearer else ": off too, but not always upwards"
    return f"It chooses machine {machine + 1} at {signed(chosen)}; the judge says {signed(judged)}{end}."


def rows_verdict(trace: Trace) -> str:
    """What both ways say in the mean over the rows of machines shown."""
    single, double = (signed(trace[f"rows/{name}_mean"][-1]) for name in ("single", "double"))
    count = len(trace["rows/single"])
    return f"{count} rows, on average: the largest mean {single}, the judged choice {double}."


def averaged(trace: Trace) -> str:
    """Over how many rows of machines means were taken, where that was recorded."""
    return f"mean over {trace.facts['machines']['rows']:,} rows" if "machines" in trace.facts else "mean over many rows"


def bandit_verdict(trace: Trace) -> str:
    """What remains of the error after the most pulls."""
    single, double = (signed(trace[f"bandit/{name}"][-1]) for name in ("single", "double"))
    pulls = trace["bandit/pulls"][-1]
    return f"After {pulls} pulls the largest mean still says {single}, the judged choice {double}."


def gap(trace: Trace) -> str:
    """How moves that are hardly apart come apart."""
    return f"Both lower a lesser move by {trace.facts['gap']:g} of what it lacks: small differences grow."


def kinds(trace: Trace) -> list[str]:
    """The kinds of learner whose guesses were compared with what came at two ages or more."""
    return [kind for kind in KINDS if f"{kind}_guess/steps" in trace and len(trace[f"{kind}_guess/steps"]) > 1]


def common(trace: Trace) -> float:
    """The steps up to which all kinds learned."""
    return float(min(trace[f"{kind}_guess/steps"][-1] for kind in kinds(trace)))


def excess(trace: Trace, kind: str) -> float:
    """How much more was expected than came, in the mean over the second half of the common steps."""
    steps, last = trace[f"{kind}_guess/steps"], common(trace)
    late = (steps >= last / 2) & (steps <= last)
    if not late.any():
        late = steps == steps[steps <= last][-1]
    return float((trace[f"{kind}_guess/guess"] - trace[f"{kind}_guess/came"])[late].mean())


def slight(trace: Trace) -> float:
    """A difference of guesses that is none, beside what came at the end."""
    return CLOSE * abs(float(np.mean([trace[f"{kind}_guess/came"][-1] for kind in kinds(trace)])))


def is_double_nearer(trace: Trace) -> bool:
    """Whether DQN expects clearly more than double DQN, and is farther from what came."""
    if set(kinds(trace)) != set(KINDS):
        return False
    plain, double = excess(trace, "plain"), excess(trace, "double")
    return plain - double > slight(trace) and abs(plain) > abs(double)


def guesses_verdict(trace: Trace) -> str:
    """How far both kinds are from what came."""
    off = {kind: excess(trace, kind) for kind in kinds(trace)}
    said = ", ".join(f"{KINDS[kind]} {signed(value)}" for kind, value in off.items())
    said = f"Over the second half the guess is off by: {said}."
    if len(off) == 1 or is_double_nearer(trace):
        return said
    if excess(trace, "plain") <= slight(trace):
        return f"{said} Here DQN does not expect too much."
    return f"{said} Here the second network mends little."


def judged_in(trace: Trace) -> str:
    """How guesses and what came were measured."""
    games = int(min(trace[f"{kind}_guess/games"].min() for kind in kinds(trace)))
    return f"Color: the points it expects, later ones less. White: what came, in {games} games at each age."


def hook(trace: Trace) -> str:
    """What became of the same time before and after learning."""
    before, after = atari.last_points(trace)
    said = f"In the same time: left {before:.0f}, right {after:.0f} points."
    return said if after > before else f"{said} It has just begun."


def passages(trace: Trace) -> list[int]:
    """The rows in which the ball gets behind the wall, one for each flight of the longest row of flights that do."""
    return longest(completed(trace["streak/ball"][:, 1], trace["streak/lives"], TOP_BRICKS))


def searching(trace: Trace) -> str:
    """Which game is shown, and how it was found."""
    facts, flights = trace.facts["streak"], len(passages(trace))
    if not flights:
        return f"The best of {facts['searched']} games, with {facts['points']:.0f} points: how it begins."
    if flights >= facts.get("at_most", np.inf):  # a row may be longer than what is shown of it
        return f"Out of {facts['searched']} games: {flights} times in a row behind the wall, where it brings the most."
    return f"Out of {facts['searched']} games: where the ball gets behind the wall the most times in a row."


def streak_verdict(trace: Trace) -> str:
    """How often running the ball got behind the wall, and what that brought."""
    flights = passages(trace)
    if not flights:
        return f"In none of {trace.facts['streak']['searched']} games has a ball got behind the wall yet."
    rate = FRAMES_A_SECOND / trace.facts["streak"]["every"]
    points = float(trace["streak/score"][-1] - trace["streak/score"][flights[0]])
    seconds = (len(trace["streak/score"]) - flights[0]) / rate
    brought = f"{points:.0f} points in {seconds:.0f} seconds"
    if len(flights) == 1:
        return f"Once the ball gets behind the wall: {brought}. Never twice in a row."
    return f"{len(flights)} times in a row behind the wall: {brought}."


def curve_verdict(trace: Trace) -> str:
    """Where the learning curve ends, and where that of the other kind was at an equal step."""
    said = atari.curve_verdict(trace)
    if not all(f"{kind}_train/score" in trace for kind in KINDS):
        return said
    last = min(float(trace[f"{kind}_train/steps"][-1]) for kind in KINDS)
    known = {kind: np.isfinite(trace[f"{kind}_train/score"]) & (trace[f"{kind}_train/steps"] <= last) for kind in KINDS}
    if not all(rows.any() for rows in known.values()):
        return said
    plain, double = (float(trace[f"{kind}_train/score"][known[kind]][-1]) for kind in KINDS)
    if last == trace["double_train/steps"][-1]:
        return f"{said.removesuffix('.')}; DQN {plain:.1f}."
    return f"{said} At {atari.steps_in_words(last)}: DQN {plain:.1f}, double DQN {double:.1f}."


def lesson(trace: Trace) -> str:
    """The sentence to keep, as far as this trace bears it out."""
    if not atari.is_better_than_random(trace):
        return f"{IDEA}. This player has not yet learned more than chance."
    if set(kinds(trace)) == set(KINDS) and not is_double_nearer(trace):
        return f"{IDEA}; a second network can judge. In this training that made no clear difference."
    return f"{IDEA}; let one network choose and the other judge."


def signed(value: float) -> str:
    """A number with its sign and two digits after the point; nothing has no sign."""
    text = f"{value:+.2f}"
    return "0.00" if float(text) == 0 else text
