import gymnasium
import numpy as np
import pytest

from envs.connect4 import BOARD, has_four
from learners.boards import fours, growth
from learners.boards.negamax import solve


@pytest.fixture
def env():
    return gymnasium.make(fours.NAME)


def play_in_the_environment(env, seed):
    """Yields each board of a random game as it is seen, with its info."""
    observation, info = env.reset(seed=seed)
    generator, over = np.random.default_rng(seed), False
    while not over:
        yield observation, info
        observation, _, over, _, info = env.step(int(generator.choice(np.flatnonzero(info["action_mask"]))))


def test_a_seen_board_and_its_numbers_say_the_same(env):
    for observation, info in play_in_the_environment(env, 1):
        own, full = fours.read(observation, info["player"])
        mine, theirs, landing = fours.encode(own, full)[0].transpose(0, 2, 1)[:, ::-1]
        assert np.array_equal(mine, observation == info["player"])
        assert np.array_equal(theirs, observation == 3 - info["player"])
        assert np.array_equal(landing.any(axis=0), info["action_mask"])
        assert (landing.sum(axis=0) <= 1).all()
        assert np.array_equal(fours.find_legal(full)[0], info["action_mask"])


def test_discs_dropped_on_numbers_land_where_the_environment_puts_them(env):
    (own, full), generator = fours.empty(1), np.random.default_rng(2)
    observation, info = env.reset(seed=2)
    over = False
    while not over:
        action = int(generator.choice(np.flatnonzero(info["action_mask"])))
        own, full = fours.drop(own, full, np.array([action]))
        observation, reward, over, _, info = env.step(action)
        assert has_four(own ^ full)[0] == (reward == 1)
        assert over == (reward == 1 or full[0] == BOARD)
        assert over or (own, full) == fours.read(observation, info["player"])


def test_a_mirrored_board_is_the_picture_turned_over(env):
    for observation, info in play_in_the_environment(env, 3):
        mirrored = [fours.mirror(bits) for bits in fours.read(observation, info["player"])]
        assert mirrored == list(fours.read(observation[:, ::-1], info["player"]))


def test_a_match_gives_each_seed_the_same_game_whatever_is_played_beside_it():
    many, few = (fours.match(fours.search(2), fours.play_randomly, count, 50) for count in (40, 10))
    assert many.prints[:10] == few.prints
    assert many.seeds == tuple(range(50, 90))
    assert many.different == 40


def test_a_match_counts_wins_for_the_player_in_either_seat():
    strong, weak = fours.search(4), fours.play_randomly
    for seats in ((1,), (2,), (1, 2)):
        assert fours.match(strong, weak, 60, 0, seats).mean > 0.9
        assert fours.match(weak, strong, 60, 0, seats).mean < -0.9


def test_the_one_who_begins_wins_more_random_games():
    first = fours.match(fours.play_randomly, fours.play_randomly, 2000, 0, (1,))
    assert first.share(1)[0] == pytest.approx(0.556, abs=0.03)
    assert first.length == pytest.approx(21.2, abs=0.5)


def test_always_the_middle_column_wins_more_often_than_chance():
    middle = fours.match(fours.prefer_middle, fours.play_randomly, 1000, 0, (1,))
    assert middle.share(1)[0] > 0.75


def test_a_deeper_search_is_stronger():
    assert fours.match(fours.search(4), fours.search(2), 200, 0).mean > 0.2


def test_games_against_search_open_with_two_to_six_random_moves():
    def refuse(own, full):
        counts.extend(bits.bit_count() for bits in full.tolist())
        return fours.play_randomly(own, full)

    counts = []
    fours.match(refuse, refuse, 300, 0)
    assert min(counts) == 2
    fours.match(refuse, refuse, 20, 0, (1,))
    assert min(counts) == 0


def test_equals_are_decided_by_lot():
    worth, lots = np.array([[0.5, 0.9, 0.9, -2.0]] * 2), np.array([[0.9, 0.1, 0.2, 0.99], [0.9, 0.2, 0.1, 0.99]])
    assert fours.choose(worth, lots).tolist() == [2, 1]


def test_endgames_are_solved_exactly():
    own, full, exact = fours.find_endgames(20, 26, 0)
    assert len(own) == 20
    assert all(bits.bit_count() == 26 for bits in full.tolist())
    for row in range(20):
        assert np.nanmax(exact[row]) == solve(int(own[row]), int(full[row]))
        assert np.array_equal(np.isnan(exact[row]), ~fours.find_legal(full[row : row + 1])[0])


def test_progress_goes_on_from_what_a_checkpoint_kept():
    first, second = (growth.Progress(4, 8, 2, 0) for _ in range(2))
    first.advance(0.5)
    second.load_state_dict(first.state_dict())
    assert (second.round, second.loss) == (1, 0.5)
