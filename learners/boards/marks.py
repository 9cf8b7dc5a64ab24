"""Played games of Tic Tac Toe: players that judge by a table, their opponents, and what is recorded of them.

Beside the board, every recorded game holds for the mover's nine cells (nan: taken, or the game is over)
    chance [9, 3]   win, tie and loss after a mark there, as the player predicts, under random play
    exact [9, 3]    the same, exactly
    perfect [9]     what perfect play makes of it: 1 won, 0 tied, -1 lost
    plain, ahead [9]    win minus loss as predicted, and after one look ahead
    player, ours    whose turn it is, 1 or 2; whether the move is the learned player's
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import gymnasium
import numpy as np

from learners.boards import noughts
from learners.boards.duel import Against, draw_lots, seat_opponent, take_turns
from learners.figures import Evaluation
from learners.play import FRESH, Policy, judge, play
from learners.trace import Trace

NAME = "envs.tictactoe:TicTacToe-v0"
CENTER = 4
LESSON = 12  # random games that are shown
X, O = 1, 2  # noqa: E741 (the marks have these names)


class Judgement(NamedTuple):
    """What a player thinks of each cell of each position, in the mover's view; the best cell is its choice."""

    ends: np.ndarray  # [positions, 9, 3], chances to win, tie and lose
    plain: np.ndarray  # [positions, 9], win minus loss, -2 where no mark fits
    ahead: np.ndarray  # [positions, 9], the same after one look ahead


def measure(judgement: Judgement) -> dict[str, Any]:
    """Returns exact figures of the plain player and of the one that looks ahead, each as X and as O."""
    found: dict[str, Any] = {}
    for name in ("plain", "ahead"):
        choice = getattr(judgement, name).argmax(axis=1)
        found[name] = [noughts.meet_random(choice, seat)[0] for seat in (X, O)]
        found[f"{name}_worst"] = [noughts.find_worst(choice, seat)[0] for seat in (X, O)]
    return found


def find_truth(judge: Callable[[np.ndarray], Judgement]) -> dict[str, Any]:
    """Returns what is exactly known, as facts; `judge` makes a player of chances [positions, 3]."""
    chances = noughts.solve_random_play()
    first = chances[noughts.enumerate_positions().after[0]].tolist()
    limit = [noughts.find_limit(seat) for seat in (X, O)]
    return {"first": first, "limit": limit, "exact": _list_numbers(measure(judge(chances)))}


def record(trace: Trace, chances: np.ndarray, judge: Callable[[np.ndarray], Judgement], **known: Any) -> None:
    """Records a row of the training reel: what the net predicts and how well it plays with that."""
    positions = noughts.enumerate_positions()
    error = np.abs(chances - noughts.solve_random_play())[positions.end < 0].mean()
    first, reply = (chances[positions.after[place]] for place in (0, positions.after[0, CENTER]))
    reply[CENTER] = np.nan
    trace.record("train", first=first, reply=reply, error=error, **known, **measure(judge(chances)))


def compare(judgement: Judgement, episodes: int, seed: int = FRESH) -> Mapping[str, Evaluation | float]:
    """Judges both players and random play against random play: 1 a win, -1 a loss, and exact chances to win."""
    results: dict[str, Evaluation | float] = {}
    for seat, mark in ((X, "X"), (O, "O")):
        game = Against(gymnasium.make(NAME), draw_lots, seat)
        players = {name: getattr(judgement, name).argmax(axis=1) for name in ("ahead", "plain")}
        for name, choice in players.items():
            results[f"{name} as {mark}"] = judge(game, follow(choice), episodes, seed, chance=True)
            results[f"{name} as {mark}: wins"] = float(noughts.meet_random(choice, seat)[0])
            results[f"{name} as {mark}: worst line"] = float(noughts.find_worst(choice, seat)[0])
        results[f"random as {mark}"] = judge(game, seat_opponent(draw_lots, seed), episodes, seed, chance=True)
        results[f"limit as {mark}: wins"] = noughts.find_limit(seat)
    return results


def follow(choice: np.ndarray) -> Policy:
    """Returns the player that marks the cell which `choice` [positions] names."""
    return lambda observation, _: int(choice[noughts.locate(observation)])


def play_perfectly(observation: Any, _: dict[str, Any], generator: np.random.Generator) -> int:
    """Plays perfectly: an opponent that draws lots among the best moves."""
    worth = weigh_perfectly()[noughts.locate(observation)]
    return int(generator.choice(np.flatnonzero(worth == worth.max())))


def weigh_perfectly() -> np.ndarray:
    """Returns what each cell is worth to the mover under perfect play [positions, 9], -2 where no mark fits."""
    positions = noughts.enumerate_positions()
    worth = noughts.solve_perfect_play()[positions.after] * positions.sign[:, None]
    return np.where(positions.after >= 0, worth, -2)


def set_trap(choice: np.ndarray, seat: int) -> np.ndarray:
    """Returns the moves [positions] of the line that does its worst to a player in a seat."""
    positions, worst = noughts.enumerate_positions(), noughts.find_worst(choice, seat)
    return np.where(positions.after >= 0, worst[positions.after], 2).argmin(axis=1)


def film_lesson(trace: Trace, seed: int) -> None:
    """Records a few random games, board by board, each board with the end of its game."""
    path, end = noughts.play_random(LESSON, np.random.default_rng(seed))
    for game, places in enumerate(path):
        for place in dict.fromkeys(places.tolist()):
            board = noughts.enumerate_positions().boards[place].reshape(3, 3)
            trace.record("lesson", game=game, board=board, end=end[game])


def film_games(trace: Trace, ages: list[Judgement], games: list[int], seed: int) -> None:
    """Records the games of the chapter; `games` tells how many random games each age had learned from."""
    film_lesson(trace, seed)
    last, chance = ages[-1], seat_opponent(draw_lots, seed)
    plain, ahead = (follow(worth.argmax(axis=1)) for worth in (last.plain, last.ahead))
    trap = follow(set_trap(last.plain.argmax(axis=1), O))
    film(trace, "x", last, ahead, chance, X, seed)
    film(trace, "o", last, chance, ahead, O, seed + 1)
    film(trace, "both", last, ahead, ahead, X + O, seed)
    film(trace, "misled", last, trap, plain, O, seed)
    film(trace, "mended", last, trap, ahead, O, seed)
    for age, (judgement, count) in enumerate(zip(ages, games, strict=True)):
        player, opponent = follow(judgement.ahead.argmax(axis=1)), seat_opponent(play_perfectly, seed)
        film(trace, f"age{age}", judgement, opponent, player, O, seed)
        trace.facts[f"age{age}"] |= {"games": count, **_list_numbers(measure(judgement))}


def film(trace: Trace, reel: str, judgement: Judgement, first: Policy, second: Policy, seat: int, seed: int) -> None:
    """Records one game with what the player in a seat (3: both) thinks of every cell, and the exact answers."""
    exact, perfect = judge_exactly(), weigh_perfectly()

    def watch(observation: Any, info: dict[str, Any]) -> dict[str, Any]:
        place, taken = noughts.locate(observation), info["action_mask"] == 0
        seen = {"chance": judgement.ends, "exact": exact, "perfect": perfect, "plain": judgement.plain}
        columns = {name: table[place].astype(np.float32) for name, table in (seen | {"ahead": judgement.ahead}).items()}
        for column in columns.values():
            column[taken] = np.nan
        return columns | {"player": info["player"], "ours": bool(info["player"] & seat)}

    play(gymnasium.make(NAME), take_turns(first, second), trace, reel, seed, watch)
    trace.facts[reel] |= {"seat": seat, "player": "ahead" if reel != "misled" else "plain"}


def judge_exactly() -> np.ndarray:
    """Returns the exact chances [positions, 9, 3] that the mover wins, ties and loses under random play."""
    return turn_to_mover(noughts.solve_random_play())


def turn_to_mover(chances: np.ndarray) -> np.ndarray:
    """Returns the chances [positions, 3] of X, nobody, O as win, tie, loss to who marks each cell [positions, 9, 3]."""
    positions = noughts.enumerate_positions()
    after = chances[positions.after]
    return np.where(positions.sign[:, None, None] > 0, after, after[..., ::-1])


def _list_numbers(figures: dict[str, Any]) -> dict[str, list[float]]:
    return {name: [float(value) for value in values] for name, values in figures.items()}
