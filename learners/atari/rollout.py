"""Rollouts: what many games did during some steps, played while something else goes on."""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Generator, Tensor, nn

from envs.atari import Atari, Step
from learners.atari import arcade


@dataclass
class Games:
    """What happened in many games during some steps: tensors (steps, games, ...)."""

    frames: Tensor
    action: Tensor
    logp: Tensor  # of that action when it was chosen
    value: Tensor
    own: Tensor  # 1 where the action was the policy's own, 0 where FIRE was pressed for it after a lost life
    reward: Tensor
    over: Tensor  # 1 where a life ended
    last_value: Tensor  # of what came after the last step

    @classmethod
    def empty(cls, steps: int, frames: Tensor) -> "Games":
        """Room for so many steps of games that look like these frames."""
        room = torch.zeros(steps, *frames.shape, dtype=torch.uint8, device=frames.device)
        action, logp, value, reward, over = torch.zeros(5, steps, len(frames), device=frames.device)
        return cls(room, action.long(), logp, value, torch.ones_like(value), reward, over, torch.zeros_like(over[0]))


def play(actor: nn.Module, world: Atari, games: Games, frames: Tensor, chance: Generator) -> Iterator[Step]:
    """Fills `games`, played by a policy that stays as it is meanwhile; yields what came of each step."""
    for now in range(len(games.reward)):
        with torch.no_grad():
            logps, value = actor(frames)
        choice = arcade.draw(logps, chance)
        sent = world.send(choice)
        games.own[now] = torch.from_numpy(sent == choice)
        action = torch.from_numpy(sent).to(frames.device)
        games.frames[now], games.action[now], games.value[now] = frames, action, value
        games.logp[now] = logps.gather(1, action[:, None]).squeeze(1)
        step = world.receive()
        games.reward[now] = torch.from_numpy(step.reward.clip(-1, 1))
        games.over[now] = torch.from_numpy(step.life_over)
        frames.copy_(arcade.pile(arcade.fold(step.frames).to(frames.device), frames, step.game_over))
        yield step
    with torch.no_grad():
        games.last_value.copy_(actor(frames)[1])
