from learners import ch16_pong, ch17_breakout
from learners.atari.judge import Game, judge
from learners.atari.players import random_player
from learners.trace import Trace


def test_it_is_the_learner_of_pong():
    assert ch17_breakout.train is ch16_pong.train
    assert ch17_breakout.Policy is ch16_pong.Policy


def test_the_tunnel_is_filmed_from_a_little_before_the_first_ball_behind_the_wall():
    trace, policy = Trace("ch17_breakout"), ch16_pong.Policy(4).eval()
    games = judge(random_player(4), 2, sticky=0.0, **ch17_breakout.KIND)
    for game in games:
        game.notes = [30.0] * len(game.moves)
    games[1].notes[80:90] = [8.0] * 10  # as if it had been there
    ch17_breakout.show_tunnel(trace, policy, games, sticky=0.0)
    facts = trace.facts["tunnel"]
    assert (facts["searched"], facts["behind_the_wall"], facts["first"]) == (2, 1, 80 - ch17_breakout.BEFORE)
    assert facts["seed"] == games[1].seed
    assert trace["tunnel/ball"].shape == (len(trace["tunnel/screen"]), 2)


def test_without_a_tunnel_the_end_of_the_best_game_is_filmed():
    trace, policy = Trace("ch17_breakout"), ch16_pong.Policy(4).eval()
    games = judge(random_player(4), 2, sticky=0.0, **ch17_breakout.KIND)
    for game in games:
        game.notes = [30.0] * len(game.moves)
    ch17_breakout.show_tunnel(trace, policy, games, sticky=0.0)
    assert trace.facts["tunnel"]["behind_the_wall"] == 0
    assert trace["tunnel/lives"][-1] == 0


def test_a_game_counts_as_through_only_above_the_bricks():
    game = Game(1, notes=[-1.0, 7.0, 10.0, 11.0, 25.0])
    assert ch17_breakout.is_behind(game).tolist() == [False, True, True, False, False]
