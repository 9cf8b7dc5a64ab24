"""What recording costs a learner: the same loop with and without a trace."""

import statistics
import time

from learners.ch2_gradient import descend
from learners.trace import Trace


def recording_cost(rounds: int = 15, steps: int = 2000) -> tuple[float, float]:
    """Seconds of a loop of autograd steps without and with recording, medians of alternating rounds."""
    bare, recorded = [], []
    for _ in range(rounds):
        start = time.perf_counter()
        descend(0.0001, 1e-9, steps)
        bare.append(time.perf_counter() - start)
        start = time.perf_counter()
        descend(0.0001, 1e-9, steps, Trace("ch2_gradient"), "train")
        recorded.append(time.perf_counter() - start)
    return statistics.median(bare), statistics.median(recorded)
