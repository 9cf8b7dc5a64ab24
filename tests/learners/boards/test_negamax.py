import numpy as np
import pytest

from envs.connect4 import BOARD, COLUMN, find_drops, has_four
from learners.boards import fours, negamax


def meet_at_random(count, discs, seed):
    """Boards with so many discs on which nobody has won."""
    generator, (own, full) = np.random.default_rng(seed), fours.empty(100 * count)
    for _ in range(discs):
        column = fours.choose(fours.play_randomly(own, full), generator.random((len(own), 7)))
        own, full = fours.drop(own, full, column)
        own, full = own[~has_four(own ^ full)], full[~has_four(own ^ full)]
    return own[:count], full[:count]


def search_plainly(own, full, depth):
    """The textbook's negamax: no pruning, no table, no bit tricks beyond the rules of the game."""
    if full == BOARD or depth == 0:
        return 0
    best = -1
    for column in COLUMN:
        if cell := find_drops(full) & column:
            best = max(best, 1 if has_four(own | cell) else -search_plainly(own ^ full, full | cell, depth - 1))
    return best


@pytest.mark.parametrize(("discs", "depth"), [(8, 1), (12, 2), (16, 3), (22, 4), (27, 5), (30, 6)])
def test_whole_levels_find_what_a_plain_negamax_finds(discs, depth):
    own, full = meet_at_random(30, discs, depth)
    assert len(own) > 5
    plain = [search_plainly(int(a), int(b), depth) for a, b in zip(own, full, strict=True)]
    assert negamax.look_ahead(own, full, depth).tolist() == plain


@pytest.mark.parametrize("discs", [31, 33, 36])
def test_the_solver_finds_what_a_plain_negamax_finds_to_the_end(discs):
    own, full = meet_at_random(25, discs, discs)
    seen = {}
    assert len(own) > 10
    for a, b in zip(own.tolist(), full.tolist(), strict=True):
        assert negamax.solve(a, b) == negamax.solve(a, b, seen) == search_plainly(a, b, 42)


def test_the_solver_agrees_with_a_search_that_sees_the_end():
    own, full = meet_at_random(60, 24, 3)
    exact = np.array([negamax.solve(a, b) for a, b in zip(own.tolist(), full.tolist(), strict=True)])
    seen = negamax.look_ahead(own, full, 8)
    assert (exact == seen)[seen != 0].all()
    assert (seen != 0).any()


def test_mirrored_boards_are_worth_the_same():
    own, full = meet_at_random(40, 14, 5)
    values = negamax.look_at_moves(own, full, 5)
    assert np.array_equal(negamax.look_at_moves(fours.mirror(own), fours.mirror(full), 5), values[:, ::-1])


def test_each_column_is_judged_by_what_lies_behind_it():
    own, full = meet_at_random(20, 20, 6)
    values = negamax.look_at_moves(own, full, 4)
    for row, (a, b) in enumerate(zip(own.tolist(), full.tolist(), strict=True)):
        for place, column in enumerate(COLUMN):
            cell = find_drops(b) & column
            wanted = -2 if not cell else 1 if has_four(a | cell) else -search_plainly(a ^ b, b | cell, 3)
            assert values[row, place] == wanted


def test_rules_read_numbers_and_arrays_alike():
    own, full = meet_at_random(50, 18, 7)
    for rule in (negamax.complete_four, negamax.find_safe):
        assert rule(own, full).tolist() == [rule(a, b) for a, b in zip(own.tolist(), full.tolist(), strict=True)]
    assert has_four(own).tolist() == [has_four(a) for a in own.tolist()]


def test_completing_cells_are_those_that_complete_four():
    own, full = meet_at_random(50, 18, 8)
    for a, b in zip(own.tolist(), full.tolist(), strict=True):
        cells = [1 << bit for bit in range(49) if (BOARD ^ b) >> bit & 1]
        assert negamax.complete_four(a, b) == sum(cell for cell in cells if has_four(a | cell))
