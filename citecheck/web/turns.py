"""Whose turn it is: how many requests a server gets at a time, and how fast after one another."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_MOST_SERVERS = 4_096


@dataclass
class _Server:
    busy: int = 0
    next_at: float = 0.0
    closed_until: float = 0.0


class Turns:
    """Turns at each server for all threads that share this object.

    With `workers` processes at the same servers each takes its share: the delay is that many
    times as long, and of the requests at a time it may have its part, at least one.
    """

    def __init__(
        self,
        *,
        workers: int = 1,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._workers, self._clock, self._sleep = workers, clock, sleep
        self._servers: dict[str, _Server] = {}
        self._changed = threading.Condition()

    @contextlib.contextmanager
    def turn(self, server: str, *, concurrency: int, delay_s: float) -> Iterator[None]:
        """Waits until a request may go to `server`, and holds its place while it is made."""
        most = max(1, concurrency // self._workers)
        with self._changed:
            state = self._state(server)
            while state.busy >= most:
                self._changed.wait()
            state.busy += 1
        try:
            self._wait(state, delay_s * self._workers)
            yield
        finally:
            with self._changed:
                state.busy -= 1
                self._changed.notify_all()

    def hold(self, server: str, seconds: float) -> None:
        """Nobody asks `server` anything for so long; who has its turn by then waits."""
        with self._changed:
            state = self._state(server)
            state.next_at = max(state.next_at, self._clock() + seconds)

    def shut(self, server: str, seconds: float) -> None:
        """`shut_for` tells for so long that `server` wants no request."""
        with self._changed:
            self._state(server).closed_until = self._clock() + seconds

    def shut_for(self, server: str) -> float:
        """Seconds for which `server` wants no request, 0 where it takes them."""
        with self._changed:
            return max(0.0, self._state(server).closed_until - self._clock())

    def _wait(self, state: _Server, delay_s: float) -> None:
        while True:
            with self._changed:
                now = self._clock()
                if now >= state.next_at:
                    state.next_at = now + delay_s
                    return
                left = state.next_at - now
            self._sleep(left)

    def _state(self, server: str) -> _Server:
        if server not in self._servers and len(self._servers) >= _MOST_SERVERS:
            now = self._clock()
            self._servers = {
                name: state
                for name, state in self._servers.items()
                if state.busy or max(state.next_at, state.closed_until) > now
            }
        return self._servers.setdefault(server, _Server())
