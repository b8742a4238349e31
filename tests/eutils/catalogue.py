"""Every fault worth a test, with what a client should make of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tests.eutils.faults import Fault, Place
from tests.eutils.request import Request

SEARCH, FETCH = ("esearch",), ("efetch",)
ANY = ("esearch", "efetch", "esummary", "epost", "elink")


@dataclass(frozen=True)
class Utilities:
    """Picks the requests to some of the utilities."""

    names: tuple[str, ...]

    def __call__(self, request: Request) -> bool:
        """Whether the request goes to one of them."""
        return request.utility in self.names


@dataclass(frozen=True)
class Case:
    """One fault for tests with parameters.

    `retryable`: asking again may help, and is allowed. `complete`: the reply holds all
    that was asked in spite of the fault, and a careful client may use it. Where neither
    holds, asking again changes nothing and what came is not the answer. `row` is the kind
    in the list of PubMed's known failures ("cut body"), or the layer that fails.
    """

    name: str
    fault: Fault
    retryable: bool
    row: str
    utilities: tuple[str, ...] = ANY
    complete: bool = False

    def times(self, count: int | None) -> Fault:
        """The fault, striking so often."""
        return replace(self.fault, times=count)


def _case(
    kind: str,
    row: str,
    at: Place = "body",
    *,
    retryable: bool = False,
    complete: bool = False,
    utilities: tuple[str, ...] = ANY,
    pause_s: float = 30.0,
) -> Case:
    fault = Fault(kind, at, pause_s=pause_s)
    if at != "connect":
        fault = replace(fault, when=Utilities(utilities))
    name = kind if at == "body" else f"{kind}-at-{at}"
    return Case(name, fault, retryable, row, utilities, complete)


def _cases() -> Iterable[Case]:
    yield _case("refused", "connection", "connect", retryable=True)
    yield _case("reset", "connection", "connect", retryable=True)
    yield _case("close", "connection", "connect", retryable=True)
    yield _case("stall", "timeout", "connect", retryable=True)
    yield _case("no-reply", "connection", "headers", retryable=True)
    yield _case("stall", "timeout", "headers", retryable=True)
    yield _case("drip", "timeout", "headers", retryable=True, pause_s=0.5)
    yield _case("reset", "connection", "headers", retryable=True)
    yield _case("close", "connection", "headers", retryable=True)
    yield _case("garbage", "connection", "headers", retryable=True)
    yield _case("stall", "timeout", retryable=True)
    yield _case("drip", "timeout", retryable=True, pause_s=0.5)
    yield _case("reset", "connection", retryable=True)
    yield _case("close", "cut body", retryable=True)
    yield _case("short", "cut body", retryable=True)
    yield _case("stale", "connection", complete=True)

    yield _case("rate-limit", "429", "headers", retryable=True)
    yield _case("rate-limit-with-wait", "429", "headers", retryable=True)
    yield _case("server-error", "HTML", "headers", retryable=True)
    yield _case("bad-gateway", "HTML", "headers", retryable=True)
    yield _case("unavailable", "HTML", "headers", retryable=True)
    yield _case("gateway-timeout", "HTML", "headers", retryable=True)
    yield _case("key-refused", "key leak", "headers")
    yield _case("too-long", "status", "headers")
    yield _case("retstart-refused", "status", "headers", utilities=SEARCH)
    yield _case("redirect-loop", "status", "headers")

    yield _case("backend-unsupported", "backend, HTTP 200", retryable=True)
    yield _case("backend-no-address", "backend, HTTP 200", retryable=True)
    yield _case("invalid-db", "permanent, HTTP 200")
    yield _case("empty-term", "permanent, HTTP 200", utilities=SEARCH)
    yield _case("retstart-too-high", "permanent, HTTP 200", utilities=SEARCH)
    yield _case("bad-brackets", "permanent, HTTP 200", utilities=SEARCH)
    yield _case("history-expired", "permanent, HTTP 200", utilities=("esearch", "efetch"))
    yield _case("empty-id", "efetch, HTTP 200", utilities=FETCH)
    yield _case("unknown-pmids", "unknown PMIDs", utilities=FETCH)
    yield _case("fewer-records", "unknown PMIDs", utilities=FETCH)
    yield _case("reordered", "unknown PMIDs", utilities=FETCH, complete=True)
    yield _case("html-page", "HTML", retryable=True)
    yield _case("html-as-xml", "HTML", retryable=True)
    yield _case("docsum-comment", "docsum", retryable=True, utilities=("esummary",))

    yield _case("prolog-only", "cut body", retryable=True)
    yield _case("cut-in-tag", "cut body", retryable=True)
    yield _case("cut-between-records", "cut body", retryable=True)
    yield _case("flipped-bytes", "cut body", retryable=True)
    yield _case("empty-body", "cut body", retryable=True)
    yield _case("gzip-corrupt", "cut body", retryable=True)
    yield _case("gzip-cut", "cut body", retryable=True)
    yield _case("gzip-missing", "cut body", retryable=True)
    yield _case("wrong-type", "content type", complete=True)

    yield _case("word-dropped", "dropped terms", utilities=SEARCH)
    yield _case("tag-dropped", "dropped terms", utilities=SEARCH)
    yield _case("quotes-ignored", "dropped terms", utilities=SEARCH)
    yield _case("phrase-ignored", "dropped terms", utilities=SEARCH)
    yield _case("count-without-ids", "short page", utilities=SEARCH)
    yield _case("half-page", "short page", utilities=SEARCH)
    yield _case("output-message", "ceiling", utilities=SEARCH, complete=True)


ALL_FAULTS: tuple[Case, ...] = tuple(_cases())
