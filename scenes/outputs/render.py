"""Many chapters at once; unchanged ones cost nothing, and one that fails stops no other.

The work is written against `concurrent.futures.Executor`: threads that each wait for a manim process, or machines.
"""

import hashlib
import json
import time
from collections.abc import Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from learners.archive import replace as replace_file
from learners.cluster import explain
from scenes.outputs.task import Drawn, RenderError, Task, render_one


@dataclass(frozen=True)
class Outcome:
    """What became of a chapter: its video, or why there is none."""

    stem: str
    video: Path | None
    words: str

    def __str__(self) -> str:
        return f"{self.stem}: {self.words}  {self.video}" if self.video else f"{self.stem}: FAILED  {self.words}"


def render(tasks: list[Task], executor: Executor, videos: Path, known: Sequence[Outcome] = ()) -> list[Outcome]:
    """Draws what has changed and puts it where manim would; says a line for each chapter when it is done.

    `known` is what became of chapters before: those that cannot even be tried.
    """
    current = [task for task in tasks if is_current(task, videos)]
    outcomes = [*known, *(Outcome(task.stem, _video(task, videos), "unchanged") for task in current)]
    total = len(tasks) + len(known)
    for number, outcome in enumerate(outcomes, 1):
        print(f"[{number}/{total}] {outcome}")
    waiting: dict[Future[Drawn], Task] = {
        executor.submit(render_one, task): task for task in tasks if task not in current
    }
    start = time.perf_counter()
    for number, future in enumerate(as_completed(waiting), 1):
        outcomes.append(_outcome(waiting[future], future, videos))
        left = (time.perf_counter() - start) / number * (len(waiting) - number)
        print(f"[{len(outcomes)}/{total}] {outcomes[-1]}{_remaining(left)}", flush=True)
    return outcomes


def _outcome(task: Task, future: "Future[Drawn]", videos: Path) -> Outcome:
    try:
        drawn = future.result()
        return Outcome(task.stem, keep(task, drawn, videos), f"{drawn.seconds:.1f} s")
    except OSError as error:
        return Outcome(task.stem, None, f"{error.strerror or error}: {error.filename or videos}")
    except RenderError as error:
        return Outcome(task.stem, None, str(error))
    except Exception as error:  # of a cluster: whatever happens to one chapter, the others go on
        return Outcome(task.stem, None, explain(error))


def _remaining(seconds: float) -> str:
    if not seconds:
        return ""
    return f"  (about {seconds:.0f} s left)" if seconds < 90 else f"  (about {seconds / 60:.0f} min left)"


def keep(task: Task, drawn: Drawn, videos: Path) -> Path:
    """Writes the files below `videos`, each whole or not at all, and takes older ones away; returns the video."""
    before = _kept(task, videos).get("files", {})
    for name, content in sorted(drawn.files.items(), key=lambda file: -len(file[1])):  # the video first: on a full
        replace_file(videos / task.stem / name, content)  # disk, the old one keeps what belongs to it
    for name in set(before) - set(drawn.files):
        (videos / task.stem / name).unlink(missing_ok=True)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in drawn.files.items()}
    stamp = {"stamp": task.stamp, "files": digests}
    replace_file(_stamp_file(task, videos), json.dumps(stamp, indent=1).encode())
    return _video(task, videos)


def is_current(task: Task, videos: Path) -> bool:
    """Whether the files of this very task, or of one that also makes each beat's video, lie there untouched."""
    kept = _kept(task, videos)
    if kept.get("stamp") not in {task.stamp, replace(task, sections=True).stamp}:
        return False
    return all(_is_untouched(videos / task.stem / name, digest) for name, digest in kept["files"].items())


def _is_untouched(path: Path, digest: str) -> bool:
    """Whether a video is the one that was kept; of what lies beside it, which formats share, that it is there."""
    if not path.is_file():
        return False
    return path.suffix in (".srt", ".vtt", ".txt", ".png") or hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _video(task: Task, videos: Path) -> Path:
    names = _kept(task, videos)["files"]
    return videos / task.stem / next(name for name in names if name.count("/") == 1 and name.endswith(task.format))


def _kept(task: Task, videos: Path) -> dict[str, dict[str, str]]:
    try:
        kept = json.loads(_stamp_file(task, videos).read_text(encoding="utf-8"))
        return kept if isinstance(kept["files"], dict) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _stamp_file(task: Task, videos: Path) -> Path:
    return videos / task.stem / f".{'-'.join(filter(None, (task.name, task.quality, task.format)))}.json"
