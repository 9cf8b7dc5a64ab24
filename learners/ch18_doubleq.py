"""Chapter 18, double Q: a maximum over noisy guesses is too high; let one network choose and the other judge.

A network guesses what every move will bring. Plain DQN corrects its guess towards the reward plus the largest guess
for what follows. The largest of several noisy guesses is mostly one that is too high, so the error feeds itself.
Double DQN lets the learning network choose the move and an older copy of it judge that move: two networks seldom
err in the same place. Both kinds learn here from the same seeds.

Departures from the papers: rewards of three steps instead of one before the guess begins (they carry news faster);
a dueling head (a state is good or bad whatever one does); 42x42 pixels; 64 games at once and one batch for every
step of all of them, drawn and learned while the games move; exploration down to 2 % instead of 10 or 1 %.
"""

from copy import deepcopy
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim import Optimizer

from envs.atari import Atari, atari
from learners import arcade, film
from learners.ch17_breakout import BEHIND, KIND, MOVES, find_ball, find_row
from learners.checkpoint import CACHE, Checkpoint, ages
from learners.figures import Evaluation
from learners.judge import STICKY, Game, Player, compare, judge, measure
from learners.memory import Batch, Memory
from learners.policy import load_network
from learners.trace import Trace

SIZE = 42  # pixels a side
STEM = "ch18_doubleq"
GUESSED = 8  # games in which guesses are compared with what came
LOW = 30  # row of a grey frame from which on the ball is near the paddle
EXPLORE = 0.02  # the share of random moves after the first lessons, and when judged as trained
QUICK = {"steps": 2_400, "games": 8, "memory": 1_600, "first": 400, "copy_every": 50, "judged": 1, "checkpoints": None}


class Values(nn.Module):
    """Four frames, folded to uint8 (batch, 21, 21, 16), become a guess for each move: the points it will bring."""

    def __init__(self, moves: int) -> None:
        """Starts with guesses near zero."""
        super().__init__()
        self.eye = nn.Sequential(
            arcade.started(nn.Conv2d(16, 32, 2)),  # on folded frames: 4x4 pixels, two apart
            nn.ReLU(),
            arcade.started(nn.Conv2d(32, 32, 4, stride=2)),
            nn.ReLU(),
            nn.Flatten(),
            arcade.started(nn.Linear(32 * 9 * 9, 256)),
            nn.ReLU(),
        )
        self.state = arcade.started(nn.Linear(256, 1), 0.1)
        self.move = arcade.started(nn.Linear(256, moves), 0.1)

    def forward(self, frames: Tensor) -> Tensor:
        """Guesses (batch, moves)."""
        seen = arcade.see(self.eye, frames)
        better = self.move(seen)
        return self.state(seen) + better - better.mean(1, keepdim=True)

    def player(self, greedy: bool, seed: int = 0) -> Player:
        """Plays the best move, or as trained: now and then any."""
        chance, explore = np.random.default_rng(seed), 0.0 if greedy else EXPLORE
        return lambda piles: choose(self(piles), explore, chance)

    def think(self, piles: Tensor) -> dict[str, np.ndarray]:
        """What to show: the guess for each move, and the best."""
        guesses = self(piles).numpy()
        return {"q": guesses.astype(np.float16), "value": guesses.max(1).astype(np.float16)}


def targets(online: Values, older: Values, batch: Batch, double: bool) -> Tensor:
    """What the guesses should have been: the rewards that came, and a guess for what follows."""
    with torch.no_grad():
        judged = older(batch.later)
        chooser = online(batch.later) if double else judged
        return batch.reward + batch.discount * judged.gather(1, chooser.argmax(1, keepdim=True)).squeeze(1)


def improve(online: Values, older: Values, optimizer: Optimizer, batch: Batch, double: bool) -> None:
    """Moves the guesses for the moves of the batch towards their targets."""
    target = targets(online, older, batch, double)
    guess = online(batch.frames).gather(1, batch.action[:, None]).squeeze(1)
    optimizer.zero_grad()
    functional.smooth_l1_loss(guess, target).backward()  # large errors pull no harder than an error of one
    nn.utils.clip_grad_norm_(online.parameters(), 10.0)
    optimizer.step()


def choose(guesses: Tensor, explore: float, chance: np.random.Generator) -> np.ndarray:
    """The best move of each row, or now and then any."""
    best = guesses.argmax(1).cpu().numpy()
    anything = chance.integers(0, guesses.shape[1], len(best))
    return np.where(chance.random(len(best)) < explore, anything, best)


def train(
    stem: str,
    world: Atari,
    checkpoints: Path | None,
    *,
    steps: int,
    double: bool = True,
    memory: int = 1_000_000,
    first: int = 50_000,
    batch: int = 128,
    rate: float = 2e-4,
    discount: float = 0.99,
    ahead: int = 3,
    copy_every: int = 400,
    explore: float = EXPLORE,
    explore_until: int = 400_000,
    seed: int = 0,
    resume: bool = False,
    start_from: Path | None = None,
) -> tuple[Values, arcade.Progress]:
    """Learns a game by playing it; what the settings mean stands at `learn`."""
    online, older, optimizer = begin(stem, len(world.moves), rate, seed, start_from)
    progress, chance = arcade.Progress(steps, world.games), torch.Generator().manual_seed(seed)
    parts = {"policy": online, "older": older, "optimizer": optimizer, "progress": progress}
    with Checkpoint(stem, checkpoints, steps, chance, **parts) as checkpoint:
        if resume:
            checkpoint.resume()
        dice, refilled = np.random.default_rng([seed, progress.steps]), progress.steps + first
        newest = arcade.fold(world.start(arcade.fresh(seed, progress.steps)))
        past, pile = Memory(memory // world.games, world.games, newest.shape[1:], ahead, discount), arcade.pile(newest)
        while progress.steps < steps:
            checkpoint.tick(progress.steps)
            with torch.no_grad():
                guesses = online(pile.to(arcade.device()))
            doubt = max(explore, 1 - (1 - explore) * progress.steps / explore_until)
            move = world.send(choose(guesses, doubt, dice))
            if progress.steps >= refilled:  # while the games move
                improve(online, older, optimizer, past.draw(batch, dice), double)
            came = world.receive()
            past.add(newest, move, came.reward.clip(-1, 1), came.life_over, came.game_over)
            newest = arcade.fold(came.frames)
            pile = arcade.pile(newest, pile, came.game_over)
            progress.saw(came)
            if progress.turns % copy_every == 0:
                older.load_state_dict(online.state_dict())
                progress.note(q=float(guesses.max(1).values.mean()), explore=doubt)
    return online, progress


def begin(stem: str, moves: int, rate: float, seed: int, start_from: Path | None) -> tuple[Values, Values, Optimizer]:
    """New guesses (or those of a file), their older copy and the optimizer."""
    torch.set_num_threads(1)  # two threads collapse as soon as anything else runs; the games use the other core
    torch.manual_seed(seed)
    online = Values(moves).to(arcade.device(), memory_format=torch.channels_last)
    if start_from is not None:
        load_network(stem, online, start_from)
    return online, deepcopy(online), torch.optim.Adam(online.parameters(), rate, eps=1.5e-4, fused=True)


def learn(
    steps: int = 10_000_000,
    games: int = 64,
    double: bool = True,
    memory: int = 1_000_000,
    first: int = 50_000,
    batch: int = 128,
    rate: float = 2e-4,
    discount: float = 0.99,
    ahead: int = 3,
    copy_every: int = 400,
    explore: float = EXPLORE,
    explore_until: int = 400_000,
    sticky: float = 0.0,
    seed: int = 0,
    resume: bool = False,
    start_from: Path | None = None,
    judged: int = 100,
    checkpoints: Path | None = CACHE / STEM,
) -> Trace:
    """Learns Breakout with two networks that check each other.

    Args:
        steps: moves of all games together.
        games: played at once.
        double: one network chooses and the other judges; plain DQN is learned beside it. Without it, plain DQN only.
        memory: moves kept, one frame each (1.7 GB for a million).
        first: moves seen before the first lesson, also after a resume, for the memory is not saved.
        batch: moves in one lesson; there is one lesson for each step of all games.
        rate: of Adam.
        discount: a point a hundred moves away still counts a third.
        ahead: steps of real rewards before a guess takes over.
        copy_every: steps of all games until the judge is renewed.
        explore: the share of random moves in the end; it starts at one.
        explore_until: moves until then.
        sticky: the chance that the emulator repeats a move instead of the next one.
        seed: of the network, the games and the choices.
        resume: goes on from the newest checkpoint.
        start_from: a file of weights to begin with.
        judged: games the finished player is judged by; with 0 nothing is filmed either.
        checkpoints: the folder that keeps the newest state and the guesses of several ages.
    """
    settings = {name: value for name, value in locals().items() if name not in ("games", "sticky", "judged", "double")}
    trace = Trace(STEM, game="breakout", moves=MOVES, double=double, sticky=sticky, seed=seed)
    trace.extend("bandit", **bandit_bias(seed))
    for kind in ("double", "plain") if double else ("plain",):
        settings["checkpoints"] = checkpoints and checkpoints / kind
        world = atari(games=games, sticky=sticky, **KIND)
        values, progress = train(STEM, world, double=kind == "double", **settings)
        trace.extend(f"{kind}_train", **progress.columns())
        if settings["checkpoints"]:
            compare_guesses(trace, f"{kind}_guess", values, settings["checkpoints"], discount, sticky)
        if judged and not trace.weights:
            played = film.show(trace, values, settings["checkpoints"], judged, sticky, KIND, watch=find_row)
            show_streak(trace, values, played[f"greedy, sticky {sticky:g}"], sticky)
    return trace


def bandit_bias(seed: int, arms: int = 10, most: int = 50, repeats: int = 2_000) -> dict[str, np.ndarray]:
    """What the best of ten slot machines that all pay nothing on average seems to pay, after 2 to 50 pulls each.

    Columns: pulls; single, the largest of ten means; double, the mean that one half of the pulls gives to the machine
    that the other half prefers; truth. The means are over many repetitions.
    """
    pays = np.random.default_rng(seed).normal(size=(repeats, arms, most))
    pulls = np.arange(2, most + 1, 2)
    single, double = [], []
    for count in pulls:
        seen, judge = pays[:, :, : count // 2].mean(2), pays[:, :, count // 2 : count].mean(2)
        single.append(pays[:, :, :count].mean(2).max(1).mean())
        double.append(np.take_along_axis(judge, seen.argmax(1)[:, None], 1).mean())
    return {"pulls": pulls, "single": np.array(single), "double": np.array(double), "truth": np.zeros(len(pulls))}


def compare_guesses(trace: Trace, reel: str, values: Values, folder: Path, discount: float, sticky: float) -> None:
    """Records for every kept age what the network predicted in a few games, and the discounted rewards that came."""
    network = deepcopy(values).cpu().eval()
    for steps, file in ages(folder).items():
        load_network(trace.stem, network, file)
        guessed, came = [], []
        for game in judge(network.player(greedy=False), GUESSED, sticky=sticky, **KIND):
            with torch.no_grad():
                guessed.append(network(film.recall(game, sticky=sticky, **KIND)).max(1).values.numpy())
            came.append(game.returns(discount))
        guess, truth = np.concatenate(guessed), np.concatenate(came)
        trace.record(reel, steps=steps, guess=guess.mean(), came=truth.mean(), games=GUESSED)


def find_streak(game: Game) -> tuple[int, int, int]:
    """The longest row of flights of the ball that all went behind the wall: its flights, first and last step.

    A flight lasts from one arrival of the ball at the paddle to the next.
    """
    best, flights, start, is_high, is_low = (0, 0, 0), 0, 0, False, True
    for step, (row, over) in enumerate(zip(game.notes, game.life_over, strict=True)):
        is_high = is_high or BEHIND.start <= row < BEHIND.stop
        arrives = row >= LOW and not is_low
        is_low = row >= LOW or (is_low and row < 0)
        if over or arrives:
            flights = flights + 1 if is_high and not over else 0
            start = start if flights else step
            is_high = False
        best = max(best, (flights, start, step), key=lambda found: found[0])
    return best


def show_streak(trace: Trace, values: Values, games: list[Game], sticky: float) -> None:
    """Films the longest row of flights behind the wall of all these games."""
    best = max(games, key=lambda game: (find_streak(game)[0], game.score))
    flights, first, last = find_streak(best)
    first, last = max(0, first - 8), max(last + 8, first + 100)
    film.film(trace, "streak", best, values.think, first=first, last=last, look=find_ball, sticky=sticky, **KIND)
    trace.facts["streak"] |= {"searched": len(games), "flights": flights, "points": best.score}


def evaluate(
    episodes: int = 100, seed: int = 0, sticky: tuple[float, ...] = STICKY, policy: Path | None = None
) -> dict[str, Evaluation]:
    """Judges the committed policy, or the one of a file, on whole games from fresh seeds."""
    return measure(compare(load_network(STEM, Values(len(MOVES)), policy).eval(), episodes, seed, sticky, **KIND))


replay = film.replay


if __name__ == "__main__":
    from learners.command import main

    main(learn)
