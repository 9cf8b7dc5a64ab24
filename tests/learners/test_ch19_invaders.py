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


def test_of_all_games_the_one_whose_wave_went_soonest_is_shown_and_repeated_games_count_once():
    soon = [Game(seed, [0] * 41, [10.0] * 36 + [0.0] * 5) for seed in (1, 2)]
    late = Game(3, [0] * 60, [0.0] * 20 + [10.0] * 36 + [0.0] * 4)
    never = Game(4, [0] * 20, [10.0] * 20)
    best, cleared, searched = ch19_invaders.find_wave([never, late, *soon])
    assert (best.rewards, cleared, searched) == (soon[0].rewards, 2, 3)
    assert ch19_invaders.find_wave([never, Game(5, [0], [5.0])]) == (never, 0, 2)
