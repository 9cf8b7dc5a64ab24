"""Atari: our learners against stable-baselines3, the same game, network size, cores and wall time; one a process.

    python -m tests.benchmarks.atari ppo ours 300      # seconds
    python -m tests.benchmarks.atari dqn theirs 300

Prints steps a second and the mean score of the last hundred games as JSON. Never run it beside other work.
"""

import json
import sys
import time
from typing import Any

import gymnasium
import numpy as np
import torch
from ale_py.vector_env import AtariVectorEnv

from envs.atari import atari
from learners import ch16_pong, ch18_doubleq
from learners.atari import arcade

ENDLESS = 10**9  # steps, for time ends the race
GAMES = {"ppo": ("pong", 0.25), "dqn": ("breakout", 0.0)}
SIZE = 42
RECENT = 100


class TimeIsUpError(Exception):
    """Ends a training that runs against the clock."""


def ours(kind: str, seconds: float) -> dict[str, float]:
    """Trains our learner for so many seconds."""
    game, sticky = GAMES[kind]
    began, note, seen = time.monotonic(), arcade.Progress.note, {}

    def stop(self: arcade.Progress, **numbers: float) -> None:
        note(self, **numbers)
        seen.update(self.rows[-1])
        if time.monotonic() - began > seconds:
            raise TimeIsUpError

    arcade.Progress.note = stop  # type: ignore[method-assign]
    try:
        if kind == "ppo":
            ch16_pong.train("race", atari(game, 32, sticky, SIZE, ch16_pong.KIND["moves"]), None, ENDLESS)
        else:
            ch18_doubleq.train("race", atari(game, 64, sticky, SIZE), None, ENDLESS, memory=200_000)
    except TimeIsUpError:
        pass
    return {"steps_a_second": seen["steps"] / (time.monotonic() - began), "score": seen["score"]}


class Vector:
    """AtariVectorEnv as stable-baselines3 wants it: one reward, one end and one info for each game."""

    def __new__(cls, game: str, sticky: float, games: int) -> Any:
        """Builds the environment; the import is here because only this benchmark needs the package."""
        from stable_baselines3.common.vec_env import VecEnv

        class Games(VecEnv):
            def __init__(self) -> None:
                kind = {"img_height": SIZE, "img_width": SIZE, "autoreset_mode": "SameStep", "life_loss_info": True}
                self.world = AtariVectorEnv(
                    game, games, repeat_action_probability=sticky, reward_clipping=False, noop_max=30, **kind
                )
                space = gymnasium.spaces.Box(0, 255, (4, SIZE, SIZE), np.uint8)
                super().__init__(games, space, gymnasium.spaces.Discrete(int(self.world.single_action_space.n)))
                self.score, self.recent, self.steps = np.zeros(games), [], 0

            def reset(self) -> np.ndarray:
                frames, facts = self.world.reset(seed=1)
                self.clock = facts["episode_frame_number"]
                return frames

            def step_async(self, actions: np.ndarray) -> None:
                self.world.send(actions.astype(np.int64))

            def step_wait(self) -> Any:
                frames, reward, ended, cut, facts = self.world.recv()
                over = (ended | cut) & (facts["episode_frame_number"] < self.clock)
                self.clock, self.score, self.steps = facts["episode_frame_number"], self.score + reward, self.steps + 1
                self.recent = [*self.recent, *self.score[over].tolist()][-RECENT:]
                self.score[over] = 0
                last = facts.get("final_obs", frames)
                infos = [
                    {"terminal_observation": last[game] if over[game] else frames[game]} if end else {}
                    for game, end in enumerate(ended | cut)
                ]
                return frames, np.clip(reward, -1, 1).astype(np.float32), ended | cut, infos

            def close(self) -> None:
                self.world.close()

            def get_attr(self, attr_name: str, indices: Any = None) -> list[Any]:
                return [None] * games

            def set_attr(self, attr_name: str, value: Any, indices: Any = None) -> None:
                raise NotImplementedError

            def env_method(self, method_name: str, *arguments: Any, indices: Any = None, **named: Any) -> list[Any]:
                raise NotImplementedError

            def env_is_wrapped(self, wrapper_class: Any, indices: Any = None) -> list[bool]:
                return [False] * games

        return Games()


def eye(width: int) -> type:
    """Our network's eye as an extractor of stable-baselines3: plain convolutions in full precision."""
    from stable_baselines3.common.torch_layers import BaseFeaturesExtractor

    class Eye(BaseFeaturesExtractor):
        def __init__(self, space: gymnasium.spaces.Box) -> None:
            super().__init__(space, 256)
            self.layers = torch.nn.Sequential(
                *(torch.nn.Conv2d(4, width, 4, 2), torch.nn.ReLU()),
                *(torch.nn.Conv2d(width, 32, 4, 2), torch.nn.ReLU(), torch.nn.Flatten()),
                *(torch.nn.Linear(32 * 9 * 9, 256), torch.nn.ReLU()),
            )

        def forward(self, frames: torch.Tensor) -> torch.Tensor:
            return self.layers(frames)

    return Eye


def theirs(kind: str, seconds: float) -> dict[str, float]:
    """Trains stable-baselines3 for so many seconds with the published settings of its zoo and our network."""
    from stable_baselines3 import DQN, PPO
    from stable_baselines3.common.callbacks import BaseCallback

    class Stop(BaseCallback):
        def _on_step(self) -> bool:
            return time.monotonic() - began < seconds

    game, sticky = GAMES[kind]
    world = Vector(game, sticky, 8)
    look = {"features_extractor_class": eye(16 if kind == "ppo" else 32), "net_arch": []}
    if kind == "ppo":
        settings = {"n_steps": 128, "n_epochs": 4, "batch_size": 256, "learning_rate": 2.5e-4, "clip_range": 0.1}
        learner = PPO("CnnPolicy", world, ent_coef=0.01, policy_kwargs=look, seed=0, **settings)
    else:
        settings = {"learning_rate": 1e-4, "batch_size": 32, "train_freq": 4, "target_update_interval": 1_000}
        memory = {"buffer_size": 100_000, "learning_starts": 100_000, "optimize_memory_usage": False}
        explore = {"exploration_fraction": 0.001, "exploration_final_eps": 0.01}
        learner = DQN("CnnPolicy", world, policy_kwargs=look, seed=0, **settings, **memory, **explore)
    began = time.monotonic()
    learner.learn(ENDLESS, callback=Stop())
    score = float(np.mean(world.recent)) if world.recent else float("nan")
    return {"steps_a_second": world.steps * 8 / (time.monotonic() - began), "score": score}


if __name__ == "__main__":
    kind, who, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    print(json.dumps((ours if who == "ours" else theirs)(kind, seconds)))
