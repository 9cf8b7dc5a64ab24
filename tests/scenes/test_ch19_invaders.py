"""What chapter 19 draws is what its trace holds: pictures, guesses, points and the invaders that are left."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.ch19_invaders import Ch19Invaders
from scenes.claims import atari
from scenes.claims import ch19_invaders as claims
from scenes.mobjects.guessing import spread
from scenes.mobjects.pixelart import quadruple
from scenes.mobjects.screen import FADED
from scenes.sets import ch16_pong as sets
from scenes.sets import ch19_invaders as own
from tests.scenes.rehearsal import Moments, read, rehearse


@pytest.fixture(scope="module")
def trace():
    return Trace.read("ch19_invaders")


class Seen(Moments):
    """Screens, and what stands beside them, in each beat."""

    def clear(self, scene):
        moving = [each.mobject for each in scene.animations]
        if not isinstance(moving[0], own.Playing):
            return None
        playing, invaders, _ = moving
        thinking = playing.thinking
        lengths = [thinking.bars.length(move) for move in range(len(thinking.bars.bars))]
        thick = int(np.argmax([bar.height for bar in thinking.bars.bars]))
        numbers = [int(read(number)) for number in playing.tally.numbers]
        shown = (thinking.screen.pixel_array.copy(), lengths, thick, thinking.chart.spot.value)
        return (*shown, numbers, int(read(invaders.number)))

    def blink(self, scene):
        moving = [each.mobject for each in scene.animations]
        both = len(moving) == 2 and all(isinstance(each, sets.Screen) for each in moving)
        return [each.read() for each in moving] if both else None

    def play_before_and_after(self, scene):
        moving = [each.mobject for each in scene.animations]
        if not isinstance(moving[0], sets.Playing):
            return None
        *panels, step, _ = moving
        return int(read(step.number)), [panel.screen.pixel_array.copy() for panel in panels]


def moments(trace):
    seen = Seen(trace)
    rehearse(Ch19Invaders, during=seen.look)
    return {beat: [each for each in found if each is not None] for beat, found in seen.moments.items()}


@pytest.fixture(scope="module")
def watched(trace):
    return moments(trace)


def colors(trace, picture):
    return np.array(trace.facts["palette"], np.uint8)[picture]


def test_smoothed_screen_guesses_value_points_lives_and_invaders_are_those_of_one_row(trace, watched):
    times, (_, counts) = sets.seconds(trace, "wave"), claims.count(trace)
    span = spread(trace["wave/q"].astype(float))
    assert len(watched["clear"]) > 5
    for screen, lengths, thick, (seconds, value), (points, lives), invaders in watched["clear"]:
        row = int(np.abs(times - seconds).argmin())
        assert np.array_equal(screen[..., :3], colors(trace, quadruple(trace["wave/screen"][row])))
        guesses = trace["wave/q"][row].astype(float)
        assert lengths == pytest.approx(np.minimum(guesses, guesses.min() + span), abs=span / 500)
        assert thick == trace["wave/action"][row]
        assert value == pytest.approx(float(trace["wave/value"][row]))
        assert (points, lives) == (trace["wave/score"][row], trace["wave/lives"][row])
        assert invaders == counts[row]


def test_two_pictures_side_by_side_follow_one_another_and_the_rings_lie_on_the_shot(trace, watched):
    row = claims.blink(trace)
    screens, _, rings = own.successive(trace, row)
    shown = [screen.read() for screen in screens]
    assert np.array_equal(shown, trace["wave/screen"][row : row + 2])
    column, line = (round(place) for place in claims.shot(trace, row))
    shot = trace.facts["palette"].index(claims.SHOT)
    assert (shown[0][line - 1 : line + 2, column] == shot).any()
    assert not (shown[1] == shot).any()
    for screen, ring in zip(screens, rings, strict=True):
        assert np.allclose(ring.get_center(), screen.spot(*claims.shot(trace, row)))
    frames = trace["wave/screen"][row : row + 40]
    for both in watched["blink"]:
        assert any(np.array_equal(both, frames[first : first + 2]) for first in range(len(frames) - 1))


def test_both_enlargements_are_of_the_same_piece_of_the_same_picture(trace):
    (plain, smooth), _ = own.two_scalers(trace)
    picture = trace["age_0/screen"][7]
    rows, columns = own.CROP
    assert np.array_equal(plain.show(picture).read(), picture[rows, columns])
    larger = smooth.show(picture).read()
    assert larger.shape == (4 * (rows.stop - rows.start), 4 * (columns.stop - columns.start))
    assert np.array_equal(
        larger, quadruple(picture)[4 * rows.start : 4 * rows.stop, 4 * columns.start : 4 * columns.stop]
    )
    assert 0 < (larger != picture[rows, columns].repeat(4, 0).repeat(4, 1)).mean() < 0.2
    shape = (columns.stop - columns.start) / (rows.stop - rows.start)
    assert shape == pytest.approx(160 / 210)  # else it would look wider or narrower than the whole


def test_the_invader_beside_its_points_is_one_of_that_row(trace):
    _, names = own.cast(trace)
    icons = names[2]
    pictures = [icon.read() for icon in icons]
    assert len(pictures) == len(claims.POINTS) == 6
    first = trace["age_0/screen"][0]
    for place, picture in enumerate(pictures):
        assert (picture == picture.max()).sum() > 15
        top = own.ROWS[0] + place * own.ROWS[1]
        for column in range(6):  # the same invader stands six times in its row
            left = own.COLUMN + 16 * column
            assert np.array_equal(first[top : top + 10, left : left + 8], picture)
    assert len({picture.tobytes() for picture in pictures}) == 6


def test_before_and_after_show_the_step_that_the_counter_says_smoothed(trace, watched):
    assert len(watched["play_before_and_after"]) > 5
    reels = (atari.ages(trace)[0], atari.ages(trace)[-1])
    for step, screens in watched["play_before_and_after"]:
        for reel, screen in zip(reels, screens, strict=True):
            row = min(step, len(trace[f"{reel}/screen"]) - 1)
            shown = colors(trace, quadruple(trace[f"{reel}/screen"][row]))
            assert np.array_equal(screen[..., :3], np.round(shown * FADED) if step > row else shown)


def changed(trace, without=(), **facts):
    """The trace with some facts of its wave replaced, and without some reels."""
    other = Trace("ch19_invaders", **trace.facts)
    other.facts["wave"] = trace.facts["wave"] | facts
    for reel in (reel for reel in trace.reels() if reel not in without):
        names = [name.split("/")[1] for name in trace.columns() if name.startswith(f"{reel}/")]
        other.extend(reel, **{name: trace[f"{reel}/{name}"] for name in names})
    return other


def test_where_all_are_gone_the_counter_ends_at_none(trace, tmp_path, monkeypatch):
    gone = changed(trace, cleared=3, searched=10, first=400)
    monkeypatch.setenv("ML_TRACE", str(gone.write(tmp_path / "gone.npz")))
    invaders = [moment[5] for moment in moments(gone)["clear"]]
    assert claims.count(gone)[0] == "invaders left"
    assert claims.count(gone)[1][-1] == 0
    assert invaders == sorted(invaders, reverse=True)


def test_without_recorded_games_the_curve_stands_alone(trace, tmp_path, monkeypatch):
    short = Trace(
        "ch19_invaders", **{name: trace.facts[name] for name in ("game", "moves", "sticky", "seed", "training")}
    )
    short.extend("train", steps=trace["train/steps"], score=trace["train/score"])
    monkeypatch.setenv("ML_TRACE", str(short.write(tmp_path / "short.npz")))
    beats = []
    rehearse(Ch19Invaders, after=lambda scene: beats.append(scene.renderer.beat))
    assert list(dict.fromkeys(beats)) == ["opening", "grow_older"]


def test_without_a_wave_its_beats_are_left_out(trace, tmp_path, monkeypatch):
    path = changed(trace, without=("wave",)).write(tmp_path / "no_wave.npz")
    monkeypatch.setenv("ML_TRACE", str(path))
    beats = []
    rehearse(Ch19Invaders, after=lambda scene: beats.append(scene.renderer.beat))
    assert not {"blink", "clear"} & set(beats)
    assert "remember" in beats
