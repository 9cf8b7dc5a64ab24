"""The scene of an episode plays recorded games of any environment, and what is drawn equals the trace."""

import numpy as np
import pytest

from learners import replay
from learners.trace import Trace
from scenes.claims import episode as claims
from scenes.episode import Episode
from scenes.mobjects.choices import Choices
from scenes.mobjects.picture import Picture
from scenes.mobjects.signed import Signed
from scenes.sets import episode as sets
from tests.own import ENVIRONMENTS, games
from tests.scenes.layout import faults
from tests.scenes.rehearsal import read, rehearse

pytestmark = pytest.mark.filterwarnings("ignore:.*Box observation space:UserWarning")


@pytest.fixture(scope="module")
def traces(tmp_path_factory):
    folder = tmp_path_factory.mktemp("games")
    return {name: games(name).write(folder / f"{name.split('/')[-1]}.npz") for name in ENVIRONMENTS}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_games_of_any_environment_are_readable(name, traces, monkeypatch):
    monkeypatch.setenv("ML_TRACE", str(traces[name]))
    found = faults(Episode, timed=False)
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize("stem", ["ch8_frozenlake", "ch9_cartpole", "ch11_tictactoe", "ch17_breakout"])
def test_games_of_the_chapters_are_readable_too(stem, monkeypatch):
    monkeypatch.setenv("ML_TRACE", f"media/traces/{stem}.npz")
    found = faults(Episode, timed=False)
    assert not found, "\n".join(["", *found])


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_games_of_any_environment_are_replayed(name, traces):
    trace = Trace.read(traces[name])
    for reel in replay.find_games(trace):
        assert "confirmed" in replay.replay(trace, reel)


def test_games_are_told_apart_with_their_seeds_lengths_and_returns(traces):
    trace = Trace.read(traces["Acrobot-v1"])
    found = claims.games(trace)
    assert [(game.reel[:5], game.number, game.seed) for game in found] == [
        ("first", 1, 3),
        ("first", 2, 4),
        ("a ree", 3, 5),
    ]
    ends = np.flatnonzero(trace["first/action"] == -1)
    assert [claims.steps(trace, game) for game in found[:2]] == [ends[0], ends[1] - ends[0] - 1]
    assert claims.total(trace, found[0]) == trace["first/reward"][: ends[0]].sum()


def test_what_is_drawn_is_the_step_of_the_trace(traces):
    trace = Trace.read(traces["Acrobot-v1"])
    game = claims.games(trace)[1]
    scene = sets.scene(trace, game).show(17)
    seen, choices, earned = (part for part, _ in scene.parts)
    row = game.rows.start + 17
    assert isinstance(seen, Signed)
    assert [read(number) for number in seen.numbers] == pytest.approx(trace["first/observation"][row], rel=2e-3)
    assert isinstance(choices, Choices)
    assert choices.taken[17] == trace["first/action"][row]
    so_far = trace["first/action"][game.rows.start : row + 1]
    assert choices.bars.values == pytest.approx([(so_far == action).mean() for action in range(3)])
    assert read(earned.number) == trace["first/reward"][game.rows.start : row + 1].sum()


def test_a_picture_is_the_observation(traces):
    trace = Trace.read(traces["ALE/Pong-v5"])
    scene = sets.scene(trace, claims.games(trace)[0]).show(5)
    picture = scene.parts[0][0]
    assert isinstance(picture, Picture)
    np.testing.assert_array_equal(picture.pixel_array[..., :3], trace["first/observation"][5])


@pytest.mark.parametrize(
    ("shape", "kind"),
    [((8, 20, 30), np.uint8), ((8, 3, 20, 30), np.uint8), ((8, 20, 30, 4), float), ((8, 4, 20, 30), np.uint8)],
)
def test_pictures_come_in_many_shapes(shape, kind):
    frames = (255 * np.random.default_rng(0).random(shape)).astype(np.uint8)
    seen = frames / 255 if kind is float else frames
    trace = Trace("episode")
    trace.extend("game", action=np.arange(8) % 2, reward=np.ones(8), observation=seen)
    drawn = sets.scene(trace, claims.games(trace)[0]).show(2).parts[0][0].pixel_array[..., :3]
    last = frames[2] if frames.ndim == 3 else np.moveaxis(frames[2], 0, -1) if shape[1] < 5 else frames[2]
    last = last[..., None] if last.ndim == 2 else last
    expected = last if last.shape[-1] == 3 else np.repeat(last[..., -1:], 3, axis=-1)
    np.testing.assert_allclose(drawn, expected, atol=1)


def test_a_screen_is_drawn_in_the_colors_of_its_palette():
    trace = Trace.read("ch17_breakout")
    game = claims.games(trace)[0]
    picture = sets.scene(trace, game).show(3).parts[0][0]
    palette = np.array(trace.facts["palette"])
    np.testing.assert_array_equal(picture.pixel_array[..., :3], palette[trace[f"{game.reel}/screen"][3]])


def test_the_best_action_is_marked_only_where_actions_were_judged(traces):
    plain, judged = Trace.read(traces["Acrobot-v1"]), Trace.read("ch9_cartpole")
    marked = [sets.scene(trace, claims.games(trace)[0]).parts[1][0].bars.mark_best for trace in (plain, judged)]
    assert marked == [False, True]


def test_of_many_games_some_are_played_and_all_are_counted():
    trace = Trace.read("ch9_cartpole")
    every, played = claims.games(trace), claims.shown(trace)
    assert len(every) > 50
    assert len(played) == claims.SHOWN
    assert (played[0], played[-1]) == (every[0], every[-1])
    assert f"Game {played[1].number} of {len(every)}" in claims.announcement(trace, played[1])


def test_a_trace_without_games_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setenv("ML_TRACE", "media/traces/ch2_gradient.npz")
    with pytest.raises(SystemExit, match="the trace of ch2_gradient holds no game"):
        rehearse(Episode)
