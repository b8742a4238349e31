"""PubMed's E-utilities on loopback, with faults on demand, for tests of what talks to them.

    with EutilsServer(studies, faults=[Fault("rate-limit", "headers", times=2)]) as server:
        ...  # ask server.url + "esearch.fcgi"
        assert server.peak_rate() <= 3
        assert [request.utility for request in server.requests] == [...]

`ALL_FAULTS` are cases for parametrised tests: `case.fault`, `case.times(2)`, and what a
client may make of it, `case.retryable` and `case.complete`. The server has readings of its
own for queries and records, so that it can contradict the code it judges.
"""

from __future__ import annotations

from tests.eutils.catalogue import ALL_FAULTS, Case
from tests.eutils.faults import Fault
from tests.eutils.reading import Gaps
from tests.eutils.record import Cited, Record
from tests.eutils.records import article_set
from tests.eutils.request import Request
from tests.eutils.server import EutilsServer

__all__ = [
    "ALL_FAULTS",
    "Case",
    "Cited",
    "EutilsServer",
    "Fault",
    "Gaps",
    "Record",
    "Request",
    "article_set",
]
