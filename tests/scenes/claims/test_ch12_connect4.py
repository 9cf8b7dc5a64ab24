"""What chapter 12 says holds for its committed trace, and other traces choose other words."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.claims import ch12_connect4 as claims

NAN = float("nan")


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch12_connect4")


@pytest.fixture(scope="module")
def quick(recorded):
    return Trace.read(recorded("ch12_connect4", "quick"))


def learned(first, wins=(0.1, 0.3, 0.9), low=(0.05, 0.25, 0.85), high=(0.15, 0.35, 0.95)):
    """A small training against one opponent, which ends with these chances of the first columns."""
    trace = Trace("ch12_connect4", opponents=["depth 6"], first_exact=[-1, -1, 0, 1, 0, -1, -1])
    for turn, row in enumerate(zip(wins, low, high, strict=True)):
        share, least, most = ([value] for value in row)
        trace.record("train", round=turn, first=first, wins=share, low=least, high=most)
    return trace


def endgame(*exact, ahead=None):
    """A game of the learned player, of which these exact values are known, one row a turn."""
    trace = Trace("ch12_connect4", second={"seat": 2})
    for row in exact:
        thought = np.full(7, 0.5) if ahead is None else np.array(ahead)
        trace.record("second", action=3, player=2, reward=0.0, ours=True, exact=np.array(row, float), ahead=thought)
    return trace


def test_it_wins_every_game_against_random_play_and_most_against_search(committed):
    wins, figures = committed.facts["wins"], committed.facts["figures"]
    for seat in ("first", "second"):
        assert figures[f"{seat} against random"]["outcomes"] == {"1": 1000}
    assert wins["against search of depth 4"][0] > 0.95
    assert wins["against search of depth 6"][1] > 0.5
    said = "It wins every game against random play, and 94.7 % against a search 6 moves deep."
    assert claims.figures_verdict(committed) == said
    assert claims.measured(committed) == [
        "1,000 games each, seeds 1,000,000 to 1,000,999; 95 % intervals. The net also sees the mirrored board.",
        "Against search: both seats in turn, 2 to 6 random moves first; by then 3 % are lost.",
    ]


def test_playing_by_what_was_learned_makes_it_stronger_than_random_games_did(committed):
    assert committed["train/low"][-1, 3] > committed["train/high"][1, 3]
    said = "Against a search 6 moves deep it wins 4.5 % untrained, 23 % after random games, 91.5 % after 600 rounds."
    assert claims.strength_verdict(committed) == said


def test_no_gain_is_claimed_where_intervals_meet():
    trace = learned([0.5] * 7, wins=(0.1, 0.3, 0.4), low=(0.05, 0.2, 0.3), high=(0.15, 0.4, 0.5))
    assert claims.strength_verdict(trace).endswith("40 % after 2 rounds: no clear gain yet.")
    short = learned([0.5] * 7, wins=(0.1, 0.3), low=(0, 0), high=(1, 1))
    assert claims.strength_verdict(short).endswith("10 % untrained, 30 % after random games.")


def test_it_does_not_claim_to_know_that_the_middle_wins(committed):
    said = "It likes column 4 best, 0.48. Right, but it does not know that it wins there."
    assert claims.first_verdict(committed) == said
    sure = learned([0.1, 0.2, 0.3, 0.95, 0.3, 0.2, 0.1])
    assert claims.first_verdict(sure) == "It likes column 4 best, 0.95. Right, and it wins there."
    wrong = learned([0.1, 0.8, 0.3, 0.4, 0.3, 0.2, 0.1])
    assert claims.first_verdict(wrong) == "It likes column 2 best, 0.80. Perfect play would win with column 4."


def test_an_untrained_net_is_described_as_it_is(committed):
    assert claims.untrained(committed).startswith("Initialize: to an untrained net every first column looks the same")
    assert "from 0.10 to 0.90" in claims.untrained(learned([0.1, 0.5, 0.5, 0.9, 0.5, 0.5, 0.5]))


def test_random_games_and_the_count_of_boards(committed):
    said = "Blue wins 4, orange 8 of 12. But there are 4,531,985,219,092 boards: too many to count."
    assert claims.lesson_verdict(committed) == said


def test_the_games_end_as_said(committed):
    assert claims.game_verdict(committed, "first") == "Blue wins with 12 discs."
    assert claims.game_verdict(committed, "second") == "Orange wins with 20 discs."
    assert claims.ages_verdict(committed) == "Against a search 4 moves deep it loses, loses, loses, and wins."
    said = "Blue is the net with one look ahead and takes the red box. Orange is a search 6 moves deep."
    assert claims.players(committed, "first") == said
    assert claims.seat_change(committed, "second") == "Now the net is orange, and moves second."


def test_where_one_column_is_good_it_says_what_perfect_play_says(committed):
    row = claims.decisive(committed, "second")
    exact = committed["second/exact"][row]
    assert sorted(exact[np.isfinite(exact)]) == [-1, -1, -1, -1, -1, 1]
    assert committed["second/action"][row] == np.nanargmax(exact)
    said = "Only column 6 can win here. It says 0.96, and at most 0.00 for the others."
    assert claims.decisive_said(committed, "second") == said


def test_in_solved_endgames_it_gives_nothing_away(committed):
    assert committed["train/kept"][-1] == 1
    said = "In 100 solved endgames its column gives nothing away in 100, untrained in 88, at random in 51."
    assert claims.kept_verdict(committed) == said


def test_a_game_that_ends_early_or_decides_nothing_is_not_called_decided():
    unsolved = endgame([NAN] * 7, [NAN] * 7)
    assert claims.solved_from(unsolved, "second") is None
    assert claims.solved_said(unsolved, "second").startswith("The game is over before")
    assert claims.decisive_said(unsolved, "second") == claims.decisive_said(endgame([1] * 7), "second")
    tie = endgame([NAN] * 7, [-1, 0, -1, NAN, NAN, -1, -1], ahead=[0.1, 0.6, 0.2, NAN, NAN, 0.7, 0.1])
    assert claims.solved_from(tie, "second") == 1
    assert claims.solved_said(tie, "second").startswith("From 1 discs")
    assert claims.decisive_said(tie, "second") == (
        "Only column 2 can tie here. It says 0.60, and at most 0.70 for the others."
    )
    assert claims.game_verdict(tie, "second") == "The board is full, and nobody wins."


def test_a_short_training_claims_only_what_it_reached(quick):
    wins = quick.facts["wins"]
    every = min(wins[f"{seat} against random"][0] for seat in ("first", "second")) == 1
    assert claims.figures_verdict(quick).startswith("It wins every game") == every
    clear = quick["train/low"][-1, -1] > quick["train/high"][1, -1]
    assert claims.strength_verdict(quick).endswith("no clear gain yet.") != clear
    assert len(claims.ages(quick)) == 3
