"""What chapter 14 says about its trace: every sentence is chosen by what was recorded."""

from learners.trace import Trace

FLAG = 0.5  # the position at which a drive has arrived
KINDS = {"table": "ours, one table", "tiles": "ours"}


def steps_of(trace: Trace, reel: str) -> int:
    """How many steps a recorded drive took."""
    return len(trace[f"{reel}/action"]) - 1


def has_arrived(trace: Trace, reel: str) -> bool:
    """Whether a recorded drive reached the flag."""
    return bool(trace[f"{reel}/observation"][-1][0] >= FLAG)


def ending(trace: Trace, reel: str) -> str:
    """How a recorded drive ended."""
    steps = steps_of(trace, reel)
    return f"is at the flag after {steps} steps" if has_arrived(trace, reel) else f"has not arrived after {steps} steps"


def mean_steps(trace: Trace, player: str) -> float:
    """The mean steps of a drive of a judged player."""
    return -float(trace.facts["figures"][player]["mean"])


def random_verdict(trace: Trace) -> str:
    """What random pushes come to."""
    return f"Pushed by chance it {ending(trace, 'before')}: the engine is weaker than the hill."


def cells_rule(trace: Trace) -> str:
    """How the plane is cut."""
    _, cells = trace.facts["one"]
    return f"Cut both into {cells} parts: {cells**2} cells. Each keeps a value for every push: minus the steps to come."


def kept(trace: Trace, reel: str) -> int:
    """The row of the reel whose weights were kept: the best mean of the drives used to choose, the first of equals."""
    means = trace[f"{reel}/mean"][1:]
    return int(means.argmax()) + 1 if len(means) else 0


def table_verdict(trace: Trace) -> str:
    """How good one table has become, and how that compares with a rule that learns nothing."""
    ours, along = mean_steps(trace, KINDS["table"]), mean_steps(trace, "pushes along")
    if ours > along:
        return f"One table at its best: {ours:.1f} steps. Just pushing the way it moves takes {along:.1f}."
    return f"One table at its best: {ours:.1f} steps. Pushing the way it moves takes {along:.1f}."


def limit_of_one() -> str:
    """Why a single table stays coarse."""
    return "Its limit: all states of a cell share one push, though some need another."


def tiles_rule(trace: Trace) -> str:
    """How several tables are put together."""
    tables, cells = trace.facts["many"]
    return f"So take {tables} tables of only {cells} × {cells} cells, each shifted a little, and add up their values."


def overlap_rule(trace: Trace) -> str:
    """What a state is for several tables."""
    tables, _ = trace.facts["many"]
    return f"A state lies in one cell of each: coarse cells, but all {tables} share only a tiny spot."


def tiles_verdict(trace: Trace) -> str:
    """How good the sum of the tables has become."""
    ours, one = mean_steps(trace, KINDS["tiles"]), mean_steps(trace, KINDS["table"])
    said = f"The sum at its best: {ours:.1f} steps"
    return f"{said}, where one table takes {one:.1f}." if ours < one else f"{said}; one table takes {one:.1f}."


def curves_verdict(trace: Trace) -> str:
    """How near the sum of the tables comes to the limit, for how many learners."""
    tiles, limit = -trace["seeds/tiles"], mean_steps(trace, "value iteration")
    if len(tiles) == 1:
        return f"The sum reaches {tiles[0]:.1f} steps; the least there is, by value iteration, {limit:.1f}."
    between = f"{tiles.min():.1f} to {tiles.max():.1f}"
    return f"{len(tiles)} learners reach {between} steps; the least there is, by value iteration, is {limit:.1f}."


def ages(trace: Trace) -> list[int]:
    """The ages that were filmed: a short training ends before the later ones."""
    return [age for age in range(len(trace.facts["ages"])) if f"age{age}/action" in trace]


def ages_verdict(trace: Trace) -> str:
    """How long the drives of each age took."""
    steps = [taken(trace, f"age{age}") for age in ages(trace)]
    if len(steps) == 1:
        return f"It takes {steps[0]} steps."
    return f"They take {', '.join(steps[:-1])} and {steps[-1]} steps."


def taken(trace: Trace, reel: str) -> str:
    """The steps of a drive, with a word where it was cut off."""
    return f"{steps_of(trace, reel)}" + ("" if has_arrived(trace, reel) else " (cut off)")


def swings_verdict(trace: Trace) -> str:
    """How both drives side by side ended."""
    if has_arrived(trace, "after") and not has_arrived(trace, "before"):
        return f"It swings back to gain speed: a spiral outwards. The flag after {steps_of(trace, 'after')} steps."
    return f"Left it {ending(trace, 'before')}; right it {ending(trace, 'after')}."


def truth_verdict(trace: Trace) -> str:
    """How much the learned tables lose against the exact answer."""
    more = mean_steps(trace, KINDS["tiles"]) - mean_steps(trace, "value iteration")
    return f"Left learned from drives, right computed from the equations: {more:.1f} steps apart on average."


def judged(trace: Trace) -> str:
    """How the figures were measured."""
    games = trace.facts["figures"]["ours"]["games"]
    return f"steps a drive, over {games:,} drive{'' if games == 1 else 's'} from fresh seeds, with the 95 % interval"


def older(trace: Trace) -> str:
    """The figure of the older edition, and the official mark."""
    book, solved = -trace.facts["book"], -trace.facts["solved"]
    drives = trace.facts["book_episodes"]
    return f"One table in the older edition, after {drives:,} drives: {book:.1f}. Solved, says Gymnasium: {solved:.0f}."


def lesson(trace: Trace) -> str:
    """The sentence to keep, as far as this trace bears it out."""
    if mean_steps(trace, KINDS["tiles"]) > -trace.facts["solved"]:
        return "Initialize, adjust, repeat. These tables do not yet do: give them more drives."
    return "Initialize, adjust, repeat. Cut a continuous world into cells, and a table will do."
