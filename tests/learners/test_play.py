import gymnasium
import numpy as np
import pytest

from learners import figures, play, policy, replay
from learners.trace import Trace
from tests.chapters import ROOT


def push_the_pole(observation, info):
    return int(observation[2] + observation[3] > 0)


@pytest.fixture
def recorded():
    trace = Trace("ch9_cartpole")
    env = gymnasium.make("CartPole-v1", max_episode_steps=60)
    total = play.play(env, push_the_pole, trace, "after", 3, lambda seen, _: {"tilt": seen[2]})
    return trace, total


def test_a_recorded_game_starts_with_the_reset_and_ends_with_action_minus_one(recorded):
    trace, total = recorded
    first, _ = gymnasium.make("CartPole-v1").reset(seed=3)
    assert np.array_equal(trace["after/observation"][0], first)
    assert trace["after/action"][-1] == -1
    assert trace["after/reward"][-1] == 0
    assert trace["after/reward"].sum() == total == len(trace["after/action"]) - 1


def test_a_watched_value_stands_beside_the_step_it_was_seen_in(recorded):
    trace, _ = recorded
    assert np.array_equal(trace["after/tilt"], trace["after/observation"][:, 2])


def test_the_facts_of_a_reel_build_the_game_again(recorded):
    trace, _ = recorded
    assert trace.facts["after"] == {"env": "CartPole-v1", "kwargs": {"max_episode_steps": 60}, "seed": 3}


def test_a_recorded_game_is_confirmed_by_playing_it_again(recorded):
    trace, total = recorded
    assert replay.find_games(trace) == ["after"]
    assert f"{total:g} moves" in replay.replay(trace, "after")


def test_a_changed_observation_is_named_with_its_step(recorded):
    trace, _ = recorded
    trace["after/observation"][7, 0] += 1e-3
    with pytest.raises(replay.PartedError, match="step 7"):
        replay.replay(trace, "after")


def test_another_seed_parts_at_the_start(recorded):
    trace, _ = recorded
    trace.facts["after"]["seed"] = 4
    with pytest.raises(replay.PartedError, match="step 0"):
        replay.replay(trace, "after")


def test_a_game_cut_short_parts_at_its_end(recorded):
    trace, _ = recorded
    short = Trace("ch9_cartpole", after=trace.facts["after"])
    rows = {name: trace[f"after/{name}"][:20].copy() for name in ("action", "reward", "observation")}
    rows["action"][-1] = -1
    short.extend("after", **rows)
    with pytest.raises(replay.PartedError, match="goes on"):
        replay.replay(short, "after")


def test_a_game_without_an_end_is_refused(recorded):
    trace, _ = recorded
    short = Trace("ch9_cartpole", after=trace.facts["after"])
    short.extend("after", **{name: trace[f"after/{name}"][:20] for name in ("action", "reward", "observation")})
    with pytest.raises(replay.PartedError, match="have an end"):
        replay.replay(short, "after")


def test_several_games_in_one_reel_are_confirmed_one_by_one():
    trace = Trace("ch9_cartpole")
    for seed in (3, 8, 5):
        play.play(gymnasium.make("CartPole-v1"), lambda *_: 0, trace, "falls", seed)
    assert trace.facts["falls"]["seed"] == [3, 8, 5]
    assert "3 games" in replay.replay(trace, "falls")
    trace.facts["falls"]["seed"] = [3, 5, 8]
    with pytest.raises(replay.PartedError, match="observation"):
        replay.replay(trace, "falls")


def test_games_that_repeat_count_once_unless_lots_are_drawn():
    returns, prints = np.array([1.0, 1.0, 1.0, 0.0]), ("a", "a", "a", "b")
    games = (returns, np.ones(4), prints, (1, 2, 3, 4))
    assert figures.Evaluation(*games).mean == 0.5
    assert figures.Evaluation(*games, chance=True).mean == 0.75
    assert figures.Evaluation(*games).different == 2


def test_the_interval_of_a_share_is_wilsons():
    low, high = figures.find_interval(np.repeat([1.0, 0.0], [81, 182]))
    assert (low, high) == pytest.approx((0.2553, 0.3662), abs=2e-4)  # Newcombe 1998, method 3, 81 of 263
    assert figures.find_interval(np.ones(1000)) == pytest.approx((0.99617, 1.0), abs=1e-4)


def test_the_interval_of_a_mean_is_students():
    values = np.array([2.0, 3.0, 5.0, 9.0])
    low, high = figures.find_interval(values)
    assert (low, high) == pytest.approx((-0.176, 9.676), abs=1e-3)  # 4.75 -+ 3.18245 * 3.09570 / 2


def test_judged_games_start_from_different_seeds_and_repeat():
    env = gymnasium.make("CartPole-v1", max_episode_steps=50)
    first, second = (play.judge(env, push_the_pole, 10) for _ in range(2))
    assert first.different == 10
    assert first.prints == second.prints
    assert first.seeds == tuple(range(play.FRESH, play.FRESH + 10))


def test_the_random_player_keeps_to_the_mask():
    choose = play.random_player(4)
    assert {choose(0, {"action_mask": np.array([0, 1, 0, 1])}) for _ in range(50)} == {1, 3}
    assert {choose(0, {}) for _ in range(100)} == {0, 1, 2, 3}


def test_an_unknown_stem_lists_the_nearest():
    for near in ("ch9_cartpoll", "ch9", "cartpole", "cartpol"):
        with pytest.raises(ValueError, match=r"did you mean ch9_cartpole\?"):
            play.load_chapter(near)
    with pytest.raises(ValueError, match=r"ch1_animation, .*ch9_cartpole"):
        play.load_chapter("xyz")


def test_a_table_has_a_line_for_each_player():
    games = figures.Evaluation(np.array([1.0, -1.0]), np.array([5, 7]), ("a", "b"), (10, 11))
    lines = figures.table({"ours": games, "the best": 0.7402}).splitlines()
    assert len(lines) == 3
    assert "10-11" in lines[1]
    assert "exact" in lines[2]


def test_one_game_has_no_interval():
    alone = figures.Evaluation(np.array([19.0]), np.array([19]), ("a",), (10,))
    assert "of one game: none" in figures.table({"ours": alone})


@pytest.mark.parametrize("program", [play, replay])
def test_help_is_an_answer_and_a_missing_chapter_an_error(program, capsys):
    program.main(["--help"])
    assert "usage: python -m learners." in capsys.readouterr().out
    with pytest.raises(SystemExit, match="usage: python -m learners"):
        program.main([])


def test_the_help_of_a_chapter_explains_every_option(capsys):
    with pytest.raises(SystemExit) as left:
        play.main(["ch9_cartpole", "--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert all(words in said for words in ("games of each player", "of the first game", "a policy to judge"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ch9_cartpoll"], "did you mean ch9_cartpole"),
        (["ch2_gradient"], "plays no game"),
        (["ch9_cartpole", "--episodes", "0"], "at least one game, not 0"),
        (["ch9_cartpole", "--episodes", "-1"], "at least one game, not -1"),
        (["ch9_cartpole", "--seed", "-5"], "0 or more, not -5"),
        (["ch9_cartpole", "--file", "nowhere.safetensors"], "There is no policy nowhere"),
        (["ch9_cartpole", "--file", "media/policies/ch15_deepq.safetensors"], "a policy of ch15_deepq, not of ch9"),
    ],
)
def test_what_cannot_be_judged_ends_in_one_sentence(arguments, words, monkeypatch):
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit, match=words) as left:
        play.main(arguments)
    assert "\n" not in left.value.code


def test_a_policy_of_other_shapes_says_what_was_wanted(tmp_path):
    path = policy.save("ch13_qtable", {"firm": np.zeros((16, 3)), "slippery": np.zeros((16, 3))}, tmp_path / "mine")
    with pytest.raises(SystemExit, match="wanted is firm 16x4"):
        play.main(["ch13_qtable", "--file", str(path)])


@pytest.mark.parametrize(("source", "words"), [("ch9_cartpoll", "ch9_cartpole"), ("mine.npz", "no trace mine.npz")])
def test_what_cannot_be_replayed_ends_in_one_sentence(source, words):
    with pytest.raises(SystemExit, match=words):
        replay.main([source])
