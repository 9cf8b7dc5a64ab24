import re

import numpy as np
import pytest
import torch

from learners.atari import film, judge
from learners.atari.players import random_player
from learners.ch16_pong import Policy
from learners.replay import PartedError
from learners.trace import Trace

KIND = {"name": "breakout", "size": 42, "moves": ["NOOP", "FIRE", "RIGHT", "LEFT"]}


def games(count=3, sticky=0.25, seed=0):
    return judge.judge(random_player(4, seed), count, seed, sticky=sticky, **KIND)


@pytest.fixture(scope="module")
def filmed():
    torch.manual_seed(0)
    (game,) = games(1)
    trace, policy = Trace("ch17_breakout"), Policy(4).eval()
    film.film(trace, "whole", game, policy.think, sticky=0.25, **KIND)
    film.film(trace, "middle", game, policy.think, first=20, last=40, every=4, sticky=0.25, **KIND)
    return trace, game


def test_a_film_holds_every_frame_and_every_point(filmed):
    trace, game = filmed
    assert len(trace["whole/screen"]) in range(4 * len(game.moves) - 3, 4 * len(game.moves) + 1)
    assert trace["whole/reward"].sum() == trace["whole/score"][-1] == game.score
    assert trace["whole/screen"].shape[1:] == (210, 160)
    assert trace["whole/screen"].max() < len(trace.facts["palette"])
    assert trace["whole/lives"][0] == 5
    assert trace["whole/lives"][-1] == 0
    assert np.allclose(trace["whole/probability"].sum(1), 1, atol=0.01)


def test_a_reel_from_the_middle_shows_the_same_screens(filmed):
    trace, game = filmed
    assert (trace["middle/screen"] == trace["whole/screen"][83:160:4]).all()
    assert (trace["middle_before/action"] == game.moves[:20]).all()
    assert trace["middle/score"][0] == trace["whole/score"][83]


def test_a_written_film_is_confirmed_by_the_emulator(filmed, tmp_path):
    trace = Trace.read(filmed[0].write(tmp_path / "film.npz"))
    assert re.search("screens, .* points.*confirmed", film.replay(trace, "whole"))
    assert "confirmed" in film.replay(trace, "middle")


@pytest.mark.parametrize("column", ["screen", "reward", "action"])
def test_a_film_that_was_tampered_with_is_not(filmed, tmp_path, column):
    trace = Trace.read(filmed[0].write(tmp_path / "film.npz"))
    changed = trace[f"whole/{column}"]
    changed[100:140] = changed[100:140] + 1 if column != "action" else 3 - changed[100:140]
    with pytest.raises(PartedError, match=r"row 1\d\d"):
        film.replay(trace, "whole")


def test_what_the_player_saw_is_recalled(filmed):
    _, game = filmed
    piles = film.recall(game, sticky=0.25, **KIND)
    assert piles.shape == (len(game.moves), 21, 21, 16)
    assert (piles[:-1, :, :, 4:] == piles[1:, :, :, :12]).all()


def test_games_from_the_same_seeds_are_the_same():
    one, two = games(), games()
    assert [game.moves for game in one] == [game.moves for game in two]
    assert [game.seed for game in one] == [50_000_000, 50_000_001, 50_000_002]


def test_games_that_repeat_one_another_count_once():
    (game,) = games(1, sticky=0.0)
    figures = judge.measure({"twice": [game, game]})
    assert figures["twice, points"].different == 1
    assert figures["twice, points"].mean == game.score
    assert figures["twice, hits a life"].mean == pytest.approx(game.score / 5)


def test_greedy_games_and_those_as_trained_are_searched_once_each_and_random_ones_never():
    one, two, other, chance = (judge.Game(seed, [seed], [float(seed)]) for seed in (1, 2, 3, 4))
    played = {"random, sticky 0": [chance], "greedy, sticky 0": [one, one], "as trained, sticky 0": [one, two]}
    assert judge.searchable(played | {"greedy, sticky 0.25": [other]}, 0.0) == [one, two]


def test_returns_end_with_the_life():
    game = judge.Game(1, moves=[0] * 5, rewards=[0.0, 7.0, 0.0, 0.0, 1.0], life_over=[False, False, True, False, True])
    assert game.returns(0.5) == pytest.approx([0.5, 1.0, 0.0, 0.5, 1.0])
    assert game.hits_a_life == 1.0
    assert game.score == 8.0
