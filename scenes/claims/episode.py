"""What is said about recorded games of any environment: every sentence is chosen by what was recorded."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from learners.trace import Trace
from scenes.claims.training import LONGEST, counted, cut, figure

SHOWN = 4  # games of a trace that are played; of more, this many from the first to the last
THOUGHTS = ("values", "q", "probability")  # columns with a number for each action


@dataclass(frozen=True)
class Game:
    """One recorded game: its reel, its rows there, its number in the trace from 1, and its seed if known."""

    reel: str
    rows: slice
    number: int
    seed: int | None

    @property
    def last(self) -> int:
        """The number of its last row, counted from its first."""
        return self.rows.stop - self.rows.start - 1


def games(trace: Trace) -> list[Game]:
    """All recorded games, in order: reels with actions, rewards, and something that was seen."""
    found: list[Game] = []
    for reel in trace.reels():
        seen = f"{reel}/observation" in trace or f"{reel}/screen" in trace
        if seen and f"{reel}/action" in trace and f"{reel}/reward" in trace and len(trace[f"{reel}/action"]):
            seeds, ends = np.atleast_1d(about(trace, reel).get("seed", [])).tolist(), _ends(trace, reel)
            for at, (first, end) in enumerate(zip([0, *ends[:-1]], ends, strict=True)):
                seed = seeds[at] if len(seeds) == len(ends) else None
                found.append(Game(reel, slice(first, end), len(found) + 1, seed))
    return found


def _ends(trace: Trace, reel: str) -> list[int]:
    """The rows after which a game is over: those without an action, where there are as many of them as seeds."""
    rows = trace[f"{reel}/action"]
    ends = (np.flatnonzero(_actionless(rows)) + 1).tolist()
    whole = len(ends) == np.size(about(trace, reel).get("seed", [])) and ends[-1:] == [len(rows)]
    return ends if whole else [len(rows)]


def _actionless(actions: np.ndarray) -> np.ndarray:
    """True for rows that show an end: action -1, in all its parts."""
    return (actions.reshape(len(actions), -1).astype(float) == -1).all(axis=1)


def shown(trace: Trace) -> list[Game]:
    """The games that are played."""
    every = games(trace)
    places = np.linspace(0, len(every) - 1, min(SHOWN, len(every)))
    return [every[round(place)] for place in places]


def about(trace: Trace, reel: str) -> dict[str, Any]:
    """The facts of a reel."""
    facts = trace.facts.get(reel, {})
    return facts if isinstance(facts, dict) else {}


def title(trace: Trace) -> str:
    """The title that was given, or else the name of the environment."""
    names = dict.fromkeys(str(about(trace, game.reel).get("env", trace.stem)) for game in games(trace))
    return cut(str(trace.facts.get("title") or ", ".join(name.split(":")[-1] for name in names)))


def subject(trace: Trace) -> str:
    """How many games there are."""
    return counted(len(games(trace)), "recorded game")


def action_names(trace: Trace, game: Game) -> list[str]:
    """The names of the actions from the facts, or their numbers; empty where actions are no choices."""
    actions = trace[f"{game.reel}/action"]
    if actions.ndim > 1 or actions.dtype.kind == "f":
        return []
    facts = about(trace, game.reel)
    given = facts.get("names") or trace.facts.get("names") or trace.facts.get("moves") or []
    thought = thoughts(trace, game)
    many = max(int(actions.max()) + 1, trace[f"{game.reel}/{thought}"].shape[1] if thought else 1, len(given))
    return [str(given[at]) if at < len(given) else f"action {at}" for at in range(many)]


def thoughts(trace: Trace, game: Game) -> str:
    """The column with a number for each action, or nothing."""
    columns = [name for name in THOUGHTS if f"{game.reel}/{name}" in trace]
    return next((name for name in columns if trace[f"{game.reel}/{name}"].ndim == 2), "")


def total(trace: Trace, game: Game) -> float:
    """The sum of rewards of a game."""
    return float(trace[f"{game.reel}/reward"][game.rows].sum(dtype=float))


def steps(trace: Trace, game: Game) -> int:
    """The number of moves of a game: its rows without the one that shows the end."""
    actions = trace[f"{game.reel}/action"][game.rows]
    return len(actions) - int(_actionless(actions[-1:])[0])


def announcement(trace: Trace, game: Game) -> str:
    """Which game is played now."""
    seed = "" if game.seed is None else f", from seed {game.seed}"
    return f"Game {game.number} of {len(games(trace))}, recorded as “{shorten(game.reel)}”{seed}."


def legend(trace: Trace, game: Game) -> str:
    """What is seen at the right."""
    if not action_names(trace, game):
        return "Right: its action, and what it has earned."
    if thoughts(trace, game):
        return "Right: what it thinks of each action. The dot is its choice."
    return "Right: how often each action was taken so far; the dot is the present one."


def verdict(trace: Trace, game: Game) -> str:
    """How the game ended."""
    return f"It ends after {counted(steps(trace, game), 'step')} with a return of {figure(total(trace, game))}."


def comparison(trace: Trace) -> str:
    """The best and the worst of several games."""
    returns = [total(trace, game) for game in games(trace)]
    if max(returns) == min(returns):
        return f"All {len(returns)} games brought {figure(returns[0])}."
    return f"{len(returns)} games: the returns go from {figure(min(returns))} to {figure(max(returns))}."


def shorten(reel: str) -> str:
    """The name of a reel as it is said; of a long one the beginning stays."""
    return reel if len(reel) <= LONGEST else f"{reel[: LONGEST - 1]}…"
