"""What a player with a few numbers for a state remembers: its last steps, drawn at random to be learned again."""

import numpy as np
import torch
from torch import Tensor


class Memory:
    """The last so many steps: state, push, reward of the steps ahead, state after them and what it counts.

    Args:
        size: steps remembered at most.
        numbers: of which a state consists.
    """

    def __init__(self, size: int, numbers: int = 4) -> None:
        shapes = {"state": (numbers,), "push": (), "reward": (), "after": (numbers,), "counts": ()}
        self.columns = {name: torch.zeros((size, *shape)) for name, shape in shapes.items()}
        self.size, self.stored = size, 0

    def add(self, **rows: np.ndarray) -> None:
        """Stores rows over the oldest ones."""
        places = (self.stored + torch.arange(len(rows["push"]))) % self.size
        for name, values in rows.items():
            self.columns[name][places] = torch.as_tensor(values, dtype=torch.float32)
        self.stored += len(places)

    def draw(self, count: int, generator: np.random.Generator) -> dict[str, Tensor]:
        """Returns a random handful of so many steps."""
        places = torch.from_numpy(generator.integers(min(self.stored, self.size), size=count))
        return {name: values[places] for name, values in self.columns.items()}
