"""What chapter 17 draws is what its trace holds, with a ball behind the wall and without."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.ch17_breakout import Ch17Breakout
from scenes.claims import ch17_breakout as claims
from scenes.mobjects.screen import Tempo
from scenes.mobjects.thinking import Thinking
from scenes.sets import ch16_pong as sets
from scenes.sets import ch17_breakout as own
from tests.scenes.rehearsal import read, rehearse


@pytest.fixture(scope="module")
def trace():
    return Trace.read("ch17_breakout")


def watched(path=None):
    """The moments of the tunnel: screen, bars, bar that is marked, second and value, bricks, tempo."""
    seen = []

    def look(scene):
        moving = [each.mobject for each in scene.animations]
        if isinstance(moving[0], Thinking):
            playing, bricks = moving
            lengths = [playing.bars.length(move) for move in range(len(playing.bars.bars))]
            thick = int(np.argmax([bar.height for bar in playing.bars.bars]))
            seen.append((playing.screen.read(), lengths, thick, playing.chart.spot.value, int(read(bricks.number))))

    rehearse(Ch17Breakout, during=look)
    return seen


def test_screen_moves_value_and_bricks_are_those_of_one_row(trace):
    moments, times = watched(), sets.seconds(trace, "tunnel")
    assert len(moments) > 10
    for screen, lengths, thick, (seconds, value), bricks in moments:
        row = int(np.abs(times - seconds).argmin())
        assert np.array_equal(screen, trace["tunnel/screen"][row])
        assert lengths == pytest.approx(trace["tunnel/probability"][row].astype(float), abs=1e-3)
        assert thick == trace["tunnel/action"][row]
        assert value == pytest.approx(float(trace["tunnel/value"][row]))
        assert bricks == trace["tunnel/bricks"][row]


def test_the_ball_behind_the_wall_passes_in_slow_motion(tmp_path, monkeypatch, through):
    monkeypatch.setenv("ML_TRACE", str(through.write(tmp_path / "through.npz")))
    found, times = claims.behind(through), sets.seconds(through, "tunnel")
    seconds = [moment[3][0] for moment in watched()]
    near = [second for second in seconds if times[found - 10] < second < times[found + 50]]
    assert len(near) >= 5  # two looks a second, and half a second of the game lasts four times as long
    assert seconds == sorted(seconds)


@pytest.fixture(scope="module")
def through(trace):
    """The committed trace as if a ball had got behind the wall at row 250."""
    changed = Trace("ch17_breakout", **trace.facts)
    changed.facts["tunnel"] = trace.facts["tunnel"] | {"behind_the_wall": 3}
    for reel in trace.reels():
        columns = {name.split("/")[1]: trace[name].copy() for name in trace.columns() if name.startswith(f"{reel}/")}
        if reel == "tunnel":
            columns["ball"][:, 1] = np.where(np.arange(len(columns["ball"])) < 250, 120, 45)
        changed.extend(reel, **columns)
    return changed


def test_the_last_tick_of_the_curve_is_the_length_of_the_training(trace):
    _, last, *_ = sets.growth(trace, 9, 1.5, (0, 0)).submobjects[0].ticks
    assert float(last.text) == pytest.approx(trace["train/steps"][-1] / 1e6, abs=0.05)


def test_the_words_follow_the_ball(through):
    assert claims.behind(through) == 250
    assert "In 3 of" in claims.searching(through)
    fell = int(through["tunnel/bricks"][250]) - int(through["tunnel/bricks"][-1])
    assert f"{fell} bricks fell" in claims.tunnel_verdict(through)
    assert claims.lesson(through).endswith("it digs a tunnel.")
    seconds = round((len(through["tunnel/ball"]) - 300) / 60)  # the ball of this trace never comes back
    assert claims.stay(through, 300) == f"Of the next {seconds} seconds it spends {seconds} above the wall."


def test_the_time_above_the_wall_is_what_the_screen_shows(trace):
    """Above the wall nothing but the ball is lit between the side walls."""
    rows = range(300, len(trace["tunnel/screen"]))
    black = trace.facts["palette"].index([0, 0, 0])
    lit = sum(bool((trace["tunnel/screen"][row, 32:57, 8:152] != black).any()) for row in rows)
    assert (
        claims.stay(trace, 300) == f"Of the next {len(rows) / 60:.0f} seconds it spends {lit / 60:.0f} above the wall."
    )


def test_the_patches_have_the_colors_of_their_bricks(trace):
    _, names = own.wall(trace)
    patches = names[2]
    assert len(patches) == 6
    picture, palette = trace["age_0/screen"][0], trace.facts["palette"]
    for place, patch in enumerate(patches):
        color = palette[picture[60 + 6 * place, 80]]
        assert np.round(255 * np.array(patch.get_fill_color().to_rgb())).tolist() == color
    assert len({tuple(palette[picture[60 + 6 * place, 80]]) for place in range(6)}) == 6


def test_long_reels_begin_at_their_own_pace_and_are_hurried_then(trace, tmp_path, monkeypatch):
    longer, seen = Trace("ch17_breakout", **trace.facts), []
    for reel in trace.reels():
        columns = {name.split("/")[1]: trace[name] for name in trace.columns() if name.startswith(f"{reel}/")}
        longer.extend(
            reel, **{name: np.concatenate([rows] * (3 if reel == "age_100" else 1)) for name, rows in columns.items()}
        )
    monkeypatch.setenv("ML_TRACE", str(longer.write(tmp_path / "longer.npz")))

    def look(scene):
        moving = [each.mobject for each in scene.animations]
        if scene.renderer.beat == "play_before_and_after" and isinstance(moving[-1], Tempo):
            seen.append((int(read(moving[-2].number)), float(moving[-1].number.text.removeprefix("×"))))

    rehearse(Ch17Breakout, during=look)
    steps, speeds = zip(*seen, strict=True)
    assert speeds[0] == 1
    assert max(speeds) > 8
    assert steps[-1] > len(trace["age_100/screen"])
