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


def test_of_many_tunnels_the_one_that_brings_the_most_is_filmed(monkeypatch):
    filmed = []
    monkeypatch.setattr(ch17_breakout.film, "film", lambda trace, reel, game, *_, **__: filmed.append(game))
    trace = Trace("ch17_breakout", tunnel={})
    late = ch17_breakout.AFTER + 1  # after what is shown
    games = [
        Game(1, moves=[0] * 900, notes=[30.0, 8.0, *[30.0] * 898], rewards=[0.0, 1.0, *[0.0] * late, 400.0]),
        Game(2, moves=[0] * 900, notes=[30.0] * 500 + [8.0] * 400, rewards=[*[0.0] * 500, 4.0, 7.0]),
        Game(3, moves=[0] * 900, notes=[30.0] * 900, rewards=[7.0] * 90),
    ]
    ch17_breakout.show_tunnel(trace, ch16_pong.Policy(4), games, sticky=0.0)
    assert filmed == [games[1]]
    assert trace.facts["tunnel"] == {"searched": 3, "behind_the_wall": 2, "brought": 11.0, "points": 11.0}


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
