"""The present moment in words at the top right: a row's own label, where a count would not do."""

from collections.abc import Sequence
from typing import Self

from scenes import style
from scenes.mobjects.words import Counter

LONGEST = 10  # letters; a longer label is cut


class Moment(Counter):
    """Like a counter, but `show(row)` writes the label of that row."""

    def __init__(self, name: str, labels: Sequence[str]) -> None:
        self.moments = [label if len(label) <= LONGEST else label[: LONGEST - 1] + "…" for label in labels]
        cells = max(len(label) for label in self.moments)
        super().__init__(name, cells, style.COUNTER if cells <= 6 else style.DIGITS)

    def show(self, value: float) -> Self:
        """Shows the label of a row."""
        self.number.write(self.moments[min(int(value), len(self.moments) - 1)])
        return self.attach()
