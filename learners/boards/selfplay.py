"""Games of a Connect Four player against itself, all at once, each board labelled with what came of it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from envs.connect4 import BOARD, find_drops, has_four
from learners.boards import fours
from learners.boards.negamax import complete_four

OPENING = 8  # at most so many first moves of a training game are random, so that games lead everywhere
CURIOSITY = 0.05  # the share of later moves that are random
DOUBT = 0.03  # noise on the predictions, so that moves of nearly the same worth take turns
STRAYED = 0.05  # a move that gives away more than this says nothing about the position it left
TRUST = 0.7  # in how the game went on, against what the net thought of the next board (lambda of TD(lambda))


class Lessons(NamedTuple):
    """Boards, and for the columns of which something is known the chance of winning [n, 7]; the rest nan."""

    own: np.ndarray
    full: np.ndarray
    chance: np.ndarray


def play_round(player: fours.Player | None, games: int, generator: np.random.Generator) -> Lessons:
    """Plays games of a player against itself and labels every board; without a player, random games."""
    (own, full), game = fours.empty(games), np.arange(games)
    opening = generator.integers(0, OPENING + 1, games)
    log: list[tuple[np.ndarray, ...]] = []
    while len(game):
        worth = player(own, full) if player else fours.play_randomly(own, full)
        winning = complete_four(own, full)[:, None] & find_drops(full)[:, None] & fours.CELLS != 0
        worth[winning] = 1.0  # a rule, not a guess
        at_random = (opening[game] > len(log)) | (generator.random(len(game)) < (CURIOSITY if player else 1))
        wish = np.where(at_random[:, None], 0, worth) + DOUBT * generator.gumbel(size=worth.shape)
        move = np.where(worth < 0, -np.inf, wish).argmax(axis=1)
        after_own, after_full = fours.drop(own, full, move)
        won = has_four(after_own ^ after_full)
        over = won | (after_full == BOARD)
        log.append((game, own, full, worth, winning, move, won, over))
        own, full, game = after_own[~over], after_full[~over], game[~over]
    return label(log, games, TRUST if player else 1.0)


def label(log: Sequence[tuple[np.ndarray, ...]], games: int, trust: float) -> Lessons:
    """Returns every board with what its move brought: the end of the game, or what the next board promises."""
    came, best, strayed = np.zeros(games), np.zeros(games), np.zeros(games, bool)  # of the next board of each game
    lessons = []
    for game, own, full, worth, winning, move, won, over in reversed(log):
        row = np.arange(len(game))
        next_worth = np.where(strayed[game], best[game], trust * came[game] + (1 - trust) * best[game])
        came[game] = np.where(won, 1.0, np.where(over, 0.5, 1 - next_worth))
        best[game] = worth.max(axis=1)
        strayed[game] = (trust < 1) & (worth[row, move] < best[game] - STRAYED)
        known = np.where(winning, 1.0, np.nan)
        known[row, move] = came[game]
        lessons.append(Lessons(own, full, known))
    return Lessons(*(np.concatenate(parts) for parts in zip(*lessons, strict=True)))
