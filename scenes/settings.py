"""manim's settings that every video of this project shares."""

import logging
import platform
import shutil

from manim import config

from scenes import style


def configure() -> None:
    """Gives every video the same look and encoding, from whatever folder manim is started in."""
    config.background_color = style.color("ground")
    config.disable_caching = True  # manim's cache abridges large arrays, so a changed trace could show an old video
    config.max_inflight_encoders = 1  # three took 1.5 GB and 63 s for chapter 2, one 72 s
    plain = str(config.format).lower().endswith(("auto", "mp4", "gif")) and config.background_opacity == 1
    if plain and not config.video_encoder_options:
        config.video_encoder_options = style.ENCODER_OPTIONS
    if platform.system() == "Linux" and not shutil.which("xdg-open") and not config.preview_command:
        config.preview_command = "true"  # else `manim -p` ends in a traceback after a good render
    logging.getLogger("manim").addFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    text = str(record.msg)
    return not any(noise in text for noise in ("Caching disabled", "Partial movie file", "Compiling Typst"))
