"""Many games of Connect Four at once: boards as numbers, players, matches, and what is recorded of a game.

Boards are laid out as in `envs.connect4`: `own`, the mover's discs, and `full`, all discs, uint64 [n].
A player judges many boards at once, `(own, full) -> worth [n, 7]`, -2 where a column is full, and plays the
column of the highest worth; equals are decided by lot.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from envs.connect4 import BOARD, COLUMN, COLUMNS, HEIGHT, ROWS, find_drops, has_four
from learners.boards.negamax import look_ahead as search_boards
from learners.boards.negamax import look_at_moves, play, solve
from learners.figures import Evaluation, facts_of
from learners.play import FRESH, Policy

NAME = "envs.connect4:ConnectFour-v0"
CELLS = np.array(COLUMN, np.uint64)
OPENING = (2, 6)  # random moves before a match against search, so that games differ
TURNS = ROWS * COLUMNS
SOLVABLE = 16  # discs from which on all seven exact answers take a second or two together
SEEN: dict[int, tuple[int, int]] = {}  # what is exactly known of endgames, for all who ask

Player = Callable[[np.ndarray, np.ndarray], np.ndarray]


def empty(games: int) -> tuple[np.ndarray, np.ndarray]:
    """Returns so many empty boards."""
    return np.zeros(games, np.uint64), np.zeros(games, np.uint64)


def find_legal(full: np.ndarray) -> np.ndarray:
    """Returns which columns have room [n, 7]."""
    return find_drops(full)[:, None] & CELLS != 0


def drop(own: np.ndarray, full: np.ndarray, column: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Returns the boards as the other player sees them after a disc in each one's column."""
    return play(own, full, find_drops(full) & CELLS[column])


def mirror(discs: np.ndarray) -> np.ndarray:
    """Returns the boards with left and right exchanged."""
    mask = (1 << HEIGHT) - 1
    return sum((discs >> HEIGHT * c & mask) << HEIGHT * (COLUMNS - 1 - c) for c in range(COLUMNS)) + discs * 0


def encode(own: np.ndarray, full: np.ndarray) -> np.ndarray:
    """Returns three pictures of each board, uint8 [n, 3, 7, 6]: own discs, the other's, where a disc would land."""
    boards = np.stack([own, own ^ full, find_drops(full)], axis=1)
    bits = np.unpackbits(boards.view(np.uint8).reshape(len(own), 3, 8), axis=2, bitorder="little")
    return np.ascontiguousarray(bits[:, :, : HEIGHT * COLUMNS].reshape(-1, 3, COLUMNS, HEIGHT)[..., :ROWS])


def read(observation: np.ndarray, player: int) -> tuple[np.ndarray, np.ndarray]:
    """Returns `own` and `full`, each [1], of the board that a player (1 or 2) to move sees."""
    row, column = np.nonzero(observation)
    bits = np.left_shift(np.uint64(1), (HEIGHT * column + ROWS - 1 - row).astype(np.uint64))
    mine = observation[row, column] == player
    return bits[mine].sum(keepdims=True, dtype=np.uint64), bits.sum(keepdims=True, dtype=np.uint64)


def play_randomly(_: np.ndarray, full: np.ndarray) -> np.ndarray:
    """Plays at random: all columns with room are worth the same."""
    return np.where(find_legal(full), 0.0, -2.0)


def prefer_middle(_: np.ndarray, full: np.ndarray) -> np.ndarray:
    """Plays the middle column while it has room, then at random."""
    return np.where(find_legal(full), np.arange(COLUMNS) == COLUMNS // 2, -2.0)


def look_ahead(player: Player, own: np.ndarray, full: np.ndarray) -> np.ndarray:
    """Returns what each column is worth after one look ahead: 1 if it makes four, else what the best reply leaves."""
    row, column = np.nonzero(find_legal(full))
    after_own, after_full = drop(own[row], full[row], column)
    worth = 1 - player(after_own, after_full).max(axis=1)
    worth[after_full == BOARD] = 0.5
    worth[has_four(after_own ^ after_full)] = 1
    found = np.full((len(own), COLUMNS), -2.0)
    found[row, column] = worth
    return found


def see_both_ways(player: Player) -> Player:
    """Returns the player that takes the mean of what it thinks of a board and of its mirror image."""
    return lambda own, full: (player(own, full) + player(mirror(own), mirror(full))[:, ::-1]) / 2


def search(depth: int) -> Player:
    """Returns the player that looks `depth` plies ahead, knows wins and losses, and nothing else."""
    return lambda own, full: look_at_moves(own, full, depth)


def choose(worth: np.ndarray, lots: np.ndarray) -> np.ndarray:
    """Returns the best columns [n]; among equals the one with the highest lot [n, 7]."""
    return np.where(worth == worth.max(axis=1, keepdims=True), lots, -1.0).argmax(axis=1)


def match(player: Player, opponent: Player, episodes: int, seed: int, seats: tuple[int, ...] = (1, 2)) -> Evaluation:
    """Plays a game for each of the seeds seed, seed + 1, ...; 1 a win of the player, 0 a tie, -1 a loss.

    In turn the player takes one of the seats (1 moves first). With both seats the first 2 to 6 moves are random.
    """
    lots, opening, seat = _draw(episodes, seed, seats)
    (own, full), game = empty(episodes), np.arange(episodes)
    moves, returns = np.full((episodes, TURNS), -1, np.int8), np.zeros(episodes)
    for turn in range(TURNS):
        ours, opened = seat[game] == 1 + turn % 2, opening[game] <= turn
        worth = play_randomly(own, full)
        for who, chosen in ((player, opened & ours), (opponent, opened & ~ours)):
            if chosen.any():
                worth[chosen] = who(own[chosen], full[chosen])
        moves[game, turn] = choose(worth, lots[game, turn])
        own, full = drop(own, full, moves[game, turn])
        won = has_four(own ^ full)
        returns[game[won]] = np.where(ours[won], 1, -1)
        goes_on = ~won & (full != BOARD)
        own, full, game = own[goes_on], full[goes_on], game[goes_on]
    prints = tuple(row.tobytes().hex() for row in moves)
    return Evaluation(returns, (moves >= 0).sum(axis=1), prints, tuple(range(seed, seed + episodes)), chance=True)


def find_lost(episodes: int, seed: int, depth: int = 8) -> float:
    """Returns the share of those games that are lost when their random moves are over, as a search can see."""
    lots, opening, seat = _draw(episodes, seed, (1, 2))
    own, full = empty(episodes)
    for turn in range(OPENING[1]):
        after = drop(own, full, choose(play_randomly(own, full), lots[:, turn]))
        own, full = (np.where(turn < opening, new, old) for new, old in zip(after, (own, full), strict=True))
    ours = seat == 1 + opening % 2
    return float((search_boards(own, full, depth) == np.where(ours, -1, 1)).mean())


def _draw(episodes: int, seed: int, seats: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Returns the lots of each game, how many of its first moves are random, and the player's seat."""
    if episodes < 1:
        raise ValueError(f"Play at least one game, not {episodes}.")
    lots = np.stack([np.random.default_rng(seed + game).random((TURNS + 1, COLUMNS)) for game in range(episodes)])
    low, high = OPENING if len(seats) > 1 else (0, 0)
    return lots, low + (lots[:, TURNS, 0] * (high - low + 1)).astype(int), np.resize(seats, episodes)


def find_figures(player: Player, episodes: int) -> dict[str, Any]:
    """Returns the figures of a player as facts of a trace; wins are shares of the games with their 95 % interval."""
    results = compare(player, episodes)
    wins = {name: list(each.share(1)) for name, each in results.items() if isinstance(each, Evaluation)}
    return {"figures": facts_of(results), "wins": wins}


def compare(player: Player, episodes: int, seed: int = FRESH) -> dict[str, Evaluation | float]:
    """Judges a player against random play from both seats, and against search of depth 4 and 6."""
    return {
        "first against random": match(player, play_randomly, episodes, seed, (1,)),
        "second against random": match(player, play_randomly, episodes, seed, (2,)),
        "against search of depth 4": match(player, search(4), episodes, seed),
        "against search of depth 6": match(player, search(6), episodes, seed),
        "share of those openings that were lost": find_lost(episodes, seed),
        "random, first against random": match(play_randomly, play_randomly, episodes, seed, (1,)),
        "middle column, first against random": match(prefer_middle, play_randomly, episodes, seed, (1,)),
        "random against search of depth 4": match(play_randomly, search(4), episodes, seed),
    }


def follow(player: Player, seed: int = 0) -> Policy:
    """Returns a player of many boards as the policy of one game, with lots of its own."""
    generator = np.random.default_rng(seed)

    def act(observation: np.ndarray, info: dict[str, Any]) -> int:
        worth = player(*read(observation, info["player"]))
        return int(choose(worth, generator.random((1, COLUMNS)))[0])

    return act


def answer_exactly(own: np.ndarray, full: np.ndarray) -> np.ndarray:
    """Returns what perfect play makes of each column [7]: 1, 0, -1; nan where it is full, or if that takes long."""
    found = np.full(COLUMNS, np.nan, np.float32)
    if int(full[0]).bit_count() < SOLVABLE:
        return found
    for column in np.flatnonzero(find_legal(full)[0]):
        after_own, after_full = (int(bits[0]) for bits in drop(own, full, np.array([column])))
        found[column] = 1 if has_four(after_own ^ after_full) else -solve(after_own, after_full, SEEN)
    return found


@cache
def find_endgames(count: int, discs: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Returns boards with so many discs, met in random games, and the exact value of each column [n, 7]."""
    generator, (own, full) = np.random.default_rng(seed), empty(count * 8)
    for _ in range(discs):
        own, full = drop(own, full, choose(play_randomly(own, full), generator.random((len(own), COLUMNS))))
        own, full = own[~has_four(own ^ full)], full[~has_four(own ^ full)]
    own, full = own[:count], full[:count]
    exact = [answer_exactly(own[n : n + 1], full[n : n + 1]) for n in range(len(own))]
    return own, full, np.array(exact)
