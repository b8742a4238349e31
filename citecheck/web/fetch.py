"""The one fetcher of pages: what it asks, what it follows, and when it gives up."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import NamedTuple, Self

from citecheck.model.watch import Gone, Manners, NotModified, Validators


class Reply(NamedTuple):
    """What came back: the bytes, unpacked; `partial` says why they are only the first of them."""

    data: bytes
    content_type: str
    validators: Validators
    final_url: str
    partial: str | None = None


class Fetcher:
    """Reads pages with one pool of connections; a context manager, safe to share by threads.

    `timeout_s` bounds one page, without the wait for its turn. Where `workers` processes
    read the same sites, each keeps its share of the manners: that many times the delay.
    """

    def __init__(
        self,
        *,
        timeout_s: float = 60.0,
        workers: int = 1,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._timeout_s, self._workers = timeout_s, workers
        self._clock, self._sleep = clock, sleep

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""

    def fetch(
        self,
        url: str,
        *,
        manners: Manners,
        max_bytes: int,
        validators: Validators | None = None,
        accept: str = "*/*",
    ) -> Reply | NotModified | Gone:
        """The page at an http(s) address.

        Raises: UnreadableDocument with one sentence for all that is refused or fails.
        """
        raise NotImplementedError
