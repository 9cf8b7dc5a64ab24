import gymnasium
import numpy as np
import pytest

from learners import ch14_mountaincar as chapter
from learners import policy, replay
from learners.trace import Trace
from learners.worlds import car


@pytest.fixture(scope="module")
def quick():
    return chapter.learn(**chapter.QUICK)


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch14_mountaincar")


def test_the_same_seed_makes_the_same_trace(quick):
    again = chapter.learn(**chapter.QUICK)
    assert again.sha256 == quick.sha256
    assert all(np.array_equal(again.weights[name], quick.weights[name]) for name in quick.weights)


def test_many_cars_move_as_gymnasiums_does():
    single, generator = gymnasium.make(car.GAME), np.random.default_rng(0)
    for start in range(5):
        state, _ = single.reset(seed=start)
        for _ in range(60):
            push = int(generator.integers(3))
            expected, there = car.move(np.array(single.unwrapped.state), push)
            state, _, over, _, _ = single.step(push)
            assert state == pytest.approx(expected, abs=1e-6)
            assert bool(there) == over


def test_value_iteration_on_a_coarse_grid_already_beats_the_official_mark():
    truth = car.look_ahead(car.iterate_values(81))
    assert car.try_out(truth)["mean"] > -105
    assert car.try_out(car.push_along)["mean"] == pytest.approx(-119.5, abs=2)


def test_the_value_at_the_flag_is_one_step():
    truth = car.look_ahead(car.iterate_values(81))
    assert truth(np.array([[0.49, 0.05]]))[0].max() == -1


@pytest.mark.parametrize("shape", [chapter.ONE, chapter.MANY])
def test_every_state_has_one_cell_in_every_table(shape):
    tables, cells = shape
    found = chapter.find_cells(car.spread(60), *shape)
    assert found.shape == (60, 60, tables)
    size = (cells + 1) ** 2
    assert (found // size == np.arange(tables)).all()


def test_shifted_tables_tell_apart_what_one_table_cannot():
    near = np.array([[-0.55, 0.0], [-0.5, 0.006]])
    assert np.array_equal(*chapter.find_cells(near, *chapter.ONE))
    assert not np.array_equal(*chapter.find_cells(near, *chapter.MANY))


def test_the_sum_of_the_tables_moves_to_its_target():
    weights = np.zeros((3, 16 * 81))
    for _ in chapter.drive(weights, chapter.MANY, 3, 0.5, seed=0):
        pass
    assert weights.min() < 0  # -1 a step
    assert chapter.values_of(weights, chapter.MANY)(np.array([-0.5, 0.0])).max() < 0


def test_the_claim_shifted_tables_drive_better_than_one(committed):
    assert len(committed["seeds/seed"]) == 5
    assert (committed["seeds/tiles"] > committed["seeds/table"]).all()
    assert committed.facts["episodes"] <= 5000


def test_the_claim_every_seed_is_better_than_the_mark_of_102(committed):
    assert committed["seeds/tiles"].min() > -102
    assert committed.facts["figures"]["ours"]["different"] == 1000


def test_no_learner_is_better_than_value_iteration(committed):
    figures = committed.facts["figures"]
    assert figures["value iteration"]["mean"] == pytest.approx(-97.5, abs=0.5)
    assert committed["seeds/tiles"].max() < figures["value iteration"]["mean"]
    assert figures["random"]["mean"] == -200


def test_the_committed_policy_is_the_one_that_was_shown(committed):
    shapes = {name: (3, count * (cells + 1) ** 2) for name, (count, cells) in chapter.KINDS}
    weights = policy.load("ch14_mountaincar", shapes)
    shown = chapter.values_of(weights["tiles"], chapter.MANY)(committed["after/observation"])
    assert shown == pytest.approx(committed["after/values"], abs=1e-4)
    assert np.array_equal(shown.argmax(axis=1)[:-1], committed["after/action"][:-1])


def test_before_never_arrives_and_after_does(committed):
    assert len(committed["before/action"]) == 201
    assert len(committed["after/action"]) < 125
    assert committed["after/observation"][-1][0] >= 0.5


def test_every_recorded_game_is_confirmed():
    assert all("confirmed" in line for line in replay.confirm("ch14_mountaincar"))
