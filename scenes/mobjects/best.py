"""Which actions are the best: one rule for boards, tables and bars."""

from typing import Any

import numpy as np

CLOSE = 1e-3  # share of the best value; what lies closer looks equal with three digits


def best_actions(values: Any) -> np.ndarray:
    """True for the best values of each state, [actions] or [states, actions]; where none is above zero, none is."""
    values = np.nan_to_num(np.asarray(values, float), nan=-np.inf)
    best = values.max(axis=-1, keepdims=True)
    return (values >= best - CLOSE * np.abs(best)) & (best > 0)
