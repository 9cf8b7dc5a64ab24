import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from envs.connect4 import ConnectFour
from envs.tictactoe import TicTacToe

NAMES = {TicTacToe: "envs.tictactoe:TicTacToe-v0", ConnectFour: "envs.connect4:ConnectFour-v0"}


@pytest.fixture(params=[TicTacToe, ConnectFour], ids=["tictactoe", "connect4"])
def game(request):
    return request.param


def play_at_random(env, seed):
    """Yields what a random game brings, move by move: the move, then the five values of its step."""
    generator = np.random.default_rng(seed)
    _, info = env.reset(seed=seed)
    over = False
    while not over:
        move = int(generator.choice(np.flatnonzero(info["action_mask"])))
        observation, reward, over, cut, info = env.step(move)
        yield move, observation, reward, over, cut, info


def test_gymnasium_finds_nothing_wrong(game):
    check_env(gymnasium.make(NAMES[game], render_mode="rgb_array").unwrapped)


def test_a_seed_repeats_a_game(game):
    first, second = ([move[:2] for move in play_at_random(game(), 7)] for _ in range(2))
    assert all(a == b and np.array_equal(one, two) for (a, one), (b, two) in zip(first, second, strict=True))


@pytest.mark.parametrize(("classic", "ours"), [("tictactoe_v3", TicTacToe), ("connect_four_v3", ConnectFour)])
def test_thousands_of_random_games_agree_with_pettingzoo_move_by_move(classic, ours):
    theirs = pytest.importorskip(f"pettingzoo.classic.{classic}").raw_env()
    env, ends = ours(), {0.0: 0, 1.0: 0}
    for seed in range(1000 if ours is ConnectFour else 2000):
        theirs.reset()
        for move, observation, reward, over, cut, info in play_at_random(env, seed):
            mover = theirs.agent_selection
            assert not theirs.terminations[mover]
            theirs.step(turn(move, ours))
            assert theirs.rewards[mover] == reward
            assert theirs.terminations[mover] == over
            assert not cut
            assert np.array_equal(read(theirs, ours), observation)
            if not over:
                assert [turn(cell, ours) for cell in np.flatnonzero(info["action_mask"])] == legal(theirs, ours)
        ends[reward] += 1
    assert min(ends.values()) > 1


def turn(move, game):
    """Their cells run down the columns; the board is the same turned over."""
    return move % 3 * 3 + move // 3 if game is TicTacToe else move


def read(theirs, game):
    return np.reshape(theirs.board.squares, (3, 3)).T if game is TicTacToe else np.reshape(theirs.board, (6, 7))


def legal(theirs, game):
    cells = theirs.board.legal_moves() if game is TicTacToe else theirs._legal_moves()
    return sorted(cells, key=lambda cell: turn(cell, game))


@pytest.mark.parametrize("action", [-1, 9, 7.0, 1.5, "a1", None, np.array([1, 2])])
def test_a_move_off_the_board_is_refused_before_anything_changes(game, action):
    env = game(render_mode="ansi")
    env.reset(seed=0)
    env.step(4)
    before = env.render()
    with pytest.raises(gymnasium.error.InvalidAction, match="whole number from 0 to"):
        env.step(action)
    assert env.render() == before


def test_a_taken_cell_is_refused_before_anything_changes():
    env = TicTacToe(render_mode="ansi")
    env.reset(seed=0)
    env.step(4)
    with pytest.raises(gymnasium.error.InvalidAction, match="Cell 4 is taken by X"):
        env.step(4)
    assert env.render() == ". . .\n. X .\n. . .\n"
    assert env.step(0)[4]["player"] == 1


def test_a_full_column_is_refused_before_anything_changes():
    env = ConnectFour(render_mode="ansi")
    env.reset(seed=0)
    masks = [env.step(2)[4]["action_mask"][2] for _ in range(6)]
    assert masks == [1, 1, 1, 1, 1, 0]
    before = env.render()
    with pytest.raises(gymnasium.error.InvalidAction, match="Column 2 is full"):
        env.step(2)
    assert env.render() == before


def test_stepping_before_the_start_or_after_the_end_is_refused(game):
    env = game()
    with pytest.raises(gymnasium.error.ResetNeeded):
        env.step(0)
    *_, (_, _, _, over, _, info) = play_at_random(env, 3)
    assert over
    assert not info["action_mask"].any()
    for move in range(env.action_space.n):
        with pytest.raises(gymnasium.error.ResetNeeded):
            env.step(move)


@pytest.mark.parametrize(("game", "moves"), [(TicTacToe, (0, 3, 1, 4, 2)), (ConnectFour, (0, 1, 0, 1, 0, 1, 0))])
def test_the_reward_is_the_movers_and_comes_with_the_winning_move(game, moves):
    env = game()
    env.reset(seed=0)
    results = [env.step(move)[1:3] for move in moves]
    assert results[:-1] == [(0.0, False)] * (len(moves) - 1)
    assert results[-1] == (1.0, True)


def test_boards_and_masks_are_copies(game):
    env = game()
    observation, info = env.reset(seed=0)
    observation[:], info["action_mask"][:] = 1, 0
    observation, _, _, _, info = env.step(0)
    assert (observation > 0).sum() == 1
    assert info["action_mask"].sum() >= 7


def test_an_unknown_way_to_render_is_refused(game):
    with pytest.raises(ValueError, match="ansi or rgb_array"):
        game(render_mode="human")


def test_discs_fall_and_pile_up_in_text_and_picture():
    env = ConnectFour(render_mode="ansi")
    env.reset(seed=0)
    for move in (3, 3, 0):
        env.step(move)
    assert env.render().splitlines()[-2:] == [". . . O . . .", "X . . X . . ."]
    env.render_mode = "rgb_array"
    picture = env.render()
    assert picture.shape == (384, 448, 3)
    assert (
        tuple(picture[5 * 64 + 32, 32])
        == tuple(picture[5 * 64 + 32, 3 * 64 + 32])
        != tuple(picture[4 * 64 + 32, 3 * 64 + 32])
    )


def test_a_line_does_not_run_on_into_the_next_column():
    env = ConnectFour()
    env.reset(seed=0)
    for move in (0, 1, 0, 1, 0, 2, 6, 0, 1, 0, 5, 0):  # X at the top of no column, O on three tops
        assert not env.step(move)[2]
