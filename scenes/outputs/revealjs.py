"""reveal.js, which plays slides in a browser, fetched once and kept where manim-slides looks for it."""

import re
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from learners.archive import replace as replace_file

NOWHERE = (
    "reveal.js {version}, which slides in a browser need, is fetched once and could not be now: connect to the "
    "internet, or install npm where only package registries can be reached; pptx and pdf need no download"
)


def provide(converter: Any) -> Path:
    """Sees to it that all files that the converter's page names lie in manim-slides' cache; returns that folder."""
    import platformdirs

    version = converter.reveal_version
    folder = platformdirs.user_cache_path("manim-slides") / f"revealjs{version}"
    missing = [name for name in _named(converter) if not (folder / Path(name).name).is_file()]
    if missing and not (_download(converter, missing, folder) or _pack(version, missing, folder)):
        raise ValueError(NOWHERE.format(version=version))
    return folder


def _named(converter: Any) -> list[str]:
    """The files of reveal.js that the page loads, by their path in its package."""
    names = re.findall(r"{{ cdn_url }}/([^\"]+)", converter.load_template())
    return [name.replace("{{ reveal_theme }}", converter.reveal_theme) for name in names]


def _download(converter: Any, names: list[str], folder: Path) -> bool:
    import requests

    address = converter.cdn_url.format(reveal_version=converter.reveal_version)
    try:
        for name in names:
            response = requests.get(f"{address}/{name}", timeout=10)
            response.raise_for_status()
            replace_file(folder / Path(name).name, response.content)
    except requests.RequestException:
        return False
    return True


def _pack(version: str, names: list[str], folder: Path) -> bool:
    """Takes them from the package that npm fetches, for where only package registries can be reached."""
    with tempfile.TemporaryDirectory() as there:
        command = ["npm", "pack", "--silent", f"reveal.js@{version}", "--pack-destination", there]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=there)
            with tarfile.open(next(Path(there).glob("*.tgz"))) as package:
                for name in names:
                    content = package.extractfile(f"package/{name}")
                    assert content is not None
                    replace_file(folder / Path(name).name, content.read())
        except (OSError, subprocess.SubprocessError, StopIteration, KeyError, tarfile.TarError):
            return False
    return True
