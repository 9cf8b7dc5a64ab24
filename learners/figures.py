"""What many games of a player brought, as figures that say how they were measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import stdtrit

NORMAL = 1.959964  # the normal quantile of a 95 % interval


@dataclass(frozen=True, eq=False)
class Evaluation:
    """The games of one player: sums of rewards, numbers of moves, fingerprints and seeds, one each a game.

    Where everything follows from the start, a game that repeats another adds nothing and counts once.
    With `chance` (slippery ice, an opponent that draws lots) equal games are separate draws and all count:
    leaving repeats out would leave out short games, which repeat more often, and bend the mean.
    """

    returns: np.ndarray
    lengths: np.ndarray
    prints: tuple[str, ...]
    seeds: tuple[int, ...]
    chance: bool = False

    @property
    def different(self) -> int:
        """How many games differ in what was seen or done."""
        return len(set(self.prints))

    @property
    def counted(self) -> np.ndarray:
        """The places of the games that count: the first of every kind, or all with `chance`."""
        if self.chance:
            return np.arange(len(self.prints))
        return np.sort(np.unique(np.array(self.prints), return_index=True)[1])

    @property
    def mean(self) -> float:
        """The mean sum of rewards of the games that count."""
        return float(self.returns[self.counted].mean())

    @property
    def median(self) -> float:
        """The median sum of rewards of the games that count."""
        return float(np.median(self.returns[self.counted]))

    @property
    def length(self) -> float:
        """The mean number of moves of the games that count."""
        return float(self.lengths[self.counted].mean())

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the mean."""
        return find_interval(self.returns[self.counted])

    def share(self, reached: float) -> tuple[float, float, float]:
        """Returns the share of counted games that brought at least `reached`, and its 95 % interval."""
        hits = (self.returns[self.counted] >= reached).astype(float)
        return float(hits.mean()), *find_interval(hits)

    def facts(self) -> dict[str, Any]:
        """Returns the figures as facts of a trace: what a scene may show."""
        low, high = self.interval
        figures = {"mean": self.mean, "low": low, "high": high, "median": self.median, "length": self.length}
        games = {"games": len(self.prints), "different": self.different, "chance": self.chance}
        return figures | games | {"seeds": [min(self.seeds), max(self.seeds)], "outcomes": self.outcomes()}

    def outcomes(self) -> dict[str, int]:
        """Returns how often each sum of rewards came, where there are at most five, as wins and losses are."""
        values, counts = np.unique(self.returns[self.counted], return_counts=True)
        few = zip(values, counts, strict=True) if len(values) < 6 else ()
        return {f"{value:g}": int(count) for value, count in few}


def find_interval(values: np.ndarray) -> tuple[float, float]:
    """Returns the 95 % interval of a mean: Wilson's where all values are 0 or 1, else Student's.

    Wilson's does not collapse to a point when every game was won. One value alone gives (nan, nan).
    """
    count, mean = len(values), float(np.mean(values))
    if np.isin(values, (0, 1)).all():
        square = NORMAL**2 / count
        center, half = (mean + square / 2), NORMAL * np.sqrt(mean * (1 - mean) / count + square / (4 * count))
        return float((center - half) / (1 + square)), float((center + half) / (1 + square))
    if count < 2:
        return float("nan"), float("nan")
    half = float(stdtrit(count - 1, 0.975) * np.std(values, ddof=1) / np.sqrt(count))
    return mean - half, mean + half


def facts_of(results: Mapping[str, Evaluation | float]) -> dict[str, Any]:
    """Returns the figures of several players as facts of a trace."""
    return {name: each.facts() if isinstance(each, Evaluation) else {"exact": each} for name, each in results.items()}


def table(results: Mapping[str, Evaluation | float]) -> str:
    """Returns a text table, one line a player; a plain number is an exact value."""
    wide = max(len(name) for name in results)
    titles = f"{'mean':>9}  {'95 % interval':>21}  {'median':>8}  {'length':>7}  {'games':>6}  {'different':>9}"
    head = f"{'':{wide}}  {titles}  seeds"
    return "\n".join([head, *(f"{name:{wide}}  {_line(each)}" for name, each in results.items())])


def _line(each: Evaluation | float) -> str:
    if not isinstance(each, Evaluation):
        return f"{each:9.4f}  {'exact':>21}"
    low, high = each.interval
    interval = f"{low:10.4f} {high:10.4f}" if np.isfinite(low) else f"{'of one game: none':>21}"
    seeds = f"{min(each.seeds)}-{max(each.seeds)}"
    counts = "  ".join(f"{value}: {count}" for value, count in each.outcomes().items())
    return (
        f"{each.mean:9.4f}  {interval}  {each.median:8.2f}  {each.length:7.1f}  "
        f"{len(each.prints):6}  {each.different:9}  {seeds}  {counts}"
    ).rstrip()
