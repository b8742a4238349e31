"""NCBI's limits: requests in a second, API keys, the length of a request line."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tests.eutils.reply import JSON, Reply, html, plain_json
from tests.eutils.request import Request

LONGEST_TARGET = 2_980
"""From this many characters of path and query on, a GET is refused (as reported)."""


@dataclass(frozen=True)
class Limits:
    """What the server allows; None for a rate lifts it.

    `api_keys` are the valid ones: any other key is refused. `retry_after_s` goes into the
    429 if it is given; NCBI is reported both with and without the header.
    """

    requests_per_second: int | None = 3
    requests_per_second_with_key: int | None = 10
    api_keys: Collection[str] = ()
    retry_after_s: int | None = None


class Gate:
    """Counts requests per key or address, and answers those that may not pass."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._times: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def refusal(self, request: Request) -> Reply | None:
        """The reply to a request that is over a limit; None if it may pass."""
        if request.method == "GET" and request.target_length >= LONGEST_TARGET:
            return html("414 Request-URI Too Long", "<p>Use POST.</p>", status=414)
        key = request.params.get("api_key", "")
        if key and key not in self._limits.api_keys:
            return bad_key(key)
        count, limit = self._count(request, key)
        if limit is None or count <= limit:
            return None
        refused = too_many(key or request.client, count, limit)
        wait_s = self._limits.retry_after_s
        return refused if wait_s is None else refused.with_headers(Retry_After=str(wait_s))

    def headers(self, request: Request) -> dict[str, str]:
        """The rate headers of any reply, as they stand now."""
        key = request.params.get("api_key", "")
        limit = self._limit(key)
        if limit is None:
            return {}
        with self._lock:
            times = self._times.get(key or request.client, ())
            used = sum(1 for time in times if time > request.time - 1.0)
        return rate_headers(limit, max(limit - used, 0))

    def _limit(self, key: str) -> int | None:
        limits = self._limits
        return limits.requests_per_second_with_key if key else limits.requests_per_second

    def _count(self, request: Request, key: str) -> tuple[int, int | None]:
        """How many requests of this sender the last second has seen, this one included."""
        with self._lock:
            times = self._times.setdefault(key or request.client, deque())
            times.append(request.time)
            while times and times[0] <= request.time - 1.0:
                times.popleft()
            return len(times), self._limit(key)


def rate_headers(limit: int, remaining: int) -> dict[str, str]:
    """The headers that state the limit and what is left of it."""
    return {"X-RateLimit-Limit": str(limit), "X-RateLimit-Remaining": str(remaining)}


def too_many(sender: str, count: int, limit: int) -> Reply:
    """The 429; the sender is an address or a key."""
    body = plain_json(
        {
            "error": "API rate limit exceeded",
            "api-key": sender,
            "count": str(count),
            "limit": str(limit),
        }
    ).body
    return Reply(body, JSON, 429, rate_headers(limit, 0))


def bad_key(key: str) -> Reply:
    """The 400 for a key that NCBI does not know. It echoes the key."""
    body = plain_json(
        {"error": "API key invalid", "api-key": key, "type": "api-key", "status": "unknown"}
    ).body
    return Reply(body, JSON, 400)


def peak(times: Sequence[float], window_s: float) -> int:
    """The most requests in any window of that length, open at its start."""
    ordered = sorted(times)
    start = most = 0
    for end, time in enumerate(ordered):
        while ordered[start] <= time - window_s:
            start += 1
        most = max(most, end - start + 1)
    return most
