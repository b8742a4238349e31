"""Where the work of a run is done: threads, or processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Final, NamedTuple

from citecheck.errors import ConfigError

THREADS: Final = 4
MOST: Final = 256


class Crew(NamedTuple):
    """An executor, and how many tasks it does at a time.

    `readers` counts the processes that read pages side by side, each with connections and
    manners of its own.
    """

    executor: Executor
    workers: int
    readers: int = 1


@contextmanager
def crew(spec: str) -> Iterator[Crew]:
    """The executor of this name: `threads`, `threads:N`, `processes` or `processes:N`.

    Raises: ConfigError for any other.
    """
    kind, _, number = spec.partition(":")
    if kind not in ("threads", "processes") or (":" in spec and not number.isdecimal()):
        raise ConfigError(f"{spec[:40]!r} is no executor; there are threads:N and processes:N.")
    workers = int(number) if number else THREADS if kind == "threads" else os.cpu_count() or 1
    if not 1 <= workers <= MOST:
        raise ConfigError(f"An executor has 1 to {MOST} workers, not {workers}.")
    executor: Executor
    if kind == "threads":
        executor = ThreadPoolExecutor(workers, thread_name_prefix="audit")
    else:
        # Forked workers would share the parent's connections and locks.
        context = multiprocessing.get_context("spawn")
        executor = ProcessPoolExecutor(workers, context, initializer=_follow_parent)
    try:
        yield Crew(executor, workers, workers if kind == "processes" else 1)
    finally:
        executor.shutdown(cancel_futures=True)


def _follow_parent() -> None:
    """End with the parent, however it ends: a worker waits for its next task for ever."""
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=follow, name="follow-parent", daemon=True).start()
