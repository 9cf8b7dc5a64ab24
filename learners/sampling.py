"""What is kept of a tensor of any size: a small picture of it, an even sample, and how far its numbers reach."""

import numpy as np
import torch

CELLS, SAMPLE = 32, 1000  # rows and columns of a picture; numbers of a sample
FARTHEST = float(np.finfo(np.float16).max)  # in which pictures are kept


def take_picture(numbers: torch.Tensor) -> np.ndarray:
    """The tensor as a table of at most CELLS x CELLS numbers: a larger one is averaged in blocks, where it lies."""
    rows = 1 if numbers.dim() < 2 else numbers.shape[0]
    table = numbers.reshape(1, 1, rows, -1).float()
    size = min(table.shape[2], CELLS), min(table.shape[3], CELLS)
    small = torch.nn.functional.adaptive_avg_pool2d(table, size)[0, 0].cpu().numpy()
    return small.clip(-FARTHEST, FARTHEST).astype(np.float16)


def take_sample(numbers: torch.Tensor) -> np.ndarray:
    """At most SAMPLE numbers of the tensor, from first to last, always the same ones."""
    flat = numbers.flatten()
    if len(flat) > SAMPLE:
        flat = flat[torch.linspace(0, len(flat) - 1, SAMPLE, dtype=torch.float64).long().to(flat.device)]
    return flat.float().cpu().numpy().copy()


def find_span(samples: list[np.ndarray]) -> tuple[float, float]:
    """The ends of a histogram that holds a run from its first sample to its last; of one that diverged, its start."""
    finite = [sample[np.isfinite(sample)].astype(float) for sample in samples]
    finite = [sample for sample in finite if len(sample)]
    if not finite:
        return -0.5, 0.5
    middle = float(np.median(finite[0]))
    reaches = [float(np.quantile(np.abs(sample - middle), 0.98)) for sample in finite]
    whole = np.isfinite(samples[-1]).all()
    reach = 1.2 * (max(reaches[0], float(np.median(reaches)), reaches[-1]) if whole else 2 * reaches[0])
    reach = reach if reach > 1e-9 * max(abs(middle), 1e-3) else 0.5
    return middle - reach, middle + reach
