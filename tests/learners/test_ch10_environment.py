import numpy as np
import pytest

from envs.frozenlake import LAKE
from learners import ch10_environment as chapter
from learners import replay
from learners.trace import Trace


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch10_environment")


def test_the_same_seed_makes_the_same_trace():
    first, second = (chapter.learn(**chapter.QUICK) for _ in range(2))
    assert first.sha256 == second.sha256


def test_the_claim_all_128_rules_are_gymnasiums(committed):
    assert len(committed["rules/state"]) == committed.facts["agree"] == 2 * 16 * 4
    assert committed["rules/ours"] == pytest.approx(committed["rules/theirs"])
    assert committed["rules/reward"] == pytest.approx(committed["rules/their_reward"])
    assert committed["rules/ours"].sum(axis=1) == pytest.approx(np.ones(128))


def test_the_map_is_built_cell_by_cell(committed):
    assert "".join(committed["cells/letter"]) == "".join(LAKE)
    assert committed["cells/row"].tolist() == [0] * 4 + [1] * 4 + [2] * 4 + [3] * 4


def test_every_step_answers_the_three_questions(committed):
    for reel in ("random", "solved", "cut"):
        action, leads = committed[f"{reel}/action"][:-1], committed[f"{reel}/leads"][:-1]
        assert np.array_equal(leads[np.arange(len(action)), action], committed[f"{reel}/observation"][1:])
        assert committed[f"{reel}/mask"].all()
        assert not committed[f"{reel}/ended"][:-1].any()


def test_games_end_at_the_goal_in_a_hole_or_after_a_hundred_steps(committed):
    assert committed["solved/observation"][-1] == 15
    assert committed["random/ended"][-1]
    assert committed["slippery/ended"][-1]
    assert len(committed["cut/action"]) == 101
    assert not committed["cut/ended"][-1]


def test_six_known_moves_rarely_help_on_slippery_ice(committed):
    figures = committed.facts["figures"]
    exact = figures["slippery: their exact chance"]["exact"]
    assert figures["slippery: six known moves"]["low"] < exact < figures["slippery: six known moves"]["high"]
    assert exact < figures["slippery: best fixed policy"]["exact"] / 10


def test_every_recorded_game_is_confirmed():
    assert all("confirmed" in line for line in replay.confirm("ch10_environment"))
