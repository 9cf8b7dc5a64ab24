from copy import deepcopy

import numpy as np
import pytest
import torch

from envs.atari import atari
from learners import ch16_pong, ch18_doubleq
from learners.atari import arcade, ball, closeup, film, judge
from learners.atari.players import random_player
from learners.trace import Trace

KIND, STICKY = ch16_pong.KIND, 0.25


@pytest.fixture(scope="module")
def game():
    (game,) = judge.judge(random_player(3), 1, sticky=STICKY, **KIND)
    return game


@pytest.fixture(scope="module")
def recorded(game):
    torch.manual_seed(0)
    trace, policy = Trace("ch16_pong", training={"steps": 0}), ch16_pong.Policy(3).eval()
    film.film(trace, "best", game, policy.think, last=60, sticky=STICKY, **KIND)
    closeup.show_seen(trace, "best", game, 40, STICKY, KIND)
    ch16_pong.show_lesson(trace, deepcopy(policy), None, STICKY, 7e-4)
    return trace, policy


@pytest.mark.parametrize("size", [42, 84])
def test_folding_can_be_undone(size):
    world = atari("pong", 2, size=size)
    frames = [world.start(5), *(world.step(np.array([2, 3])).frames for _ in range(4))]
    stack = arcade.pile(arcade.fold(frames[0]))
    for frame in frames[1:]:
        stack = arcade.pile(arcade.fold(frame), stack)
    for game in (0, 1):
        assert np.array_equal(arcade.unfold(stack[game]).numpy(), [frame[game] for frame in frames[1:]])


def test_what_was_seen_belongs_to_the_screens_that_are_named(recorded):
    trace, _ = recorded
    assert trace["seen/row"].tolist() == [147, 151, 155, 159]  # the last frame of each of the four steps before step 40
    for frame, row in zip(trace["seen/frame"], trace["seen/row"], strict=True):
        is_ball = trace["best/screen"][row] == trace.facts["palette"].index([236, 236, 236])
        rows, columns = np.nonzero(is_ball[34:194, 20:138])
        if len(rows):  # the ball is lighter than its surroundings in the shrunk picture, too
            y, x = (rows.mean() + 34) / 5, (columns.mean() + 20) * 42 / 160
            near = frame[int(y - 1) : int(y + 2), int(x - 1) : int(x + 2)]
            assert near.max() > np.median(frame[8:38])


def test_a_stretch_holds_the_first_point_that_was_won():
    game = judge.Game(1, rewards=[0.0] * 300 + [-1.0] + [0.0] * 300 + [1.0] + [0.0] * 400)
    first, last = closeup.stretch(game, 256)
    assert (first, last) == (601 - 192, 601 + 64)
    lost = judge.Game(1, rewards=[0.0] * 100 + [-1.0] + [0.0] * 400)
    assert closeup.stretch(lost, 256) == (0, 256)
    short = judge.Game(1, rewards=[0.0] * 90 + [1.0])
    assert closeup.stretch(short, 256) == (0, 91)
    assert closeup.stretch(judge.Game(1, rewards=[0.0] * 300), 256) == (0, 256)


def test_a_lesson_is_a_stretch_of_a_game_that_can_be_played_again(recorded):
    trace, _ = recorded
    assert len(trace["lesson/action"]) == ch16_pong.LESSON_MOVES
    assert "confirmed" in film.replay(trace, "lesson")


def test_the_lesson_changes_probabilities_but_not_the_policy(recorded):
    trace, policy = recorded
    before, after = (trace[f"lesson/{name}"].astype(float) for name in ("probability", "after"))
    assert after.sum(1) == pytest.approx(1, abs=0.01)
    assert np.abs(after - before).max() > 1e-3
    game = judge.judge(policy.player(greedy=False), 1, sticky=STICKY, **KIND)[0]
    first = trace.facts["lesson"]["first"]
    piles = film.recall(game, sticky=STICKY, **KIND)[first : first + len(before)]
    with torch.no_grad():
        assert policy(piles)[0].exp().numpy() == pytest.approx(before, abs=1e-3)


def test_advantages_of_the_lesson_are_those_of_its_rewards_and_values(recorded):
    trace, _ = recorded
    value, reward = (trace[f"lesson/{name}"].astype(float) for name in ("value", "reward"))
    found = trace["lesson/advantage"].astype(float)
    surprise = reward[:-1] + ch16_pong.DISCOUNT * value[1:] - value[:-1]  # Pong has one life, so nothing ends here
    follow = found[:-1] - ch16_pong.DISCOUNT * ch16_pong.TRUST * found[1:]
    assert follow == pytest.approx(surprise, abs=0.01)


@pytest.mark.parametrize(("size", "channels", "side"), [(42, 16, 4), (84, 64, 8)])
def test_an_eye_sees_folded_frames_as_a_convolution_with_a_stride_sees_whole_ones(size, channels, side):
    torch.manual_seed(0)
    stack = torch.randint(0, 256, (4, size, size), dtype=torch.uint8)
    folded = torch.nn.Conv2d(channels, 3, 2)
    whole = torch.nn.Conv2d(4, 3, side, stride=side // 2)
    # channels: frame, row and column in the square
    cells = folded.weight.detach().view(3, 4, side // 2, side // 2, 2, 2)
    whole.weight.data = cells.permute(0, 1, 4, 2, 5, 3).reshape(3, 4, side, side)
    whole.bias.data = folded.bias.data
    pile = arcade.pile(arcade.fold(stack[:1].numpy()))
    for frame in stack[1:]:
        pile = arcade.pile(arcade.fold(frame[None].numpy()), pile)
    with torch.no_grad():
        seen = arcade.see(torch.nn.Sequential(folded, torch.nn.Flatten()).eval(), pile)
        assert torch.allclose(seen.view(3, 20, 20), whole(stack[None] / 255)[0], atol=1e-5)


def test_the_streak_is_filmed_from_a_little_before_the_first_flight_behind_the_wall():
    trace, values = Trace("ch18_doubleq"), ch18_doubleq.Values(4).eval()
    games = judge.judge(random_player(4), 2, sticky=0.0, **ch18_doubleq.KIND)
    for each in games:
        each.notes = [30.0] * len(each.moves)
        each.life_over = [False] * len(each.moves)
        each.notes[20:60] = [20.0] * 10 + [8.0] * 10 + [20.0] * 10 + [33.0] * 10  # as if it had been there, once
    games[0].rewards[40] -= 10  # less while the ball was behind the wall, though more in all
    games[0].rewards[-1] += 100
    closeup.show_streak(trace, values, games, 0.0, ch18_doubleq.KIND)
    facts = trace.facts["streak"]
    assert (facts["searched"], facts["flights"], facts["seed"]) == (2, 1, games[1].seed)
    assert facts["first"] == max(0, ball.find_streak(games[1])[2] - closeup.AROUND)
    assert trace["streak/ball"].shape == (len(trace["streak/screen"]), 2)
    assert trace["streak/q"].max(1) == pytest.approx(trace["streak/value"])
