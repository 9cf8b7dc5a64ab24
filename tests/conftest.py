"""What all tests share: traces that are recorded once, and the list of the chapters that are still absent."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chapters import absent, record, shared


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """Gives the path of a chapter's trace in one of its variants: committed, quick or changed."""
    folder = shared(tmp_path_factory.getbasetemp())
    return lambda stem, variant: record(stem, variant, folder)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Lists what the twenty chapters still lack, so that nobody takes silence for success."""
    missing = absent()
    if missing:
        terminalreporter.section(f"chapters with absent pieces: {len(missing)} of 20")
        for line in missing:
            terminalreporter.line(line)
