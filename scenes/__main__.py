"""`python -m scenes`: what a teacher needs from the chapters besides their videos."""

import argparse
import difflib
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
OUTPUT = FOLDER.parent / "media" / "sheets"


def main() -> None:
    """Runs the command line."""
    options = _parser().parse_args()
    try:
        print(options.run(options))
    except (ValueError, OSError) as error:
        sys.exit(f"python -m scenes: {error}")


def chapters() -> list[str]:
    """The stems of all chapters that have a scene, in order."""
    found = [path.stem for path in FOLDER.glob("ch*_*.py")]
    return sorted(found, key=lambda stem: int(stem[2:].split("_")[0]))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scenes", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
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


def _chapter(stem: str) -> str:
    known = chapters()
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
