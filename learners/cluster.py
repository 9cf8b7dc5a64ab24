"""Who does many tasks at once: threads of this machine that each wait for a process, or the workers of a Dask cluster.

A task is a function and its argument that pickle can carry: it brings all its bytes, and its result brings its
own, so machines share no disk. A worker that dies has its task done again by another.
"""

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

START = "dask worker {} --nthreads 1"
PATIENCE = 10  # seconds to find the scheduler


class ClusterError(ValueError):
    """Says in one sentence why there is no cluster to work on."""


@contextmanager
def crew(jobs: int, address: str | None = None) -> Iterator[Executor]:
    """Gives an executor with so many threads, or with all workers of the scheduler at this address.

    Where the block ends with an error or Ctrl-C, nothing more is begun. Raises ClusterError.
    """
    if address is None:
        with ThreadPoolExecutor(jobs) as threads:
            try:
                yield threads
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                raise
        return
    with _connected(address) as client:
        executor = client.get_executor(pure=False)  # equal tasks are done anew: a file may have gone since
        try:
            yield executor
        except BaseException:
            executor.shutdown(wait=False)
            raise


def explain(error: BaseException) -> str:
    """Why a task failed that could not say it itself: its workers died or lack something, or the scheduler is lost."""
    name = type(error).__name__
    if name == "KilledWorker":
        return f"{getattr(error, 'allowed_failures', 3) + 1} workers died while doing it"
    if name.endswith("CancelledError"):
        return "the scheduler of the cluster was lost"
    if isinstance(error, ModuleNotFoundError):
        return f"a worker knows no {error.name}: start it with a Python in which this project is installed"
    if "deserialization of the task graph" in str(error):
        return "the scheduler does not know this project: start it with a Python in which it is installed"
    return f"{name}: {error}"


def _connected(address: str) -> Any:
    """A client of the scheduler, if that is there and has workers."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError("--cluster needs Dask: pip install --editable '.[lectures]'") from error
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(f"there is no scheduler at {address}; `dask scheduler` starts one") from error
    if not client.scheduler_info()["workers"]:
        client.close()
        raise ClusterError(f"the scheduler at {address} has no workers; `{START.format(address)}` starts one")
    return client
