"""How a player of Connect Four grows: its strength round by round, and games of several ages.

Columns (7 columns; 4 opponents: random play and searches of depth 2, 4 and 6, named in facts["opponents"]):
    train/round, games, loss         rounds and games so far; row 0 is the untrained net, and all rows are those of
                                     the quick player of training, which does not see the board mirrored
    train/wins, low, high, ties [4]  shares of facts["judged"] games, the first 2 to 6 moves random, both seats;
                                     95 % interval
    train/first [7]                  the chance that the net gives each first column; exactly in facts["first_exact"]
    train/kept                       share of solved endgames whose value one look ahead keeps (facts["endgames"])
    lesson/game, board, action, end  a few random games; end: 1 the first player won, 0 tie, -1 the second
Beside the board, every played game holds for the mover's seven columns (nan: full, or the game is over)
    chance, ahead [7]   the chance to win, a tie counting half, as the net predicts it and after one look ahead
    search [7]          what search of depth 6 sees: 1 won, -1 lost, 0 neither
    exact [7]           what perfect play makes of it: 1, 0, -1; nan also before 16 discs, where that takes long
    player, ours        whose turn it is, 1 or 2; whether the move is the learned player's
"""

from typing import Any, NamedTuple

import gymnasium
import numpy as np
from torch import nn

from learners.boards import fours
from learners.boards.duel import take_turns
from learners.boards.negamax import look_at_moves
from learners.play import Policy, play, steps
from learners.trace import Trace

OPPONENTS = {"random": fours.play_randomly} | {f"depth {depth}": fours.search(depth) for depth in (2, 4, 6)}
JUDGED = 200  # games against each opponent whenever strength is measured
MEASURES = 12  # evenly spread over training, beside the first rounds
DISCS, ENDGAMES = 22, 100  # boards so full are solved to the end in a hundredth of a second
SHOWN = 12  # random games, the first lessons
DEPTH = 6
POSITIONS = 4_531_985_219_092  # that play can lead to, counted by Edelkamp and Kissmann in 2008
FIRST_EXACT = [-1, -1, 0, 1, 0, -1, -1]  # of the first player's columns, solved by Allis and by Allen in 1988


class Judgement(NamedTuple):
    """A player, and what its net alone thinks of the columns."""

    predict: fours.Player
    ahead: fours.Player


class Progress:
    """What is measured while a net learns, and the net at several ages; goes into checkpoints."""

    def __init__(self, rounds: int, games: int, judged: int, seed: int) -> None:
        if min(rounds, games, judged) < 1:
            raise ValueError("Rounds, games and judged games must be at least 1.")
        self.rounds, self.games, self.judged, self.seed = rounds, games, judged, seed
        self.round, self.loss = 0, float("nan")
        self.rows: list[dict[str, Any]] = []
        self.ages: dict[int, dict[str, Any]] = {}
        self._measured = {0, 1, 2, 4, 8, 16, 32, rounds} | {rounds * part // MEASURES for part in range(MEASURES)}
        self._aged = {0, 1, max(rounds // 20, 1), rounds}
        self._endgames = fours.find_endgames(ENDGAMES, DISCS, seed)

    def note(self, net: nn.Module, judgement: Judgement) -> None:
        """Measures and keeps the net if it is time, and if that was not done before."""
        if self.round in self._aged:
            self.ages[self.round] = {name: value.half() for name, value in net.state_dict().items()}
        if self.round in self._measured and self.round not in [row["round"] for row in self.rows]:
            first = judgement.predict(*fours.empty(1))[0].tolist()
            about = {"round": self.round, "games": self.round * self.games, "loss": self.loss, "first": first}
            self.rows.append(about | {"kept": self._keep_endgames(judgement.ahead)} | self._fight(judgement.ahead))

    def advance(self, loss: float) -> None:
        """Counts a round that was learned."""
        self.round, self.loss = self.round + 1, loss

    def _fight(self, player: fours.Player) -> dict[str, Any]:
        """Returns shares of wins with their intervals, and of ties, against each opponent, the first moves random."""
        results = [fours.match(player, opponent, self.judged, self.seed) for opponent in OPPONENTS.values()]
        shares = [result.share(1) for result in results]
        wins, low, high = (list(column) for column in zip(*shares, strict=True))
        return {"wins": wins, "low": low, "high": high, "ties": [float((each.returns == 0).mean()) for each in results]}

    def _keep_endgames(self, player: fours.Player) -> float:
        """Returns the share of endgames in which the player's column gives nothing away."""
        own, full, exact = self._endgames
        column = player(own, full).argmax(axis=1)
        return float((exact[np.arange(len(own)), column] == np.nanmax(exact, axis=1)).mean())

    def report(self, trace: Trace) -> None:
        """Records what was measured."""
        own, _, exact = self._endgames
        best = (exact == np.nanmax(exact, axis=1, keepdims=True)).sum(axis=1) / (~np.isnan(exact)).sum(axis=1)
        trace.facts |= {"opponents": list(OPPONENTS), "judged": self.judged, "first_exact": FIRST_EXACT}
        trace.facts |= {"positions": POSITIONS, "opening": list(fours.OPENING)}
        trace.facts["endgames"] = {"games": len(own), "discs": DISCS, "random": float(best.mean())}
        for row in self.rows:
            trace.record("train", **row)

    def state_dict(self) -> dict[str, Any]:
        """What a checkpoint keeps."""
        return {"round": self.round, "loss": self.loss, "rows": self.rows, "ages": self.ages}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Goes on from a checkpoint."""
        self.__dict__.update(state)


def film_lesson(trace: Trace, seed: int) -> None:
    """Records a few random games, board by board, each with its end: 1 the first player won, 0 tie, -1 the second."""
    for game in range(SHOWN):
        env, player = gymnasium.make(fours.NAME), fours.follow(fours.play_randomly, seed + game)
        moves = list(steps(env, player, seed + game))
        end = sum(move.reward * (3 - 2 * move.info["player"]) for move in moves)
        for move in moves:
            trace.record("lesson", game=game, board=move.observation, action=move.action, end=int(end))


def film_games(trace: Trace, ages: dict[int, Judgement], games: int, seed: int) -> None:
    """Records the finished player's games, and the same game by players of several ages."""
    last = ages[max(ages)]
    ours, search = fours.follow(last.ahead, seed), fours.follow(fours.search(DEPTH), seed)
    film(trace, "random", last, ours, fours.follow(fours.play_randomly, seed), 1, seed)
    film(trace, "first", last, ours, search, 1, seed)
    film(trace, "second", last, search, ours, 2, seed)
    film(trace, "both", last, ours, ours, 3, seed)
    for place, (age, judgement) in enumerate(ages.items()):
        player, opponent = fours.follow(judgement.ahead, seed), fours.follow(fours.search(4), seed)
        film(trace, f"age{place}", judgement, player, opponent, 1, seed)
        trace.facts[f"age{place}"] |= {"round": age, "games": age * games, "opponent": "depth 4"}
    deep = f"depth {DEPTH}"
    for reel, name in {"random": "random", "first": deep, "second": deep, "both": "itself"}.items():
        trace.facts[reel] |= {"opponent": name}


def film(trace: Trace, reel: str, judgement: Judgement, first: Policy, second: Policy, seat: int, seed: int) -> None:
    """Records one game with what the player in a seat (3: both) thinks of every column, and the exact answers."""

    def watch(observation: Any, info: dict[str, Any]) -> dict[str, Any]:
        own, full = fours.read(observation, info["player"])
        columns = {"chance": judgement.predict(own, full)[0], "ahead": judgement.ahead(own, full)[0]}
        columns |= {"search": look_at_moves(own, full, DEPTH)[0], "exact": fours.answer_exactly(own, full)}
        closed = info["action_mask"] == 0
        found = {name: np.where(closed, np.nan, column).astype(np.float32) for name, column in columns.items()}
        return found | {"player": info["player"], "ours": bool(info["player"] & seat)}

    play(gymnasium.make(fours.NAME), take_turns(first, second), trace, reel, seed, watch)
    trace.facts[reel] |= {"seat": seat}
