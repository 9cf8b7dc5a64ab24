"""Turns `learn` into a command: its signature becomes the options, its docstring the help."""

import inspect
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import tyro

from learners import archive
from learners.allocation import keep_freed_memory
from learners.trace import FOLDER, Trace, TraceError


def main(learn: Callable[..., Trace], arguments: Sequence[str] | None = None) -> None:
    """Runs `learn` with the options of the command line, writes its trace and says where it is."""
    stem = Path(inspect.getfile(learn)).stem
    keep_freed_memory()
    try:
        trace, out = _run(learn, stem, arguments)
        if "file" in trace.facts and out == FOLDER / f"{stem}.npz":  # one of many that a chapter can write
            out = FOLDER / f"{trace.facts['file']}.npz"
        path = write(trace, out)
    except (TraceError, ValueError, OSError) as error:
        sys.exit(f"{stem}: {error}")
    except KeyboardInterrupt:
        sys.exit(f"{stem}: stopped; no trace was written.")
    print(f"{path} ({path.stat().st_size / 1e6:.2f} MB): {', '.join(trace.reels())}")


def write(trace: Trace, out: Path) -> Path:
    """Writes a trace, and the final weights of a player, if there are any, where the policy of this trace belongs."""
    path = trace.write(out)
    if trace.weights:
        from learners import policy  # needs safetensors, which chapters without a player do not

        print(policy.save(trace.stem, trace.weights, policy.beside(path)))
    return path


def _run(learn: Callable[..., Trace], stem: str, arguments: Sequence[str] | None) -> tuple[Trace, Path]:
    """Adds --out to the options of `learn` and calls it with what the command line says."""
    default = FOLDER / f"{stem}.npz"

    def run(
        out: Annotated[Path, tyro.conf.arg(help="the trace file to write")] = default, **settings: object
    ) -> tuple[Trace, Path]:
        try:
            archive.check_target(out)
        except OSError as error:
            raise TraceError(f"Cannot write {out}: {error.strerror or error}; name another with --out.") from error
        return learn(**settings), out

    own = inspect.signature(run).parameters["out"]
    theirs = inspect.signature(learn, eval_str=True).parameters.values()
    run.__signature__ = inspect.Signature([*theirs, own.replace(kind=own.KEYWORD_ONLY)])  # type: ignore[attr-defined]
    run.__annotations__ = {item.name: item.annotation for item in theirs} | {"out": own.annotation}
    run.__doc__ = learn.__doc__
    return tyro.cli(run, args=arguments, prog=f"python -m learners.{stem}")
