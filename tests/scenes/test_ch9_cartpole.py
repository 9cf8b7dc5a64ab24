"""What chapter 9 draws is what its trace holds: carts, chances and counts of the same step."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.ch9_cartpole import Ch9Cartpole
from scenes.claims import ch9_cartpole as claims
from scenes.sets import ch9_cartpole as sets
from tests.scenes.rehearsal import read, rehearse

BEATS = ("fall_beside_standing", "stand_beside_falling")


class Seen:
    def __init__(self):
        self.moments = []

    def look(self, scene):
        if scene.renderer.beat in BEATS and getattr(scene, "left", None) in scene.mobjects:
            self.moments.append((read(scene.steps.number), [shown(panel) for panel in (scene.left, scene.right)]))


def shown(panel):
    cart, bars, counts = (part for part, _ in panel.parts)
    return cart.read(), [bars.length(push) for push in (0, 1)], [read(number) for number in counts.numbers[0]]


@pytest.fixture(scope="module")
def trace():
    return Trace.read("ch9_cartpole")


def test_both_halves_show_the_step_that_the_counter_says(trace):
    seen = Seen()
    rehearse(Ch9Cartpole, after=seen.look, during=seen.look)
    assert len(seen.moments) > 30
    for step, halves in seen.moments:
        row = int(step)
        for reel, (place, lengths, (lasts, _)) in zip(("without", "after"), halves, strict=True):
            states = trace[f"{reel}/observation"][row : row + 2][:, [0, 2]]
            assert (np.array(place) >= states.min(0) - 1e-5).all()
            assert (np.array(place) <= states.max(0) + 1e-5).all()
            assert lengths == pytest.approx(trace[f"{reel}/values"][row], abs=1e-4)
            ends = np.flatnonzero(trace[f"{reel}/action"][:row] < 0)
            assert lasts == row - (ends[-1] + 1 if len(ends) else 0)


def test_the_last_picture_counts_every_fall(trace):
    panel = sets.panel(trace, "without", 0).show(500)
    falls = (trace["without/action"][:501] < 0).sum()
    assert shown(panel)[2][1] == falls
    assert f"falls {falls} times" in claims.ending(trace)


def test_the_strips_hold_every_recorded_step(trace):
    strips, _ = sets.labels(trace)
    strips.show(strips.last)
    lost, won = (len(shape.points) // 16 for shape in strips.shapes)
    assert (lost, won) == ((trace["labels/label"] == 0).sum(), (trace["labels/label"] == 1).sum())
