"""When to stop knocking: a server that does not open to anybody is left alone for a while.

Without it, each of forty claims would wait out its own minute on a machine that is simply
not connected. Only silence counts (no connection, no reply in time): a server that answers
with an error is there, and the next question may fare better.
"""

from __future__ import annotations

import threading
from typing import Final

TRIP_AFTER: Final = 6
"""Silences in a row, over all threads, without one reply between them."""
OPEN_S: Final = 20.0


class Breaker:
    """Counts silences. Thread-safe; times are of the caller's clock, in seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._silences = 0
        self._open_until = float("-inf")
        self.why = ""
        """What the last silence was, in words; empty where nobody said."""

    def is_open(self, now: float) -> bool:
        """Whether asking is useless at the moment."""
        return now < self._open_until

    def heard(self) -> None:
        """The server said something."""
        with self._lock:
            self._silences = 0
            self._open_until = float("-inf")

    def trip(self, now: float) -> None:
        """The server is taken for silent at once."""
        with self._lock:
            self._silences = TRIP_AFTER
            self._open_until = now + OPEN_S

    def silence(self, now: float, why: str = "") -> None:
        """The server said nothing."""
        with self._lock:
            self.why = why
            self._silences += 1
            if self._silences >= TRIP_AFTER:
                self._open_until = now + OPEN_S
