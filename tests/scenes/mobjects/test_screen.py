"""Screens draw palette colors exactly, sharp, in the shape of a television, and at the game's own pace."""

import numpy as np
import pytest
from manim import RIGHT, UP, Group, tempconfig

from learners.trace import Trace
from scenes.camera import QuickCamera
from scenes.mobjects.pixelart import quadruple
from scenes.mobjects.playback import Playback, speed, steadily
from scenes.mobjects.screen import FADED, Reel, Screen, Tempo, own_time

FRAMES = 30


@pytest.fixture(scope="module")
def recorded_game():
    trace = Trace.read("ch16_pong")
    return trace.facts["palette"], trace["age_0/screen"][200 : 200 + FRAMES]


def drawn(*mobjects, width=640):
    """The pixels of a frame with these mobjects, (height, width, 3)."""
    with tempconfig({"pixel_width": width, "pixel_height": width * 9 // 16}):
        camera = QuickCamera()
        camera.capture_mobjects(mobjects)
        return camera.pixel_array[..., :3].copy()


def test_what_is_shown_can_be_read_off_the_drawing(recorded_game):
    palette, frames = recorded_game
    screen = Screen(palette, frames[0]).scale(0.5).shift(UP)
    for frame in (frames[0], frames[-1], frames[7]):
        assert np.array_equal(screen.show(frame).read(), frame)
    assert len(np.unique(frames[-1])) > 3


@pytest.mark.parametrize("width", [2.0, 4.7, 8.0])
def test_only_colors_of_the_palette_are_drawn_at_any_size(recorded_game, width):
    palette, frames = recorded_game
    ground = drawn()[0, 0].tolist()
    colors = np.unique(drawn(Screen(palette, frames[9], width).shift(0.123 * UP)).reshape(-1, 3), axis=0).tolist()
    assert all(color in [*palette, ground] for color in colors)
    assert len(colors) >= 5


def test_it_has_the_shape_of_a_television_and_every_place_the_right_color(recorded_game):
    palette, frames = recorded_game
    screen = Screen(palette, frames[5], 6).shift(0.7 * UP + 2 * RIGHT)
    assert screen.width / screen.height == pytest.approx(4 / 3)
    pixels, scale = drawn(screen, width=1920), 1920 / QuickCamera().frame_width
    for row, column in ((0, 0), (209, 159), (30, 41), (100, 16), (120, 141)):
        x, y, _ = screen.spot(column, row)
        seen = pixels[int(540 - y * scale), int(960 + x * scale)]
        assert seen.tolist() == palette[frames[5][row, column]]


def test_a_refined_screen_shows_more_pixels_of_the_same_colors(recorded_game):
    palette, frames = recorded_game
    screen = Screen(palette, frames[0], refine=quadruple).show(frames[3])
    assert np.array_equal(screen.read(), quadruple(frames[3]))
    assert screen.pixel_array.shape == (840, 640, 4)


def test_played_at_its_own_pace_every_frame_of_the_video_shows_the_next_of_the_game(recorded_game):
    palette, frames = recorded_game
    seconds = own_time(frames)
    playing = Playback(Screen(palette, frames[0]), frames, steadily(FRAMES), run_time=seconds)
    assert seconds == (FRAMES - 1) / 60
    for frame in range(FRAMES):
        playing.interpolate(frame / 60 / seconds)
        assert np.array_equal(playing.mobject.read(), frames[frame])


def test_screens_that_are_played_together_show_the_same_moment(recorded_game):
    palette, frames = recorded_game
    screens = [Screen(palette, frames[0], width) for width in (2, 3)]
    playing = [Playback(screen, frames, steadily(FRAMES)) for screen in screens]
    for share in (0.0, 0.41, 1.0):
        for each in playing:
            each.interpolate(share)
        assert np.array_equal(screens[0].read(), screens[1].read())


def test_a_screen_can_fade_and_then_plays_on(recorded_game):
    palette, frames = recorded_game
    screen = Screen(palette, frames[0], 8)
    both = Group(screen, screen.edge())
    full = drawn(both).astype(float).mean()
    assert drawn(both.copy().fade(0.8)).astype(float).mean() < full / 2
    assert np.array_equal(screen.show(frames[1]).read(), frames[1])


def test_the_tempo_is_told_against_the_own_pace_of_the_game():
    tempo = Tempo()
    assert tempo.number.text == "×1"
    assert [tempo.show(rate).number.text for rate in (60, 15, 7.5, 480, 965)] == ["×1", "×0.25", "×0.12", "×8", "×16"]
    slowly = steadily(31)
    assert tempo.show(speed(slowly, 2.0)(0.5)).number.text == "×0.25"


def test_beyond_its_last_row_a_reel_fades_and_says_that_the_game_is_over(recorded_game):
    palette, frames = recorded_game
    reel = Reel(Screen(palette, frames[0]), frames)
    bright = reel.screen.pixel_array[..., :3].astype(float)
    for row, shown in ((3, 3), (FRAMES - 1, FRAMES - 1)):
        assert reel.show_picture(row) == shown
        assert np.array_equal(reel.screen.read(), frames[shown])
        assert reel.over.get_fill_opacity() == 0
    assert reel.show_picture(FRAMES) == FRAMES - 1
    assert reel.over.get_fill_opacity() == 1
    dark = reel.screen.pixel_array[..., :3]
    assert np.abs(dark - FADED * np.array(palette)[frames[-1]]).max() <= 0.5
    assert reel.show_picture(0) == 0
    assert np.array_equal(reel.screen.pixel_array[..., :3], bright)
    assert reel.over.get_fill_opacity() == 0
