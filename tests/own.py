"""Work of somebody's own, as the project has not seen it: models that train for a moment, and games of Gymnasium."""

from collections.abc import Callable

import gymnasium
import numpy as np
import torch
from torch import nn

from learners.play import play, random_player
from learners.trace import Trace
from learners.watch import Watch


class Sine(nn.Module):
    """Foretells the next value of a wave."""

    def __init__(self) -> None:
        super().__init__()
        self.lstm, self.head = nn.LSTM(1, 8, batch_first=True), nn.Linear(8, 1)

    def forward(self, wave: torch.Tensor) -> torch.Tensor:
        return self.head(self.lstm(wave)[0])


def learn(model: nn.Module, x: torch.Tensor, y: torch.Tensor, steps: int, rate: float, **settings: object) -> Watch:
    """A loop as anybody writes it."""
    optimizer, watch = torch.optim.SGD(model.parameters(), lr=rate), Watch(model, **settings, rate=rate)
    for step in range(steps):
        answers = model(x)
        loss = ((answers - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        watch(loss=loss, farthest=(answers - y).abs().max())
        if step == steps // 2:
            watch.trace()  # in the middle of the run too
        optimizer.step()
    return watch


def encoder() -> Watch:
    x = torch.randn(4, 6, 16)
    model = nn.TransformerEncoderLayer(16, 2, 32, dropout=0, batch_first=True)
    return learn(model, x, x.flip(1), 30, 0.1, gradients=True)


def lstm() -> Watch:
    wave = torch.sin(torch.linspace(0, 12, 40) + torch.rand(4, 1))[..., None]
    return learn(Sine(), wave[:, :-1], wave[:, 1:], 40, 0.1, every=0)


def tiny() -> Watch:
    x = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
    return learn(
        model, x, x.sum(1, keepdim=True) % 2, 60, 0.5, title="A name so long that it has to be made smaller " * 2
    )


def diverging() -> Watch:
    x = torch.randn(64, 4)
    return learn(nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1)), x, x.sum(1, keepdim=True), 60, 2.0)


def one_step() -> Watch:
    return learn(nn.Linear(3, 1, bias=False), torch.ones(2, 3), torch.zeros(2, 1), 1, 0.1)


def deep() -> Watch:
    layers = [nn.Conv2d(1, 4, 3), nn.Flatten(), nn.LazyLinear(20), *[nn.Linear(20, 20) for _ in range(28)]]
    return learn(nn.Sequential(*layers), torch.randn(2, 1, 5, 5), torch.zeros(2, 20), 5, 0.1)


TRAININGS: dict[str, Callable[[], Watch]] = {
    each.__name__: each for each in (encoder, lstm, tiny, diverging, one_step, deep)
}


def train(name: str) -> Watch:
    """Runs one of the trainings from a seed."""
    torch.manual_seed(0)
    return TRAININGS[name]()


def swing(seen: np.ndarray, _: dict) -> int:
    return 2 if seen[5] > 0 else 0


def pushes(seed: int) -> Callable[..., np.ndarray]:
    generator = np.random.default_rng(seed)
    return lambda *_: generator.uniform(-2, 2, 1).astype(np.float32)


def games(name: str) -> Trace:
    """Games of one environment: several numbers, one number, pictures, pushes that are no choices, parts."""
    trace = Trace("episode")
    settings = {"max_episode_steps": 60} if name != "ALE/Pong-v5" else {"max_num_frames_per_episode": 160}
    if name == "ALE/Pong-v5":
        import ale_py

        gymnasium.register_envs(ale_py)
    env = gymnasium.make(name, **settings)
    for reel, seed in (("first", 3), ("first", 4), ("a reel with a long name of many words", 5)):
        chance = pushes(seed) if name == "Pendulum-v1" else random_player(int(getattr(env.action_space, "n", 0)), seed)
        play(env, swing if name == "Acrobot-v1" and seed == 5 else chance, trace, reel, seed)
    return trace


# environments that the chapters do not use
ENVIRONMENTS = ["Acrobot-v1", "Taxi-v4", "Pendulum-v1", "Blackjack-v1", "CliffWalking-v1", "ALE/Pong-v5"]
