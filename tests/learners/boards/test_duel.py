import gymnasium
import numpy as np
import pytest

from learners.boards import duel, marks, noughts
from learners.play import judge

NAME = "envs.tictactoe:TicTacToe-v0"


def play_first_free(observation, info, generator=None):
    return int(np.flatnonzero(info["action_mask"])[0])


@pytest.fixture
def game():
    return gymnasium.make(NAME)


def test_the_opponents_win_is_our_loss(game):
    game = duel.Against(game, play_first_free, seat=1)
    game.reset(seed=0)
    rewards = [game.step(action)[1:3] for action in (8, 7, 3)]  # the opponent takes 0, 1 and 2
    assert rewards == [(0.0, False), (0.0, False), (-1.0, True)]


def test_in_the_second_seat_the_opponent_has_moved_already(game):
    observation, info = duel.Against(game, play_first_free, seat=2).reset(seed=0)
    assert observation.ravel().tolist() == [1] + [0] * 8
    assert info["player"] == 2


def test_a_seed_repeats_the_opponents_lots(game):
    first, second = (judge(duel.Against(game, duel.draw_lots, 2), play_first_free, 20, 5, chance=True) for _ in "ab")
    assert first.prints == second.prints
    assert first.different > 10


@pytest.mark.parametrize("seat", [1, 2])
def test_many_games_against_lots_bring_what_the_exact_count_says(game, seat):
    choice = (noughts.enumerate_positions().after >= 0).argmax(axis=1)
    games = judge(duel.Against(game, duel.draw_lots, seat), marks.follow(choice), 1000, 0, chance=True)
    wins, _, losses = noughts.meet_random(choice, seat)
    assert (games.returns == 1).mean() == pytest.approx(wins, abs=0.05)
    assert (games.returns == -1).mean() == pytest.approx(losses, abs=0.05)


def test_two_players_take_turns():
    turns = duel.take_turns(lambda *_: "first", lambda *_: "second")
    assert [turns(None, {"player": player}) for player in (1, 2)] == ["first", "second"]
