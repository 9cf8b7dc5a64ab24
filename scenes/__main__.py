"""`python -m scenes`: what a teacher needs from the chapters besides their videos."""

import argparse
import difflib
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scenes.outputs.chapters import own, sentence, stems
from scenes.outputs.task import CAPTIONS, FORMATS, QUALITIES, RenderError, Task, stop, task_for

FOLDER = Path(__file__).resolve().parent
OUTPUT = FOLDER.parent / "media" / "sheets"

EXAMPLES = {
    "render": (
        "all --jobs 4",
        "ch2_gradient --quality low --format gif",
        "ch2_gradient --captions srt",
        "all --cluster tcp://scheduler:8786",
    ),
    "slides": ("ch2_gradient ch3_neuron -o talk.html", "all -o course.pptx --quality medium --jobs 4"),
    "still": ("ch2_gradient --at 40 -o figure.pdf", "ch13_qtable --beat remember -o figure.svg --force"),
    "sheet": ("ch2_gradient --every 5",),
    "clip": ("ch2_gradient",),
}


def main() -> None:
    """Runs the command line."""
    options = _parser().parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what was started ends with it, too
    try:
        print(options.run(options))
    except KeyboardInterrupt:
        sys.exit("python -m scenes: stopped; finished videos stay.")
    except (ValueError, OSError, argparse.ArgumentTypeError) as error:
        sys.exit(f"python -m scenes: {error}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scenes", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add(commands, "list", _list, "the chapters, what each says, and what of it is there")
    render = _add(commands, "render", _render, "videos of many chapters at once; unchanged ones cost nothing")
    _add_drawing(render)
    render.add_argument("--format", choices=FORMATS, default="mp4", help="mov is transparent")
    render.add_argument(
        "--captions", choices=CAPTIONS, default="on", help="srt: in files of their own only; default: on"
    )
    slides = _add(commands, "slides", _slides, "a talk: one slide for each beat, its captions as the speaker's notes")
    _add_drawing(slides)
    slides.add_argument(
        "-o", "--out", type=Path, required=True, help="talk.html (one file) or talk.pptx, which play; or talk.pdf"
    )
    slides.add_argument("--force", action="store_true", help="replace a file that is there already")
    slides.set_defaults(format="mp4", captions="on")
    still = _add(commands, "still", _still, "one moment as a figure: pdf and svg in vectors, or a full-size png")
    still.add_argument("stem", type=_chapter, help="the chapter, such as ch2_gradient")
    moment = still.add_mutually_exclusive_group(required=True)
    moment.add_argument("--at", type=float, metavar="SECONDS", help="when the frame is seen")
    moment.add_argument("--beat", metavar="NAME", help="the last frame of this beat; a wrong name lists them")
    still.add_argument("-o", "--out", type=Path, help="the file to write (default media/sheets/STEM-MOMENT.png)")
    still.add_argument("--force", action="store_true", help="replace a file that is there already")
    sheet = _add(commands, "sheet", _sheet, "a contact sheet: the whole video at a glance, in one PNG")
    sheet.add_argument("stem", type=_chapter, help="the chapter, such as ch2_gradient")
    sheet.add_argument("--every", type=float, default=3.0, metavar="SECONDS", help="between two frames (default 3)")
    sheet.add_argument("-o", "--out", type=Path, help="the PNG to write (default media/sheets/STEM.png)")
    clip = _add(commands, "clip", _clip, "the chapter's clip for the README: a small animated WebP")
    clip.add_argument("stem", type=_chapter, help="the chapter, such as ch2_gradient")
    clip.add_argument("-o", "--out", type=Path, help="the file to write (default media/gallery/STEM.webp)")
    return parser


def _add(commands: Any, name: str, run: Callable[[argparse.Namespace], object], purpose: str) -> Any:
    examples = "\n".join(f"  python -m scenes {name} {words}" for words in EXAMPLES.get(name, ()))
    command = commands.add_parser(
        name,
        help=purpose,
        description=f"{purpose[0].upper()}{purpose[1:]}.",
        epilog=f"examples:\n{examples}" if examples else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=run)
    return command


def _add_drawing(command: Any) -> None:
    command.add_argument("stems", nargs="+", metavar="STEM", help="chapters, such as ch2_gradient ch3_neuron, or `all`")
    command.add_argument("--quality", choices=QUALITIES, default="high", help="default: high")
    command.add_argument("--jobs", type=_number, default=1, metavar="N", help="chapters drawn at the same time")
    command.add_argument("--cluster", metavar="ADDRESS", help="draw on the workers of this Dask scheduler instead")


def _list(_: argparse.Namespace) -> str:
    lines = []
    for stem in stems():
        trace = "trace" if (OUTPUT.parent / "traces" / f"{stem}.npz").is_file() else "no trace"
        videos = sorted(path.parent.name for path in (OUTPUT.parent / "videos" / stem).glob("*/*.mp4"))
        lines.append(f"{stem:18} {trace:9} {', '.join(videos) or 'not rendered':14} {sentence(stem)}")
    return "\n".join(lines)


def _render(options: argparse.Namespace) -> str:
    videos = _drawn(options)
    return f"{len(videos)} of {len(videos)} chapters are drawn."


def _slides(options: argparse.Namespace) -> Path:
    from scenes.outputs.slides import check, slides

    path = check(options.out, options.force)
    if path.suffix == ".pdf":  # in vectors, which needs no video
        from scenes.outputs.figure import pages

        return pages(_wanted(options), path)
    return slides(_drawn(options, sections=True), path)


def _wanted(options: argparse.Namespace) -> list[str]:
    return stems() if options.stems == ["all"] else [_chapter(stem) for stem in dict.fromkeys(options.stems)]


def _drawn(options: argparse.Namespace, sections: bool = False) -> list[Path]:
    """The videos of the chapters, drawn where something has changed; ValueError names those that could not be."""
    from learners.cluster import crew
    from scenes.outputs.render import Outcome, render

    wanted = _wanted(options)
    tasks: list[Task] = []
    hopeless: list[Outcome] = []
    for stem in wanted:
        try:
            tasks.append(task_for(stem, options.quality, options.format, options.captions, sections))
        except RenderError as error:
            hopeless.append(Outcome(stem, None, str(error)))
    with crew(options.jobs, options.cluster) as executor:
        try:
            outcomes = render(tasks, executor, OUTPUT.parent / "videos", known=hopeless)
        except KeyboardInterrupt:
            stop()
            raise
    failed = [f"{each.stem} ({each.words})" for each in outcomes if each.video is None]
    if failed:
        raise ValueError(f"not drawn: {'; '.join(failed)}")
    videos = {each.stem: each.video for each in outcomes if each.video}
    return [videos[stem] for stem in wanted]


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of chapters that can be drawn at the same time")
    return int(text)


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
    from scenes.outputs.figure import check, still

    moment = f"{options.at:g}" if options.beat is None else options.beat
    path = check(options.out, options.force) if options.out else OUTPUT / f"{options.stem}-{moment}.png"
    return still(options.stem, path, options.at, options.beat)


def _clip(options: argparse.Namespace) -> Path:
    from scenes.outputs.gallery import clip

    return clip(options.stem, options.out or OUTPUT.parent / "gallery" / f"{options.stem}.webp")


if __name__ == "__main__":
    main()
