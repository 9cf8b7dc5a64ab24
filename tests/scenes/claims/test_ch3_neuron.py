import pytest

from learners import ch3_neuron as learner
from learners.trace import Trace
from scenes.claims import ch3_neuron as claims


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch3_neuron")


@pytest.fixture(scope="module")
def quick():
    return learner.learn(**learner.QUICK)


@pytest.fixture(scope="module")
def diverged():
    return learner.learn(rate=0.001, steps=600, scaled_rate=1.2, scaled_steps=9)


@pytest.fixture(scope="module")
def single():
    return learner.learn(rate=0.0001, steps=1, scaled_steps=1)


def test_the_committed_trace_says_what_the_video_says(committed):
    assert claims.first_move(committed) == "w goes from 1.00 to 2.95, too far; b from 1.00 to 1.04, hardly at all."
    assert claims.landing(committed, 20) == "the loss is a ravine, and every step crosses it"
    assert claims.early(committed, 20) == "w flips: 1.00, 2.95, 1.33, 2.67 ... b creeps to 1.54."
    assert claims.faster(committed, 20) == "From here on, time speeds up."
    assert claims.verdict(committed) == "Step 8,000: w = 1.8003, b = 31.9704. The rule, 1.8 and 32, is found."
    steep = "across, the ravine is 2,109 times as steep as along."
    assert claims.why(committed) == f"Why so slow? Each cut has its own scale: {steep}"
    assert claims.same_rate(committed).startswith("One step leaves 83% of the distance across, but 99.91%")
    assert claims.limit(committed) == "A larger rate is no way out: above 0.000546 it climbs the walls."
    assert claims.bowl(committed) == "Now the loss is a round bowl, and one rate fits all directions: 0.4."
    assert claims.comparison(committed).startswith("On scaled inputs 6 steps made the loss as small as 8,000 steps")
    assert claims.lesson(committed).endswith(
        "one neuron found the rule. On scaled inputs it needed 1,333 times fewer steps."
    )


def test_a_neuron_on_its_way_is_not_said_to_have_found_the_rule(quick):
    assert claims.outcome(quick, "raw") == "on its way"
    assert claims.verdict(quick).endswith("The rule, 1.8 and 32, is not there yet.")
    assert "found" not in claims.lesson(quick)


def test_a_diverged_neuron_is_said_to_have_diverged(diverged):
    assert [claims.outcome(diverged, reel) for reel in ("raw", "scaled")] == ["diverged", "diverged"]
    assert claims.verdict(diverged).startswith("It diverges")
    assert claims.why(diverged).startswith("Why does it diverge?")
    assert claims.same_rate(diverged).startswith("Across the ravine each step lands 2.67 times as far away")
    assert claims.limit(diverged) == "At every rate above 0.000546 it climbs the walls."
    assert claims.bowl(diverged).endswith("a rate of 1.2 is too large even here.")
    assert claims.comparison(diverged) == "On scaled inputs it diverges: the rate must stay below 1."


def test_only_the_plain_neuron_may_diverge():
    trace = learner.learn(rate=0.001, steps=30)
    assert claims.comparison(trace) == "On plain inputs it diverged; on scaled inputs the loss is down to 8.9e-11."


def test_too_few_scaled_steps_are_not_called_as_good():
    trace = learner.learn(steps=8000, scaled_steps=2)
    assert claims.scaled_last(trace) == 2
    assert claims.comparison(trace) == "After 2 steps on scaled inputs the loss is 14: not yet as small."


def test_a_single_step_is_spoken_of_as_one(single):
    assert claims.landing(single, 1) == "this is the only step"
    assert claims.faster(single, 20) == "That was the last step."
    assert claims.early(single, 1) == "w moves: 1.00, 1.39 ... b creeps to 1.01."
    assert claims.comparison(single) == "On scaled inputs 1 step made the loss as small as 1 step on plain ones."
