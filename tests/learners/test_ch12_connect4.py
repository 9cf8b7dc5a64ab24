import gymnasium
import numpy as np
import pytest
import torch

from envs.connect4 import BOARD, has_four
from learners import ch12_connect4 as chapter
from learners import policy, replay
from learners.boards import fours, growth, selfplay
from learners.boards.negamax import look_at_moves
from learners.trace import Trace

GAMES = ("random", "first", "second", "both", "age3")


@pytest.fixture(scope="module")
def quick():
    return chapter.learn(**chapter.QUICK)


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch12_connect4")


@pytest.fixture(scope="module")
def net():
    return policy.load_network("ch12_connect4", chapter.build())


def test_the_same_seed_makes_the_same_trace(quick):
    again = chapter.learn(**chapter.QUICK)
    assert again.sha256 == quick.sha256
    assert all(np.array_equal(again.weights[name], quick.weights[name]) for name in quick.weights)


def test_a_training_that_was_stopped_goes_on_as_if_it_had_not_been(tmp_path):
    class Stopped(growth.Progress):
        """Is interrupted in the third round."""

        def advance(self, loss):
            super().advance(loss)
            if self.round == 3:
                raise KeyboardInterrupt

    whole = chapter.train(growth.Progress(5, 64, 2, 0), 1e-3, None, False)
    with pytest.raises(KeyboardInterrupt):
        chapter.train(Stopped(5, 64, 2, 0), 1e-3, tmp_path, False)
    resumed = chapter.train(growth.Progress(5, 64, 2, 0), 1e-3, tmp_path, True)
    assert all(np.array_equal(resumed[name], whole[name]) for name in whole)


def test_random_games_are_labelled_with_their_end():
    lessons = selfplay.play_round(None, 200, np.random.default_rng(0))
    first = lessons.full == 0
    assert first.sum() == 200
    labels = lessons.chance[~np.isnan(lessons.chance)]
    assert set(np.unique(labels)) <= {0.0, 0.5, 1.0}
    assert np.nanmean(lessons.chance[first]) == pytest.approx(0.556, abs=0.12)  # who begins wins more often


def test_a_label_mixes_the_end_with_what_the_next_boards_promised():
    one, game = np.ones(1, np.uint64), np.array([0])
    worths = np.array([[0.3, 0.6, 0, 0, 0, 0, 0], [0.7, 0.2, 0, 0, 0, 0, 0], [0.1, 0.9, 0, 0, 0, 0, 0]])
    moves, never = (1, 0, 1), np.zeros((1, 7), bool)
    log = [(game, one, one, worths[n : n + 1], never, np.array([m]), np.array([n == 2]), np.array([n == 2]))
           for n, m in enumerate(moves)]  # fmt: skip
    labels = selfplay.label(log, 1, 0.7).chance[::-1]
    second = 1 - (0.7 * 1.0 + 0.3 * 0.9)
    assert labels[2, 1] == 1.0
    assert labels[1, 0] == pytest.approx(second)
    assert labels[0, 1] == pytest.approx(1 - (0.7 * second + 0.3 * 0.7))
    assert np.isnan(labels).sum() == 18


def test_a_bad_move_made_on_purpose_says_nothing_about_the_board_it_left():
    one, game, never = np.ones(1, np.uint64), np.array([0]), np.zeros((1, 7), bool)
    worths = np.array([[0.5, 0, 0, 0, 0, 0, 0], [0.8, 0.1, 0, 0, 0, 0, 0]])
    log = [(game, one, one, worths[n : n + 1], never, np.array([n]), np.array([n == 1]), np.array([n == 1]))
           for n in range(2)]  # fmt: skip
    assert selfplay.label(log, 1, 0.7).chance[1, 0] == pytest.approx(1 - 0.8)


def test_every_column_that_makes_four_is_known_to_win():
    lessons = selfplay.play_round(None, 100, np.random.default_rng(1))
    wins = look_at_moves(lessons.own, lessons.full, 1) == 1
    assert wins.any()
    assert (lessons.chance[wins] == 1).all()


def test_the_net_learns_what_the_lessons_say():
    torch.manual_seed(0)
    net, lessons = chapter.build(), selfplay.play_round(None, 600, np.random.default_rng(2))
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    losses = [chapter.fit(net, lessons, optimizer, np.random.default_rng(n)) for n in range(6)]
    assert losses[-1] < 0.92 * losses[0]


def test_one_look_ahead_wins_at_once_and_sees_the_best_reply():
    net = chapter.build()
    own, full, _ = fours.find_endgames(20, 26, 1)
    ahead, wins = chapter.think(net).ahead(own, full), look_at_moves(own, full, 1) == 1
    assert (ahead[wins] == 1).all()
    assert np.array_equal(ahead == -2, ~fours.find_legal(full))
    for row, column in np.argwhere(~wins & fours.find_legal(full)):
        after = fours.drop(own[[row]], full[[row]], np.array([column]))
        assert ahead[row, column] == pytest.approx(1 - chapter.think(net).predict(*after).max(), abs=1e-5)


def test_a_mirrored_board_is_judged_the_same_the_other_way_round():
    own, full, _ = fours.find_endgames(20, 26, 1)
    player = chapter.think(chapter.build()).ahead
    mirrored = player(fours.mirror(own), fours.mirror(full))[:, ::-1]
    assert player(own, full) == pytest.approx(mirrored, abs=1e-6)


def test_a_last_disc_that_wins_nothing_is_worth_half():
    own, full, column = next(end for seed in range(2000) if (end := fill(seed)))
    assert chapter.think(chapter.build()).ahead(own, full)[0, column] == 0.5


def fill(seed):
    """A random game that is tied with its last disc, one move before its end; else nothing."""
    (own, full), generator = fours.empty(1), np.random.default_rng(seed)
    for _ in range(42):
        column = fours.choose(fours.play_randomly(own, full), generator.random((1, 7)))
        before = own, full, column[0]
        own, full = fours.drop(own, full, column)
        if has_four(own ^ full)[0]:
            return None
    assert full[0] == BOARD
    return before


def test_the_claim_it_wins_every_game_against_random_play_from_both_seats(committed):
    for seat in ("first", "second"):
        assert committed.facts["figures"][f"{seat} against random"]["outcomes"] == {"1": 1000}


def test_the_claim_it_beats_search_of_depth_4_and_6(committed):
    figures = committed.facts["figures"]
    assert figures["against search of depth 4"]["outcomes"]["1"] > 950
    assert figures["against search of depth 6"]["outcomes"]["1"] > 500
    assert figures["against search of depth 4"]["different"] > 980
    assert committed.facts["wins"]["against search of depth 6"][1] > 0.5  # the whole interval


def test_strength_grows_with_rounds_of_play(committed):
    wins, low, high = (committed[f"train/{name}"] for name in ("wins", "low", "high"))
    assert (low <= wins).all()
    assert (wins <= high + 1e-9).all()
    assert (low[-1] > high[0]).all()
    assert (np.diff(wins[[0, len(wins) // 2, -1], 2]) > 0).all()
    assert committed["train/round"].tolist() == sorted(set(committed["train/round"].tolist()))
    assert committed["train/kept"][-1] > committed["train/kept"][0]


def test_the_middle_is_the_best_first_column_and_the_net_says_so(committed):
    assert committed["train/first"][-1].argmax() == np.argmax(committed.facts["first_exact"]) == 3


@pytest.mark.parametrize("reel", GAMES)
def test_what_was_shown_is_what_the_committed_policy_thinks(committed, net, reel):
    for row, observation in enumerate(committed[f"{reel}/observation"][:-1]):
        own, full = fours.read(observation, committed[f"{reel}/player"][row])
        free = fours.find_legal(full)[0]
        assert committed[f"{reel}/chance"][row][free] == pytest.approx(
            chapter.think(net).predict(own, full)[0][free], abs=1e-4
        )
        assert np.isnan(committed[f"{reel}/chance"][row][~free]).all()
        if committed[f"{reel}/ours"][row]:
            ahead = committed[f"{reel}/ahead"][row]
            assert ahead[committed[f"{reel}/action"][row]] == np.nanmax(ahead)


def test_the_exact_answers_of_recorded_endgames_agree_with_what_search_sees(committed):
    for reel in GAMES:
        exact, seen = committed[f"{reel}/exact"], committed[f"{reel}/search"]
        known = ~np.isnan(exact) & (seen != 0)
        assert (exact[known] == seen[known]).all()


def test_every_recorded_game_is_confirmed():
    assert all("confirmed" in line for line in replay.confirm("ch12_connect4"))


def test_the_environment_of_a_recorded_game_is_built_from_its_facts(quick):
    facts = quick.facts["first"]
    assert gymnasium.make(facts["env"], **facts["kwargs"]).unwrapped.action_space.n == 7
