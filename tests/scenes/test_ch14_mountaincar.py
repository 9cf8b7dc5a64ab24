"""What chapter 14 draws is what its trace holds: cars, paths and maps of the same moment."""

import numpy as np
import pytest

from learners.ch14_mountaincar import find_cells
from learners.trace import Trace
from scenes.ch14_mountaincar import Ch14Mountaincar
from scenes.claims import ch14_mountaincar as claims
from scenes.sets import ch14_mountaincar as sets
from tests.scenes.rehearsal import read, rehearse


@pytest.fixture(scope="module")
def trace():
    return Trace.read("ch14_mountaincar")


@pytest.fixture(scope="module")
def moments():
    """What was seen while the maps were filled: beat, episode, mean, values, pushes."""
    seen = []

    def look(scene):
        moving = {type(each.mobject).__name__: each.mobject for each in scene.animations}
        if scene.renderer.beat.startswith("fill") and "Region" in moving:
            tops = [each.mobject for each in scene.animations]
            left, right, drives, mean = tops
            numbers = read(drives.number), read(mean.number)
            seen.append((scene.renderer.beat, *numbers, left.heat.values.copy(), right.heat.values.copy()))

    rehearse(Ch14Mountaincar, during=lambda scene: look(scene) if len(scene.animations) == 4 else None)
    return seen


def test_maps_and_counters_show_the_same_episode(trace, moments):
    assert {moment[0] for moment in moments} == {"fill_one_table", "fill_shifted_tables"}
    for beat, episode, mean, values, pushes in moments:
        reel = "table" if beat == "fill_one_table" else "tiles"
        row = int(np.flatnonzero(trace[f"{reel}/episode"] == episode)[0])
        assert mean == round(-trace[f"{reel}/mean"][row])
        assert np.array_equal(values, trace[f"{reel}/value"][row].T[::-1])
        assert np.array_equal(pushes, sets.push_side(trace, reel)[row].T[::-1], equal_nan=True)


def test_step_zero_is_shown(moments):
    firsts = [next(moment for moment in moments if moment[0] == beat) for beat in sorted({m[0] for m in moments})]
    for _, episode, mean, values, pushes in firsts:
        assert (episode, mean) == (0, 200)
        assert (values == 0).all()
        assert np.isnan(pushes).all()


def test_hills_and_paths_side_by_side_show_the_same_step(trace):
    _, moving = sets.pair(trace)
    for row in (0, 40, 102):
        moving.show(row)
        for reel, (hill, path) in zip(
            ("before", "after"), (moving.submobjects[:2], moving.submobjects[2:]), strict=True
        ):
            position, speed = trace[f"{reel}/observation"][row]
            assert hill.position == pytest.approx(position)
            assert path.spot.value == pytest.approx((position, speed))


def test_the_drawn_cells_are_those_the_learner_adds_up(trace):
    tables, cells = trace.facts["many"]
    where = sets.shifts(trace)
    low, high = np.array([-1.2, -0.07]), np.array([0.6, 0.07])
    for state in trace["after/observation"][::10]:
        spot = np.floor((state - low) / (high - low) * cells + where).astype(int)
        found = (np.arange(tables) * (cells + 1) + spot[:, 0]) * (cells + 1) + spot[:, 1]
        assert np.array_equal(found, find_cells(state, tables, cells))


def test_a_hill_for_every_age_that_was_filmed(trace):
    for age in claims.ages(trace):
        shown = sets.old(trace, age, 0).show(999)
        assert read(shown.parts[1][0].numbers[0]) == claims.steps_of(trace, f"age{age}")
