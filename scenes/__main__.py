"""`python -m scenes`: what a teacher needs from the chapters besides their videos."""

import argparse
import difflib
import sys
from pathlib import Path
from typing import Any

from scenes.outputs.chapters import own, sentence, stems

FOLDER = Path(__file__).resolve().parent
OUTPUT = FOLDER.parent / "media" / "sheets"


def main() -> None:
    """Runs the command line."""
    options = _parser().parse_args()
    try:
        print(options.run(options))
    except KeyboardInterrupt:
        sys.exit("python -m scenes: stopped; finished videos stay.")
    except (ValueError, OSError, argparse.ArgumentTypeError) as error:
        sys.exit(f"python -m scenes: {error}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scenes", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("list", help="the chapters, what each says, and what of it is there").set_defaults(run=_list)
    _add_render(commands)
    sheet = commands.add_parser("sheet", help="a contact sheet: the whole video at a glance, in one PNG")
    sheet.add_argument("stem", type=_chapter, help="the chapter, such as ch2_gradient")
    sheet.add_argument("--every", type=float, default=3.0, metavar="SECONDS", help="between two frames (default 3)")
    sheet.add_argument("-o", "--out", type=Path, help="the PNG to write (default media/sheets/STEM.png)")
    sheet.set_defaults(run=_sheet)
    still = commands.add_parser("still", help="one full-size frame as a PNG")
    still.add_argument("stem", type=_chapter, help="the chapter, such as ch2_gradient")
    still.add_argument("--at", type=float, required=True, metavar="SECONDS", help="when the frame is seen")
    still.add_argument("-o", "--out", type=Path, help="the PNG to write (default media/sheets/STEM-SECONDS.png)")
    still.set_defaults(run=_still)
    clip = commands.add_parser("clip", help="the chapter's clip for the README: a small animated WebP")
    clip.add_argument("stem", type=_chapter, help="the chapter, such as ch2_gradient")
    clip.add_argument("-o", "--out", type=Path, help="the file to write (default media/gallery/STEM.webp)")
    clip.set_defaults(run=_clip)
    return parser


def _add_render(commands: Any) -> None:
    render = commands.add_parser("render", help="videos of many chapters at once; unchanged ones cost nothing")
    render.add_argument("stems", nargs="+", metavar="STEM", help="chapters, such as ch2_gradient ch3_neuron, or `all`")
    render.add_argument("--quality", choices=("low", "medium", "high", "4k"), default="high", help="default: high")
    render.add_argument("--format", choices=("mp4", "gif", "webm", "mov"), default="mp4", help="mov is transparent")
    render.add_argument(
        "--captions", choices=("on", "srt", "off"), default="on", help="srt: in a file of their own only"
    )
    render.add_argument("--jobs", type=int, default=1, metavar="N", help="chapters drawn at the same time")
    render.set_defaults(run=_render)


def _list(_: argparse.Namespace) -> str:
    lines = []
    for stem in stems():
        trace = "trace" if (OUTPUT.parent / "traces" / f"{stem}.npz").is_file() else "no trace"
        videos = sorted(path.parent.name for path in (OUTPUT.parent / "videos" / stem).glob("*/*.mp4"))
        lines.append(f"{stem:18} {trace:9} {', '.join(videos) or 'not rendered':14} {sentence(stem)}")
    return "\n".join(lines)


def _render(options: argparse.Namespace) -> str:
    from concurrent.futures import ThreadPoolExecutor

    from scenes.outputs.render import render, stop, task_for

    wanted = stems() if options.stems == ["all"] else [_chapter(stem) for stem in options.stems]
    tasks = [task_for(stem, options.quality, options.format, options.captions) for stem in wanted]
    with ThreadPoolExecutor(max(options.jobs, 1)) as executor:
        try:
            report = render(tasks, executor, OUTPUT.parent / "videos")
        except KeyboardInterrupt:
            executor.shutdown(wait=False, cancel_futures=True)
            stop()
            raise
    failed = [stem for stem, outcome in report.items() if outcome.startswith("FAILED")]
    if failed:
        raise ValueError("not drawn: " + "; ".join(f"{stem} ({report[stem][8:]})" for stem in failed))
    return "\n".join(f"{stem}: {report[stem]}" for stem in wanted)


def _chapter(stem: str) -> str:
    known = [*stems(), *own()]
    if stem in known:
        return stem
    near = difflib.get_close_matches(stem, known, 3, 0.3) or known
    raise argparse.ArgumentTypeError(f"there is no chapter {stem!r}; did you mean {', '.join(near)}?")


def _sheet(options: argparse.Namespace) -> Path:
    from scenes.outputs.sheet import sheet  # manim takes a second to load: only where it is needed

    return sheet(options.stem, options.out or OUTPUT / f"{options.stem}.png", options.every)


def _still(options: argparse.Namespace) -> Path:
    from scenes.outputs.sheet import still

    return still(options.stem, options.out or OUTPUT / f"{options.stem}-{options.at:g}.png", options.at)


def _clip(options: argparse.Namespace) -> Path:
    from scenes.outputs.gallery import clip

    return clip(options.stem, options.out or OUTPUT.parent / "gallery" / f"{options.stem}.webp")


if __name__ == "__main__":
    main()
