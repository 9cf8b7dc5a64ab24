"""What every source of pictures hands over: training and test pictures of one size, with their classes."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

SIDE = 32  # pixels, as in CIFAR-10
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ml-animated"


class PictureError(ValueError):
    """Says in one sentence what is wrong with some pictures and what to do about it."""


@dataclass(frozen=True, eq=False)
class Pictures:
    """Training and test pictures: (count, 32, 32, 3) uint8, and for each the number of its class in `classes`."""

    source: str
    classes: tuple[str, ...]
    train: np.ndarray
    train_labels: np.ndarray
    test: np.ndarray
    test_labels: np.ndarray
    notes: tuple[str, ...] = ()  # what was converted or left out on reading

    def choose(self, names: Sequence[str]) -> "Pictures":
        """Keeps the pictures of some classes, numbered in the order of `names`."""
        unknown = [name for name in names if name not in self.classes]
        if unknown or len(set(names)) < 2:
            known = ", ".join(self.classes)
            raise PictureError(f"Choose two or more different classes among {known}, not {', '.join(names)}.")
        numbers = np.full(len(self.classes), -1)
        numbers[[self.classes.index(name) for name in names]] = np.arange(len(names))
        return self._keep(numbers[self.train_labels], numbers[self.test_labels], tuple(names))

    def limit(self, most: int | None) -> "Pictures":
        """Keeps the first `most` training pictures of each class and at most as many test pictures; None keeps all."""
        if most is None:
            return self
        train, test = (np.where(_rank(labels) < most, labels, -1) for labels in (self.train_labels, self.test_labels))
        return self._keep(train, test, self.classes)

    def _keep(self, train: np.ndarray, test: np.ndarray, classes: tuple[str, ...]) -> "Pictures":
        """Leaves out the pictures whose new label is negative."""
        return replace(
            self,
            classes=classes,
            train=self.train[train >= 0],
            train_labels=train[train >= 0],
            test=self.test[test >= 0],
            test_labels=test[test >= 0],
        )

    @property
    def baseline(self) -> float:
        """The share of test pictures that the most frequent class would get right."""
        return float(np.bincount(self.test_labels).max() / len(self.test_labels))


def _rank(labels: np.ndarray) -> np.ndarray:
    """Numbers the pictures of each class in the order in which they come."""
    rank = np.empty(len(labels), int)
    for label in np.unique(labels):
        rank[labels == label] = np.arange((labels == label).sum())
    return rank
