import numpy as np
import pytest

from envs.frozenlake import LARGE_LAKE, FrozenLake
from learners.worlds import lake

FIRM, SLIPPERY = lake.tabulate(FrozenLake()), lake.tabulate(FrozenLake(slippery=True))


def test_the_linear_solve_gives_the_known_chances_under_random_play():
    chance = lake.solve_random_play(FIRM)
    assert chance[0] == pytest.approx([0.01394, 0.01625, 0.01163, 0.01394], abs=5e-6)
    assert chance[14] == pytest.approx([0.17582, 0.43929, 1, 0.14205], abs=5e-6)


def test_random_games_win_as_often_as_the_linear_solve_says():
    generator, env, wins = np.random.default_rng(0), FrozenLake(), 0
    for _ in range(3000):
        state, _ = env.reset(seed=None)
        over = False
        while not over:
            state, _, over, _, _ = env.step(int(generator.integers(4)))
        wins += state == 15
    chance = lake.solve_random_play(FIRM)[0].mean()
    assert abs(wins / 3000 - chance) < 4 * np.sqrt(chance / 3000)


def test_value_iteration_reaches_the_discounts_fifth_power_at_the_start():
    quality = lake.iterate_values(FIRM, 0.9)
    assert quality[0].max() == pytest.approx(0.9**5)
    assert lake.follow(FIRM, quality.argmax(axis=1)) == [0, 4, 8, 9, 13, 14, 15]


def test_the_best_fixed_policy_wins_three_in_four_games_on_slippery_ice():
    best = lake.iterate_values(SLIPPERY, 0.999).round(9).argmax(axis=1)
    assert lake.find_winning_chance(SLIPPERY, best) == pytest.approx(0.7402, abs=5e-5)


def test_the_large_lake_is_solved_too():
    table = lake.tabulate(FrozenLake(LARGE_LAKE))
    assert lake.iterate_values(table, 0.9)[0].max() == pytest.approx(0.9**13)


def test_a_walker_that_never_arrives_stops_at_the_limit():
    assert len(lake.follow(FIRM, np.zeros(16, dtype=int), steps=30)) == 31
