"""What chapter 18 draws is what its trace holds: pulls, guesses beside what came, screens and moves of one step."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.ch18_doubleq import Ch18Doubleq
from scenes.claims import atari
from scenes.claims import ch18_doubleq as claims
from scenes.mobjects.gap import Gap
from scenes.mobjects.growth import unit
from scenes.mobjects.guessing import Guessing
from scenes.mobjects.pulls import Pulls
from scenes.mobjects.thinking import Thinking
from scenes.sets import ch16_pong as sets
from scenes.sets import ch18_doubleq as own
from tests.scenes.rehearsal import read, rehearse


@pytest.fixture(scope="module")
def trace(recorded):
    """The committed trace; where it lacks the machines one by one, those of a short recording."""
    whole, quick = Trace.read("ch18_doubleq"), Trace.read(recorded("ch18_doubleq", "quick"))
    for reel in ("machines", "rows"):
        if reel not in whole.reels():
            names = [name for name in quick.columns() if name.startswith(f"{reel}/")]
            whole.extend(reel, **{name.split("/")[1]: quick[name] for name in names})
            whole.facts["machines"] = quick.facts["machines"]
    return whole


@pytest.fixture(scope="module")
def moments(trace, tmp_path_factory):
    """What was seen in each beat, and the names of all beats."""
    seen: dict = {}

    def look(scene):
        moving = [each.mobject for each in scene.animations]
        kept = seen.setdefault(scene.renderer.beat, [])
        if isinstance(moving[0], Pulls):
            kept.append((moving[0].level.values.copy(), len(moving[0].dots.points), int(read(moving[1].number))))
        elif isinstance(moving[0], Gap):
            kept.append([[spot.value for spot in gap.spots] for gap in moving])
        elif isinstance(moving[0], Guessing) and len(moving) == 4:
            *panels, step, _ = moving
            seen_in = [(each.screen.read(), numbers(each), each.over.get_fill_opacity()) for each in panels]
            kept.append((int(read(step.number)), seen_in))
        elif isinstance(moving[0], Thinking):
            playing, count, _ = moving
            thick = int(np.argmax([bar.height for bar in playing.bars.bars]))
            kept.append((playing.screen.read(), numbers(playing), thick, playing.chart.spot.value, read(count.number)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ML_TRACE", str(trace.write(tmp_path_factory.mktemp("ch18") / "whole.npz")))
        rehearse(Ch18Doubleq, during=look)
    return seen


def numbers(panel):
    return [read(number) for number in panel.bars.numbers]


def test_the_means_of_the_machines_run_through_those_that_were_recorded(trace, moments):
    means, shown = trace["machines/mean"], np.array([moment[0] for moment in moments["pull"]])
    assert len(shown) > 5
    each = moments["pull"][0][1] / moments["pull"][0][2]
    assert [moment[1] for moment in moments["pull"]] == [each * moment[2] for moment in moments["pull"]]
    assert shown[0] == pytest.approx(means[0])
    assert (shown >= means.min(0) - 1e-6).all()
    assert (shown <= means.max(0) + 1e-6).all()


def test_both_kinds_show_the_same_step_and_its_recorded_guesses(trace, moments):
    kinds, (size, _) = claims.kinds(trace), unit(claims.common(trace))
    assert ("compare_guesses" in moments) == bool(kinds)
    for panels in moments.get("compare_guesses", []):
        assert len({round(spots[0][0], 6) for spots in panels}) == 1
        for kind, spots in zip(kinds, panels, strict=True):
            for part, (step, value) in zip(("came", "guess"), spots, strict=True):
                columns = (trace[f"{kind}_guess/{name}"] for name in ("steps", part))
                assert value == pytest.approx(np.interp(step * size, *columns), abs=1e-4)


def test_panels_side_by_side_show_screen_and_guesses_of_the_step_that_the_counter_says(trace, moments):
    reels = [atari.ages(trace)[0], atari.ages(trace)[-1]]
    assert len(moments["play_before_and_after"]) > 5
    lengths = [len(trace[f"{reel}/screen"]) for reel in reels]
    assert moments["play_before_and_after"][-1][0] > min(lengths)  # it goes on when one game is over
    for step, panels in moments["play_before_and_after"]:
        for reel, length, (screen, guesses, over) in zip(reels, lengths, panels, strict=True):
            row = min(step, length - 1)
            assert np.array_equal(screen, trace[f"{reel}/screen"][row])
            assert guesses == pytest.approx(trace[f"{reel}/q"][row].astype(float), abs=0.006)
            assert over == (step > row)


def test_the_streak_shows_screen_guesses_move_value_and_count_of_one_row(trace, moments):
    times, passages = sets.seconds(trace, "streak"), claims.passages(trace)
    assert len(moments["go_behind"]) > 5
    for screen, guesses, thick, (second, value), count in moments["go_behind"]:
        row = int(np.abs(times - second).argmin())
        assert np.array_equal(screen, trace["streak/screen"][row])
        assert guesses == pytest.approx(trace["streak/q"][row].astype(float), abs=0.006)
        assert thick == trace["streak/action"][row]
        assert value == pytest.approx(float(trace["streak/value"][row]))
        assert count == sum(passage <= row for passage in passages)


def test_the_curves_of_the_machines_are_the_recorded_means(trace):
    _, curves, _ = own.more_pulls(trace, 0.0)
    for curve, way in zip(curves, ("single", "double"), strict=True):
        assert np.array_equal(curve.y, trace[f"bandit/{way}"])


def test_a_trace_of_plain_learning_alone_without_games_shows_what_it_has(trace, tmp_path, monkeypatch):
    short = Trace("ch18_doubleq", double=False, **{name: trace.facts[name] for name in ("moves", "sticky", "seed")})
    for reel in ("bandit", "plain_train", "plain_guess"):
        names = [name for name in trace.columns() if name.startswith(f"{reel}/")]
        short.extend(reel, **{name.split("/")[1]: trace[name] for name in names})
    monkeypatch.setenv("ML_TRACE", str(short.write(tmp_path / "short.npz")))
    beats = []
    rehearse(Ch18Doubleq, after=lambda scene: beats.append(scene.renderer.beat))
    shown = ["opening", "average", "compare_guesses", "grow_older"]
    assert list(dict.fromkeys(beats)) == [beat for beat in shown if beat != "compare_guesses" or claims.kinds(short)]
