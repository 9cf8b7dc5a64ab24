"""What chapter 8 draws is what its trace holds: tiles, dots, bars and counts."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.ch8_frozenlake import Ch8Frozenlake
from scenes.mobjects.axes import Axes
from scenes.mobjects.bars import Bars
from scenes.mobjects.checks import Checks
from scenes.mobjects.cloud import Cloud
from scenes.mobjects.lake import Lake
from scenes.mobjects.ledger import Ledger
from scenes.mobjects.onehot import OneHot
from scenes.style import color
from tests.scenes.rehearsal import Moments, read, rehearse


class Seen(Moments):
    """What each beat shows."""

    def play_at_random(self, scene):
        ledgers = [each for each in scene.mobjects if isinstance(each, Ledger)]
        return [sum(line[0].get_fill_opacity() > 0.99 for line in ledger.lines) for ledger in ledgers]

    def count_many_games(self, scene):
        return read(scene.steps.number), tiles(scene.lake)

    def adjust_and_repeat(self, scene):
        if getattr(scene, "cloud", None) not in scene.mobjects:
            return None
        return read(scene.steps.number), tiles(scene.lake), heights(scene.cloud), read(scene.loss.numbers[0])

    def choose_the_best_move(self, scene):
        bars = [each for each in scene.mobjects if isinstance(each, Bars)]
        return [(read(scene.steps.number), [read(number) for number in each.numbers], marked(each)) for each in bars]

    def ask_whether_it_was_luck(self, scene):
        fields = [each for each in scene.mobjects if isinstance(each, Checks)]
        return [(len(field.held.points) // 16, len(field.failed.points) // 16) for field in fields]


def tiles(lake):
    texts = [number.text for number, letter in zip(lake.numbers, lake.letters, strict=True) if letter in "SF"]
    return np.array([float(text or 0) for text in texts])


def heights(cloud):
    dots = cloud.points.reshape(-1, len(cloud.outline), 3)
    return np.array([cloud.axes.values_at((dot.min(0) + dot.max(0)) / 2)[1] for dot in dots])


def marked(bars):
    return [bar.fill_color == color("best") for bar in bars.bars].index(True)


@pytest.fixture(scope="module")
def seen():
    seen = Seen(Trace.read("ch8_frozenlake"))
    rehearse(Ch8Frozenlake, after=seen.look, during=seen.look)
    return seen


@pytest.fixture(scope="module")
def open_places(seen):
    return [at for at, letter in enumerate("".join(seen.trace.facts["rows"])) if letter in "SF"]


def test_every_move_of_the_random_game_is_noted(seen):
    written = [count for moment in seen.moments["play_at_random"] for count in moment]
    assert written == sorted(written)
    assert written[-1] == len(seen.trace["before/action"]) - 1


def test_tiles_show_the_share_of_wins_of_as_many_games_as_are_counted(seen, open_places):
    counts, shares = seen.trace["games/count"].tolist(), seen.trace["games/share"]
    moments = [moment for moment in seen.moments["count_many_games"] if moment[0]]
    assert len(moments) > 8
    for count, shown in moments:
        assert shown == pytest.approx(shares[counts.index(int(count))][open_places].max(axis=1), abs=5.1e-4)


def test_tiles_dots_and_loss_show_the_step_that_the_counter_says(seen, open_places):
    trace, steps = seen.trace, seen.trace["train/step"].tolist()
    truth = np.array(trace.facts["truth"])
    possible = [(place, action) for place in open_places for action in range(4) if truth[place, action] > 0]
    moments = [moment for moment in seen.moments["adjust_and_repeat"] if moment and moment[0]]
    assert len(moments) > 15
    for step, shown, dots, loss in moments:
        chance = trace["train/chance"][steps.index(int(step))]
        assert shown == pytest.approx(chance[open_places].max(axis=1), abs=5.1e-4)
        assert dots == pytest.approx(np.clip([chance[pair] for pair in possible], 0.005, 1), rel=1e-4)
        assert loss == pytest.approx(trace["train/loss"][steps.index(int(step))], abs=5.1e-5)
    assert moments[-1][0] == steps[-1]


def test_the_bars_show_the_chances_of_the_place_and_mark_the_move_that_is_made(seen):
    moments = [each for moment in seen.moments["choose_the_best_move"] for each in moment]
    values, actions = seen.trace["after/values"], seen.trace["after/action"]
    assert {step for step, _, _ in moments} == set(range(7))
    for step, numbers, best in moments:
        row = min(int(step), 5)  # at the goal the last choice stays
        assert numbers == pytest.approx(values[row], abs=5.1e-5)
        assert best == actions[row]


def test_every_other_learner_is_ticked_off_as_it_ended(seen):
    moves = seen.trace["seeds/moves"]
    (last,) = seen.moments["ask_whether_it_was_luck"][-1]
    assert last == ((moves > 0).sum(), (moves < 0).sum())


def test_heat_spaced_by_powers_of_ten_tells_small_values_apart():
    lake = Lake(["SFFG"], pattern="{:.3f}", lowest=0.01).show(np.array([0.01, 0.1, 1.0, 0.0]))
    assert [lake._share(value) for value in (0.001, 0.01, 0.1, 1.0)] == pytest.approx([0, 0, 0.5, 1])
    assert lake.tiles[0].fill_color == color("heat_low")
    assert lake.tiles[2].fill_color == color("heat_high")


def test_the_largest_relative_bar_fills_its_track():
    bars = Bars(["left", "right"], [0.001, 0.002], mark_best=True, relative=True)
    assert [bar.width / track.width for bar, track in zip(bars.bars, bars.tracks, strict=True)] == pytest.approx(
        [0.5, 1]
    )
    bars.show([0.4, 0.1])
    assert bars.length(0) == pytest.approx(0.4)


def test_one_square_of_a_row_is_lit():
    rows = OneHot(["place", "move"], [16, 4]).show([9, 2]).rows
    lit = [[at for at, square in enumerate(squares) if square.fill_color == color("now")] for squares in rows]
    assert lit == [[9], [2]]


def test_a_dot_without_a_number_is_left_out_and_one_beyond_the_axes_stays_at_their_edge():
    axes = Axes((0, 1, 0.5), (0, 1, 0.5))
    cloud = Cloud(axes, [0.1, 0.2, 0.3], [0.5, np.nan, 7.0], color("sky"))
    assert heights(cloud) == pytest.approx([0.5, 1.0])
