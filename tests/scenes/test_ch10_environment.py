"""What chapter 10 draws is what its trace holds: places, answers, arrows and ticks."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.ch10_environment import Ch10Environment
from scenes.mobjects.checks import Checks
from scenes.mobjects.lake import Lake, Walk
from scenes.mobjects.moves import Moves
from scenes.style import color
from tests.scenes.rehearsal import Moments, read, rehearse

ROWS = ["SFFF", "FHFH", "FFFH", "HFFG"]


class Seen(Moments):
    """What each beat shows."""

    def where_am_i(self, scene):
        return scene.lake.letters if scene.lake in scene.mobjects else ""

    def step_by_step(self, scene):
        questions = scene.questions
        chosen = [name.fill_color == color("now") for name in questions.choice.names]
        over = [word.get_fill_opacity() for word in questions.over].index(1)
        place = scene.walk.dot.get_center() - scene.lake.place(15)
        return read(scene.steps.number), read(questions.place), chosen, read(questions.reward), over, place

    def compare_with_gymnasium(self, scene):
        fields = [each for each in scene.mobjects if isinstance(each, Checks)]
        return [(read(scene.steps.number), squares(field.held), squares(field.failed)) for field in fields]


def squares(shape):
    return len(shape.points) // 16


@pytest.fixture(scope="module")
def seen():
    seen = Seen(Trace.read("ch10_environment"))
    rehearse(Ch10Environment, after=seen.look, during=seen.look)
    return seen


def test_the_lake_is_built_from_the_recorded_map(seen):
    assert seen.moments["where_am_i"][0] == "".join(seen.trace.facts["rows"])


def test_the_answers_are_those_of_the_step_that_the_counter_says(seen):
    trace, moments = seen.trace, seen.moments["step_by_step"][3:]
    assert len(moments) > 8
    for step, place, chosen, reward, over, _ in moments:
        row = int(step)
        assert place == trace["solved/observation"][row]
        assert chosen == [action == trace["solved/action"][row] for action in range(4)]
        assert reward == trace["solved/reward"][row - 1]
        assert over == trace["solved/ended"][row]
    assert moments[-1][:2] == (6, 15)
    assert moments[-1][-1] == pytest.approx(np.zeros(3), abs=1e-6)


def test_as_many_rules_are_ticked_off_as_the_counter_says_and_none_failed(seen):
    counted = [each for moment in seen.moments["compare_with_gymnasium"] for each in moment if each[0]]
    assert len(counted) > 8
    assert all(count == held and not failed for count, held, failed in counted)
    assert counted[-1][0] == len(seen.trace["rules/state"]) == 128


def test_a_rule_that_does_not_hold_is_ticked_in_another_color():
    field = Checks([[True, False], [True, True]]).shift(np.array([1.0, 2.0, 0.0])).show(2)
    assert (squares(field.held), squares(field.failed)) == (2, 1)
    assert field.failed.get_center() == pytest.approx(np.array([1.3, 2.0, 0.0]))


def test_moves_draw_an_arrow_to_each_other_place_and_a_ring_for_staying():
    chance = np.zeros(16)
    chance[[0, 1, 4]] = 1 / 3
    moves = Moves(Lake(ROWS), color("sky")).show((0, chance))
    assert len(moves.arrows.points) == 2 * 7 * 4
    assert moves.ring.get_stroke_opacity() == 1
    assert [number.text for number in moves.numbers if number.text] == ["1/3"] * 3
    moves.show((0, np.eye(16)[4]))
    assert moves.ring.get_stroke_opacity() == 0
    assert not any(number.text for number in moves.numbers)


def test_a_push_against_the_edge_comes_back():
    lake = Lake(ROWS)
    walk = Walk(lake, [0, 0, 4], [0, 1])
    assert walk.show(0.5).dot.get_center()[0] < lake.stand(0)[0] - 0.1
    assert walk.show(1).dot.get_center() == pytest.approx(lake.stand(0))
    assert walk.show(1.5).dot.get_center() == pytest.approx((lake.stand(0) + lake.stand(4)) / 2)
    assert walk.show(7).dot.get_center() == pytest.approx(lake.stand(4))
