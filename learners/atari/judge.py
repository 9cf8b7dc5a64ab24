"""Judging an Atari player: whole games, each from a seed of its own, raw points, games that repeat counted once."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from tqdm import tqdm

from envs.atari import Atari, Step, atari
from learners.atari import arcade
from learners.atari.players import Network, Player, random_player
from learners.figures import Evaluation
from learners.policy import load_network

AT_ONCE = 32  # games in play; the network sees them as one batch
FIRST_SEED = 50_000_000  # of judged games; the games of training have seeds far below
WAYS = ("greedy", "as trained")  # how a network plays: its best move each time, or also others
STICKY = (0.0, 0.25)  # every player is judged at both, and at the chance it was trained at

Watch = Callable[[np.ndarray], float]  # a grey frame in, something to remember of it out


@dataclass
class Game:
    """One whole game: its seed, the moves really sent, the points of every step and where lives ended."""

    seed: int
    moves: list[int] = field(default_factory=list)
    rewards: list[float] = field(default_factory=list)
    life_over: list[bool] = field(default_factory=list)
    notes: list[float] = field(default_factory=list)  # what was watched for, one a step

    @property
    def score(self) -> float:
        """Raw points."""
        return float(sum(self.rewards))

    @property
    def hits_a_life(self) -> float:
        """Rewards clipped to one, a life: the measure of the book."""
        return float(np.clip(self.rewards, -1, 1).sum()) / max(1, sum(self.life_over))

    def returns(self, discount: float) -> np.ndarray:
        """The discounted rewards, clipped to one, that still came after each step before the life ended."""
        came, ahead = np.zeros(len(self.moves)), 0.0
        for step in reversed(range(len(came))):
            ahead = float(np.clip(self.rewards[step], -1, 1)) + discount * ahead * (not self.life_over[step])
            came[step] = ahead
        return came

    @property
    def print(self) -> str:
        """A fingerprint of what was done and paid."""
        return hashlib.blake2b(np.array([self.moves, self.rewards]).tobytes(), digest_size=16).hexdigest()


@dataclass(eq=False)  # a table is itself, whatever stands on it
class Table:
    """One game in play: its emulator, the pile of frames before its player, and what happened so far."""

    world: Atari
    pile: Tensor
    game: Game

    @classmethod
    def open(cls, world: Atari, seed: int) -> "Table":
        """Starts a game from its seed."""
        return cls(world, arcade.pile(arcade.fold(world.start(seed))), Game(seed))

    def ask(self, choice: int) -> None:
        """Sends a move; the emulator goes on by itself."""
        self.game.moves.append(int(self.world.send(np.array([choice]))[0]))

    def see(self, watch: Watch | None) -> Step:
        """Takes what came of the move."""
        step = self.world.receive()
        self.pile = arcade.pile(arcade.fold(step.frames), self.pile)
        self.game.rewards.append(float(step.reward[0]))
        self.game.life_over.append(bool(step.life_over[0]))
        if watch is not None:
            self.game.notes.append(watch(step.last_frames[0]))
        return step


def play(player: Player, seeds: Sequence[int], watch: Watch | None = None, **kind: Any) -> Iterator[Game]:
    """Plays one whole game from every seed, many at a time; kind goes to `atari`. Games come as they end."""
    torch.set_num_threads(1)  # the batches are small, and two threads collapse as soon as anything else runs
    waiting = iter(seeds)
    tables = [Table.open(atari(games=1, **kind), seed) for _, seed in zip(range(AT_ONCE), waiting, strict=False)]
    while tables:
        with torch.no_grad():
            choices = player(torch.cat([table.pile for table in tables]))
        for table, choice in zip(tables, choices, strict=True):
            table.ask(choice)
        for table in [table for table in tables if table.see(watch).game_over[0]]:
            yield table.game
            seed = next(waiting, None)
            if seed is None:
                table.world.close()
                tables.remove(table)
            else:
                tables[tables.index(table)] = Table.open(table.world, seed)


def judge(player: Player, episodes: int, seed: int = 0, watch: Watch | None = None, **kind: Any) -> list[Game]:
    """Plays so many games, each from a fresh seed; returns them in the order of their seeds."""
    first = FIRST_SEED + seed * 100_000
    played = play(player, range(first, first + episodes), watch, **kind)
    return sorted(tqdm(played, total=episodes, unit=" games", leave=False), key=lambda game: game.seed)


def different(games: Sequence[Game]) -> list[Game]:
    """The games without those that repeat an earlier one."""
    found: dict[str, Game] = {}
    for game in games:
        found.setdefault(game.print, game)
    return list(found.values())


def searchable(played: dict[str, list[Game]], sticky: float) -> list[Game]:
    """The different games that the network itself played at that chance, for a search of the best moment."""
    return different([game for way in WAYS for game in played[f"{way}, sticky {sticky:g}"]])


def compare(
    network: Network, episodes: int, seed: int = 0, sticky: Sequence[float] = STICKY, **kind: Any
) -> dict[str, list[Game]]:
    """Lets a network play greedily, as it was trained, and anything at random; the names say what was played."""
    moves = len(kind["moves"])
    players = {"random": random_player(moves), **{way: network.player(way == "greedy") for way in WAYS}}
    kinds = [(f"{name}, sticky {chance:g}", player, chance) for name, player in players.items() for chance in sticky]
    return {name: judge(player, episodes, seed, sticky=chance, **kind) for name, player, chance in kinds}


def measure(played: dict[str, list[Game]]) -> dict[str, Evaluation]:
    """The figures of all that was played: raw points, and rewards clipped to one a life."""
    results = {}
    for name, games in played.items():
        lengths, seeds = np.array([len(game.moves) for game in games]), tuple(game.seed for game in games)
        prints = tuple(game.print for game in games)
        points, hits = np.array([game.score for game in games]), np.array([game.hits_a_life for game in games])
        results[f"{name}, points"] = Evaluation(points, lengths, prints, seeds)
        results[f"{name}, hits a life"] = Evaluation(hits, lengths, prints, seeds)
    return results


def judge_file(
    stem: str,
    network: Network,
    episodes: int,
    seed: int,
    sticky: Sequence[float],
    file: Path | None,
    **kind: Any,
) -> dict[str, Evaluation]:
    """Measures the committed policy of a chapter, or the one of a file, on whole games from fresh seeds."""
    return measure(compare(load_network(stem, network, file).eval(), episodes, seed, sticky, **kind))


def judging(stem: str, build: Callable[[], Network], **kind: Any) -> Callable[..., dict[str, Evaluation]]:
    """Makes the `evaluate` of a chapter that plays one game of that kind."""

    def evaluate(
        episodes: int = 100, seed: int = 0, sticky: tuple[float, ...] = STICKY, policy: Path | None = None
    ) -> dict[str, Evaluation]:
        """Judges the committed policy, or the one of a file, on whole games from fresh seeds.

        Args:
            episodes: whole games of each kind of player.
            seed: games of another seed are other games.
            sticky: the chances at which the emulator repeats a move; each is judged.
            policy: a file of weights; by default the committed one.
        """
        return judge_file(stem, build(), episodes, seed, sticky, policy, **kind)

    return evaluate
