"""`python -m learners`: records many chapters at once, here or on a cluster."""

import argparse
import difflib
import sys
from concurrent.futures import Future, as_completed
from pathlib import Path

from learners import archive
from learners.cluster import crew, explain
from learners.policy import beside
from learners.recording import Recorded, Recording, RecordingError, code_version, record_one
from learners.trace import FOLDER


def main() -> None:
    """Runs the command line."""
    options = _parser().parse_args()
    try:
        if options.quick and options.out == FOLDER:
            raise ValueError("a trial must not replace the traces of the chapters: give --quick a folder with --out")
        wanted = stems() if options.stems == ["all"] else [chapter(stem) for stem in dict.fromkeys(options.stems)]
        failed = record(wanted, options.jobs, options.cluster, options.out, options.quick)
    except KeyboardInterrupt:
        sys.exit("python -m learners: stopped; finished traces stay.")
    except (ValueError, OSError) as error:
        sys.exit(f"python -m learners: {error}")
    if failed:
        sys.exit(f"python -m learners: not recorded: {'; '.join(failed)}")


def stems() -> list[str]:
    """The stems of all chapters that have a learner, in order."""
    found = [path.stem for path in Path(__file__).parent.glob("ch[0-9]*_*.py")]
    return sorted(found, key=lambda stem: int(stem[2:].split("_")[0]))


def chapter(stem: str) -> str:
    """The stem of a chapter; ValueError names those that are spelled alike."""
    if stem in stems():
        return stem
    near = difflib.get_close_matches(stem, stems(), 3, 0.3) or stems()
    raise ValueError(f"there is no chapter {stem!r}; did you mean {', '.join(near)}?")


def record(wanted: list[str], jobs: int, cluster: str | None, out: Path, quick: bool = False) -> list[str]:
    """Records chapters and puts what comes back into its place; returns a line for each that failed."""
    failed, code = [], code_version()
    with crew(jobs, cluster) as executor:
        waiting = {executor.submit(record_one, Recording(stem, quick, code)): stem for stem in wanted}
        for number, future in enumerate(as_completed(waiting), 1):
            stem = waiting[future]
            try:
                said = keep(future, out)
            except Exception as error:  # whatever happens to one chapter, the others go on
                reason = str(error) if isinstance(error, (RecordingError, OSError)) else explain(error)
                failed.append(f"{stem} ({reason})")
                said = f"FAILED  {reason}"
            print(f"[{number}/{len(wanted)}] {stem}: {said}", flush=True)
    return failed


def keep(future: "Future[Recorded]", out: Path) -> str:
    """Writes the files of a recorded chapter, each whole or not at all; returns how long it took and where they are."""
    recorded, places = future.result(), []
    for name, content in recorded.files.items():
        trace = out / f"{name.rsplit('.', 1)[0]}.npz"
        places.append(trace if name.endswith(".npz") else beside(trace))
        places[-1].parent.mkdir(parents=True, exist_ok=True)
        archive.replace(places[-1], content)
    return f"{recorded.seconds:.1f} s  {', '.join(map(str, places))}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m learners", description=__doc__)
    parser.add_argument("stems", nargs="+", metavar="STEM", help="chapters, such as ch2_gradient, or `all`")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="chapters recorded at the same time")
    parser.add_argument("--cluster", metavar="ADDRESS", help="record on the workers of this Dask scheduler instead")
    parser.add_argument("--out", type=Path, default=FOLDER, metavar="FOLDER", help="default: media/traces")
    parser.add_argument("--quick", action="store_true", help="with the smallest settings, for a trial; give --out too")
    return parser


if __name__ == "__main__":
    main()
