"""Atari games: many at once in grey for learning, one in color for watching, by the game's plain name."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from ale_py import roms
from ale_py.vector_env import AtariVectorEnv

FRAMES_A_STEP = 4  # each action is held for four frames of the emulator, as in the published results
LONGEST = 108_000  # frames: 30 minutes of play, after which every published result cuts a game off
LATEST_START = 30  # a game begins after 1 to 30 frames of doing nothing, or all games would be one
SEATS_OF_TWO = {"combat", "joust", "maze_craze", "warlords"}  # these cartridges have no game for one


class UnknownGameError(ValueError):
    """Says that no game has this name and which names are near it."""


@dataclass
class Step:
    """What one step brought to each of the games; every array has the length `games`."""

    frames: np.ndarray  # uint8 (games, height, width), the newest frame alone; with color (..., 3)
    reward: np.ndarray  # raw points
    life_over: np.ndarray  # a life was lost, or the game ended: nothing later is owed to earlier moves
    game_over: np.ndarray  # the game ended, and `frames` already shows the next one
    lives: np.ndarray
    last_frames: np.ndarray  # as `frames`, but of a game that ended the last one


def games() -> list[str]:
    """The names of all games that one player can play, as the emulator spells them."""
    return sorted(set(roms.get_all_rom_ids()) - SEATS_OF_TWO)


def find(name: str) -> str:
    """The emulator's spelling of a game named in any case, with or without spaces and marks.

    Raises UnknownGameError, which lists the nearest names.
    """
    known = {_letters(game): game for game in games()}
    wanted = _letters(name.removeprefix("ALE/").split("-v")[0])
    if wanted in known:
        return known[wanted]
    near = difflib.get_close_matches(wanted, known, n=3, cutoff=0.4)
    instead = ", ".join(known[letters] for letters in near) or ", ".join(known.values())
    raise UnknownGameError(f"There is no Atari game {name!r}; the nearest names are: {instead}.")


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def atari(
    name: str, games: int = 32, sticky: float = 0.0, size: int = 84, moves: Sequence[str] | None = None
) -> "Atari":
    """Many games of one kind, for learning, in grey frames of `size` by `size` pixels.

    A frame shows the lighter of the last two pictures for each pixel, for some things blink. sticky is the chance
    that the emulator repeats the last move instead of the new one; moves names the ones to choose from (by default
    all that the game knows).
    """
    settings: dict[str, Any] = {"img_height": size, "img_width": size, "stack_num": 1, "frameskip": FRAMES_A_STEP}
    return Atari(find(name), games, sticky, moves, **settings)


def atari_in_color(name: str, sticky: float = 0.0, moves: Sequence[str] | None = None) -> "Atari":
    """The twin of one such game: given the same seed, and every action four times, it shows each frame in color.

    Its frames have the shape (1, 210, 160, 3).
    """
    settings: dict[str, Any] = {"img_height": 210, "img_width": 160, "stack_num": 1, "frameskip": 1, "grayscale": False}
    twin = Atari(find(name), 1, sticky, moves, maxpool=False, **settings)
    twin.presses_fire = False  # it is told every move, those included
    return twin


class Atari:
    """Games of one kind that move in step; each starts again by itself when it is over."""

    def __init__(self, name: str, games: int, sticky: float, moves: Sequence[str] | None, **settings: Any) -> None:
        """Builds the emulators; settings go to AtariVectorEnv."""
        self.games = games
        self.emulators = AtariVectorEnv(
            name,
            games,
            repeat_action_probability=sticky,
            max_num_frames_per_episode=LONGEST,
            noop_max=LATEST_START,
            life_loss_info=True,  # tells of a lost life and plays on; episodic_life would restart the game
            reward_clipping=False,
            autoreset_mode="SameStep",
            **settings,
        )
        meanings = [action.name for action in self.emulators.ale.get_action_set()]
        self.moves = list(moves or meanings)
        self._move = np.array([meanings.index(move) for move in self.moves])
        self.presses_fire = "FIRE" in self.moves
        self._clock = np.zeros(games, np.int64)
        self._must_fire = np.zeros(games, bool)

    def start(self, seed: int) -> np.ndarray:
        """Starts every game anew, game i from the seed `seed + i`; returns the frames."""
        frames, facts = self.emulators.reset(seed=seed)
        self._clock = facts["episode_frame_number"]
        self._must_fire[:] = False
        return frames[:, 0]

    def send(self, choices: np.ndarray) -> np.ndarray:
        """Sets the games in motion with an index into `moves` for each; returns at once what was really sent.

        After a lost life FIRE is pressed instead, which brings the next ball in the games that wait for it.
        """
        if self.presses_fire:
            choices = np.where(self._must_fire, self.moves.index("FIRE"), choices)
        self.emulators.send(self._move[choices])
        return choices

    def receive(self) -> Step:
        """Waits until every game has moved, and tells what came of it."""
        frames, reward, ended, cut, facts = self.emulators.recv()
        clock = facts["episode_frame_number"]
        game_over = (ended | cut) & (clock < self._clock)
        self._clock, self._must_fire = clock, ended & ~game_over
        lives = np.where(game_over, 0, facts["lives"])
        last = frames[:, 0]
        if game_over.any():  # after a mere lost life "final_obs" holds nothing that was ever shown
            last = last.copy()
            last[game_over] = facts["final_obs"][game_over, 0]
        return Step(frames[:, 0], reward, ended | cut, game_over, lives, last)

    def step(self, choices: np.ndarray) -> Step:
        """Sends the choices and receives what came of them."""
        self.send(choices)
        return self.receive()

    def close(self) -> None:
        """Ends the emulators."""
        self.emulators.close()
