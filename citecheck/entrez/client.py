"""Asks E-utilities a question until it is answered, refused, or out of time.

One place knows what is worth another try: no connection, time-outs, 429, 5xx, and every
reply that is not shaped like an answer. A reply is kept only after it was believed.
"""

from __future__ import annotations

import contextlib
import copy
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Generic, NamedTuple, TypeVar

import httpx
import tenacity

from citecheck.entrez.breaker import Breaker
from citecheck.entrez.cache import ReplyCache
from citecheck.entrez.connection import http_client
from citecheck.entrez.pace import Pace
from citecheck.entrez.patience import TooLong, TooSlow, failure, hold_s, pause_s, read_within
from citecheck.entrez.replies import Refused, Retryable
from citecheck.entrez.wire import Credentials, Question, on_the_wire, redact
from citecheck.errors import NotCached, QueryRejected, SourceUnavailable
from citecheck.model.closing import Closing

MOST_TRIES: Final = 6
LONGEST_REPLY: Final = 256 * 1024**2
LONGEST_REFUSAL: Final = 100_000
"""Bytes of a 400 in which its reason is looked for."""
_LONGEST_REASON: Final = 300
CONNECT_S, READ_S = 5.0, 20.0

_Answer = TypeVar("_Answer")


class _GivenUp(Exception):
    """Not worth another try: the server is silent, or the time is over."""


class Answered(NamedTuple, Generic[_Answer]):
    """An answer, and when PubMed gave it, in seconds since 1970; long ago for one that was kept."""

    value: _Answer
    at: float


@dataclass
class _Counts:
    """What a client and those that share its connections have asked and heard together."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    requests: int = 0
    oldest_answer: float | None = None


class EutilsClient(Closing):
    """The one connection pool of a run. Thread-safe.

    `timeout_s` bounds one question with all its tries, `read_s` the silence within one.
    `now` and `sleep` are of the same clock, in seconds since 1970; unless another `sleep` is given,
    closing the client ends its pauses. Who asks a closed one is told that it gave up.
    Raises: ConfigError for a proxy or certificates of the environment that cannot be used.
    """

    def __init__(
        self,
        *,
        base_url: str,
        credentials: Credentials,
        pace: Pace,
        cache: ReplyCache | None,
        timeout_s: float,
        offline: bool = False,
        refresh: bool = False,
        read_s: float = READ_S,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._base_url, self._credentials = base_url, credentials
        self._pace, self._cache = pace, cache
        self._timeout_s, self._offline, self._refresh = timeout_s, offline, refresh
        self._closed = threading.Event()
        self._read_s, self._now, self._jitter = read_s, now, jitter
        self._sleep = sleep or self._pause
        self._breaker = Breaker()
        self._counts = _Counts()
        self._take: Callable[[], None] = _nothing
        self._http = http_client()

    @property
    def requests(self) -> int:
        """How many requests were sent, every try counted."""
        return self._counts.requests

    @property
    def oldest_answer(self) -> float | None:
        """When PubMed gave the oldest answer that was used, in seconds since 1970; None before
        any."""
        return self._counts.oldest_answer

    def metered(self, take: Callable[[], None]) -> EutilsClient:
        """The same connections, cache and counts; `take` is called before each request is sent,
        and what it raises ends the question."""
        other = copy.copy(self)
        other._take = take
        return other

    def close(self) -> None:
        """Close connections, cache and pace."""
        self._closed.set()
        self._http.close()
        if self._cache is not None:
            self._cache.close()
        self._pace.close()

    def kept(
        self, question: Question, read: Callable[[bytes], _Answer]
    ) -> Answered[_Answer] | None:
        """The answer in the cache, or None; a damaged entry is a miss, not an error."""
        if self._cache is None or self._refresh:
            return None
        reply = self._cache.stored(question.key, question.kind)
        if reply is not None:
            with contextlib.suppress(Retryable, Refused):
                return self._used(read(reply.body), reply.stored_at)
        return None

    def keep(self, question: Question, reply: bytes) -> None:
        """Put a reply that was believed into the cache."""
        if self._cache is not None:
            self._cache.put(question.key, reply, question.kind)

    def ask(
        self,
        question: Question,
        read: Callable[[bytes], _Answer],
        *,
        keep: bool = True,
        anew: bool = False,
    ) -> Answered[_Answer]:
        """The answer that `read` finds in the reply, from the cache where it is fresh.

        `anew` looks past the cache.
        `read` raises Retryable or Refused for what is no answer.
        Raises: NotCached, QueryRejected, SourceUnavailable; none of them holds a credential. And
        what the meter raises.
        """
        kept = None if anew else self.kept(question, read)
        if kept is not None:
            return kept
        if self._offline:
            raise NotCached(
                "Offline, and PubMed's answer to this search is not in the cache.",
                source="PubMed",
                request=str(question),
                attempts=0,
            )
        body, answer = self._ask_until_answered(question, read)
        answered = self._used(answer, self._now())
        if keep:
            self.keep(question, body)
        return answered

    def _used(self, answer: _Answer, at: float) -> Answered[_Answer]:
        # No answer is of tomorrow, whatever the cache says.
        at = min(at, self._now())
        with self._counts.lock:
            oldest = self._counts.oldest_answer
            self._counts.oldest_answer = at if oldest is None else min(at, oldest)
        return Answered(answer, at)

    def _ask_until_answered(
        self, question: Question, read: Callable[[bytes], _Answer]
    ) -> tuple[bytes, _Answer]:
        deadline = self._now() + self._timeout_s
        attempts = 0

        def once() -> tuple[bytes, _Answer]:
            nonlocal attempts
            if self._closed.is_set():
                raise _GivenUp("the run is over")
            if self._breaker.is_open(self._now()):
                raise _GivenUp(f"it has not answered at all of late ({self._breaker.why})")
            self._take()
            if not self._pace.wait(deadline):
                raise _GivenUp("no turn came in time")
            attempts += 1
            body = self._send(question, deadline)
            return body, read(body)

        def over(state: tenacity.RetryCallState) -> bool:
            return (
                state.attempt_number >= MOST_TRIES or self._now() + state.upcoming_sleep >= deadline
            )

        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(Retryable),
            stop=over,
            wait=lambda state: pause_s(state.attempt_number, self._jitter()),
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(once)
        except Refused as error:
            raise QueryRejected(
                f"PubMed refused the search: {self._clean(error)}.",
                source="PubMed",
                request=str(question),
                attempts=attempts,
            ) from None
        except (Retryable, _GivenUp) as error:
            why = self._clean(error)
            tries = "1 try" if attempts == 1 else f"{attempts} tries"
            failed = f"gave no usable answer in {tries} ({why})"
            raise SourceUnavailable(
                f"PubMed {failed if attempts else f'was not asked, since {why}'}; "
                "check the connection and run the same command again.",
                source="PubMed",
                request=str(question),
                attempts=attempts,
            ) from None

    def _send(self, question: Question, deadline: float) -> bytes:
        wire = on_the_wire(question, self._credentials, self._base_url)
        left = max(0.1, deadline - self._now())
        limits = httpx.Timeout(min(self._read_s, left), connect=min(CONNECT_S, left))
        form = {"Content-Type": "application/x-www-form-urlencoded"} if wire.body else None
        with self._counts.lock:
            self._counts.requests += 1
        try:
            with self._http.stream(
                wire.method, wire.url, content=wire.body, headers=form, timeout=limits
            ) as reply:
                self._breaker.heard()
                self._heed(reply, deadline)
                return read_within(reply, most=LONGEST_REPLY, deadline=deadline, now=self._now)
        except TooLong as error:
            raise Refused(str(error)) from None
        except TooSlow as error:
            raise Retryable(str(error)) from None
        except (httpx.ConnectError, httpx.TimeoutException) as error:
            self._breaker.silence(self._now(), failure(error))
            raise Retryable(failure(error)) from None
        except httpx.HTTPError as error:
            raise Retryable(failure(error)) from None
        except (httpx.InvalidURL, UnicodeError):
            raise Refused(f"the address {self._base_url} is no URL") from None

    def _heed(self, reply: httpx.Response, deadline: float) -> None:
        """Refuse what is no 200; make everybody wait where the server asks for it."""
        status = reply.status_code
        if status == 429 or (status == 503 and "retry-after" in reply.headers):
            self._pace.hold(hold_s(reply.headers.get("retry-after"), self._now()))
            raise Retryable(f"HTTP {status}, too many requests")
        if reply.headers.get("x-ratelimit-remaining") == "0":
            self._pace.hold(1.0)
        if status >= 500 or status in (408, 425):
            raise Retryable(f"HTTP {status}")
        if 300 <= status < 400:
            raise Retryable(f"HTTP {status}, a redirect that is not followed")
        if status == 400:
            raise Refused(f"HTTP 400, {self._reason(reply, deadline)}")
        if status != 200:
            raise Refused(f"HTTP {status}")

    def _reason(self, reply: httpx.Response, deadline: float) -> str:
        with contextlib.suppress(httpx.HTTPError, TooLong, TooSlow):
            body = read_within(reply, most=LONGEST_REFUSAL, deadline=deadline, now=self._now)
            return " ".join(body.decode("utf-8", "replace").split())
        return "no reason given"

    def _pause(self, seconds: float) -> None:
        self._closed.wait(seconds)

    def _clean(self, error: Exception) -> str:
        return redact(str(error), self._credentials)[:_LONGEST_REASON].rstrip(".")


def _nothing() -> None:
    """What a client that has no meter takes."""
