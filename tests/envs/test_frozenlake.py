import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from envs.frozenlake import DOWN, LAKE, LARGE_LAKE, LEFT, RIGHT, FrozenLake

NAME = "envs.frozenlake:FrozenIce-v0"


@pytest.fixture(params=[False, True], ids=["firm", "slippery"])
def slippery(request):
    return request.param


@pytest.mark.parametrize("rows", [LAKE, LARGE_LAKE, ("SG",)])
def test_gymnasium_finds_nothing_wrong(rows, slippery):
    check_env(gymnasium.make(NAME, rows=rows, slippery=slippery, render_mode="rgb_array").unwrapped)


@pytest.mark.parametrize(("rows", "name"), [(LAKE, "4x4"), (LARGE_LAKE, "8x8")])
def test_every_transition_is_gymnasiums(rows, name, slippery):
    ours = FrozenLake(rows, slippery)
    theirs = gymnasium.make("FrozenLake-v1", map_name=name, is_slippery=slippery).unwrapped.P
    for state in range(ours.observation_space.n):
        for action in range(4):
            expected = theirs[state][action]
            found = ours.outcomes(state, action)
            assert [each[1:] for each in found] == [each[1:] for each in expected]
            assert [each[0] for each in found] == pytest.approx([each[0] for each in expected])


def test_a_step_follows_the_outcomes(slippery):
    env = FrozenLake(slippery=slippery)
    generator = np.random.default_rng(0)
    state, _ = env.reset(seed=0)
    for _ in range(2000):
        action = int(generator.integers(4))
        possible = [outcome[1:] for outcome in env.outcomes(state, action)]
        state, reward, over, cut, _ = env.step(action)
        assert (state, reward, over) in possible
        assert not cut
        if over:
            state, _ = env.reset()


def test_slippery_ice_goes_each_way_a_third_of_the_time():
    env = FrozenLake(("FFF", "FSF", "FFG"), slippery=True)
    counts = dict.fromkeys((1, 3, 5, 7), 0)
    env.reset(seed=1)
    for _ in range(3000):
        env.reset()
        counts[env.step(LEFT)[0]] += 1
    assert counts[5] == 0
    assert all(abs(counts[state] - 1000) < 100 for state in (1, 3, 7))


def test_a_seed_repeats_a_game(slippery):
    def walk():
        env = gymnasium.make(NAME, slippery=slippery)
        seen = [env.reset(seed=5)[0]]
        for action in (RIGHT, RIGHT, DOWN, DOWN, DOWN, RIGHT):
            state, _, over, cut, _ = env.step(action)
            seen.append(state)
            if over or cut:
                break
        return seen

    assert walk() == walk()


def test_six_moves_reach_the_goal_of_firm_ice():
    env = gymnasium.make(NAME)
    env.reset(seed=0)
    rewards = [env.step(action)[1:3] for action in (DOWN, DOWN, RIGHT, RIGHT, DOWN, RIGHT)]
    assert rewards[:-1] == [(0.0, False)] * 5
    assert rewards[-1] == (1.0, True)


def test_a_game_is_cut_off_after_a_hundred_steps():
    env = gymnasium.make(NAME)
    env.reset(seed=0)
    cut = [env.step(LEFT)[3] for _ in range(100)]
    assert cut == [False] * 99 + [True]


@pytest.mark.parametrize("action", [-1, 4, 1.5, "left", None])
def test_an_action_that_is_none_is_refused_before_anything_changes(action):
    env = FrozenLake(render_mode="ansi")
    env.reset(seed=0)
    before = env.render()
    with pytest.raises(gymnasium.error.InvalidAction, match="left 0, down 1"):
        env.step(action)
    assert env.render() == before


def test_stepping_after_the_end_or_before_the_start_is_refused():
    env = FrozenLake()
    with pytest.raises(gymnasium.error.ResetNeeded):
        env.step(LEFT)
    env.reset(seed=0)
    env.step(RIGHT)
    env.step(DOWN)
    with pytest.raises(gymnasium.error.ResetNeeded):
        env.step(LEFT)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (("SFF", "FFF"), "needs a goal"),
        (("FFG",), "one start S, not 0"),
        (("SSG",), "one start S, not 2"),
        (("SXG",), "not of 'X'"),
        (("SF", "FFG"), "one length, not 2, 3"),
        ((), "list of rows"),
        ("SFFG", "list of rows"),
        (("SFH", "FHG"), "no way over the ice"),
    ],
)
def test_a_bad_map_is_refused_with_the_reason(rows, words):
    with pytest.raises(ValueError, match=words):
        FrozenLake(rows)


def test_an_unknown_way_to_render_is_refused():
    with pytest.raises(ValueError, match="ansi or rgb_array"):
        FrozenLake(render_mode="human")


def test_the_text_shows_the_walker_in_brackets():
    env = FrozenLake(render_mode="ansi")
    env.reset(seed=0)
    assert env.render().splitlines()[0] == "[S] F  F  F "
    env.step(RIGHT)
    assert env.render().splitlines()[:2] == ["  (right)", " S [F] F  F "]


def test_the_picture_shows_the_walker_where_it_stands():
    env = FrozenLake(render_mode="rgb_array")
    env.reset(seed=0)
    env.step(RIGHT)
    picture = env.render()
    assert picture.shape == (256, 256, 3)
    assert tuple(picture[32, 96]) == (0xF5, 0xE6, 0x63)
    assert tuple(picture[32, 32]) == (0x98, 0xA2, 0xB3)


def test_the_mask_is_a_copy():
    env = FrozenLake()
    _, info = env.reset(seed=0)
    info["action_mask"][:] = 0
    assert env.step(LEFT)[4]["action_mask"].all()
