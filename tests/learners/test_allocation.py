"""Freed memory stays with the process."""

import platform
import subprocess
import sys

import pytest

PAGES = """
import resource, numpy
from learners.allocation import keep_freed_memory
if {kept}: assert keep_freed_memory()
def one_pass(): [numpy.ones(400_000) for _ in range(8)]
for _ in range(3): one_pass()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(10): one_pass()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="mallopt is glibc's")
def test_freed_memory_is_used_again():
    fresh, kept = (
        int(subprocess.run([sys.executable, "-c", PAGES.format(kept=kept)], capture_output=True, check=True).stdout)
        for kept in (False, True)
    )
    assert kept < fresh / 10
