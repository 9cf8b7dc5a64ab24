import numpy as np
import pytest

from learners.boards import noughts

POSITIONS = noughts.enumerate_positions()
CORNERS, EDGES = [0, 2, 6, 8], [1, 3, 5, 7]


def test_there_are_5478_positions_and_765_that_differ():
    boards, twins = noughts.find_twins()
    assert len(POSITIONS.boards) == len(np.unique(POSITIONS.boards, axis=0)) == 5478
    assert len(boards) == 765
    assert [np.sum(POSITIONS.end == end) for end in (0, 1, 2)] == [626, 16, 316]
    assert np.array_equal(twins[boards], np.arange(765))


def test_random_play_wins_as_often_as_the_known_figures_say():
    first = noughts.solve_random_play()[POSITIONS.after[0], 0]
    assert first[4] == pytest.approx(0.6929, abs=5e-5)
    assert first[CORNERS] == pytest.approx(0.6071, abs=5e-5)
    assert first[EDGES] == pytest.approx(0.5357, abs=5e-5)
    assert noughts.solve_random_play()[0] == pytest.approx([0.5849, 0.1270, 0.2881], abs=5e-5)


def test_many_random_games_end_as_the_count_says():
    path, end = noughts.play_random(20_000, np.random.default_rng(0))
    assert np.bincount(end) / 20_000 == pytest.approx(noughts.solve_random_play()[0], abs=0.012)
    assert (POSITIONS.end[path[:, -1]] == end).all()


def test_perfect_play_ties_from_every_first_mark():
    assert noughts.solve_perfect_play()[0] == 0
    assert (noughts.solve_perfect_play()[POSITIONS.after[0]] == 0).all()


def test_perfect_play_is_what_a_plain_minimax_finds():
    def minimax(board, mover):
        end = noughts.find_ends(np.array([board]))[0]
        if end >= 0:
            return 1 - end
        after = [minimax((*board[:cell], mover, *board[cell + 1 :]), 3 - mover) for cell in range(9) if not board[cell]]
        return max(after) if mover == 1 else min(after)

    value = noughts.solve_perfect_play()
    places = np.random.default_rng(1).choice(np.flatnonzero((POSITIONS.boards > 0).sum(axis=1) >= 5), 60, replace=False)
    for place in places:
        assert minimax(tuple(POSITIONS.boards[place].tolist()), POSITIONS.mover[place]) == value[place]


def test_turned_and_mirrored_boards_are_worth_the_same():
    _, twins = noughts.find_twins()
    chances = noughts.solve_random_play()
    for twin in range(0, 765, 5):
        same = chances[twins == twin]
        assert np.ptp(same, axis=0) == pytest.approx(np.zeros(3), abs=1e-12)


def test_no_player_who_never_loses_beats_random_play_more_often_than_the_limit():
    assert noughts.find_limit(1) == pytest.approx(0.99479, abs=5e-6)
    assert noughts.find_limit(2) == pytest.approx(0.9164, abs=5e-5)


def test_the_exact_chance_against_random_play_is_the_share_of_many_games():
    choice = np.where(POSITIONS.after >= 0, 0, -1).argmax(axis=1)  # always the first free cell
    generator, wins = np.random.default_rng(2), 0
    for _ in range(4000):
        place = 0
        while POSITIONS.end[place] < 0:
            free = np.flatnonzero(POSITIONS.after[place] >= 0)
            cell = choice[place] if POSITIONS.mover[place] == 1 else generator.choice(free)
            place = POSITIONS.after[place, cell]
        wins += POSITIONS.end[place] == 0
    assert wins / 4000 == pytest.approx(noughts.meet_random(choice, 1)[0], abs=0.025)
    assert noughts.find_worst(choice, 1)[0] == -1


def test_a_board_is_found_among_the_positions():
    for place in (0, 1, 500, 5477):
        assert noughts.locate(POSITIONS.boards[place].reshape(3, 3)) == place


def test_shared_answers_cannot_be_written():
    with pytest.raises(ValueError, match="read-only"):
        noughts.solve_random_play()[0] = 1
    with pytest.raises(ValueError, match="read-only"):
        POSITIONS.boards[0] = 1
