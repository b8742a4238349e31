"""What the robots.txt of a server asks of us, read once a day (RFC 9309)."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from protego import Protego

MOST_BYTES = 512 * 1024
"""What is read of a robots.txt; RFC 9309, 2.5 asks for 500 KiB at least."""
LONGEST_DELAY_S = 60.0
_KEPT_S = 24 * 3600.0
_FAILURE_KEPT_S = 600.0
_MOST_SERVERS = 512


class RobotsFile(NamedTuple):
    """A robots.txt as it came. `failure` says why there is none to go by, and so nothing is read.

    A file that does not exist is an empty one: it asks for nothing.
    """

    text: str = ""
    failure: str | None = None


class Asked(NamedTuple):
    """What a server asks of one request: whether it may be made, and the pause before it."""

    refusal: str | None
    delay_s: float


class _Entry:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.read_until = float("-inf")
        self.rules: Protego | None = None
        self.failure: str | None = None


class Robots:
    """The robots.txt of every server that was asked of late; safe to share by threads.

    `read` gets the address of one and returns it; it is called once a day for a server, and after a
    failure again in ten minutes.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._entries: OrderedDict[str, _Entry] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, server: str, url: str, agent: str, read: Callable[[str], RobotsFile]) -> Asked:
        """What `server` ("https://host:port") asks of a request for `url` by `agent`."""
        entry = self._entry(server)
        with entry.lock:
            if self._clock() >= entry.read_until:
                self._fill(entry, read(f"{server}/robots.txt"))
            rules, failure = entry.rules, entry.failure
        if rules is None:
            return Asked(failure, 0.0)
        delay = min(rules.crawl_delay(agent) or 0.0, LONGEST_DELAY_S)
        allowed = rules.can_fetch(url, agent)
        return Asked(None if allowed else "the robots.txt of its server asks not to", delay)

    def _entry(self, server: str) -> _Entry:
        with self._lock:
            entry = self._entries.setdefault(server, _Entry())
            self._entries.move_to_end(server)
            if len(self._entries) > _MOST_SERVERS:
                self._entries.popitem(last=False)
            return entry

    def _fill(self, entry: _Entry, file: RobotsFile) -> None:
        from protego import Protego

        entry.failure = file.failure
        entry.rules = None if file.failure else Protego.parse(file.text)
        entry.read_until = self._clock() + (_FAILURE_KEPT_S if file.failure else _KEPT_S)
