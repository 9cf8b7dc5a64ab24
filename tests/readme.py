"""The examples of the README: its blocks of Python, run as they stand."""

import re
import runpy
from pathlib import Path

from tests.chapters import ROOT


def examples() -> dict[str, str]:
    """Each block of Python by the trace that it writes."""
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    return {re.findall(r'write\("(\w+)\.npz"\)', block)[-1]: block for block in blocks}


def run(block: str, folder: Path) -> None:
    """Runs a block in the folder that is the present one."""
    script = folder / "example.py"
    script.write_text(block, encoding="utf-8")
    runpy.run_path(str(script))
