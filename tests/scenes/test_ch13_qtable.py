"""What chapter 13 draws is what its trace holds: entries, tiles, arrows, places and errors."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.ch13_qtable import Ch13Qtable
from scenes.mobjects.lake import Lake
from scenes.mobjects.outing import Outing
from scenes.mobjects.table import QTable
from tests.scenes.rehearsal import Moments, read, rehearse


class Seen(Moments):
    """What each beat shows."""

    def adjust(self, scene):
        return entries(scene.table), [read(number) for number in scene.sum.numbers]

    look_ahead = adjust

    def repeat(self, scene):
        return read(scene.steps.number), entries(scene.table), tiles(scene.lake), *map(read, scene.readout.numbers)

    def play_at_three_ages(self, scene):
        games = [each for each in scene.mobjects if isinstance(each, Outing)]
        distances = [game.walk.dot.get_center() - game.lake.stand(game.walk.states[-1]) for game in games]
        return read(scene.steps.number), distances, [game.walk.states for game in games]

    def make_the_ice_slippery(self, scene):
        if not hasattr(scene, "chart") or scene.chart not in scene.mobjects:
            return None
        return read(scene.steps.number), tiles(scene.lake), scene.chart.axes.values_at(scene.chart.spot.get_center())

    def remember(self, scene):
        tables = [each for each in scene.mobjects if isinstance(each, QTable)]
        return [(entries(table), table.lamp.row, boxes(table)) for table in tables]


def entries(table):
    """The numbers a viewer reads, rows of ends left out."""
    return np.array([[read(number) for number in row] for at, row in enumerate(table.numbers) if at not in table.ends])


def tiles(lake):
    """What is written on the tiles of frozen places; a bare tile is worth nothing."""
    texts = [number.text for number, letter in zip(lake.numbers, lake.letters, strict=True) if letter in "SF"]
    return np.array([float(text or 0) for text in texts])


def boxes(table):
    """How many red boxes are drawn: a rectangle has sixteen points."""
    return len(table.lamp.boxes.points) // 16


@pytest.fixture(scope="module")
def seen():
    seen = Seen(Trace.read("ch13_qtable"))
    rehearse(Ch13Qtable, after=seen.look, during=seen.look)
    return seen


@pytest.fixture(scope="module")
def open_places(seen):
    return [at for at, letter in enumerate("".join(seen.trace.facts["rows"])) if letter in "SF"]


def test_the_table_is_all_zero_before_the_first_lesson(seen):
    assert not seen.moments["adjust"][0][0].any()


@pytest.mark.parametrize("beat", ["adjust", "look_ahead"])
def test_a_lesson_changes_one_entry_to_what_the_line_of_arithmetic_says(seen, beat):
    (before, _), (after, (old, rate, target, again, new)) = seen.moments[beat][0], seen.moments[beat][-1]
    changed = np.argwhere(before != after)
    assert len(changed) == 1
    assert before[tuple(changed[0])] == old == again
    assert after[tuple(changed[0])] == new == pytest.approx(old + rate * (target - old), abs=1e-3)


def test_lake_table_and_error_always_show_the_episode_that_the_counter_says(seen, open_places):
    moments = [moment for moment in seen.moments["repeat"] if moment[0] > seen.moments["repeat"][0][0]]
    assert len(moments) > 20
    for episode, table, lake, error, share in moments:
        recorded = seen.trace["train/table"][int(episode)][open_places]
        assert table == pytest.approx(recorded, abs=5.1e-4)
        assert lake == pytest.approx(recorded.max(axis=1), abs=5.1e-3)
        assert error == pytest.approx(seen.trace["train/error"][int(episode)], abs=5.1e-4)
        assert share == pytest.approx(seen.trace["train/exploration"][int(episode)], abs=5.1e-4)
    assert moments[-1][0] == len(seen.trace["train/table"]) - 1


def test_walkers_of_all_ages_stand_where_their_game_was_after_as_many_moves(seen):
    moments = [moment for moment in seen.moments["play_at_three_ages"] if len(moment[2]) == 3]
    step, distances, states = moments[-1]
    assert step == 12
    assert states == [seen.trace[f"{reel}/observation"].tolist() for reel in ("age0", "age2", "after")]
    for distance, walk in zip(distances, states, strict=True):  # after 12 moves two have arrived, one never left
        assert walk[min(12, len(walk) - 1)] == walk[-1]
        assert distance == pytest.approx(np.zeros(3), abs=1e-6)


def test_slippery_ice_shows_the_recorded_chance_and_values(seen, open_places):
    moments = [moment for moment in seen.moments["make_the_ice_slippery"] if moment]
    episode, lake, (thousands, wins) = moments[-1]
    assert episode == 1000 * thousands == pytest.approx(seen.trace["ice/episode"][-1])
    assert wins == pytest.approx(seen.trace["ice/wins"][-1])
    assert lake == pytest.approx(seen.trace["ice/table"][-1][open_places].max(axis=1), abs=5.1e-3)


def test_the_lit_row_has_a_red_box_around_each_of_its_best_values(seen, open_places):
    ((table, row, count),) = seen.moments["remember"][-1]
    values = seen.trace["train/table"][-1]
    assert table == pytest.approx(values[open_places], abs=5.1e-4)
    assert count == np.isclose(values[row], values[row].max(), rtol=1e-3).sum() == 1


def test_arrows_lead_where_the_best_values_are_and_nowhere_from_an_unknown_place():
    lake = Lake(["SFFF", "FHFH", "FFFH", "HFFG"])
    assert len(lake.arrows.points) == 0
    values = np.zeros((16, 4))
    values[14] = 0.2, 0.1, 0.5, 0.5
    lake.show(values)
    middles = lake.arrows.points.reshape(2, -1, 3).mean(axis=1) - lake.place(14)
    assert [tuple(np.sign(middle.round(6))[:2]) for middle in middles] == [(1, 0), (0, 1)]


def test_only_changed_entries_are_redrawn():
    table = QTable(["left", "right"], 3)
    shapes = [[number.points for number in row] for row in table.numbers]
    values = np.zeros((3, 2))
    values[1, 0] = 0.5
    table.show(values)
    redrawn = [
        [number.points is not old for number, old in zip(*rows, strict=True)]
        for rows in zip(table.numbers, shapes, strict=True)
    ]
    assert redrawn == [[False, False], [True, False], [False, False]]
