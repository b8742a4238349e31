"""What Ctrl-C ends, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import TypeVar

_Pool = TypeVar("_Pool", bound=Executor)


@contextmanager
def until_interrupted(pool: _Pool) -> Iterator[_Pool]:
    """The executor, whose work under way is waited for at the end of the block.

    Who presses Ctrl-C does not wait for a server: what is under way is then left behind. What was
    not begun by the end of the block is never begun.
    """
    wait = True
    try:
        yield pool
    except KeyboardInterrupt:
        wait = False
        raise
    finally:
        pool.shutdown(wait=wait, cancel_futures=True)
