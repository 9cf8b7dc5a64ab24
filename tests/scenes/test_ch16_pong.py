"""What chapter 16 draws is what its trace holds: screens, moves, values and scores of the same step."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.ch16_pong import Ch16Pong
from scenes.claims import atari
from scenes.claims import ch16_pong as claims
from scenes.mobjects.growth import unit
from scenes.mobjects.thinking import Thinking
from scenes.sets import ch16_pong as sets
from tests.scenes.rehearsal import read, rehearse


@pytest.fixture(scope="module")
def trace():
    return Trace.read("ch16_pong")


@pytest.fixture(scope="module")
def moments():
    """What was seen in each beat: screens, and what stood beside them."""
    seen = {}

    def look(scene):
        moving = [each.mobject for each in scene.animations]
        kept = seen.setdefault(scene.renderer.beat, [])
        if isinstance(moving[0], Thinking) and len(moving) == 3:  # the best game
            playing, points, tempo = moving
            lengths = [playing.bars.length(move) for move in range(len(playing.bars.bars))]
            thick = int(np.argmax([bar.height for bar in playing.bars.bars]))
            kept.append((playing.screen.read(), lengths, thick, playing.chart.spot.value, points, tempo.number.text))
            kept[-1] = (*kept[-1][:4], int(read(points.number)), kept[-1][5])
        if isinstance(moving[0], sets.Playing):
            *panels, step, tempo = moving
            screens = [(panel.screen.read(), panel.over.get_fill_opacity()) for panel in panels]
            kept.append((int(read(step.number)), screens, tempo.number.text))

    rehearse(Ch16Pong, during=look)
    return seen


def test_the_best_game_shows_screen_move_value_and_points_of_one_row(trace, moments):
    rows = sets.seconds(trace, "best")
    assert len(moments["play_best"]) > 20
    for screen, lengths, thick, (seconds, value), points, _ in moments["play_best"]:
        row = int(np.abs(rows - seconds).argmin())
        assert np.array_equal(screen, trace["best/screen"][row])
        assert lengths == pytest.approx(trace["best/probability"][row].astype(float), abs=1e-3)
        assert thick == trace["best/action"][row]
        assert value == pytest.approx(float(trace["best/value"][row]))
        assert points == trace["best/score"][row]


def test_the_game_is_whole_and_the_factor_of_its_middle_is_on_the_screen(trace, moments):
    factors = [moment[5] for moment in moments["play_best"]]
    assert factors[0] == "×1"
    assert factors[len(factors) // 2].startswith("×")
    assert int(factors[len(factors) // 2][1:]) > 5
    assert np.abs(trace["best/score"][-1]) <= 21
    assert max((trace["best/reward"] > 0).sum(), (trace["best/reward"] < 0).sum()) == 21


def test_panels_side_by_side_show_the_step_that_the_counter_says(trace, moments):
    shown = {"play_before_and_after": (atari.ages(trace)[0], atari.ages(trace)[-1])}
    shown["grow_older"] = atari.ages(trace)
    for beat, reels in shown.items():
        assert len(moments[beat]) > 5
        assert moments[beat][0][0] == 0
        for step, screens, tempo in moments[beat]:
            for reel, (screen, over) in zip(reels, screens, strict=True):
                assert np.array_equal(screen, trace[f"{reel}/screen"][step])
                assert not over
            assert 1 < float(tempo.removeprefix("×")) < 10


def test_what_it_sees_are_the_recorded_frames_of_the_screens_over_them(trace):
    eyes, seen = sets.Eyes(trace), trace["seen/frame"]
    for place in range(4):
        assert np.array_equal(eyes.frames[place].pixel_array[..., 0], seen[place])
        row = trace["seen/row"][place]
        assert np.array_equal(eyes.screens[place].read(), trace[f"{trace.facts['seen']['reel']}/screen"][row])
    assert np.diff(trace["seen/row"]).tolist() == [4, 4, 4]


def test_the_point_of_the_learning_curve_is_where_the_steps_say(trace):
    growth = sets.growth(trace, 9, 3, (0, 0))
    steps, scores = trace["train/steps"], trace["train/score"]
    for place in (len(steps) // 3, len(steps) - 1):
        x, y = growth.show(float(steps[place])).spot.value
        assert x == pytest.approx(steps[place] / unit(steps[-1])[0])
        assert y == pytest.approx(scores[place], abs=1e-3)
        assert growth.curve.shown == pytest.approx(place, abs=1e-3)


def test_curves_of_other_seeds_are_drawn_as_far_as_the_first(trace):
    growth = sets.growth(trace, 9, 3, (0, 0))
    seeds = atari.other_seeds(trace)
    assert len(seeds) == len(growth.others) >= 2
    for seed, (_, curve) in zip(seeds, growth.others, strict=True):
        steps = trace[f"seed_{seed}/steps"]
        growth.show(float(steps[1000]))
        assert curve.shown == pytest.approx(1000, abs=1e-3)
        assert np.array_equal(curve.y, atari.curve(trace, f"seed_{seed}"), equal_nan=True)
        assert curve.x[1000] == pytest.approx(float(steps[1000]) / unit(steps[-1])[0])


def test_advantages_are_drawn_as_they_were_recorded(trace):
    chart = sets.advantages(trace)
    for row in (0, claims.example(trace, good=True), claims.example(trace, good=False)):
        chart.show(row)
        assert chart.spot.value == (row / 15, float(trace["lesson/advantage"][row]))
        assert read(chart.number) == pytest.approx(float(trace["lesson/advantage"][row]), abs=0.006)


def test_the_bars_at_the_end_show_means_and_intervals_of_different_games(trace):
    drawn, _ = sets.scores(trace)
    known = atari.rows(trace) | {name: {"mean": score} for name, score in atari.elsewhere(trace).items()}
    assert [score.mean for score in drawn.scores] == sorted((each["mean"] for each in known.values()), reverse=True)
    for row, score in enumerate(drawn.scores):
        figure = known[score.name]
        assert read(drawn.numbers[row]) == pytest.approx(figure["mean"], abs=0.051)
        assert drawn.length(row) == pytest.approx(abs(figure["mean"]), abs=1e-3 * (drawn.high - drawn.low))
        if "low" in figure:
            ends = [float(text.replace("−", "-")) for text in drawn.ranges[row].text.split(" to ")]
            assert ends == pytest.approx([figure["low"], figure["high"]], abs=0.051)
            assert drawn.games[row].text == str(figure["different"])
        else:
            assert drawn.ranges[row].text == drawn.games[row].text == ""


def test_a_trace_without_games_shows_its_curve_alone(tmp_path, monkeypatch, trace):
    short = Trace("ch16_pong", **{name: trace.facts[name] for name in ("game", "moves", "sticky", "seed", "training")})
    short.extend("train", **{name: trace[f"train/{name}"][:200] for name in ("steps", "score")})
    monkeypatch.setenv("ML_TRACE", str(short.write(tmp_path / "short.npz")))
    beats = []
    rehearse(Ch16Pong, after=lambda scene: beats.append(scene.renderer.beat))
    assert list(dict.fromkeys(beats)) == ["opening", "grow_older"]


def test_short_runs_of_three_kinds_are_compared_where_they_were_recorded(tmp_path, monkeypatch, trace):
    with_kinds = Trace("ch16_pong", **{name: trace.facts[name] for name in ("game", "moves", "sticky", "seed")})
    curve = {name: trace[f"train/{name}"] for name in ("steps", "score")}
    with_kinds.extend("train", **curve)
    for place, kind in enumerate(claims.KINDS):
        with_kinds.extend(kind, steps=curve["steps"][:1500], score=curve["score"][place * 1600 : place * 1600 + 1500])
    path = with_kinds.write(tmp_path / "kinds.npz")
    monkeypatch.setenv("ML_TRACE", str(path))
    beats = []
    rehearse(Ch16Pong, after=lambda scene: beats.append(scene.renderer.beat))
    assert beats[-1] == "compare_kinds"
    assert claims.KINDS["clipped"] in claims.kinds_verdict(Trace.read(path))
    _, curves, names = sets.kinds(Trace.read(path))
    assert [len(each.x) for each in curves.values()] == [1500] * 3
    ends = [atari.last_score(with_kinds, kind) for kind in curves]
    assert ends == sorted(ends, reverse=True)  # the names stand in the order in which the curves end
    assert [name.text for name in names] == [claims.KINDS[kind] for kind in curves]
