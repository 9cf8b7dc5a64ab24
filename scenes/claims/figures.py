"""How a share of games is said: with its interval and the number of games it was measured over."""

from collections.abc import Mapping
from typing import Any


def percent(share: float) -> str:
    """A share in percent, with one digit after the point where it is needed."""
    return f"{100 * share:.1f}".removesuffix(".0") + " %"


def measured(figure: Mapping[str, Any]) -> str:
    """The share of games won, with its 95 % interval and the games; equal games count once."""
    counted = figure["games"] if figure["chance"] else figure["different"]
    if counted == 1:
        return f"{'won' if figure['mean'] else 'lost'}, each time in the same {figure['length']:.0f} moves"
    low, high = (f"{100 * figure[end]:.1f}" for end in ("low", "high"))
    return f"{percent(figure['mean'])} of {counted:,} games (95 %: {low} to {high})"
