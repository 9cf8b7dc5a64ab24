"""Mountain car: its movement for many cars at once, and the best that is possible, by value iteration."""

from collections.abc import Callable, Mapping
from typing import Any

import gymnasium
import numpy as np

from learners.figures import Evaluation, find_interval
from learners.play import FRESH, Policy, judge, play, random_player
from learners.trace import Trace

GAME = "MountainCar-v0"  # Gymnasium's: -1 a step until the flag, cut off after 200
LIMIT = 200
LOW, HIGH = np.array([-1.2, -0.07]), np.array([0.6, 0.07])  # position and speed
PUSHES = 3  # left 0, none 1, right 2

Values = Callable[[np.ndarray], np.ndarray]  # from states [cars, 2] to a value of every push [cars, 3]


def move(state: np.ndarray, push: np.ndarray | int) -> tuple[np.ndarray, np.ndarray]:
    """Returns the next states and whether they are at the flag, as Gymnasium's equations have it."""
    position, speed = state[..., 0], state[..., 1]
    speed = np.clip(speed + (np.asarray(push) - 1) * 0.001 - 0.0025 * np.cos(3 * position), -0.07, 0.07)
    position = np.clip(position + speed, -1.2, 0.6)
    speed = np.where((position <= -1.2) & (speed < 0), 0.0, speed)
    return np.stack([position, speed], axis=-1), position >= 0.5


def spread(places: int) -> np.ndarray:
    """Returns states over all positions and speeds, [places, places, 2]."""
    axes = [np.linspace(low, high, places) for low, high in zip(LOW, HIGH, strict=True)]
    return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)


def iterate_values(places: int = 401, tolerance: float = 1e-6) -> np.ndarray:
    """Returns minus the steps to the flag under the best pushes, over position and speed, [places, places]."""
    arrivals = [move(spread(places), push) for push in range(PUSHES)]
    corners = [(*_find_corners(after, places), there) for after, there in arrivals]
    value, change = np.zeros((places, places)), np.inf
    while change > tolerance:
        better = np.max([np.where(there, -1.0, _read(value, *rest) - 1) for *rest, there in corners], axis=0)
        change, value = np.abs(better - value).max(), better
    return value


def look_ahead(grid: np.ndarray) -> Values:
    """Returns the values of the three pushes by looking one step ahead on the grid."""
    places = len(grid)

    def judge_pushes(state: np.ndarray) -> np.ndarray:
        ahead = [move(np.asarray(state, dtype=float), push) for push in range(PUSHES)]
        columns = [np.where(there, -1.0, _read(grid, *_find_corners(to, places)) - 1) for to, there in ahead]
        return np.stack(columns, axis=-1)

    return judge_pushes


def _find_corners(state: np.ndarray, places: int) -> tuple[np.ndarray, np.ndarray]:
    """Returns the lower grid corner of states, and how far beyond it they lie, in cells."""
    spot = (state - LOW) / (HIGH - LOW) * (places - 1)
    corner = np.clip(spot.astype(int), 0, places - 2)
    return corner, spot - corner


def _read(value: np.ndarray, corner: np.ndarray, beyond: np.ndarray) -> np.ndarray:
    """Returns the value between four corners, weighed by their distance."""
    row, column, right, up = corner[..., 0], corner[..., 1], beyond[..., 0], beyond[..., 1]
    near = value[row, column] * (1 - up) + value[row, column + 1] * up
    return near * (1 - right) + (value[row + 1, column] * (1 - up) + value[row + 1, column + 1] * up) * right


def push_along(state: np.ndarray) -> np.ndarray:
    """Values the push in the direction in which the car moves: swing, and swing higher."""
    right = (state[..., 1] >= 0).astype(float)
    return np.stack([1 - right, np.full_like(right, -1), right], axis=-1)


def survey(values: Values) -> dict[str, np.ndarray]:
    """Returns the highest value and the push that has it, over all positions and speeds, both [41, 41]."""
    everywhere = values(spread(41))
    return {"value": everywhere.max(axis=-1).astype(np.float32), "best": everywhere.argmax(axis=-1).astype(np.int8)}


def try_out(values: Values, cars: int = 200, seed: int = FRESH // 2) -> dict[str, float]:
    """Drives many cars at once, from a seed of their own, and returns their mean return with its interval."""
    generator = np.random.default_rng(seed)
    state = np.stack([generator.uniform(-0.6, -0.4, cars), np.zeros(cars)], axis=1)
    steps, driving = np.full(cars, LIMIT), np.ones(cars, dtype=bool)
    for step in range(1, LIMIT + 1):
        state, there = move(state, values(state).argmax(axis=1))
        steps[driving & there] = step
        driving &= ~there
        if not driving.any():
            break
    low, high = find_interval(-steps.astype(float))
    return {"mean": -float(steps.mean()), "low": low, "high": high}


def follow(values: Values) -> Policy:
    """Returns the policy of a single car that takes the push of the highest value."""
    return lambda state, _: int(values(state[None])[0].argmax())


def film(trace: Trace, reel: str, values: Values, seed: int) -> float:
    """Records one drive with the values of the three pushes beside each step."""

    def watch(state: np.ndarray, _: Any) -> dict[str, np.ndarray]:
        return {"values": values(state[None])[0]}

    return play(gymnasium.make(GAME), follow(values), trace, reel, seed, watch)


def judge_car(values: Values, episodes: int, seed: int = FRESH) -> Evaluation:
    """Judges a player over single drives."""
    return judge(gymnasium.make(GAME), follow(values), episodes, seed)


def judge_random(episodes: int, seed: int = FRESH) -> Evaluation:
    """Judges random pushes over single drives."""
    return judge(gymnasium.make(GAME), random_player(PUSHES, seed), episodes, seed)


def compare(
    players: Mapping[str, Values], truth: Values, episodes: int, seed: int = FRESH
) -> dict[str, Evaluation | float]:
    """Judges players beside the push along the movement, random pushes, and value iteration."""
    judged: dict[str, Evaluation | float] = {
        name: judge_car(values, episodes, seed) for name, values in {**players, "pushes along": push_along}.items()
    }
    judged["random"] = judge_random(episodes, seed)
    return judged | {"value iteration": judge_car(truth, episodes, seed)}
