"""Filming an Atari game that was played: every frame in color, with what the player thought; and playing it again."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from envs.atari import FRAMES_A_STEP, Atari, atari, atari_in_color
from learners.atari import arcade
from learners.atari.judge import STICKY, Game, Watch, compare, judge, measure
from learners.atari.players import Network
from learners.checkpoint import ages
from learners.figures import facts_of
from learners.policy import fill, load_network, rounded
from learners.replay import PartedError
from learners.trace import Trace

Think = Callable[[Tensor], dict[str, np.ndarray]]  # piles of frames in; what to show of each out
AGES = (0, 10, 30, 100)  # percent of the training
LONGEST_AGE = 450  # steps: half a minute of the game
UNKNOWN = 255  # no palette is that long: the console has 128 colors


def film(
    trace: Trace,
    reel: str,
    game: Game,
    think: Think,
    *,
    name: str,
    size: int,
    sticky: float,
    moves: list[str],
    first: int = 0,
    last: int | None = None,
    every: int = 1,
    look: Callable[[np.ndarray], dict[str, np.ndarray]] | None = None,
) -> None:
    """Plays a game again and records its steps from `first` to before `last` into a reel.

    A row is a frame of the emulator, or the last of `every` frames. Columns: screen, uint8 (210, 160), indices into
    the palette among the facts; action, an index into the moves; reward, raw points; score so far; lives; and what
    the player thought; `look` adds what it finds in the screen. The moves before a reel that starts later are in
    `{reel}_before`. The facts of the reel are what it takes to play it again.
    """
    torch.set_num_threads(1)
    palette = Palette(trace.facts.setdefault("palette", []))
    grey, color = atari(name, 1, sticky, size, moves), atari_in_color(name, sticky, moves)
    grey.presses_fire = False  # the moves of the game are those that were really sent
    pile, score = arcade.pile(arcade.fold(grey.start(game.seed))), 0.0
    color.start(game.seed)
    for now, move in enumerate(game.moves[:last]):
        with torch.no_grad():
            thought = {name: values[0] for name, values in think(pile).items()} if now >= first else {}
        came, paid = grey.step(np.array([move])), 0.0
        for screen, reward, lives in held(color, move, every):
            score, paid = score + reward, paid + reward
            if now >= first:
                row = {"screen": palette.index(screen), "action": np.uint8(move), "reward": np.float32(reward)}
                seen = look(screen) if look else {}
                trace.record(reel, **row, score=np.float32(score), lives=np.uint8(lives), **thought, **seen)
        if not paid == came.reward[0] == game.rewards[now]:
            raise PartedError(f"The game of seed {game.seed} is not repeated: {paid} points in step {now}.")
        pile = arcade.pile(arcade.fold(came.frames), pile)
    if first:
        trace.extend(f"{reel}_before", action=np.array(game.moves[:first], np.uint8))
    kwargs = {"sticky": sticky, "moves": list(moves)}
    trace.facts[reel] = {"env": name, "kwargs": kwargs, "seed": game.seed, "every": every, "first": first, "size": size}


def recall(game: Game, *, name: str, size: int, sticky: float, moves: list[str]) -> Tensor:
    """Everything the player saw in a game: piles of frames (steps, h, w, 16)."""
    grey = atari(name, 1, sticky, size, moves)
    grey.presses_fire = False
    piles = [arcade.pile(arcade.fold(grey.start(game.seed)))]
    for move in game.moves[:-1]:
        piles.append(arcade.pile(arcade.fold(grey.step(np.array([move])).frames), piles[-1]))
    return torch.cat(piles)


def held(color: Atari, move: int, every: int) -> Iterator[tuple[np.ndarray, float, int]]:
    """Holds a move for one step of the player; yields the screen, the points and the lives of every so many frames."""
    paid = 0.0
    for frame in range(FRAMES_A_STEP):
        step = color.step(np.array([move]))
        paid += float(step.reward[0])
        over = bool(step.game_over[0])
        if over or (frame + 1) % every == 0:
            yield step.last_frames[0], paid, int(step.lives[0])
            paid = 0.0
        if over:
            return


def replay(trace: Trace, reel: str) -> str:
    """Plays a recorded reel again and checks every screen, every reward and the score; returns what was confirmed.

    Raises PartedError, which names the first row that differs.
    """
    facts = trace.facts[reel]
    color, palette = atari_in_color(facts["env"], **facts["kwargs"]), Palette(trace.facts["palette"])
    color.start(facts["seed"])
    if facts["first"]:
        for move in trace[f"{reel}_before/action"]:
            list(held(color, move, FRAMES_A_STEP))
    screens, rewards, actions = trace[f"{reel}/screen"], trace[f"{reel}/reward"], trace[f"{reel}/action"]
    row = 0
    while row < len(actions):
        for screen, reward, _ in held(color, actions[row], facts["every"]):
            if row == len(actions) or reward != rewards[row] or (palette.index(screen) != screens[row]).any():
                raise PartedError(f"{reel}: row {row}: the emulator shows or pays something else than was recorded.")
            row += 1
    return f"{reel}: {row} screens, {rewards.sum():g} points, {trace[f'{reel}/score'][-1]:g} in all: confirmed."


class Palette:
    """The colors of the console met so far; a screen becomes indices into them."""

    def __init__(self, colors: list[list[int]]) -> None:
        """Continues a list of colors, each red, green and blue from 0 to 255, and adds to it."""
        self.colors = colors
        self._index = np.full(1 << 24, UNKNOWN, np.uint8)
        for number, (red, green, blue) in enumerate(colors):
            self._index[red << 16 | green << 8 | blue] = number

    def index(self, screen: np.ndarray) -> np.ndarray:
        """Turns uint8 (210, 160, 3) into uint8 (210, 160)."""
        packed = screen.astype(np.int32) @ np.array([1 << 16, 1 << 8, 1], np.int32)
        indices = self._index[packed]
        if (indices == UNKNOWN).any():
            for color in np.unique(packed[indices == UNKNOWN]):
                self._index[color] = len(self.colors)
                self.colors.append([int(color >> 16), int(color >> 8 & 255), int(color & 255)])
            indices = self._index[packed]
        return indices


def show(
    trace: Trace,
    network: Network,
    checkpoints: Path | None,
    judged: int,
    sticky: float,
    kind: dict[str, Any],
    watch: Watch | None = None,
    longest: int = LONGEST_AGE,
) -> dict[str, list[Game]]:
    """Judges the finished player with its rounded weights, films its ages, and returns the games it was judged by.

    The ages are filmed for `longest` steps, or until their game is over.
    """
    played = judge_rounded(network, judged, sticky, kind, watch)
    trace.weights = network.state_dict()
    trace.facts["figures"] = facts_of(measure(played))
    if checkpoints is not None:
        film_ages(trace, checkpoints, deepcopy(network), min(judged, 20), longest, sticky=sticky, **kind)
    return played


def judge_rounded(
    network: Network, judged: int, sticky: float, kind: dict[str, Any], watch: Watch | None = None
) -> dict[str, list[Game]]:
    """Rounds the weights of a player as a policy file does, and lets it play so many games of each kind."""
    fill(network.cpu().eval(), rounded(network.state_dict()))
    return compare(network, judged, sticky=tuple(dict.fromkeys((*STICKY, sticky))), watch=watch, **kind)


def film_ages(trace: Trace, folder: Path, network: Network, games: int, longest: int, **kind: Any) -> None:
    """Films the beginning of a game of the player at several ages, and judges it at each.

    All are cut off after `longest` steps, so a reel that is shorter than another ended with its game: scenes say so.

    Reels `age_0`, `age_10`, ... name the share of the training in percent; rows are every fourth frame. The facts of
    a reel say after how many steps that was and what `games` games brought.
    """
    for share in AGES:
        steps, path = aged(folder, share)
        player = load_network(trace.stem, network, path)
        found = judge(player.player(greedy=False), games, **kind)
        film(trace, f"age_{share}", found[0], player.think, last=longest, every=FRAMES_A_STEP, **kind)
        figures = {name: each.facts() for name, each in measure({"as trained": found}).items()}
        trace.facts[f"age_{share}"] |= {"steps": steps, "figures": figures}


def aged(folder: Path, share: float) -> tuple[int, Path]:
    """The steps and the file of the policy kept nearest to so many percent of the training."""
    kept = ages(folder)
    steps = min(kept, key=lambda step: abs(step - share / 100 * max(kept)))
    return steps, kept[steps]
