"""Asks a language model one question until it is answered, refused, or out of time.

What is worth another try: no connection, time-outs, 408, 409, 425, 429 and 5xx. A model that
answers, however badly, has answered: it is not asked until it says something better.
"""

from __future__ import annotations

import random
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any, Final, Self

import httpx
import tenacity
from pydantic import SecretStr

from citecheck.entrez.breaker import Breaker
from citecheck.entrez.connection import http_client
from citecheck.entrez.patience import TooLong, TooSlow, hold_s, pause_s, read_within
from citecheck.errors import JudgeError
from citecheck.judges.llm.budget import Ticket
from citecheck.judges.llm.prompt import Question
from citecheck.judges.llm.wire import FORMS, Endpoint, body, read_content, read_usage

MOST_TRIES: Final = 5
LONGEST_REPLY: Final = 1024**2
CONNECT_S: Final = 5.0
_AGAIN: Final = frozenset({408, 409, 425, 429})
_FOR_ALL: Final = {
    401: "refused the key (HTTP 401); set CITECHECK_LLM_KEY",
    402: "wants to be paid first (HTTP 402)",
    404: "knows no such model or address (HTTP 404)",
}
"""Refusals that every other pair would meet too."""
_REFUSED_FORM: Final = frozenset({400, 422})
_HOPELESS: Final = 2
"""So many pairs that no form was taken for: it is not the form that the server minds."""


class _TryAgain(Exception):
    """The same request may be answered later."""


class _OtherForm(Exception):
    """The server does not take the request as it is; it may in another form."""


class LlmClient:
    """The one connection pool to a model's server. Thread-safe.

    `timeout_s` bounds one question with all its tries. `now` and `sleep` are of one clock.
    """

    def __init__(
        self,
        asked: Endpoint,
        key: SecretStr | None,
        *,
        timeout_s: float,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.endpoint = asked
        self._key = key
        self._timeout_s, self._now, self._sleep, self._jitter = timeout_s, now, sleep, jitter
        self._breaker = Breaker()
        self._lock = threading.Lock()
        self._form = 0
        self._hopeless = 0
        self._held_until = float("-inf")
        self._refused: str | None = None
        self.heard = False
        """Whether the server has said anything yet."""
        self.settled = False
        """Whether the form is known in which the server takes questions."""
        self._http = http_client()
        # `eval` and library callers have no place to close a judge at.
        self.close = weakref.finalize(self, self._http.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, question: Question, ticket: Ticket) -> str:
        """What the model wrote. Raises: JudgeError, which never holds a credential."""
        deadline = self._now() + self._timeout_s
        number = self._form
        while True:
            try:
                found = self._until_answered(question, FORMS[number], ticket, deadline)
            except _OtherForm as error:
                number = self._next(number, str(error))
            else:
                self._form, self.settled = number, True
                return found

    def _next(self, number: int, refusal: str) -> int:
        """The form to try after one that was refused. Raises: JudgeError if none is left."""
        with self._lock:
            if self.settled and number != self._form:
                return self._form
            if not self.settled and number + 1 < len(FORMS):
                return number + 1
            self._hopeless += 1
            self.settled = self.settled or self._hopeless >= _HOPELESS
        raise self._failed(refusal)

    def _until_answered(
        self, question: Question, form: dict[str, Any], ticket: Ticket, deadline: float
    ) -> str:
        def over(state: tenacity.RetryCallState) -> bool:
            tried = state.attempt_number >= MOST_TRIES
            return tried or self._now() + state.upcoming_sleep >= deadline

        tries = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_TryAgain),
            stop=over,
            wait=self._wait,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            reply = tries(self._send, body(self.endpoint, question, form), ticket, deadline)
        except _TryAgain as error:
            if not self.heard and self._now() >= deadline:
                self._breaker.trip(self._now())
            raise self._failed(f"gave no answer ({error})") from None
        try:
            content = read_content(reply)
        except JudgeError:
            ticket.spend(read_usage(reply), "")
            raise
        ticket.spend(read_usage(reply), content)
        return content

    def _send(self, request: dict[str, Any], ticket: Ticket, deadline: float) -> bytes:
        if self._refused is not None:
            raise self._failed(self._refused)
        if self._breaker.is_open(self._now()):
            raise self._failed("has not answered at all of late")
        held = self._held_until - self._now()
        if 0 < held < deadline - self._now():
            self._sleep(held)
        left = deadline - self._now()
        if left <= max(0.0, self._held_until - self._now()):
            raise _TryAgain("no time was left")
        ticket.send()
        headers = {"Authorization": f"Bearer {self._key.get_secret_value()}"} if self._key else {}
        limits = httpx.Timeout(left, connect=min(CONNECT_S, left))
        try:
            with self._http.stream(
                "POST", self.endpoint.url, json=request, headers=headers, timeout=limits
            ) as reply:
                self._breaker.heard()
                self.heard = True
                self._heed(reply)
                return read_within(reply, most=LONGEST_REPLY, deadline=deadline, now=self._now)
        except (httpx.ConnectError, httpx.TimeoutException) as error:
            self._breaker.silence(self._now())
            late = isinstance(error, httpx.TimeoutException)
            raise _TryAgain("none came in time" if late else "no connection") from None
        except httpx.HTTPError:
            raise _TryAgain("the connection broke") from None
        except TooSlow:
            raise _TryAgain("its reply was too slow") from None
        except TooLong:
            raise self._failed("sent a reply that is too long") from None
        except (httpx.InvalidURL, UnicodeError):
            raise self._failed("has an address, or a key, that cannot be sent") from None

    def _heed(self, reply: httpx.Response) -> None:
        """Refuse what is no 200; what the server writes beside its status is never repeated."""
        status = reply.status_code
        said = f"HTTP {status}"
        if status in _AGAIN or status >= 500:
            asked = reply.headers.get("retry-after")
            if status == 429 or asked is not None:
                self._hold(hold_s(asked, self._now()))
            raise _TryAgain(said)
        if status in _REFUSED_FORM:
            raise _OtherForm(f"refused the request ({said})")
        if status in _FOR_ALL:
            self._refused = _FOR_ALL[status]
            raise self._failed(self._refused)
        if status != 200:
            raise self._failed(f"refused the request ({said})")

    def _hold(self, seconds: float) -> None:
        with self._lock:
            self._held_until = max(self._held_until, self._now() + seconds)

    def _wait(self, state: tenacity.RetryCallState) -> float:
        """The longer of the usual pause and the one that the server has asked of everybody."""
        pause = pause_s(state.attempt_number, self._jitter())
        with self._lock:
            return max(pause, self._held_until - self._now())

    def _failed(self, what: str) -> JudgeError:
        return JudgeError(f"The model's server at {self.endpoint.host} {what}.")
