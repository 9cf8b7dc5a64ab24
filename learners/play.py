"""Plays games: records one into a trace, judges a player over many, and prints how it compares.

A policy is any function `(observation, info) -> action`. Where a game forbids moves, its info holds
`action_mask`, one 1 or 0 an action.

    python -m learners.play ch9_cartpole --episodes 1000
    python -m learners.play ch9_cartpole --help
"""

import difflib
import hashlib
import importlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import gymnasium
import numpy as np
import tyro
from PIL import Image

from learners.figures import Evaluation, table
from learners.policy import PolicyError
from learners.trace import Trace, TraceError

Policy = Callable[[Any, dict[str, Any]], Any]
Watch = Callable[[Any, dict[str, Any]], dict[str, Any]]
USAGE = """usage: python -m learners.play STEM [--episodes N] [--seed N] [--file PATH]

Judges the committed player of a chapter. `python -m learners.play STEM --help` explains a chapter's own options."""
FRESH = 1_000_000  # first seed of a judged game; learners seed their own games below it


class Step(NamedTuple):
    """What a player saw, did and was paid; after the last move one more row shows the end, with action -1."""

    observation: Any
    info: dict[str, Any]
    action: Any
    reward: float


def steps(env: gymnasium.Env, policy: Policy, seed: int) -> Iterator[Step]:
    """Plays one game from `seed` and yields every step as it is played, the end last."""
    observation, info = env.reset(seed=seed)
    action, over = None, False
    while not over:
        action = policy(observation, info)
        after, reward, terminated, truncated, news = env.step(action)
        yield Step(observation, info, action, float(reward))
        observation, info, over = after, news, terminated or truncated
    yield Step(observation, info, np.full_like(action, -1), 0.0)


def play(env: gymnasium.Env, policy: Policy, trace: Trace, reel: str, seed: int, watch: Watch | None = None) -> float:
    """Records one game into `reel`, with what is needed to play it again, and returns its sum of rewards.

    Row t holds the observation, the action chosen there and the reward it brought; the last row is the
    end: what was seen last, action -1, reward 0. `watch(observation, info)` adds columns of its own.
    `watch=film(env)` films it. For `scenes/episode.py` the facts `names` (of the actions) and `observed` (of the
    parts of an observation) may name what it draws. Played into again, a reel holds several games in a row, and
    its fact `seed` becomes the list of their seeds.
    """
    earlier = trace.facts.get(reel, {}).get("seed", [])
    seeds = [*np.atleast_1d(earlier).tolist(), seed]
    trace.facts[reel] = name_game(env) | {"seed": seeds if len(seeds) > 1 else seed}
    total = 0.0
    for step in steps(env, policy, seed):
        extra = watch(step.observation, step.info) if watch else {}
        seen = flat(env, step.observation)
        trace.record(reel, action=step.action, reward=step.reward, observation=seen, **extra)
        total += step.reward
    return total


def flat(env: gymnasium.Env, observation: Any) -> Any:
    """Returns an observation as it is recorded: a dictionary or tuple of parts as one row of numbers."""
    if isinstance(observation, (dict, tuple)):
        return gymnasium.spaces.flatten(env.observation_space, observation)
    return observation


def film(env: gymnasium.Env, width: int = 240) -> Watch:
    """Returns a `watch` that records what the environment renders as `screen`, at most `width` pixels wide.

    Build the environment with `render_mode="rgb_array"`.
    """
    if env.render_mode != "rgb_array":
        raise ValueError(f'Build the environment with render_mode="rgb_array" to film it, not {env.render_mode!r}.')

    def look(*_: Any) -> dict[str, np.ndarray]:
        picture = Image.fromarray(np.asarray(env.render()))
        step = -(-picture.width // width)
        return {"screen": np.array(picture.reduce(step) if step > 1 else picture)}

    return look


def name_game(env: gymnasium.Env) -> dict[str, Any]:
    """Returns the id and the keyword arguments with which `gymnasium.make` builds this game again."""
    spec = env.spec
    if spec is None:
        raise ValueError("Build the game with gymnasium.make, so that its name can be recorded.")
    module = str(spec.entry_point).split(":")[0]
    name = f"{module}:{spec.id}" if module.startswith("envs.") else spec.id  # our own register on import
    kwargs = {key: value for key, value in spec.kwargs.items() if key != "render_mode"}
    if spec.max_episode_steps != gymnasium.spec(spec.id).max_episode_steps:
        kwargs["max_episode_steps"] = spec.max_episode_steps
    return {"env": name, "kwargs": kwargs}


def judge(env: gymnasium.Env, policy: Policy, episodes: int, seed: int = FRESH, chance: bool = False) -> Evaluation:
    """Plays `episodes` games from the seeds seed, seed + 1, ... and returns what they brought.

    `chance` says that the rules or the players draw lots at every move; see `Evaluation`.
    """
    if episodes < 1:
        raise ValueError(f"Play at least one game, not {episodes}.")
    if seed < 0:
        raise ValueError(f"A seed is 0 or more, not {seed}.")
    seeds = range(seed, seed + episodes)
    games = [_summarize(steps(env, policy, each)) for each in seeds]
    returns, lengths, prints = zip(*games, strict=True)
    return Evaluation(np.array(returns), np.array(lengths), prints, tuple(seeds), chance)


def _summarize(game: Iterator[Step]) -> tuple[float, int, str]:
    """Returns the sum of rewards, the number of moves and a fingerprint of all that was seen and done."""
    total, length, digest = 0.0, -1, hashlib.blake2b(digest_size=16)
    for step in game:
        digest.update(np.asarray(step.observation).tobytes() + np.asarray(step.action).tobytes())
        total, length = total + step.reward, length + 1
    return total, length, digest.hexdigest()


def random_player(actions: int, seed: int = 0) -> Policy:
    """Returns a policy that draws evenly among the allowed ones of so many actions."""
    generator = np.random.default_rng(seed)

    def choose(_: Any, info: dict[str, Any]) -> int:
        mask = info.get("action_mask")
        allowed = range(actions) if mask is None else np.flatnonzero(mask)
        return int(allowed[generator.integers(len(allowed))])

    return choose


def load_chapter(stem: str) -> Any:
    """Imports the learner `stem`; raises ValueError that names the nearest ones if there is none."""
    known = sorted(path.stem for path in Path(__file__).parent.glob("ch[0-9]*_*.py"))
    if stem in known:
        return importlib.import_module(f"learners.{stem}")
    near = [name for name in known if stem and (name.split("_")[0] == stem.split("_")[0] or stem in name)]
    near += difflib.get_close_matches(stem, known, n=3, cutoff=0.6)
    listed = ", ".join(dict.fromkeys(near)) or ", ".join(known)
    raise ValueError(f"There is no chapter {stem!r}; did you mean {listed}?")


def evaluate(stem: str, options: Sequence[str]) -> Mapping[str, Evaluation | float]:
    """Calls `evaluate` of a chapter with the options of the command line."""
    chapter = load_chapter(stem)
    if not hasattr(chapter, "evaluate"):
        raise ValueError(f"{stem} plays no game.")
    return tyro.cli(chapter.evaluate, args=options, prog=f"python -m learners.play {stem}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Judges the committed policy of the chapter that the command line names and prints the table."""
    stem, *options = list(sys.argv[1:] if arguments is None else arguments) or [""]
    if stem in ("-h", "--help"):
        print(USAGE)
        return
    if not stem:
        sys.exit(USAGE)
    try:
        print(table(evaluate(stem, options)))
    except (ValueError, PolicyError, TraceError, OSError, gymnasium.error.Error) as error:
        sys.exit(f"{stem}: {error}")


if __name__ == "__main__":
    main()
