"""Chapters 17, 19 and 20 say that their learner is that of another game; 19 and 20 with the same settings."""

import inspect

import pytest

from learners import ch16_pong, ch17_breakout, ch18_doubleq, ch19_invaders, ch20_atari

OWN = {"game", "double", "checkpoints", "steps", "sticky", "judged"}  # the game, its length and how it is judged


def defaults(function):
    """The settings of a learner, but for those of its game."""
    given = inspect.signature(function).parameters.items()
    return {name: item.default for name, item in given if name not in OWN and item.default is not item.empty}


@pytest.mark.parametrize("chapter", [ch19_invaders, ch20_atari])
def test_other_games_are_learned_by_breakouts_network_and_settings(chapter):
    assert defaults(chapter.learn) == defaults(ch18_doubleq.learn)
    assert chapter.train is ch18_doubleq.train
    assert chapter.Values is ch18_doubleq.Values


def test_breakout_is_learned_by_pongs_network_and_learner_in_as_many_moves_an_update():
    pong, breakout = defaults(ch16_pong.learn), defaults(ch17_breakout.learn)
    own = {"games": ch17_breakout.GAMES, "rate": ch17_breakout.RATE}
    assert {**pong, **own}.items() >= breakout.items()
    assert ch17_breakout.train is ch16_pong.train
    assert ch17_breakout.Policy is ch16_pong.Policy
    assert pong["games"] * ch16_pong.HORIZON == ch17_breakout.GAMES * ch17_breakout.HORIZON
    trained = defaults(ch16_pong.train)  # what chapter 17 does not say itself
    assert {name: trained[name] for name in ("clip", "critic")} == {name: pong[name] for name in ("clip", "critic")}
