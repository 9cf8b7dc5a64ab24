"""Pictures as batches of tensors, and networks judged by them: what the chapters on seeing share."""

from collections.abc import Iterator
from contextlib import AbstractContextManager

import numpy as np
import torch
from scipy.stats import binomtest
from torch import Tensor, nn

from learners.trace import Trace
from learners.vision.pictures import Pictures

SHIFT = 2  # pixels by which a shifted picture moves at most; the edge is mirrored into the gap


class Stacks:
    """Training and test pictures as uint8 tensors (count, 3, 32, 32), their labels, and one generator for all."""

    def __init__(self, pictures: Pictures, seed: int) -> None:
        """Measures mean and spread of each color on the training pictures alone."""
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.train, self.test = (_stack(part).to(self.device) for part in (pictures.train, pictures.test))
        self.train_labels = torch.as_tensor(pictures.train_labels, device=self.device)
        self.test_labels = torch.as_tensor(pictures.test_labels, device=self.device)
        colors = pictures.train.reshape(-1, 3)
        self.mean, self.spread = (
            torch.tensor(each, dtype=torch.float32, device=self.device)[:, None, None]
            for each in (colors.mean(0), colors.std(0).clip(1))
        )
        self.random = torch.Generator().manual_seed(seed)

    def standardize(self, stack: Tensor) -> Tensor:
        """Shifts and scales each color to mean 0 and spread 1; floats in the memory order that convolutions like."""
        return ((stack - self.mean) / self.spread).contiguous(memory_format=torch.channels_last)

    def batches(self, size: int, augmented: bool = False, hidden: int = 0) -> Iterator[tuple[Tensor, Tensor]]:
        """Yields standardized training pictures and their labels for ever, shuffled anew in each pass.

        Augmented ones are mirrored and shifted, and a square of `hidden` pixels a side is grey in each.
        """
        size = min(size, len(self.train))
        while True:
            order = torch.randperm(len(self.train), generator=self.random).to(self.device)
            for chosen in order.split(size):
                if len(chosen) == size:  # the rest of a pass would be a batch of another size
                    stack = self.train[chosen]
                    stack = augment(stack, self.random) if augmented else stack
                    stack = self.standardize(stack)
                    yield hide(stack, hidden, self.random) if augmented and hidden else stack, self.train_labels[chosen]

    def hurry(self) -> AbstractContextManager[object]:
        """Computes in bfloat16 where the processor is made for it: nearly twice as fast, at no cost in accuracy."""
        known: dict[str, bool] = getattr(torch.cpu, "get_capabilities", dict)()  # older versions of torch cannot say
        able = self.device.type == "cuda" or known.get("amx_bf16") or known.get("avx512_bf16")
        return torch.autocast(self.device.type, torch.bfloat16, enabled=bool(able))

    @torch.no_grad()
    def predict(self, network: nn.Module, stack: Tensor, views: int = 1) -> Tensor:
        """Returns the probabilities of all classes (count, classes), averaged over 1, 2 or 6 views of each picture.

        Two views: as it is and mirrored; six: both also shifted by a pixel up left and down right.
        """
        network.eval()
        parts = [self._look(network, self.standardize(part), views) for part in stack.split(500)]
        network.train()
        return torch.cat(parts)

    def _look(self, network: nn.Module, batch: Tensor, views: int) -> Tensor:
        shown = [batch, batch.flip(3)][:views]
        if views == 6:
            wide = nn.functional.pad(batch, (1, 1, 1, 1), mode="reflect")
            moved = [wide[:, :, :-2, :-2], wide[:, :, 2:, 2:]]
            shown += [each for part in moved for each in (part, part.flip(3))]
        with self.hurry():
            answers = [network(each.contiguous(memory_format=torch.channels_last)).float() for each in shown]
        return torch.stack(answers).mean(0).softmax(1)


def augment(stack: Tensor, random: torch.Generator) -> Tensor:
    """Mirrors half of the pictures (count, 3, side, side) and shifts each by up to two pixels in both directions."""
    count, _, side, _ = stack.shape
    wide = nn.functional.pad(stack.float(), (SHIFT,) * 4, mode="reflect").to(stack.dtype)
    corner = torch.randint(0, 2 * SHIFT + 1, (2, count, 1), generator=random).to(stack.device)
    mirrored = (torch.rand(count, 1, generator=random) < 0.5).to(stack.device)
    straight = torch.arange(side, device=stack.device)[None]
    rows = corner[0] + straight
    columns = corner[1] + torch.where(mirrored, straight.flip(1), straight)
    each = torch.arange(count, device=stack.device)[:, None, None]
    return wide[each, :, rows[:, :, None], columns[:, None, :]].permute(0, 3, 1, 2)


def hide(stack: Tensor, side: int, random: torch.Generator) -> Tensor:
    """Sets a square of each standardized picture (count, 3, height, width) to the mean color, somewhere in it.

    What stays visible has to do: a network that has to know a cat by its tail as well as by its ears overfits less
    (cutout, DeVries and Taylor 2017).
    """
    count, _, height, width = stack.shape
    corner = torch.rand(2, count, 1, generator=random).to(stack.device)
    rows, columns = (_covers(first, length, side) for first, length in zip(corner, (height, width), strict=True))
    return stack.masked_fill((rows[:, :, None] & columns[:, None, :])[:, None], 0)


def _covers(corner: Tensor, length: int, side: int) -> Tensor:
    """Which of `length` pixels a square covers whose corner (count, 1) is a share of the way it can go."""
    straight, first = torch.arange(length, device=corner.device)[None], (corner * (length - side + 1)).floor()
    return (straight >= first) & (straight < first + side)


def count_right(probabilities: Tensor, labels: Tensor) -> int:
    """Counts the pictures whose own class got the highest probability."""
    return int((probabilities.argmax(1) == labels).sum())


def score(right: int, count: int) -> dict[str, float]:
    """Returns the accuracy with its 95 % interval (Wilson) as facts of a trace."""
    interval = binomtest(right, count).proportion_ci(method="wilson")
    return {
        "accuracy": right / count,
        "low": float(interval.low),
        "high": float(interval.high),
        "right": right,
        "count": count,
    }


def judge(network: nn.Module, stacks: Stacks, pictures: Pictures, trace: Trace, most: int = 12) -> None:
    """Records the final accuracy, with one view and with six, and the worst mistakes."""
    for name, views in (("one_view", 1), ("test", 6)):
        chances = stacks.predict(network, stacks.test, views)
        trace.facts[name] = score(count_right(chances, stacks.test_labels), len(chances))
    wrong = (chances.argmax(1) != stacks.test_labels).nonzero()[:, 0]
    worst = wrong[chances[wrong].amax(1).argsort(descending=True)[:most]].cpu().numpy()
    if len(worst):
        labels = pictures.test_labels[worst]
        trace.extend("mistakes", picture=pictures.test[worst], label=labels, probability=chances[worst].cpu())


def check_counts(**counts: int) -> None:
    """Raises ValueError naming a setting that is too small to train with: moments below 2, any other below 1."""
    for name, count in counts.items():
        least = 2 if name == "moments" else 1
        if count < least:
            raise ValueError(f"--{name} {count} is too small: {least} at least.")


def pick_moments(steps: int, count: int) -> list[int]:
    """Picks about `count` steps to record, first and last among them, closest at the start, where most happens."""
    return sorted({round(steps * (number / (count - 1)) ** 2.5) for number in range(count)})


def _stack(pictures: np.ndarray) -> Tensor:
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).contiguous()
