"""What chapter 15 draws is what its trace holds: cart, values and activations of the same step."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.ch15_deepq import Ch15Deepq
from scenes.claims import ch15_deepq as claims
from scenes.sets import ch15_deepq as sets
from scenes.sets.ch9_cartpole import old
from tests.scenes.rehearsal import read, rehearse


@pytest.fixture(scope="module")
def trace():
    return Trace.read("ch15_deepq")


@pytest.fixture(scope="module")
def moments():
    """What was seen while the network played and learned: the scene's beat and the moving pictures."""
    seen = []

    def look(scene):
        moving = [each.mobject for each in scene.animations]
        if isinstance(moving[0], sets.Mind) and len(moving) == 2:
            mind, steps = moving
            layers = {name: heat.values.copy() for name, heat in mind.layers.items()}
            lengths = [mind.bars.length(push) for push in (0, 1)]
            seen.append((scene.renderer.beat, int(read(steps.number)), mind.cart.read(), lengths, layers))
        if isinstance(moving[0], sets.Region):
            region, steps, _ = moving
            seen.append((scene.renderer.beat, int(read(steps.number)), region.heat.values.copy(), None, None))

    rehearse(Ch15Deepq, during=look)
    return seen


def test_cart_values_and_activations_are_those_of_the_step_that_the_counter_says(trace, moments):
    played = [moment for moment in moments if moment[0] in ("fall_untaught", "balance")]
    assert len(played) > 30
    for beat, step, (_, angle), lengths, layers in played:
        reel = "age0" if beat == "fall_untaught" else "after"
        between = trace[f"{reel}/observation"][step : step + 2, 2]
        assert between.min() - 1e-5 <= angle <= between.max() + 1e-5
        assert lengths == pytest.approx(trace[f"{reel}/values"][step], abs=1e-3)
        for name, shown in layers.items():
            assert np.array_equal(shown.ravel(), trace[f"{reel}/{name}"][step].astype(float))


def test_learning_is_shown_from_step_zero_in_step(trace, moments):
    learned = [moment for moment in moments if moment[0] == "learn"]
    assert learned[0][1] == 0
    for _, step, field, _, _ in learned:
        place = int(np.flatnonzero(trace["train/steps"] == step)[0])
        assert np.array_equal(field, trace["train/field"][place].max(axis=-1).T[::-1])


def test_the_push_that_is_taken_is_the_one_marked(trace):
    mind = sets.Mind(trace, "after")
    for step in (0, 33, 499):
        mind.show(step)
        thick = [bar.height for bar in mind.bars.bars]
        assert int(np.argmax(thick)) == trace["after/action"][step] == trace["after/values"][step].argmax()
        assert [spot.value for spot in mind.spots] == [(step, value) for value in trace["after/values"][step]]


def test_every_filmed_age_lasts_as_long_as_it_did(trace):
    for age in claims.ages(trace):
        shown = old(trace, age, np.zeros(3)).show(999)
        assert read(shown.parts[1][0].numbers[0]) == claims.steps_of(trace, f"age{age}")
