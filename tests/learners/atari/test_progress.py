import numpy as np
import pytest

from envs.atari import Step
from learners.atari.progress import Progress


def play(progress, points, over):
    """One step of three games."""
    over = np.array(over, bool)
    frames = np.zeros((3, 2, 2), np.uint8)
    progress.saw(Step(frames, np.array(points, float), over, over, np.ones(3, int), frames))


@pytest.fixture
def resumed():
    first = Progress(100, 3)
    play(first, [1, 2, 3], [True, True, True])
    first.note()
    play(first, [9, 9, 9], [False, False, False])
    then = Progress(100, 3)
    then.load_state_dict(first.state_dict())
    return then


def test_games_that_a_resume_cut_off_do_not_count(resumed):
    play(resumed, [4, 4, 4], [True, True, True])
    resumed.note()
    assert [row["score"] for row in resumed.rows] == [2, 3]
    assert [row["games"] for row in resumed.rows] == [3, 6]
    again = Progress(100, 3)
    again.load_state_dict(resumed.state_dict())
    assert again.facts()["restarted_at"] == [6, 9]


def test_a_finished_training_that_is_only_judged_again_was_not_taken_up(resumed):
    done = Progress(6, 3)
    done.load_state_dict(resumed.state_dict())
    assert done.facts()["restarted_at"] == resumed.facts()["restarted_at"] == [6]


def test_after_a_resume_the_curve_waits_for_the_longest_of_the_new_games(resumed):
    for over in ([True, False, False], [True, True, False], [True, True, False], [False, False, True]):
        play(resumed, [1, 1, 1], over)
        resumed.note()
    assert np.isnan([row["score"] for row in resumed.rows]).tolist() == [False, True, True, True, False]
    assert resumed.rows[-1]["score"] == np.mean([1, 2, 3, 1, 1, 2, 1, 1, 4])


def test_before_the_first_game_has_ended_there_is_no_score():
    progress = Progress(100, 3)
    progress.load_state_dict(progress.state_dict())
    assert "restarted_at" not in progress.facts()
    play(progress, [1, 1, 1], [False, False, False])
    progress.note()
    play(progress, [1, 1, 1], [True, False, False])
    progress.note()
    assert np.isnan(progress.rows[0]["score"])
    assert progress.rows[1]["score"] == 2
