"""What chapter 11 says holds for its committed trace, and other traces choose other words."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.claims import ch11_tictactoe as claims


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch11_tictactoe")


@pytest.fixture(scope="module")
def quick(recorded):
    return Trace.read(recorded("ch11_tictactoe", "quick"))


def test_counting_finds_the_value_of_the_first_marks(committed):
    said = "After 1,000,000 games: center 0.69, corner 0.61, edge 0.54. The center is best."
    assert claims.first_verdict(committed) == said
    exact = np.array(committed.facts["first"])[:, 0]
    assert exact[[claims.CENTER, claims.CORNER, claims.EDGE]] == pytest.approx([0.6929, 0.6071, 0.5357], abs=1e-4)
    assert np.abs(committed["train/first"][-1, :, 0] - exact).max() < 0.005


def test_the_error_is_said_as_recorded(committed):
    assert claims.error_verdict(committed).endswith("off by 0.245 at first, and by 0.003 at the end.")
    assert claims.untrained(committed).startswith("Initialize: an untrained net says nearly the same")


def test_counting_is_misled_and_a_look_ahead_mends_it(committed):
    row = claims.mistake(committed, "misled")
    assert committed["misled/perfect"][row, committed["misled/action"][row]] == -1
    assert np.nanmax(committed["misled/perfect"][row]) == 0
    assert np.nanmax(committed["misled/plain"][row]) == committed["misled/plain"][row, committed["misled/action"][row]]
    assert claims.mistake(committed, "mended") is None
    assert claims.mistake_said(committed).startswith("Left: counting likes +0.16 best, but against a perfect player")
    assert claims.duel_verdict(committed) == "Left counting alone loses. Right, with one look ahead, it ties."


def test_no_line_of_play_beats_it(committed):
    figures = committed.facts["figures"]
    assert figures["ahead as X: wins"]["exact"] >= 0.986
    assert figures["ahead as O: wins"]["exact"] >= 0.89
    said = "No line of play beats it, from either seat; so it is with 10 of 10 learners."
    assert claims.worst_verdict(committed) == said


def test_the_games_end_as_said(committed):
    assert claims.x_verdict(committed) == "X wins with 3 marks. The other player drew lots."
    assert claims.winner(committed, "x") == 1
    assert claims.winner(committed, "misled") == 1
    assert claims.winner(committed, "mended") == 0
    said = "Against perfect play it loses, ties, loses, and ties: more is not possible."
    assert claims.ages_verdict(committed) == said
    ends = [committed["lesson/end"][committed["lesson/game"] == game][0] for game in range(12)]
    assert claims.lesson_verdict(committed) == (
        f"Of these 12 random games X wins {ends.count(0)}, O wins {ends.count(2)}. Now very many."
    )


def test_a_short_training_claims_nothing_it_did_not_reach(quick):
    worst = [quick.facts["figures"][f"ahead as {seat}: worst line"]["exact"] for seat in "XO"]
    assert claims.worst_verdict(quick).startswith("No line") == (min(worst) >= 0)
    said, exact = quick["train/first"][-1, :, 0], np.array(quick.facts["first"])[:, 0]
    assert ("does not see" in claims.first_verdict(quick)) == (said.argmax() != exact.argmax())
