"""Keeps freed memory for the next tensor: the system's pages are slow to come by, above all in virtual machines."""

import ctypes
import sys

# options of glibc's mallopt, and the values set, in bytes but for the number of arenas: see man mallopt
TRIM_THRESHOLD, TOP_PAD, MMAP_THRESHOLD, ARENA_MAX = -1, -2, -3, -8
SETTINGS = {MMAP_THRESHOLD: 32 << 20, TRIM_THRESHOLD: 1 << 30, TOP_PAD: 64 << 20}
SETTINGS[ARENA_MAX] = 1  # an arena of a thread's own would give its memory back all the same


def keep_freed_memory() -> bool:
    """Tells the allocator of this process not to give freed memory back; returns whether it listens.

    Each pass through a network allocates the same megabytes again; with glibc's own settings they come as new pages
    from the system each time, which took 40 % of the time of a lesson of chapter 18 in a virtual machine.
    """
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    return mallopt is not None and all(mallopt(option, value) for option, value in SETTINGS.items())
