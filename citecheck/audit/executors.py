"""Where the work of a run is done: threads or processes of this machine, or a Dask cluster."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from typing import Any, Final, NamedTuple

from citecheck.errors import ConfigError
from citecheck.model.interrupt import until_interrupted

THREADS: Final = 4
MOST: Final = 256
PATIENCE_S: Final = 20
"""For a scheduler to answer."""


class Crew(NamedTuple):
    """An executor, and how many tasks it does at a time.

    `readers` counts the processes that read pages side by side, each with connections and
    manners of its own; `readers_now` counts them anew, where workers come and go. `remote` says
    that they may be on other machines.
    """

    executor: Executor
    workers: int
    readers: int = 1
    remote: bool = False
    readers_now: Callable[[], int] | None = None


@contextmanager
def crew(spec: str) -> Iterator[Crew]:
    """The executor of this name: `threads:N`, `processes:N` or `dask://host:port`.

    Raises: ConfigError for any other, or where no such cluster answers.
    """
    if spec.startswith("dask://"):
        with _cluster(spec) as found:
            yield found
        return
    kind, colon, number = spec.partition(":")
    if kind not in ("threads", "processes") or not re.fullmatch(r"(:[0-9]{1,9})?", colon + number):
        raise ConfigError(
            f"{spec[:40]!r} is no executor; there are threads:N, processes:N and dask://host:port."
        )
    workers = int(number) if number else THREADS if kind == "threads" else os.cpu_count() or 1
    if not 1 <= workers <= MOST:
        raise ConfigError(f"An executor has 1 to {MOST} workers, not {workers}.")
    if kind == "threads":
        with until_interrupted(ThreadPoolExecutor(workers, thread_name_prefix="audit")) as threads:
            yield Crew(threads, workers)
        return
    # Forked workers would share the parent's connections and locks.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_follow_parent) as processes:
        try:
            yield Crew(processes, workers, workers)
        except KeyboardInterrupt:
            # What they wait for may be long in coming, and what they bring is not put down.
            for each in multiprocessing.active_children():
                each.terminate()
            raise
        finally:
            processes.shutdown(cancel_futures=True)


@contextmanager
def _cluster(spec: str) -> Iterator[Crew]:
    """The workers of a Dask scheduler. A task whose worker died is done by another one."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ConfigError(
            "A Dask cluster needs the extra: pip install 'citecheck-pubmed[dask]'."
        ) from error
    address = spec.removeprefix("dask://")
    if not re.fullmatch(r"[^\s/?#@]{1,255}:[0-9]{1,5}", address):
        raise ConfigError(f"{spec[:60]!r} names no scheduler; write dask://host:8786.")
    try:
        connect: Any = Client
        client = connect(f"tcp://{address}", timeout=PATIENCE_S, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ConfigError(f"No Dask scheduler answers at {address}.") from error
    try:
        threads = client.nthreads()
        if not threads:
            raise ConfigError(f"The Dask scheduler at {address} has no workers.")
        # What is done twice is done anew: a page that was read may be another one now.
        executor = client.get_executor(pure=False)
        try:
            yield Crew(
                executor,
                min(MOST, sum(threads.values())),
                len(threads),
                remote=True,
                readers_now=lambda: _workers_of(client),
            )
        finally:
            # The cluster may be gone, and nothing that it still holds is needed.
            with suppress(Exception):
                executor.shutdown(wait=False)
                client.run(_leave)
    finally:
        client.close()


def _workers_of(client: Any) -> int:
    """How many workers a cluster has now. Raises: BrokenExecutor if it is gone."""
    try:
        return len(client.nthreads())
    except Exception as error:
        raise BrokenExecutor("The scheduler does not answer.") from error


def _leave() -> None:
    """Close what a worker of a cluster, which goes on, holds open for the run."""
    from citecheck.audit.worker import leave

    leave()


def _follow_parent() -> None:
    """End with the parent, however it ends: a worker waits for its next task for ever.

    A terminal sends Ctrl-C to workers too, and it is the parent's to say what it means.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=follow, name="follow-parent", daemon=True).start()
