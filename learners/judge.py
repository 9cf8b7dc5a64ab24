"""Judging an Atari player: whole games, each from a seed of its own, raw points, games that repeat counted once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor
from tqdm import tqdm

from envs.atari import Atari, Step, atari
from learners import arcade

AT_ONCE = 32  # games in play; the network sees them as one batch
FIRST_SEED = 50_000_000  # of judged games; training starts far below

Player = Callable[[Tensor], np.ndarray]  # piles of frames in, one choice for each out


@dataclass
class Game:
    """One whole game: its seed, the moves really sent, the raw points of every step and where lives ended."""

    seed: int
    moves: list[int] = field(default_factory=list)
    rewards: list[float] = field(default_factory=list)
    life_over: list[bool] = field(default_factory=list)

    @property
    def score(self) -> float:
        """Raw points."""
        return float(sum(self.rewards))

    @property
    def hits_a_life(self) -> float:
        """Rewards clipped to one, a life: the measure of the book."""
        return float(np.clip(self.rewards, -1, 1).sum()) / max(1, sum(self.life_over))


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

    def see(self) -> Step:
        """Takes what came of the move."""
        step = self.world.receive()
        self.pile = arcade.pile(arcade.fold(step.frames), self.pile)
        self.game.rewards.append(float(step.reward[0]))
        self.game.life_over.append(bool(step.life_over[0]))
        return step


def play(player: Player, seeds: range, longest: int | None = None, **kind: Any) -> Iterator[Game]:
    """Plays one whole game from every seed, many at a time; kind goes to `atari`. Games come as they end."""
    waiting = iter(seeds)
    tables = [Table.open(atari(games=1, **kind), seed) for seed, _ in zip(waiting, range(AT_ONCE), strict=False)]
    with torch.no_grad():
        while tables:
            choices = player(torch.cat([table.pile for table in tables]))
            for table, choice in zip(tables, choices, strict=True):
                table.ask(choice)
            ended = [table for table in tables if table.see().game_over[0] or len(table.game.moves) == longest]
            for table in ended:
                yield table.game
                seed = next(waiting, None)
                if seed is None:
                    table.world.close()
                    tables.remove(table)
                else:
                    tables[tables.index(table)] = Table.open(table.world, seed)


def judge(player: Player, episodes: int, seed: int = 0, **kind: Any) -> tuple[list[Game], dict[str, Any]]:
    """Plays so many games; returns them and their figures: games, different ones, mean, interval, median, best."""
    first = FIRST_SEED + seed * 100_000
    played = play(player, range(first, first + episodes), **kind)
    games = sorted(tqdm(played, total=episodes, unit=" games", leave=False), key=lambda game: game.seed)
    return games, figures(games)


def figures(games: list[Game]) -> dict[str, Any]:
    """The figures of the games; of those with the very same moves only one counts."""
    different = list({(tuple(game.moves), game.score): game for game in games}.values())
    scores = np.array([game.score for game in different])
    spread = float(scores.std(ddof=1)) if len(scores) > 1 else 0.0
    half = 1.96 * spread / len(scores) ** 0.5
    return dict(
        games=len(games),
        different=len(different),
        mean=float(scores.mean()),
        low=float(scores.mean() - half),  # the 95 % interval of the mean
        high=float(scores.mean() + half),
        median=float(np.median(scores)),
        worst=float(scores.min()),
        best=float(scores.max()),
        hits_a_life=float(np.mean([game.hits_a_life for game in different])),
    )


def random_player(moves: int, seed: int = 0) -> Player:
    """A player that presses anything."""
    chance = np.random.default_rng(seed)
    return lambda piles: chance.integers(0, moves, len(piles))
