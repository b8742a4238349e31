"""The loopback server: PubMed's E-utilities over real sockets on 127.0.0.1."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Self

from citecheck.concepts.lexicon import load
from citecheck.model.study import Study
from tests.eutils.esearch import Library
from tests.eutils.exchange import Exchange
from tests.eutils.faults import Desk, Fault
from tests.eutils.headings import Headings
from tests.eutils.history import History
from tests.eutils.index import Index
from tests.eutils.limits import Gate, Limits, peak
from tests.eutils.reading import Gaps
from tests.eutils.record import Record, as_records
from tests.eutils.records import NEWEST_DTD
from tests.eutils.request import Request
from tests.eutils.service import Service
from tests.eutils.sockets import ADDRESS, Sockets
from tests.eutils.thesaurus import LexiconThesaurus, Thesaurus


class EutilsServer:
    """A server for the studies given, while its `with` block lasts.

    Rates are requests in any sliding second, None for no limit; `api_keys` are the valid
    keys. `gaps` are what the index lacks, `faults` what goes wrong. MeSH is that of the
    shipped lexicon unless a thesaurus is given. `clock` times requests, limits and
    history; `today` is the day that relative dates count from. `keep_alive_s` is how long
    an idle connection is kept, `history_s` a stored result. `dtd` is the release that
    efetch names. The system chooses the port unless one is given. A bug of the server
    itself is raised at the end of the block.
    """

    def __init__(
        self,
        studies: Sequence[Study | Record],
        *,
        requests_per_second: int | None = 3,
        requests_per_second_with_key: int | None = 10,
        api_keys: Collection[str] = (),
        retry_after_s: int | None = None,
        faults: Iterable[Fault] = (),
        gaps: Gaps = Gaps(),  # noqa: B008 - frozen
        thesaurus: Thesaurus | None = None,
        clock: Callable[[], float] = time.monotonic,
        today: dt.date | None = None,
        keep_alive_s: float = 4.0,
        history_s: float = 8 * 3600.0,
        dtd: str = NEWEST_DTD,
        port: int = 0,
    ) -> None:
        index = Index(as_records(studies))
        headings = Headings(index.records, thesaurus or LexiconThesaurus(load()))
        today = today or dt.datetime.now(dt.UTC).date()
        library = Library(index, headings, History(clock, history_s), today, gaps)
        limits = Limits(requests_per_second, requests_per_second_with_key, api_keys, retry_after_s)
        self._desk = Desk(faults)
        self._exchange = Exchange(Service(library, dtd=dtd), Gate(limits), self._desk, clock)
        self._keep_alive_s = keep_alive_s
        self._sockets: Sockets | None = None
        self._port = port

    def __enter__(self) -> Self:
        """Starts to listen."""
        self._listen()
        if self._desk.refuses:
            self._hang_up()
        return self

    def __exit__(self, *exc: object) -> None:
        """Ends all connections; raises what went wrong inside the server."""
        self._hang_up()
        if self._exchange.errors:
            raise ExceptionGroup("the loopback server failed", self._exchange.errors)

    @property
    def url(self) -> str:
        """The base to which `esearch.fcgi` and the others are appended."""
        return f"http://{ADDRESS}:{self._port}/entrez/eutils/"

    @property
    def requests(self) -> tuple[Request, ...]:
        """Every request read so far, those refused too, in the order of arrival."""
        return self._exchange.requests

    @property
    def struck(self) -> tuple[tuple[Fault, Request | None], ...]:
        """The faults that have struck, each with its request."""
        return self._desk.struck

    def peak_rate(self, window_s: float = 1.0) -> int:
        """The most requests that any window of this length has seen."""
        return peak([request.time for request in self.requests], window_s)

    def strike(self, *faults: Fault) -> None:
        """Puts faults in force from now on."""
        self._desk.add(faults)
        if self._desk.refuses:
            self._hang_up()

    def heal(self) -> None:
        """Ends all faults; who was refused may connect again."""
        self._desk.clear()
        if self._sockets is None:
            self._listen()

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Refuses connections, and ends the open ones, while the block lasts."""
        self._hang_up()
        try:
            yield
        finally:
            self._listen()

    def _listen(self) -> None:
        # After the first time the port is known: who was refused finds it again.
        self._sockets = Sockets(self._exchange, self._port, self._keep_alive_s)
        self._port = int(self._sockets.server_address[1])
        self._sockets.start()

    def _hang_up(self) -> None:
        if self._sockets is not None:
            self._sockets.stop()
            self._sockets = None
