"""The client against a server on loopback: tries, waits, limits, and secrets."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from citecheck.entrez.breaker import TRIP_AFTER
from citecheck.entrez.cache import ReplyCache
from citecheck.entrez.client import MOST_TRIES, EutilsClient
from citecheck.entrez.patience import FIRST_PAUSE_S, LONGEST_PAUSE_S
from citecheck.entrez.replies import read_search
from citecheck.entrez.wire import Credentials, esearch
from citecheck.errors import BudgetSpent, NotCached, QueryRejected, SourceUnavailable
from tests.entrez.conftest import EMAIL, KEY, ClientMaker, NoWait, checked, source_of
from tests.eutils.faults import Fault
from tests.eutils.server import EutilsServer

QUESTION = esearch('"ketamine"[tiab]', limit=5)
READ = partial(read_search, limit=5)


def test_tries_are_bounded_and_pauses_grow(server: EutilsServer, make_client: ClientMaker) -> None:
    pauses: list[float] = []
    client = make_client(server.url, sleep=pauses.append, jitter=lambda: 1.0, timeout_s=60.0)
    server.strike(Fault("server-error", "headers"))
    with pytest.raises(SourceUnavailable) as caught:
        client.ask(QUESTION, READ)
    assert client.requests == caught.value.attempts == MOST_TRIES
    assert pauses == [min(FIRST_PAUSE_S * 2**n, LONGEST_PAUSE_S) for n in range(MOST_TRIES - 1)]


def test_the_total_time_is_bounded(server: EutilsServer, make_client: ClientMaker) -> None:
    clock = [0.0]
    client = make_client(
        server.url,
        now=lambda: clock[0],
        sleep=lambda s: clock.__setitem__(0, clock[0] + s),
        timeout_s=2.0,
    )
    server.strike(Fault("server-error", "headers"))
    with pytest.raises(SourceUnavailable):
        client.ask(QUESTION, READ)
    assert clock[0] <= 2.0


def test_a_meter_is_asked_before_each_request_and_may_end_the_question(
    server: EutilsServer, make_client: ClientMaker
) -> None:
    taken = 0

    def take() -> None:
        nonlocal taken
        if taken == 2:
            raise BudgetSpent("The requests are spent.")
        taken += 1

    client = make_client(server.url)
    server.strike(Fault("server-error", "headers"))
    with pytest.raises(BudgetSpent):
        client.metered(take).ask(QUESTION, READ)
    assert (client.requests, len(server.requests), taken) == (2, 2, 2)


def test_a_kept_answer_takes_nothing_from_a_meter(
    server: EutilsServer, make_client: ClientMaker
) -> None:
    client = make_client(server.url)
    client.ask(QUESTION, READ)
    taken: list[None] = []
    assert client.metered(lambda: taken.append(None)).ask(QUESTION, READ).value.count == 2
    assert not taken


def test_a_refusal_is_asked_once(server: EutilsServer, make_client: ClientMaker) -> None:
    client = make_client(server.url)
    server.strike(Fault("invalid-db"))
    with pytest.raises(QueryRejected):
        client.ask(QUESTION, READ)
    assert client.requests == 1


def test_after_a_429_everybody_waits_as_long_as_the_server_says(
    server: EutilsServer, make_client: ClientMaker
) -> None:
    pace = NoWait()
    server.strike(Fault("rate-limit-with-wait", "headers", times=1))
    assert make_client(server.url, pace=pace).ask(QUESTION, READ).value.count == 2
    assert len(pace.held) == 1
    assert pace.held[0] > 0


def test_a_server_that_is_silent_for_all_is_left_alone(make_client: ClientMaker) -> None:
    nobody = "http://127.0.0.1:9/eutils/"
    client = make_client(nobody)
    for _ in range(5):
        with pytest.raises(SourceUnavailable, match="check the connection"):
            client.ask(QUESTION, READ)
    assert client.requests == TRIP_AFTER


def test_what_was_never_asked_is_not_called_a_try(
    server: EutilsServer, make_client: ClientMaker
) -> None:
    def refusal(client: EutilsClient) -> str:
        with pytest.raises(SourceUnavailable) as caught:
            client.ask(QUESTION, READ)
        assert client.requests == caught.value.attempts
        return str(caught.value)

    class Never(NoWait):
        def wait(self, deadline: float) -> bool:
            return False

    assert "was not asked, since no turn came in time" in refusal(
        make_client(server.url, pace=Never())
    )
    silent = make_client("http://127.0.0.1:9/eutils/", timeout_s=60.0)
    assert f"in {MOST_TRIES} tries (no connection" in refusal(silent)
    with pytest.raises(
        SourceUnavailable,
        match=r"was not asked, since it has not answered at all of late \(no conn.*refused\)",
    ):
        silent.ask(QUESTION, READ)
    clock = iter((0.0, 0.0, 0.0))
    soon_over = make_client(server.url, now=lambda: next(clock, 9.0), timeout_s=5.0)
    server.strike(Fault("server-error", "headers"))
    assert "no usable answer in 1 try (HTTP 500" in refusal(soon_over)


def test_closing_a_client_ends_the_pause_before_its_next_try(
    server: EutilsServer, make_client: ClientMaker
) -> None:
    server.strike(Fault("server-error", "headers"))
    pausing = threading.Event()

    def jitter() -> float:
        pausing.set()
        return 1.0

    client = make_client(server.url, sleep=None, jitter=jitter, timeout_s=60.0)
    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(client.ask, QUESTION, READ)
        pausing.wait()
        client.close()
        with pytest.raises(SourceUnavailable, match=r"in 1 try \(the run is over\)"):
            answer.result()
    assert len(server.requests) == 1


def test_the_same_question_is_asked_once_a_day(
    server: EutilsServer, make_client: ClientMaker, tmp_path: Path
) -> None:
    first = make_client(server.url)
    first.ask(QUESTION, READ)
    again = make_client(server.url, cache=ReplyCache(tmp_path / "cache"))
    assert again.ask(QUESTION, READ).value.count == 2
    assert again.requests == 0
    fresh = make_client(server.url, cache=ReplyCache(tmp_path / "cache"), refresh=True)
    fresh.ask(QUESTION, READ)
    assert fresh.requests == 1


def test_offline_asks_nobody_and_a_miss_is_said(
    server: EutilsServer, make_client: ClientMaker, tmp_path: Path
) -> None:
    make_client(server.url).ask(QUESTION, READ)
    asked = len(server.requests)
    client = make_client(server.url, cache=ReplyCache(tmp_path / "cache"), offline=True)
    assert client.ask(QUESTION, READ).value.count == 2
    with pytest.raises(NotCached):
        client.ask(esearch("another", limit=5), READ)
    assert len(server.requests) == asked
    claim = checked(make_client(server.url, cache=None, offline=True))
    assert claim.unchecked.reason == "not-cached"


def test_a_damaged_entry_is_asked_again(
    server: EutilsServer, make_client: ClientMaker, tmp_path: Path
) -> None:
    cache = ReplyCache(tmp_path / "damaged")
    cache.put(QUESTION.key, b'{"esearchresult": {"cou', "search")
    client = make_client(server.url, cache=cache)
    assert client.ask(QUESTION, READ).value.count == 2
    assert client.requests == 1


def test_every_request_names_tool_and_email(server: EutilsServer, make_client: ClientMaker) -> None:
    checked(make_client(server.url))
    for request in server.requests:
        assert request.params["tool"] == "citecheck"
        assert request.params["email"] == EMAIL
        assert request.headers["user-agent"].startswith("citecheck/")


def test_no_key_and_no_email_in_cache_reports_or_errors(
    server: EutilsServer, make_client: ClientMaker, tmp_path: Path
) -> None:
    who = Credentials(tool="citecheck", email=EMAIL, api_key=KEY)
    claim = checked(make_client(server.url, credentials=who))
    assert any(request.params.get("api_key") == KEY for request in server.requests)
    server.strike(Fault("key-refused", "headers"))
    refused = checked(
        make_client(server.url, credentials=who, cache=ReplyCache(tmp_path / "other"))
    )
    assert refused.unchecked.reason == "query-rejected"
    for told in (claim.model_dump_json(), refused.model_dump_json()):
        assert KEY not in told
        assert EMAIL not in told
    for file in tmp_path.rglob("*"):
        if file.is_file():
            kept = file.read_bytes()
            assert KEY.encode() not in kept
            assert EMAIL.encode() not in kept


@pytest.mark.parametrize("body", [b"x" * 280 + KEY.encode(), b"x" * 50_000_000])
def test_of_a_refusal_little_is_read_and_no_part_of_a_key_is_told(
    make_client: ClientMaker, body: bytes
) -> None:
    sent = 0

    class Refusing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            nonlocal sent
            self.send_response(400)
            self.end_headers()
            with suppress(OSError):
                for at in range(0, len(body), 10_000):
                    self.wfile.write(body[at : at + 10_000])
                    sent = at

        def log_message(self, *_: object) -> None:
            """Nothing."""

    who = Credentials(tool="citecheck", api_key=KEY)
    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as refusing:
        threading.Thread(target=refusing.serve_forever, daemon=True).start()
        client = make_client(f"http://127.0.0.1:{refusing.server_port}/", credentials=who)
        with pytest.raises(QueryRejected) as caught:
            client.ask(QUESTION, READ)
        refusing.shutdown()
    assert not any(KEY[:size] in str(caught.value) for size in range(3, len(KEY)))
    assert len(str(caught.value)) < 400
    assert sent < 20_000_000


def test_a_verdict_from_pubmed_has_receipts_that_a_reader_can_repeat(
    server: EutilsServer, make_client: ClientMaker
) -> None:
    now = datetime(2026, 5, 4, 12, tzinfo=UTC)
    claim = checked(make_client(server.url, now=now.timestamp))
    [search] = [s for s in claim.searches if s.purpose == "evidence"]
    assert search.source == "PubMed"
    assert '"Ketamine"[mh]' in search.term
    assert search.translation
    assert (search.count, search.retrieved) == (2, 2)
    assert search.searched_at == "2026-05-04T12:00:00Z"
    assert search.url is not None
    assert search.url.startswith("https://pubmed.ncbi.nlm.nih.gov/?term=")
    assert json.loads(claim.model_dump_json())["evidence"][0]["pmid"] in ("101", "102")


def test_a_claim_costs_two_requests_and_nothing_the_second_time(
    server: EutilsServer, make_client: ClientMaker, tmp_path: Path
) -> None:
    client = make_client(server.url)
    assert checked(client).verdict == "supported"
    assert client.requests == 2
    again = make_client(server.url, cache=ReplyCache(tmp_path / "cache"))
    assert checked(again).verdict == "supported"
    assert again.requests == 0


def test_records_that_are_at_hand_are_not_fetched_again(
    server: EutilsServer, make_client: ClientMaker, tmp_path: Path
) -> None:
    source_of(make_client(server.url)).fetch(["101"])
    client = make_client(server.url, cache=ReplyCache(tmp_path / "cache"))
    fetched = source_of(client).fetch(["102", "101"])
    assert [s.pmid for s in fetched.studies] == ["102", "101"]
    assert client.requests == 1
    assert server.requests[-1].params["id"] == "102"
