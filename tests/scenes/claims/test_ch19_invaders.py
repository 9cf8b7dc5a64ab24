"""What chapter 19 says holds for its committed trace, and other traces choose other words."""

import numpy as np
import pytest

from learners.trace import Trace
from scenes.claims import atari
from scenes.claims import ch19_invaders as claims


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch19_invaders")


@pytest.fixture(scope="module")
def quick(recorded):
    return Trace.read(recorded("ch19_invaders", "quick"))


def test_the_sky_is_said_to_be_cleared_only_where_it_was(committed):
    better, gone = atari.is_better_than_random(committed), claims.is_cleared(committed)
    assert claims.lesson(committed).endswith("it learns to clear the sky.") == (better and gone)
    assert ("more than chance" in claims.lesson(committed)) == (not better)
    assert claims.wave_verdict(committed).startswith("All 36 are gone") == gone


def test_the_shown_game_is_named_as_searched(committed):
    facts = committed.facts["wave"]
    assert f"{facts['searched']} games" in claims.searching(committed)
    assert (f"{facts['cleared']} of {facts['searched']}" in claims.searching(committed)) == claims.is_cleared(committed)


@pytest.mark.parametrize(("reel", "later"), [("wave", 60), ("age_100", 15)])
def test_an_invader_brings_what_its_row_is_said_to_bring(committed, reel, later):
    """A second after the points came, an invader is missing in the row that is said to bring so many."""
    rewards = committed[f"{reel}/reward"]
    assert set(np.unique(rewards)) <= {0.0, *map(float, claims.POINTS), float(claims.SAUCER)}
    color = committed.facts["palette"].index([134, 134, 29])
    seen = (committed[f"{reel}/screen"] == color)[:, 28:185]
    for row in np.flatnonzero((rewards > 0) & (rewards < claims.SAUCER / 2)):
        place = claims.POINTS.index(int(rewards[row]))
        if 0 < row < len(seen) - later:
            counts = [invaders(seen[at], place) for at in (row - 1, row + later)]
            assert None in counts or counts[1] < counts[0]


def invaders(picture, place):
    """How many invaders stand in a row of the wave; None where rows are missing and so it is not known which it is."""
    lines = np.flatnonzero(picture.any(1))
    if not len(lines) or lines[-1] - lines[0] != 99:
        return None
    columns = np.flatnonzero(picture[lines[0] + 18 * place :][:10].any(0))
    return int((np.diff(columns, prepend=-9) > 4).sum())  # an invader has gaps, but none so wide


def test_all_invaders_stand_in_the_first_picture(committed):
    picture = committed["age_0/screen"][0][28:185] == committed.facts["palette"].index([134, 134, 29])
    assert sum(invaders(picture, place) for place in range(len(claims.POINTS))) == claims.INVADERS


def test_a_shot_blinks(committed):
    row = claims.blink(committed)
    shot = committed.facts["palette"].index(claims.SHOT)
    seen = [(committed["wave/screen"][at] == shot).any() for at in (row - 1, row, row + 1)]
    assert seen == [False, True, False]
    column, line = (round(place) for place in claims.shot(committed, row))
    around = committed["wave/screen"][row][line - 8 : line + 9, column - 8 : column + 9]
    assert set(np.unique(around)) == {shot, committed.facts["palette"].index([0, 0, 0])}  # no invader beside it


def test_shots_one_above_the_other_are_two():
    screen = np.zeros((1, 210, 160), np.uint8)
    screen[0, 100:104, 80], screen[0, 140:144, 81], screen[0, 141, 120] = 1, 1, 1
    trace = Trace("ch19_invaders", palette=[[0, 0, 0], claims.SHOT])
    trace.extend("wave", screen=screen)
    assert claims.shots(trace, 0) == [(0, 80.0, 101.5), (0, 81.0, 141.5), (0, 120.0, 141.0)]


def test_each_hit_is_counted_once(committed):
    rewards = committed["wave/reward"]
    hits = sum(0 < reward < 100 for reward in rewards.tolist())
    name, counts = claims.count(committed)
    assert name in ("invaders left", "invaders hit")
    assert abs(int(counts[-1]) - int(counts[0])) in (hits, hits - 1)  # the first row may bring one
    assert (np.abs(np.diff(counts)) <= 1).all()


def test_cleared_waves_are_told_of_every_player(committed):
    said = claims.cleared(committed)
    for player in ("random", "greedy", "as trained"):
        games = atari.figure(committed, player, committed.facts["sticky"])["games"]
        assert f"{committed.facts['cleared'][f'{player}, sticky 0']} of {games}" in said


def test_the_hook_tells_both_scores_at_the_end_of_what_is_shown(committed):
    first, last = (committed[f"{reel}/score"][-1] for reel in ("age_0", "age_100"))
    assert claims.hook(committed).startswith(f"Left {first:.0f}, right {last:.0f} points.")
    assert ("just begun" in claims.hook(committed)) == (last <= first)


def test_moves_have_names_for_what_they_do(committed):
    assert claims.move_names(committed) == ["stay", "fire", "right", "left", "right, fire", "left, fire"]


def test_figures_are_shown_with_what_others_reached(committed):
    assert atari.elsewhere(committed) == {"human": 1669.0, "DQN": 623.0, "PPO": 960.0}
    (said,) = atari.hits(committed)
    ours = committed.facts["figures"]["greedy, sticky 0, hits a life"]["mean"]
    assert said.startswith(f"hits a life, the best move, sticky 0: {ours:.1f} (")
    assert said.endswith("older edition: 12.4")
    assert "outlines" in atari.legend(committed)
    alone = Trace("ch19_invaders", elsewhere={"random": 148.0})
    assert "outlines" not in atari.legend(alone)
    assert list(atari.rows(committed))[1] == "the best move, sticky 0"


def test_a_short_training_claims_nothing_it_did_not_reach(quick):
    assert "not yet" in claims.lesson(quick) or "not cleared yet" in claims.lesson(quick)
    assert not claims.is_cleared(quick)
    assert quick.facts["wave"]["searched"] in (1, 2)  # one game of each way to play, which may be the same
    assert f"In none of {quick.facts['wave']['searched']} games" in claims.wave_verdict(quick)
    assert atari.ages(quick) == []


def test_a_wave_that_goes_is_told_with_its_time_and_points(committed):
    gone = Trace("ch19_invaders", **committed.facts)
    gone.facts["wave"] = committed.facts["wave"] | {"cleared": 3, "searched": 10, "first": 150}
    rewards = np.zeros(300, np.float32)
    rewards[[100, 200]] = 5, 10
    values = np.where(np.arange(300) < 200, 1.0, 1.5)
    gone.extend("wave", reward=rewards, score=100 + np.cumsum(rewards), value=values)
    assert claims.count(gone)[1][[0, 100, 200, 299]].tolist() == [2, 1, 0, 0]
    seconds = 150 / 15 + 200 / 60
    assert claims.wave_verdict(gone) == f"All 36 are gone after {seconds:.0f} seconds of the game, for 115 points."
    assert "3 of 10 games" in claims.searching(gone)
    assert claims.expecting(gone) is None  # of so short a stretch nothing is said


def test_the_value_is_said_to_follow_the_invaders_where_it_does(committed):
    values, left = committed["wave/value"].astype(float), claims.count(committed)[1]
    falls = values[(left > 0) & (left < 12)].mean() < values[left > 24].mean() / 2
    assert bool(claims.expecting(committed)) == falls
    rises = values[-1] > 2 * values[int(np.argmax(left == 0)) - 1]
    assert claims.wave_verdict(committed).endswith("it expects hits again.") == rises


def test_a_gap_in_the_curve_is_explained(committed, quick):
    scores, restarted = committed["train/score"], committed.facts["training"].get("restarted_at", [])
    known = np.flatnonzero(np.isfinite(scores))
    has_gap = bool((np.diff(known) > 1).any())
    assert restarted or not has_gap
    assert ("after a break" in atari.gap_in_words(committed)) == has_gap
    assert not atari.gap_in_words(quick)


def test_the_finished_player_has_one_mean_in_the_whole_video(committed):
    """Beside its screen stands the mean of all its judged games, as in the table, not of fewer."""
    shown = [atari.mean_in_words(committed, reel) for reel in atari.ages(committed)]
    table = atari.figure(committed, "as trained", committed.facts["sticky"])
    assert shown[-1] == f"mean of 100 games: {table['mean']:.1f}"
    first = committed.facts["age_0"]["figures"]["as trained, points"]
    assert shown[0] == f"mean of 20 games: {first['mean']:.1f}"
