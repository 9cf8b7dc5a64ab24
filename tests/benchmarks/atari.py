"""Atari: our learners against stable-baselines3, the same game, network size, cores and wall time; one a process.

    python -m tests.benchmarks.atari ppo ours 300      # seconds
    python -m tests.benchmarks.atari dqn documented 300   # stable-baselines3 as its own pages set Atari up
    python -m tests.benchmarks.atari dqn vector 300       # in the fast games that ours plays in; DQN replays as much

Prints steps a second in the second half of the time, all steps, and the mean score of the last hundred games as JSON.
Never run it beside other work.
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
from learners.atari.progress import Progress

ENDLESS = 10**9  # steps, for time ends the race
GAMES = {"ppo": ("pong", 0.25, ch16_pong.SIZE), "dqn": ("breakout", 0.0, ch18_doubleq.SIZE)}  # game, sticky, pixels
RECENT = 100
REPLAYED = ch18_doubleq.BATCH / 64  # remembered moves that ours learns from for each move made in its 64 games


class TimeIsUpError(Exception):
    """Ends a training that runs against the clock."""


class Clock:
    """Counts the steps of a training until its time is up."""

    def __init__(self, seconds: float) -> None:
        """Starts now."""
        self.seconds, self.began, self.half, self.last = seconds, time.monotonic(), (0.0, 0), (0.0, 0)

    def tick(self, steps: int) -> bool:
        """Notes so many steps; returns whether time is left."""
        now = time.monotonic() - self.began
        if now < self.seconds / 2:
            self.half = (now, steps)
        self.last = (now, steps)
        return now < self.seconds

    def result(self, score: float) -> dict[str, float]:
        """What came out: the rate is that of the second half, when all learners learn."""
        rate = (self.last[1] - self.half[1]) / (self.last[0] - self.half[0])
        return {"steps_a_second": rate, "steps": self.last[1], "score": score}


def ours(kind: str, seconds: float) -> dict[str, float]:
    """Trains our learner for so many seconds."""
    game, sticky, size = GAMES[kind]
    clock, note, seen = Clock(seconds), Progress.note, {}

    def stop(self: Progress, **numbers: float) -> None:
        note(self, **numbers)
        seen.update(self.rows[-1])
        if not clock.tick(self.steps):
            raise TimeIsUpError

    Progress.note = stop  # type: ignore[method-assign]
    try:
        if kind == "ppo":
            ch16_pong.train("race", atari(game, 8, sticky, size, ch16_pong.KIND["moves"]), None, ENDLESS)
        else:
            ch18_doubleq.train("race", atari(game, 64, sticky, size), None, ENDLESS)
    except TimeIsUpError:
        pass
    return clock.result(seen["score"])


class Vector:
    """AtariVectorEnv as stable-baselines3 wants it: one reward, one end and one info for each game."""

    def __new__(cls, game: str, sticky: float, size: int, games: int) -> Any:
        """Builds the environment; the import is here because only this benchmark needs the package."""
        from stable_baselines3.common.vec_env import VecEnv

        class Games(VecEnv):
            def __init__(self) -> None:
                kind = {"img_height": size, "img_width": size, "autoreset_mode": "SameStep", "life_loss_info": True}
                self.world = AtariVectorEnv(
                    game, games, repeat_action_probability=sticky, reward_clipping=False, noop_max=30, **kind
                )
                space = gymnasium.spaces.Box(0, 255, (4, size, size), np.uint8)
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


def documented(game: str, sticky: float, size: int, games: int) -> Any:
    """The games as the pages of stable-baselines3 set them up: one process each, their wrappers, four frames."""
    from stable_baselines3.common.env_util import make_atari_env
    from stable_baselines3.common.vec_env import SubprocVecEnv, VecFrameStack

    name = "".join(part.capitalize() for part in game.split("_")) + "NoFrameskip-v4"
    kind = {"env_kwargs": {"repeat_action_probability": sticky}, "wrapper_kwargs": {"screen_size": size}}
    return VecFrameStack(make_atari_env(name, games, seed=0, vec_env_cls=SubprocVecEnv, **kind), 4)


def eye(kind: str) -> type:
    """Our network's eye as an extractor of stable-baselines3: plain convolutions in full precision."""
    from stable_baselines3.common.torch_layers import BaseFeaturesExtractor

    class Eye(BaseFeaturesExtractor):
        def __init__(self, space: gymnasium.spaces.Box) -> None:
            hidden = 256 if kind == "ppo" else 512
            super().__init__(space, hidden)
            conv, relu = torch.nn.Conv2d, torch.nn.ReLU
            small = [conv(4, 16, 4, 2), relu(), conv(16, 32, 4, 2), relu()]
            large = [conv(4, 32, 8, 4), relu(), conv(32, 32, 4, 2), relu(), conv(32, 32, 3), relu()]
            looks = torch.nn.Sequential(*(small if kind == "ppo" else large), torch.nn.Flatten())
            seen = looks(torch.zeros(1, *space.shape)).shape[1]
            self.layers = torch.nn.Sequential(looks, torch.nn.Linear(seen, hidden), relu())

        def forward(self, frames: torch.Tensor) -> torch.Tensor:
            return self.layers(frames)

    return Eye


def theirs(kind: str, who: str, seconds: float) -> dict[str, float]:
    """Trains stable-baselines3 with the settings of its zoo and our network; DQN begins to learn when ours does."""
    from stable_baselines3 import DQN, PPO
    from stable_baselines3.common.callbacks import BaseCallback

    class Stop(BaseCallback):
        def _on_step(self) -> bool:
            return clock.tick(self.num_timesteps)

    alone = kind == "dqn" and who == "documented"  # its zoo plays one game, and learns after every fourth move
    world = (Vector if who == "vector" else documented)(*GAMES[kind], 1 if alone else 8)
    look = {"features_extractor_class": eye(kind), "net_arch": []}
    learner: Any
    if kind == "ppo":
        settings = {"n_steps": 128, "n_epochs": 4, "batch_size": 256, "learning_rate": 2.5e-4, "clip_range": 0.1}
        learner = PPO("CnnPolicy", world, ent_coef=0.01, policy_kwargs=look, seed=0, **settings)
    else:
        settings = {"learning_rate": 1e-4, "batch_size": 32, "train_freq": 4, "target_update_interval": 1_000}
        settings["gradient_steps"] = 1 if alone else round(4 * 8 * REPLAYED / 32)
        memory = {"buffer_size": 100_000, "learning_starts": 50_000, "optimize_memory_usage": False}
        explore = {"exploration_fraction": 0.001, "exploration_final_eps": 0.01}
        learner = DQN("CnnPolicy", world, policy_kwargs=look, seed=0, **settings, **memory, **explore)
    clock = Clock(seconds)
    learner.learn(ENDLESS, callback=Stop())
    recent = world.recent if who == "vector" else [game["r"] for game in learner.ep_info_buffer]
    world.close()
    return clock.result(float(np.mean(recent)) if recent else float("nan"))


if __name__ == "__main__":
    kind, who, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    print(json.dumps(ours(kind, seconds) if who == "ours" else theirs(kind, who, seconds)))
