"""What chapter 15 says about its trace: every sentence is chosen by what was recorded."""

from learners.trace import Trace
from scenes.claims.ch9_cartpole import counted, longer_with_age, steps_of


def too_large(trace: Trace) -> str:
    """How large a table would be."""
    numbers, parts = trace["age0/observation"].shape[1], trace.facts["parts"]
    return f"A state is {numbers} numbers. A table with each cut into {parts} parts: {parts**numbers:,} cells."


def first_verdict(trace: Trace) -> str:
    """How the untaught network plays, and what it believes."""
    value = trace["age0/values"][0].max()
    fall = counted(steps_of(trace, "age0"), "step")
    return f"Untaught, it says its first push is worth {value:.0f}, and falls after {fall}."


def aim(trace: Trace) -> str:
    """What the values are moved towards."""
    came = counted(trace.facts["ahead"], "step")
    return f"The aim: what came in {came}, plus what a copy, renewed only now and then, expects."


def learning_verdict(trace: Trace) -> str:
    """How long games are at the end of learning."""
    steps, mean, share = trace["train/steps"][-1], trace["train/mean"][-1], trace["train/share"][-1]
    if share == 1:
        return f"After {counted(steps, 'step')} every one of {trace.facts['tried']} games lasts {trace.facts['full']}."
    return (
        f"After {counted(steps, 'step')} games last {mean:.1f} on average, {share:.0%} of them {trace.facts['full']}."
    )


def value_verdict(trace: Trace) -> str:
    """Where the value of a cart at rest has come to, beside the exact value of never falling."""
    value, best = trace["train/start"][-1].max(), trace.facts["best"]
    return f"At rest it now expects {value:.1f}; never falling is worth {best:.0f}."


def ages(trace: Trace) -> list[int]:
    """The ages that were filmed: a short training ends before the later ones."""
    return [age for age in range(len(trace.facts["ages"])) if f"age{age}/action" in trace]


def ages_verdict(trace: Trace) -> str:
    """How long the game of each age lasted; longer is not always better judged by one game."""
    filmed = ages(trace)
    stood = [str(steps_of(trace, f"age{age}")) for age in filmed]
    if len(stood) == 1:
        return f"Before learning it lasts {stood[0]} steps."
    steady = longer_with_age(trace, filmed)
    more = ": the more it learned, the longer." if steady else ". On the way, more learning is not always better."
    return f"They last {', '.join(stood[:-1])} and {stood[-1]} steps{more}"


def ending(trace: Trace) -> str:
    """What became of the game after learning."""
    steps, full = steps_of(trace, "after"), trace.facts["full"]
    if steps >= full:
        return f"It stands all {full} steps: where both values are near, either push will do."
    return f"It falls after {counted(steps, 'step')}."


def judged(trace: Trace) -> str:
    """How the figures were measured."""
    games, full = trace.facts["figures"]["ours"]["games"], trace.facts["full"]
    return f"steps a game, cut off at {full}; {counted(games, 'game')} from fresh seeds, with the 95 % interval"


def seeds_verdict(trace: Trace) -> str:
    """How many networks always stand, and the figure of the older edition."""
    always, seeds = int((trace["seeds/share"] == 1).sum()), len(trace["seeds/share"])
    return f"{always} of {counted(seeds, 'network')} always stood. The older edition: {trace.facts['book']:.1f} steps."


def lesson(trace: Trace) -> str:
    """The sentence to keep, as far as this trace bears it out."""
    figures = trace.facts["figures"]
    if figures["ours"]["low"] <= figures["pushes where it leans"]["high"]:
        return "Initialize, adjust, repeat. This network has not yet learned enough to stand in for a table."
    return "Initialize, adjust, repeat. When the table would be too large, a network stands in."
