"""What all tests share: traces that are recorded once, and a stage that leaves nothing behind in the tree."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chapters import record, shared


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """Gives the path of a chapter's trace in one of its variants: committed, quick or changed."""
    folder = shared(tmp_path_factory.getbasetemp())
    return lambda stem, variant: record(stem, variant, folder)
