"""Results that the server keeps for later requests, by WebEnv and query key."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass
class _Session:
    made_at: float
    results: list[tuple[int, ...]] = field(default_factory=list)


class History:
    """The sessions of one server; `lifetime_s` after its start a session is gone."""

    def __init__(self, clock: Callable[[], float], lifetime_s: float) -> None:
        self._clock = clock
        self._lifetime_s = lifetime_s
        self._sessions: dict[str, _Session] = {}
        self._lock = threading.Lock()

    def keep(self, pmids: Sequence[int], web_env: str = "") -> tuple[str, int]:
        """Stores a result, in the session named if it lives; its WebEnv and query key."""
        with self._lock:
            session = self._living(web_env)
            if session is None:
                web_env = f"MCID_{secrets.token_hex(12)}"
                session = self._sessions[web_env] = _Session(self._clock())
            session.results.append(tuple(pmids))
            return web_env, len(session.results)

    def find(self, web_env: str, key: int) -> tuple[int, ...] | None:
        """A stored result in its order; None if it is unknown or gone."""
        with self._lock:
            session = self._living(web_env)
            if session is None or not 1 <= key <= len(session.results):
                return None
            return session.results[key - 1]

    def _living(self, web_env: str) -> _Session | None:
        session = self._sessions.get(web_env)
        if session is None or self._clock() - session.made_at > self._lifetime_s:
            return None
        return session
