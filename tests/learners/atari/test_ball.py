import numpy as np
import pytest

from envs.atari import atari, atari_in_color
from learners.atari import ball
from learners.atari.judge import Game
from learners.trace import Trace


def flights(*rows, over=(), points=None, longest=ball.STREAK):
    game = Game(seed=1, notes=[float(row) for row in rows], rewards=points or [0.0] * len(rows))
    game.life_over = [step in over for step in range(len(rows))]
    return ball.find_streak(game, longest)


def test_flights_behind_the_wall_are_counted_from_paddle_to_paddle():
    assert flights(25, 32, 20, 8, 9, 20, 33)[0] == 1
    assert flights(25, 32, 20, 8, 20, 33, -1, 33, 20, 9, -1, 7, 25, 36, 20, 33)[0] == 2
    assert flights(25, 32, 20, 19, 25, 33)[0] == 0


def test_a_lost_life_ends_a_streak():
    rows = (25, 32, 20, 8, 20, 33, 20, 8, 20, 33)
    assert flights(*rows)[0] == 2
    assert flights(*rows, over=(6,))[0] == 1


def test_of_a_long_row_the_part_with_the_most_points_is_found():
    rows = (20, *(8, 33, 20) * 5)  # five flights, each of three steps
    points = [0.0] * len(rows)
    points[8] = points[10] = 4.0  # in the third and the fourth
    assert flights(*rows, points=points)[0] == 5
    assert flights(*rows, points=points, longest=2) == (2, 8.0, 5, 11)


@pytest.mark.parametrize("size", [42, 84])
def test_the_ball_is_found_where_the_emulator_draws_it(size):
    grey, color = atari("breakout", 1, size=size), atari_in_color("breakout")
    grey.start(3)
    color.start(3)
    found = []
    for _ in range(12):
        came, twin = grey.step(np.array([0])), [color.step(np.array([0])) for _ in range(4)][-1]
        row, (column, height) = ball.find_row(came.frames[0]), ball.find_ball(twin.frames[0])["ball"]
        if row >= 0 and height >= 0:
            found.append(height)
            assert abs(row * 5 - height) < 10
            assert 8 <= column < 152
    assert len(found) > 5
    assert (np.diff(found) > 0).all()  # it falls, for nobody moves the paddle


def test_frames_of_both_sizes_tell_the_same_row():
    small, large = (atari("breakout", 1, size=size) for size in (42, 84))
    chance, rows = np.random.default_rng(2), []
    for world in (small, large):
        world.start(5)
    for _ in range(300):
        move = chance.integers(0, 4, 1)
        rows.append([ball.find_row(world.step(move).frames[0]) for world in (small, large)])
    small.close()
    large.close()
    found, again = np.array(rows).T
    assert (found >= 0).sum() > 50
    assert ((found >= 0) == (again >= 0)).mean() > 0.98
    assert np.abs(found - again).mean() < 0.1


def test_a_ball_among_the_bricks_is_not_guessed():
    frame = atari("breakout", 1, size=42).start(3)[0].copy()
    frame[ball.BELOW] = 0
    assert ball.find_row(frame) == -1
    frame[9, 20] = 90
    assert ball.find_row(frame) == 9


def test_bricks_are_counted_as_they_fall():
    color = atari_in_color("breakout")
    color.start(3)
    chance, standing, points = np.random.default_rng(0), [], 0.0
    for _ in range(900):
        step = color.step(np.array([chance.integers(0, 4)]))
        if step.game_over[0]:
            break
        points += step.reward[0]
        standing.append(int(ball.find_ball_and_bricks(step.last_frames[0])["bricks"]))
    assert standing[0] == 108
    assert points > 0
    assert 108 - standing[-1] == points  # the lowest two rows bring one point a brick
    assert (np.diff(standing) <= 0).all()


def test_the_ball_above_the_wall_is_found_though_it_is_grey_there():
    trace = Trace.read("ch17_breakout")
    palette = np.array(trace.facts["palette"], np.uint8)
    above = [row for row, (_, height) in enumerate(trace["tunnel/ball"]) if 0 <= height < ball.TOP_BRICKS]
    assert len(above) > 100
    for row in above[::20]:
        column, height = ball.find_ball(palette[trace["tunnel/screen"][row]])["ball"]
        assert (palette[trace["tunnel/screen"][row, int(height), int(column)]] == ball.GREY).all()
