from learners import ch18_doubleq, ch19_invaders
from learners.atari.judge import Game


def test_it_is_the_learner_of_breakout():
    assert ch19_invaders.train is ch18_doubleq.train


def test_invaders_are_counted_and_saucers_are_not():
    game = Game(1, rewards=[0.0, 5.0, 30.0, 200.0, 0.0, 100.0, 10.0])
    assert ch19_invaders.hits(game).tolist() == [0, 1, 2, 2, 2, 2, 3]
    assert ch19_invaders.fallen(game) == 3


def test_a_wave_is_cleared_with_its_last_invader():
    assert ch19_invaders.fallen(Game(1, rewards=[10.0] * 36)) == ch19_invaders.WAVE
