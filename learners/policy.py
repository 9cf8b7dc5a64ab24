"""Files of final weights: half precision, so that what is shown and judged is played with exactly these."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

FOLDER = Path(__file__).resolve().parent.parent / "media" / "policies"

Weights = dict[str, np.ndarray]


class PolicyError(Exception):
    """Says in one sentence what is wrong with a policy file and what to do about it."""


def rounded(weights: Mapping[str, Any]) -> Weights:
    """Returns arrays or tensors (a `state_dict()`) as single precision with half-precision values."""
    return {name: _array(value).astype(np.float16).astype(np.float32) for name, value in weights.items()}


def beside(trace: Path) -> Path:
    """Returns where the policy of a trace file belongs: media/policies for a committed one, else beside it."""
    folder = FOLDER if trace.resolve().parent == FOLDER.parent / "traces" else trace.parent
    return folder / f"{trace.name.removesuffix('.npz')}.safetensors"


def save(stem: str, weights: Mapping[str, Any], path: Path | None = None) -> Path:
    """Writes weights in half precision, with the stem they belong to, and returns the path."""
    target = path or FOLDER / f"{stem}.safetensors"
    target.parent.mkdir(parents=True, exist_ok=True)
    halves = {name: np.ascontiguousarray(_array(value).astype(np.float16)) for name, value in weights.items()}
    part = target.with_name(f".{target.name}.part")  # renamed when whole: a crash never harms the old file
    save_file(halves, part, metadata={"stem": stem})
    part.chmod(0o644)  # safetensors makes it its owner's alone
    part.replace(target)
    return target


def load(stem: str, shapes: Mapping[str, tuple[int, ...]], path: Path | None = None) -> Weights:
    """Reads the weights of a chapter as float32 arrays.

    Raises PolicyError if the file is missing, damaged, of another chapter or of other shapes.
    """
    source = path or FOLDER / f"{stem}.safetensors"
    if not source.is_file():
        raise PolicyError(f"There is no policy {source}; `python -m learners.{stem}` makes it.")
    owner, weights = _read(source)
    if owner != stem:
        raise PolicyError(f"{source} is a policy of {owner}, not of {stem}.")
    found = {name: value.shape for name, value in weights.items()}
    wanted = {name: tuple(shape) for name, shape in shapes.items()}
    if found != wanted:
        raise PolicyError(f"{source} does not fit: it holds {_list(found)}, wanted is {_list(wanted)}.")
    return {name: value.astype(np.float32) for name, value in weights.items()}


def load_network(stem: str, network: Any, path: Path | None = None) -> Any:
    """Fills a torch network with the weights of a chapter and returns it; raises PolicyError as `load` does."""
    shapes = {name: tuple(value.shape) for name, value in network.state_dict().items()}
    return fill(network, load(stem, shapes, path))


def fill(network: Any, weights: Mapping[str, np.ndarray]) -> Any:
    """Copies arrays into the parameters and buffers of a torch network of the same names, and returns it."""
    for name, value in network.state_dict().items():
        value.copy_(value.new_tensor(weights[name]))
    return network


def _array(value: Any) -> np.ndarray:
    return np.asarray(value.detach().cpu().numpy() if hasattr(value, "detach") else value)


def _read(source: Path) -> tuple[str, Weights]:
    try:
        with safe_open(source, framework="numpy") as file:
            owner = (file.metadata() or {}).get("stem", "nobody we know")
            return owner, {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (no mapping)
    except (SafetensorError, OSError) as error:
        raise PolicyError(f"{source} is damaged or not a policy: {error}.") from error


def _list(shapes: Mapping[str, tuple[int, ...]]) -> str:
    return ", ".join(f"{name} {'x'.join(map(str, shape))}" for name, shape in sorted(shapes.items()))
