"""What chapter 12 draws is what its trace holds: positions, chances, exact values, choices, shares and figures."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes import style
from scenes.ch12_connect4 import Ch12Connect4
from scenes.claims import ch12_connect4 as claims
from scenes.mobjects.words import Counter
from scenes.sets import ch12_connect4 as sets
from tests.scenes.mobjects.test_board import drawn
from tests.scenes.rehearsal import read, rehearse


@pytest.fixture(scope="module")
def trace():
    return Trace.read("ch12_connect4")


def shown(chances):
    """What is written for each column, nan where nothing is, and which columns are boxed."""
    texts = [
        [read(number) if number.get_fill_opacity() else np.nan for number in column]
        for column in (chances.numbers, chances.below)
    ]
    return *texts, [index for index, box in enumerate(chances.boxes) if box.get_stroke_width() > 0]


@pytest.mark.parametrize(("reel", "rows"), [("first", (0, 9, 18)), ("second", (17, 19, 31))])
def test_beside_the_board_stand_chances_exact_values_and_the_chosen_column(trace, reel, rows):
    game = sets.game(trace, reel)
    board, cells = game.parts[0][0], game.parts[1][0]
    for row in rows:
        said, exact, boxed = shown(game.show(row).parts[1][0])
        np.testing.assert_array_equal(drawn(board), trace[f"{reel}/observation"][row])
        if trace[f"{reel}/ours"][row]:
            np.testing.assert_allclose(said, trace[f"{reel}/ahead"][row], atol=0.0051)
            np.testing.assert_allclose(exact, (trace[f"{reel}/exact"][row] + 1) / 2)
            assert boxed == [trace[f"{reel}/action"][row]]
            assert cells.boxes[boxed[0]].get_stroke_color().to_hex() == style.color("best").to_hex()
        else:
            assert np.isnan(said).all()
            assert boxed == []


def test_the_line_below_ends_at_the_chance_of_the_last_column_chosen(trace):
    game = sets.game(trace, "second")
    for row, turn in ((0, None), (1, 1), (2, 1), (19, 19), (40, 39)):
        spot = game.show(row).parts[3][0]
        if turn is None:
            assert spot.get_fill_opacity() == 0
        else:
            chance = trace["second/ahead"][turn, trace["second/action"][turn]]
            assert spot.axes.values_at(spot.get_center()) == pytest.approx((turn, chance), abs=1e-3)


def test_random_games_are_counted_when_they_are_over(trace):
    lesson = sets.lesson(trace)
    board, bars = (part for part, _ in lesson.parts)
    game, end = trace["lesson/game"], trace["lesson/end"]
    ends = [int(end[game == one][0]) for one in range(12)]
    rows = np.flatnonzero(np.append(game[1:] != game[:-1], True))
    for row in (0, int(rows[4]), len(game) - 1):
        lesson.show(row)
        over = int((rows <= row).sum())
        assert [read(number) for number in bars.numbers] == [ends[:over].count(kind) for kind in (1, 0, -1)]
        np.testing.assert_array_equal(drawn(board), trace["lesson/board"][row])
    assert bars.bars[2].get_fill_color().to_hex() == style.color("orange").to_hex()


def test_strength_is_drawn_and_written_as_it_was_measured(trace):
    axes, curves = sets.strength(trace)
    for row in (0, 4, len(trace["train/round"]) - 1):
        *lines, legend = [part for part, _ in curves.show(row).parts]
        np.testing.assert_allclose([read(number) for number in legend.numbers], 100 * trace["train/wins"][row])
        for place, line in enumerate(lines):
            if row > 1:
                wanted = trace["train/round"][row], 100 * trace["train/wins"][row, place]
                assert axes.values_at(line.points[-1]) == pytest.approx(wanted, rel=2e-3)


def test_the_counter_the_chances_and_the_first_disc_belong_to_the_same_round(trace):
    moments = []

    def look(scene):
        if scene.renderer.beat != "learn":
            return
        columns = [part for part in scene.mobjects if isinstance(part, sets.InStep)]
        count = [part for part in scene.mobjects if isinstance(part, Counter)]
        cells = columns[0].parts[0][0] if columns else None
        if count and isinstance(cells, sets.Chances) and cells.numbers[0].get_fill_opacity() == 1:
            moments.append((read(count[0].number), shown(cells)))

    rehearse(Ch12Connect4, after=look, during=look)
    assert len({turn for turn, _ in moments}) > 10
    for turn, (said, exact, boxed) in moments:
        (row,) = np.flatnonzero(trace["train/round"] == turn)
        np.testing.assert_allclose(said, trace["train/first"][row], atol=0.0051)
        np.testing.assert_allclose(exact, [0, 0, 0.5, 1, 0.5, 0, 0])
        assert boxed == [trace["train/first"][row].argmax()]


def test_each_age_has_its_board_and_the_number_of_its_games(trace):
    for reel in claims.ages(trace):
        old = sets.old(trace, reel).show(9)
        np.testing.assert_array_equal(drawn(old.parts[0][0]), trace[f"{reel}/observation"][9])
        assert old[-1].text == f"{trace.facts[reel]['games']:,} games"


def test_the_table_holds_the_figures_with_their_intervals(trace):
    table = sets.table(trace)[0]
    for name, line in zip(sets.FIGURES.values(), table.numbers, strict=True):
        wanted = [100 * value for value in trace.facts["wins"][name]]
        assert [read(number) for number in line[:3]] == pytest.approx(wanted, abs=0.051)
        assert line[3].text.strip() == f"{trace.facts['figures'][name]['different']:,}"
