import numpy as np
import pytest

from scenes.mobjects.playback import hurrying, paced, speed, speeding_up

SHARES = np.linspace(0, 1, 201)


def test_time_speeds_up_from_the_first_speed_to_the_last_row():
    clock = speeding_up(8001, 20, first=24)
    rows = np.array([clock(share) for share in SHARES])
    assert (rows[0], rows[-1]) == (20, 8000)
    assert (np.diff(rows, 2) > 0).all()
    assert (clock(1e-6) - clock(0)) / 1e-6 == pytest.approx(24, rel=1e-3)


@pytest.mark.parametrize(("rows", "start"), [(41, 20), (21, 20), (2, 1), (6, 20)])
def test_where_few_rows_are_left_time_passes_steadily(rows, start):
    clock = speeding_up(rows, start, first=24)
    begin = min(start, rows - 1)
    assert [clock(share) for share in (0, 0.5, 1)] == [begin, (begin + rows - 1) / 2, rows - 1]


def test_speed_is_told_in_rows_a_second():
    clock = speeding_up(8001, 20, first=24)
    told = speed(clock, seconds=12)
    assert told(0) == pytest.approx(2, rel=0.01)
    assert told(0.5) == pytest.approx((clock(0.501) - clock(0.499)) / 0.002 / 12)
    assert told(1) > 4000


def test_each_row_takes_its_own_time():
    clock = paced([1.0, 3.0], start=5)
    assert [clock(share) for share in (0, 0.125, 0.25, 0.625, 1)] == [5, 5.5, 6, 6.5, 7]


def test_a_long_recording_is_hurried_in_the_middle_only():
    clock = hurrying(9324, 20, 60, first=4, last=3)
    rows = np.array([clock(share) for share in SHARES])  # a tenth of a second apart
    assert (rows[0], rows[-1]) == (0, 9323)
    assert np.diff(rows)[:40] == pytest.approx(6)
    assert np.diff(rows)[-30:] == pytest.approx(6)
    assert (np.diff(rows) > 5.999).all()
    assert np.diff(rows)[60:150] == pytest.approx(np.diff(rows)[60], rel=1e-3)
    assert np.abs(np.diff(np.log(np.diff(rows)))).max() < 0.5  # no jerk


@pytest.mark.parametrize(("rows", "seconds"), [(601, 20), (1, 5), (2000, 4)])
def test_what_is_short_or_leaves_no_room_is_not_hurried(rows, seconds):
    clock = hurrying(rows, seconds, 60, first=2, last=2)
    assert [clock(share) for share in (0, 0.5, 1)] == [0, (rows - 1) / 2, rows - 1]
