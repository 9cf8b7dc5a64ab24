"""What chapter 20 says about its traces, one a game: every sentence is chosen by what was recorded."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from learners.trace import Trace
from scenes.claims import atari

WALL = 5  # games that are seen at a time, on the wall and as bars
AIR, AIR_ROWS = [214, 214, 214], slice(170, 176)  # color and place of the bar of air on the screen of Seaquest

ABOUT = {  # what each game is about, as far as a viewer needs it to see what happens
    "asteroids": "shoot the rocks before they hit you",
    "beam_rider": "shoot what comes down the beams; a hit lights up the sky",
    "boxing": "punches that land bring points",
    "breakout": "knock the bricks out of the wall",
    "enduro": "overtake as many cars as you can",
    "freeway": "cross the road, again and again",
    "krull": "fight what attacks, and go on to the next scene",
    "ms_pacman": "eat the dots, keep away from the ghosts",
    "pong": "let no ball pass",
    "qbert": "color every cube of the pyramid",
    "seaquest": "shoot, save divers, come up for air",
    "space_invaders": "shoot the invaders before they land",
}


def name(trace: Trace) -> str:
    """The game as one says it: Beam Rider."""
    return str(trace.facts["game"]).replace("_", " ").title()


def listed(names: Sequence[str]) -> str:
    """Names as they are said one after another."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def settings(trace: Trace) -> dict[str, Any]:
    """The settings of a training that its trace holds, but for the game."""
    training = {key: trace.facts["training"][key] for key in ("planned_steps", "games_at_once")}
    return training | {key: trace.facts[key] for key in ("sticky", "seed")}


def same(traces: Sequence[Trace]) -> str:
    """What stays when the name of the game changes."""
    first = settings(traces[0])
    differing = {key for trace in traces for key, value in settings(trace).items() if value != first[key]}
    if not differing:
        return "Another name, another game. Network and settings stay as they are."
    if differing == {"planned_steps"}:
        return "Another name, another game. Network and settings stay, but for the length of the training."
    said = listed(sorted(each.replace("_", " ") for each in differing))
    return f"Another name, another game. The network stays; these runs differ in {said}."


def growing(trace: Trace) -> str:
    """What is repeated, and in which game."""
    return f"{name(trace)}: it adjusts its guesses after each lesson, and plays on with them. Repeat."


def naming(trace: Trace) -> str:
    """What the one line of code does."""
    return f"One line learns {name(trace)}. The network sees the screen and the points, nothing else."


def about(trace: Trace) -> str:
    """What one does in the game, in a few words; nothing where that is not known here."""
    return ABOUT.get(trace.facts["game"], "")


def has_lives(trace: Trace) -> bool:
    """Whether the game counts lives at all."""
    return bool(trace["best/lives"].any())


def lives(traces: Sequence[Trace]) -> str:
    """Which games are shown, alone or side by side, and how they were found."""
    facts = [trace.facts["best"] for trace in traces]
    games = listed([f"{count}" for count in sorted({each["searched"] for each in facts})])
    life = "the longest life" if any(has_lives(trace) for trace in traces) else "a part"
    if len(traces) > 1:
        return f"Two games at the same step: of each {life} of the best of {games} games."
    return f"{life.capitalize()} of the best of {games} games, which brought {facts[0]['points']:,.0f} points in all."


def life_verdict(traces: Sequence[Trace]) -> str:
    """The points of every game in the first step that is shown and in the last that all were filmed at."""
    row = min(len(trace["best/score"]) for trace in traces) - 1
    seconds = (row + 1) * traces[0].facts["best"]["every"] / atari.FRAMES_A_SECOND
    points = [(name(trace), *trace["best/score"][[0, row]]) for trace in traces]
    told = [f"{game} from {first:,.0f} to {last:,.0f}" for game, first, last in points]
    return f"Points in these {seconds:.0f} seconds: {listed(told)}."


def air(traces: Sequence[Trace], rows: int) -> str | None:
    """What becomes of the air in Seaquest during the rows that are shown; None where nothing does."""
    for trace in traces:
        if trace.facts["game"] != "seaquest" or AIR not in trace.facts["palette"]:
            continue
        screens = trace["best/screen"][:rows, AIR_ROWS]
        bar = (screens == trace.facts["palette"].index(AIR)).sum((1, 2))
        share = bar[bar.argmax() :] / max(bar.max(), 1)  # before, it is filled; near its end it blinks
        if (share[(share < 0.5).argmax() :] > 0.6).any() and share.min() < 0.5:
            return "Seaquest's oxygen bar is the air of the submarine: it comes up for more."
        if share[-1] < 0.1 and trace["best/lives"][rows - 1] < trace["best/lives"][0]:
            return "Seaquest's oxygen bar runs out and costs a life: nobody comes up for air."
    return None


def ours(trace: Trace) -> Mapping[str, Any]:
    """The score of the player as it was trained, without chance of the console's own where that was the training."""
    return atari.figure(trace, "as trained", trace.facts["sticky"])


def by_chance(trace: Trace) -> Mapping[str, Any]:
    """The score of random moves in the same number of games."""
    return atari.figure(trace, "random", trace.facts["sticky"])


def position(trace: Trace, other: str = "human", end: str = "mean") -> float:
    """Where the mean score, or an end of its interval, lies between random play (0) and another's score (1).

    NaN where the other's score is not known, and for the interval of a single game.
    """
    chance, published = by_chance(trace)["mean"], trace.facts["elsewhere"].get(other, np.nan)
    return float((ours(trace)[end] - chance) / (published - chance))


def span(trace: Trace, other: str) -> tuple[float, float] | None:
    """The 95 % interval of the mean score on that scale; None where there is none."""
    ends = position(trace, other, "low"), position(trace, other, "high")
    return ends if np.isfinite(ends).all() else None


def is_better_than_random(trace: Trace) -> bool:
    """Whether the interval of the player lies above that of random play."""
    return "figures" in trace.facts and atari.is_better_than_random(trace)


def above(traces: Sequence[Trace], other: str) -> int:
    """In how many games the whole interval of the mean score is above what another reached."""
    known = [trace for trace in traces if other in trace.facts["elsewhere"]]
    return sum(ours(trace)["low"] > trace.facts["elsewhere"][other] for trace in known)


def ranked(traces: Sequence[Trace]) -> list[Trace]:
    """The games from the farthest beyond DQN on down; those whose score is not known come last."""
    return sorted(traces, key=lambda trace: -np.nan_to_num(position(trace, "DQN"), nan=-np.inf))


def pages(traces: Sequence[Trace]) -> list[Sequence[Trace]]:
    """The games that are seen at a time, about equally many."""
    count = -(-len(traces) // WALL)
    ends = [place * len(traces) // count for place in range(count + 1)]
    return [traces[first:end] for first, end in pairwise(ends)]


def wall(traces: Sequence[Trace]) -> str:
    """What hangs on the wall."""
    return f"{len(traces)} games, one learner. Below each its curve: mean points against the steps of its training."


def wall_verdict(traces: Sequence[Trace]) -> str:
    """In how many games it plays better than chance, and than a human."""
    better, human = sum(is_better_than_random(trace) for trace in traces), above(traces, "human")
    said = f"Better than random moves in {better} of {len(traces)} games"
    beaten = f", than a human in {human}" if human else ", than a human in none yet"
    known = any("human" in trace.facts["elsewhere"] for trace in traces)
    return f"{said}{beaten}." if known else f"{said}."


def measured(traces: Sequence[Trace]) -> list[str]:
    """How the scores at the end were measured, and what the bars mean."""
    games = sorted({int(ours(trace)["games"]) for trace in traces})
    chances = sorted({float(trace.facts["sticky"]) for trace in traces})
    unknown = np.isnan(column(traces, "DQN")).any()
    repeated = atari.sticky_in_words(chances[0])
    if len(chances) > 1:
        repeated = f"moves repeated with chances of {listed([f'{chance:g}' for chance in chances])}"
    return [
        "bars: how far from random moves to DQN, as published" + (", ? where that is not known" if unknown else ""),
        f"random and ours: {listed([f'{count}' for count in games])} games each from fresh seeds; {repeated}",
        "ours: one training a game; it makes the best move, now and then any",
    ]


def column(traces: Sequence[Trace], other: str) -> np.ndarray:
    """What another reached in each game; NaN where that is not known."""
    return np.array([trace.facts["elsewhere"].get(other, np.nan) for trace in traces], float)


def lesson(traces: Sequence[Trace]) -> str:
    """The sentence to keep, as far as these traces bear it out."""
    better = [trace for trace in traces if is_better_than_random(trace)]
    if not better:
        return "The name of the game is the only setting. This player has not yet learned more than chance."
    if len(traces) == 1:
        return "The name of the game is the only setting, and the learner is better than chance."
    said = f"The name of the game is the only setting: better than chance in {len(better)} of {len(traces)} games"
    beaten = above(traces, "DQN")
    return f"{said}, than the published DQN in {beaten}." if beaten else f"{said}."
