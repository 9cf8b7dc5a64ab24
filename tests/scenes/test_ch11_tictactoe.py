"""What chapter 11 draws is what its trace holds: positions, chances, choices and ends."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.ch11_tictactoe import Ch11Tictactoe
from scenes.sets import ch11_tictactoe as sets
from tests.scenes.rehearsal import read, rehearse


@pytest.fixture(scope="module")
def trace():
    return Trace.read("ch11_tictactoe")


def shown(chances):
    """What is written in each cell, nan where nothing is, and which cells are boxed."""
    texts = [
        [read(number) if number.get_fill_opacity() else np.nan for number in column]
        for column in (chances.numbers, chances.below)
    ]
    return *texts, [index for index, box in enumerate(chances.boxes) if box.get_stroke_width() > 0]


def test_at_its_turns_the_player_shows_chances_and_boxes_its_choice(trace):
    game = sets.as_x(trace)
    board, chances = (part for part, _ in game.parts)
    for row, (action, ours) in enumerate(zip(trace["x/action"], trace["x/ours"], strict=True)):
        game.show(row)
        said, exact, boxed = shown(chances)
        np.testing.assert_array_equal(board.boards[row], trace["x/observation"][row])
        if ours and action >= 0:
            np.testing.assert_allclose(said, trace["x/chance"][row, :, 0], atol=0.0051)
            np.testing.assert_allclose(exact, trace["x/exact"][row, :, 0], atol=0.0051)
            assert boxed == [action]
        else:
            assert np.isnan(said).all()
            assert boxed == []


@pytest.mark.parametrize(("reel", "column"), [("misled", "plain"), ("mended", "ahead")])
def test_on_the_boards_stands_what_each_player_goes_by(trace, reel, column):
    game = sets.judged(trace, reel, 0)
    for row in np.flatnonzero(trace[f"{reel}/ours"] & (trace[f"{reel}/action"] >= 0)):
        said, perfect, boxed = shown(game.show(row).parts[1][0])
        np.testing.assert_allclose(said, trace[f"{reel}/{column}"][row], atol=0.0051)
        np.testing.assert_allclose(perfect, trace[f"{reel}/perfect"][row])
        assert boxed == [np.nanargmax(trace[f"{reel}/{column}"][row])]
        assert not any("e" in number.text for number in game.parts[1][0].below)


def test_the_counts_of_random_games_are_those_of_the_games_that_are_over(trace):
    lesson = sets.lesson(trace)
    ends = [int(trace["lesson/end"][trace["lesson/game"] == game][0]) for game in range(12)]
    for row in (0, 30, len(trace["lesson/game"]) - 1):
        bars = lesson.show(row).parts[1][0]
        over = trace["lesson/game"][row] + (row == len(trace["lesson/game"]) - 1)
        wanted = [ends[:over].count(kind) for kind in range(3)]
        if row in (0, len(trace["lesson/game"]) - 1):
            assert [read(number) for number in bars.numbers] == wanted
        else:
            assert 0 <= sum(read(number) for number in bars.numbers) - sum(wanted) <= 1


def test_the_counter_and_the_cells_show_the_same_number_of_games(trace):
    moments = []

    def look(scene):
        if scene.renderer.beat == "learn":
            cells = [part for part in scene.mobjects if isinstance(part, sets.Chances)]
            count = [part for part in scene.mobjects if type(part).__name__ == "Counter"]
            if cells and count and cells[0].numbers[0].get_fill_opacity() == 1:
                moments.append((read(count[0].number), shown(cells[0])[0]))

    rehearse(Ch11Tictactoe, after=look, during=look)
    assert len(moments) > 15
    for games, said in moments:
        (row,) = np.flatnonzero(trace["train/games"] == games)
        np.testing.assert_allclose(said, trace["train/first"][row, :, 0], atol=0.0051)
