"""A Dask cluster of real processes on this machine, each started in a folder of its own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil


def until(true: Callable[[], bool], seconds: float = 120) -> None:
    """Waits for something, but not forever."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


class Cluster:
    """A scheduler, and the workers that were started for it."""

    def __init__(self, folder: Path, project: Path) -> None:
        self.file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen[bytes]] = []
        self._start("scheduler", project, "--port", "0", "--host", "127.0.0.1", "--scheduler-file", str(self.file))
        until(lambda: self.file.is_file() and self.file.read_text().endswith("}"))
        self.address = json.loads(self.file.read_text())["address"]

    def work(self, project: Path, name: str, folder: Path | None = None) -> psutil.Process:
        """Starts a worker that does one task at a time with this project; it keeps its own files in the folder."""
        words = ("--name", name, "--nthreads", "1", "--no-nanny", "--local-directory", str(folder or project))
        process = psutil.Process(self._start("worker", project, self.address, *words).pid)
        until(lambda: bool(_connections(process)))
        return process

    def _start(self, kind: str, project: Path, *words: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard", *words]
        environment = {**os.environ, "PYTHONPATH": str(project)}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.processes.append(subprocess.Popen(command, cwd=project, env=environment, **quiet))
        return self.processes[-1]


def kill(process: psutil.Process) -> None:
    """Ends a process and what it has started, at once, as a machine does that loses its power."""
    for each in [*process.children(recursive=True), process]:
        each.kill()
    process.wait()


def _connections(process: psutil.Process) -> list[object]:
    """Those that a worker holds with others: it has come to the scheduler."""
    return [each for each in process.net_connections("tcp") if each.status == psutil.CONN_ESTABLISHED]


@contextmanager
def running(folder: Path, project: Path) -> Iterator[Cluster]:
    """A cluster that ends with the block; its scheduler knows the project, and writes into the folder."""
    cluster = Cluster(folder, project)
    try:
        yield cluster
    finally:
        for process in cluster.processes:
            if process.poll() is None:
                kill(psutil.Process(process.pid))
            process.wait()
