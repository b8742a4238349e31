"""The one fetcher of pages: what it asks, what it follows, and when it gives up."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from citecheck.errors import UnreadableDocument
from citecheck.model.closing import Closing
from citecheck.model.watch import Gone, Manners, NotModified, Validators
from citecheck.web.addresses import AddressRefused
from citecheck.web.labels import label
from citecheck.web.robots import MOST_BYTES, Robots, RobotsFile
from citecheck.web.turns import Turns
from citecheck.web.visit import Visit, any_type, reason

if TYPE_CHECKING:
    import httpx

    from citecheck.web.exchange import Answer, Exchange
    from citecheck.web.transport import Resolve

MOST_REDIRECTS = 5
MOST_TRIES = 3
LONGEST_WAIT_S = 60.0
"""The longest pause that a server may ask for and get; after a longer one, its pages wait."""

_BUSY = (429, 503)
_REDIRECTS = (301, 302, 303, 307, 308)
_GONE = (404, 410)


class Reply(NamedTuple):
    """What came back: the bytes, unpacked; `partial` says why they are only the first of them."""

    data: bytes
    content_type: str
    validators: Validators
    final_url: str
    partial: str | None = None


class Fetcher(Closing):
    """Reads pages with one pool of connections; a context manager, safe to share by threads.

    `timeout_s` bounds one page, without the wait for its turn. Where `workers` processes
    read the same sites, each keeps its share of the manners: that many times the delay.
    `resolve` turns the name of a server into its addresses.
    """

    def __init__(
        self,
        *,
        timeout_s: float = 60.0,
        workers: int = 1,
        resolve: Resolve | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._timeout_s, self._clock = timeout_s, clock
        self._turns = Turns(workers=workers, clock=clock, sleep=sleep)
        self._robots = Robots(clock=clock)
        self._resolve = resolve
        self._exchanges: dict[bool, Exchange] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close all connections."""
        for exchange in self._exchanges.values():
            exchange.close()

    def fetch(
        self,
        url: str,
        *,
        manners: Manners,
        max_bytes: int,
        validators: Validators | None = None,
        accept: str = "*/*",
        on_type: Callable[[str], object] = any_type,
    ) -> Reply | NotModified | Gone:
        """The page at an http(s) address.

        `on_type` gets the Content-Type before the page is read, and may raise.
        Raises: UnreadableDocument with one sentence for all that is refused or fails.
        """
        visit = Visit(label(url), manners, max_bytes, self._timeout_s, accept, on_type)
        answer = self._follow(url, visit, validators, robots=manners.respect_robots)
        if answer.status in _GONE:
            return Gone(status=answer.status, reason=visit.failed(answer.said))
        if answer.status == 304 and validators:
            return NotModified(validators=_newer(validators, answer.validators))
        if answer.status != 200:
            raise visit.error(answer.said)
        found = _with_content(answer)
        if validators and validators.content and found.content == validators.content:
            return NotModified(validators=found)
        return Reply(answer.data, answer.content_type, found, answer.url, answer.partial)

    def _follow(
        self, url: str, visit: Visit, validators: Validators | None, *, robots: bool
    ) -> Answer:
        """The answer at the end of the redirects, each of which is checked like the first."""
        address = visit.parsed(url)
        for _ in range(MOST_REDIRECTS + 1):
            delay = self._permitted(address, visit) if robots else 0.0
            answer = self._patiently(address, visit, validators, delay)
            if answer.status not in _REDIRECTS or not answer.location:
                return answer
            address = visit.parsed(answer.location, address)
        raise visit.error(f"more than {MOST_REDIRECTS} redirects")

    def _permitted(self, address: httpx.URL, visit: Visit) -> float:
        """The pause that robots.txt asks for. Raises: UnreadableDocument if it says no."""
        server = _server(address)
        read = functools.partial(self._read_robots, visit=visit)
        asked = self._robots.ask(server, str(address), visit.agent, read)
        if asked.refusal:
            raise visit.refused(asked.refusal)
        return asked.delay_s

    def _read_robots(self, url: str, visit: Visit) -> RobotsFile:
        """RFC 9309, 2.3.1: none (4xx) allows all, one that cannot be had (5xx) allows nothing."""
        own = replace(visit, max_bytes=MOST_BYTES, cut=True, accept="*/*", on_type=any_type)
        try:
            answer = self._follow(url, own, None, robots=False)
        except UnreadableDocument as error:
            if isinstance(error.__cause__, AddressRefused):
                raise
            return RobotsFile(failure=f"its robots.txt {own.why(error)}")
        if answer.status >= 500 or answer.status in _BUSY:
            return RobotsFile(failure=f"its robots.txt could not be read: {answer.said}")
        text = answer.data.decode("utf-8", "replace") if answer.status == 200 else ""
        return RobotsFile(text.removeprefix("\ufeff"))

    def _patiently(
        self, address: httpx.URL, visit: Visit, validators: Validators | None, delay_s: float
    ) -> Answer:
        """The answer, asked for again where the server says that it is too busy."""
        server = _server(address)
        for tries_left in range(MOST_TRIES - 1, -1, -1):
            shut_s = self._turns.shut_for(server)
            if shut_s:
                raise visit.error(f"its server asks to come back in {shut_s:.0f} seconds")
            with self._turns.turn(
                server,
                concurrency=visit.manners.concurrency,
                delay_s=max(visit.manners.crawl_delay_s, delay_s),
            ):
                answer = self._once(address, visit, validators, again=tries_left > 0)
            if answer is None:
                continue
            if answer.status not in _BUSY:
                return answer
            wait_s = answer.retry_after_s
            wait_s = 2.0 ** (MOST_TRIES - tries_left) if wait_s is None else wait_s
            if wait_s > LONGEST_WAIT_S:
                self._turns.shut(server, wait_s)
                raise visit.error(f"its server asks to come back in {wait_s:.0f} seconds")
            self._turns.hold(server, wait_s)
        assert answer is not None
        return answer

    def _once(
        self, address: httpx.URL, visit: Visit, validators: Validators | None, *, again: bool
    ) -> Answer | None:
        """One request and its answer; None where the connection broke before any, and `again`."""
        import httpx

        started = self._clock()
        try:
            exchange = self._exchange(allow_private=visit.manners.allow_private)
            return exchange.send(address, visit, validators, started + visit.left_s)
        except AddressRefused as error:
            opens = f", which only {visit.manners.opens_private} opens"
            raise visit.refused(reason(error) + opens * error.may_be_opened) from error
        except httpx.TimeoutException as error:
            raise visit.error("no answer in time") from error
        except (httpx.ReadError, httpx.RemoteProtocolError) as error:
            if again:
                return None
            raise visit.error(reason(error)) from error
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise visit.error(reason(error)) from error
        finally:
            visit.left_s -= self._clock() - started

    def _exchange(self, *, allow_private: bool) -> Exchange:
        """The connections for these manners: none is used for others, however it was opened."""
        from citecheck.web.exchange import Exchange
        from citecheck.web.transport import resolve

        with self._lock:
            if allow_private not in self._exchanges:
                self._exchanges[allow_private] = Exchange(
                    allow_private=allow_private,
                    resolve=self._resolve or resolve,
                    clock=self._clock,
                )
            return self._exchanges[allow_private]


def _server(address: httpx.URL) -> str:
    """Scheme, host and port: what has manners, and a robots.txt, of its own."""
    return str(address.copy_with(raw_path=b"", fragment=None)).rstrip("/")


def _newer(known: Validators, said: Validators) -> Validators:
    """The validators to keep after a 304, which may bring new ones."""
    return Validators(
        etag=said.etag or known.etag,
        last_modified=said.last_modified or known.last_modified,
        content=known.content,
    )


def _with_content(answer: Answer) -> Validators:
    """The validators of a page that came as a whole; one that was cut is asked for again."""
    if answer.partial:
        return Validators()
    return answer.validators.model_copy(update={"content": sha256(answer.data).hexdigest()})
