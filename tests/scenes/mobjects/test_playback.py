"""Clocks never run back and end exactly at the last row; what is played together stays in step."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import VMobject

from scenes.mobjects.playback import Playback, accelerating, steadily
from scenes.mobjects.words import Number

SHARES = np.linspace(0, 1, 301)


@given(rows=st.integers(1, 5000), start=st.integers(0, 50))
def test_a_steady_clock_goes_from_its_start_to_the_last_row(rows, start):
    clock = steadily(rows, start)
    passed = [clock(share) for share in SHARES]
    assert passed[0] == min(start, rows - 1)
    assert passed[-1] == rows - 1
    assert all(np.diff(passed) >= 0)


@given(rows=st.integers(1, 100_000), slow=st.integers(0, 60))
def test_an_accelerating_clock_never_runs_back_and_ends_at_the_last_row(rows, slow):
    clock = accelerating(rows, slow)
    passed = [clock(share) for share in SHARES]
    assert passed[0] == 0
    assert passed[-1] == rows - 1
    assert all(np.diff(passed) >= 0)


def test_an_accelerating_clock_takes_its_time_at_first_and_turns_without_a_jerk():
    clock = accelerating(8001, 20)
    turn = next(share for share in np.linspace(0, 1, 100_001) if clock(share) >= 20)
    before, after = clock(turn) - clock(turn - 1e-4), clock(turn + 1e-4) - clock(turn)
    assert after == pytest.approx(before, rel=0.02)
    assert turn > 0.1
    assert clock(0.9) < 8000 * 0.6


class Shown(VMobject):
    """A thing with the one verb, that remembers what it was shown."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def show(self, value):
        self.seen.append(value)
        return self


def played(playback, frames=41):
    playback.begin()
    for share in np.linspace(0, 1, frames)[1:]:
        playback.interpolate(share)
    return playback.mobject.seen


def test_two_recordings_with_one_clock_are_always_at_the_same_row():
    clock = accelerating(500, 10)
    left = played(Playback(Shown(), list(range(500)), clock))
    right = played(Playback(Shown(), clock=clock))
    assert left == right
    assert left[0] == 0
    assert left[-1] == 499


@pytest.mark.parametrize("frames", [7, 41, 1001])
def test_the_last_row_is_shown_at_any_frame_rate(frames):
    assert played(Playback(Shown(), [3.0, 5.0, 9.0]), frames)[-1] == 9.0
    assert played(Playback(Shown(), np.array([[3.0], [9.0]]), between=True), frames)[-1] == [9.0]


def test_between_rows_it_eases_and_never_overshoots():
    seen = np.array(played(Playback(Shown(), np.array([[0.0, 10.0], [1.0, 0.0], [1.0, 5.0]]), between=True)))
    assert seen[0].tolist() == [0, 10]
    assert seen[20].tolist() == [1, 0]
    assert (np.diff(seen[:21, 0]) >= 0).all()
    assert (np.diff(seen[:21, 1]) <= 0).all()
    assert seen.min() == 0
    assert seen.max() == 10


def test_without_between_only_recorded_rows_are_shown():
    assert set(played(Playback(Shown(), [2, 3, 5, 7]), 101)) == {2, 3, 5, 7}


def test_one_row_is_enough_and_none_is_an_error():
    assert set(played(Playback(Shown(), [4]))) == {4}
    with pytest.raises(ValueError, match="the recording is empty"):
        Playback(Shown(), [])
    with pytest.raises(ValueError, match="cannot know what to show"):
        Playback(Shown())


def test_a_number_plays_without_a_copy_of_itself():
    number = Number(0, "{:6.1f}")
    playback = Playback(number, [1.0, 2.5])
    playback.begin()
    playback.finish()
    assert number.text.strip() == "2.5"
    assert playback.starting_mobject is number
