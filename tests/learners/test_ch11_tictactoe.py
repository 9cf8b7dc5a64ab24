import numpy as np
import pytest

from learners import ch11_tictactoe as chapter
from learners import policy, replay
from learners.boards import marks, noughts
from learners.trace import Trace

POSITIONS = noughts.enumerate_positions()
GAMES = ("x", "o", "both", "misled", "mended", "age0", "age1", "age2", "age3")


@pytest.fixture(scope="module")
def quick():
    return chapter.learn(**chapter.QUICK)


@pytest.fixture(scope="module")
def committed():
    return Trace.read("ch11_tictactoe")


@pytest.fixture(scope="module")
def net():
    return policy.load_network("ch11_tictactoe", chapter.build())


def test_the_same_seed_makes_the_same_trace(quick):
    again = chapter.learn(**chapter.QUICK)
    assert again.sha256 == quick.sha256
    assert all(np.array_equal(again.weights[name], quick.weights[name]) for name in quick.weights)


def test_rounds_and_games_must_be_some():
    with pytest.raises(ValueError, match="at least 1"):
        chapter.learn(rounds=0)


def test_every_board_of_a_game_is_counted_once_with_its_end():
    counts = np.zeros((765, 3))
    path, end = noughts.play_random(500, np.random.default_rng(0))
    chapter.count(counts, path, end)
    marks_made = (POSITIONS.boards[path[:, -1]] > 0).sum(axis=1)
    assert counts.sum() == marks_made.sum()  # as many boards with a move to make as moves were made
    assert counts[0].tolist() == np.bincount(end, minlength=3).tolist()
    assert counts[chapter.TWIN[POSITIONS.end >= 0]].sum() == 0


def test_the_share_of_many_games_is_the_exact_chance():
    counts = np.zeros((765, 3))
    chapter.count(counts, *noughts.play_random(100_000, np.random.default_rng(0)))
    seen = counts.sum(axis=1)
    exact = noughts.solve_random_play()[chapter.BOARDS]
    spread = np.sqrt(exact * (1 - exact) / np.maximum(seen, 1)[:, None])
    assert (np.abs(counts / np.maximum(seen, 1)[:, None] - exact) <= 5 * spread)[seen > 1000].all()


def test_a_mark_that_wins_is_worth_one_and_a_finished_game_nothing_more():
    board = np.array([1, 1, 0, 2, 2, 0, 0, 0, 0])
    place = noughts.locate(board)
    worth = chapter.weigh(noughts.solve_random_play())[place]
    assert worth[2] == worth.max() == 1
    assert (worth[board > 0] == -2).all()


def test_one_look_ahead_sees_the_reply_that_wins():
    board = np.array([1, 1, 0, 0, 2, 0, 0, 0, 0])  # O to move must take cell 2
    ahead = chapter.look_ahead(noughts.solve_random_play())[noughts.locate(board)]
    plain = chapter.weigh(noughts.solve_random_play())[noughts.locate(board)]
    others = [3, 5, 6, 7, 8]
    assert ahead.argmax() == 2
    assert np.allclose(ahead[others], (plain[others] - 1) / 2)  # half of it is the certain loss


def test_the_exact_chances_under_random_play_mislead_o_and_one_look_ahead_mends_it():
    figures = marks.measure(chapter.judge(noughts.solve_random_play()))
    assert figures["plain_worst"] == [0, -1]
    assert figures["ahead_worst"] == [0, 0]
    assert figures["ahead"] == pytest.approx([0.98958, 0.91640], abs=1e-5)


def test_the_claim_counting_random_games_finds_good_moves(committed):
    exact, learned = np.array(committed.facts["first"]), committed["train/first"]
    assert np.abs(learned[-1] - exact).max() < 0.005
    assert np.abs(learned[0] - exact).max() > 0.1  # the untrained net knows nothing
    assert learned[-1, :, 0].argmax() == exact[:, 0].argmax() == 4
    assert (committed["train/plain"][-1] > [0.98, 0.89]).all()
    assert committed["train/error"][-1] < 0.005 < 0.1 < committed["train/error"][0]


def test_the_committed_player_loses_no_line_of_play_from_either_seat(net):
    judgement = chapter.judge(chapter.predict(net))
    choice = judgement.ahead.argmax(axis=1)
    assert [noughts.find_worst(choice, seat)[0] for seat in (1, 2)] == [0, 0]
    assert noughts.meet_random(choice, 1)[0] >= 0.986
    assert noughts.meet_random(choice, 2)[0] == pytest.approx(noughts.find_limit(2))


def test_every_seed_learns_to_lose_no_line_of_play(committed):
    assert len(set(committed["seeds/seed"].tolist())) == 10
    assert (committed["seeds/ahead_worst"] == 0).all()
    assert (committed["seeds/ahead"] >= [0.986, 0.89]).all()


def test_the_misled_game_is_lost_to_perfect_moves_and_the_mended_one_is_not(committed):
    for reel, points in (("misled", 1), ("mended", 0)):
        ours, action = committed[f"{reel}/ours"][:-1], committed[f"{reel}/action"][:-1]
        perfect = committed[f"{reel}/perfect"][:-1][np.arange(len(action)), action]
        best = np.nanmax(committed[f"{reel}/perfect"][:-1], axis=1)
        assert (perfect == best)[~ours].all()
        assert committed[f"{reel}/reward"].sum() == points
        assert committed.facts[reel]["seat"] == 2
    trap, mended = committed["misled/action"], committed["mended/action"]
    parted = int((trap[: len(mended)] != mended[: len(trap)]).argmax())
    assert committed["misled/ours"][parted]
    assert np.array_equal(committed["misled/observation"][parted], committed["mended/observation"][parted])


@pytest.mark.parametrize("reel", GAMES)
def test_recorded_chances_are_the_committed_nets_and_the_exact_ones(committed, net, reel):
    if reel in ("age0", "age1", "age2"):
        assert committed.facts[reel]["games"] < committed.facts["rounds"] * committed.facts["games"]
        return
    judgement = chapter.judge(chapter.predict(net))
    for row, observation in enumerate(committed[f"{reel}/observation"][:-1]):
        place, free = noughts.locate(observation), observation.ravel() == 0
        assert committed[f"{reel}/chance"][row][free] == pytest.approx(judgement.ends[place][free], abs=1e-5)
        assert committed[f"{reel}/ahead"][row][free] == pytest.approx(judgement.ahead[place][free], abs=1e-5)
        assert np.isnan(committed[f"{reel}/chance"][row][~free]).all()
        if committed[f"{reel}/ours"][row]:
            worth = committed[f"{reel}/{committed.facts[reel]['player']}"][row]
            assert worth[committed[f"{reel}/action"][row]] == np.nanmax(worth)


def test_the_figures_are_those_of_thousands_of_games_and_agree_with_the_exact_ones(committed):
    figures = committed.facts["figures"]
    for mark in "XO":
        played = figures[f"ahead as {mark}"]
        wins = played["outcomes"]["1"] / played["games"]
        assert played["games"] == 10_000
        assert "-1" not in played["outcomes"]
        assert wins == pytest.approx(figures[f"ahead as {mark}: wins"]["exact"], abs=0.01)


def test_every_recorded_game_is_confirmed():
    assert all("confirmed" in line for line in replay.confirm("ch11_tictactoe"))
