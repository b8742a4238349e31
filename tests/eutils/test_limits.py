"""NCBI's limits: requests in a second, keys, long request lines, the ceiling of a search."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator

import httpx
import pytest

from tests.eutils.asking import Clock, search, serve
from tests.eutils.limits import peak
from tests.eutils.server import EutilsServer
from tests.eutils.specimens import THESAURUS, study

MANY = tuple(study(n, f"Study number {n}") for n in range(1, 10_051))


@pytest.fixture(scope="module")
def crowded() -> Iterator[httpx.Client]:
    """A server with more records than a search may return."""
    with (
        EutilsServer(MANY, requests_per_second=None, thesaurus=THESAURUS) as server,
        httpx.Client(base_url=server.url) as client,
    ):
        yield client


def test_the_ceiling_of_a_search_is_9999(crowded: httpx.Client) -> None:
    reply = search(crowded, "all[sb]", retmax="20000")
    assert reply["count"] == "10050"
    assert len(reply["idlist"]) == 9_999
    assert len(reply["warninglist"]["outputmessages"]) == 1
    last = search(crowded, "all[sb]", retstart="9998", retmax="20")
    assert len(last["idlist"]) == 1


def test_beyond_the_ceiling_the_json_holds_a_raw_newline(crowded: httpx.Client) -> None:
    params = {"db": "pubmed", "term": "all[sb]", "retstart": "9999", "retmode": "json"}
    reply = crowded.get("esearch.fcgi", params=params)
    assert reply.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        json.loads(reply.text)
    text = json.loads(reply.text, strict=False)["esearchresult"]["ERROR"]
    assert "'retstart' cannot be larger than 9998" in text


def test_halving_the_range_of_pmids_reaches_every_record(crowded: httpx.Client) -> None:
    def all_of(low: int, high: int) -> list[str]:
        term = f"(all[sb]) AND {low}:{high}[UID]"
        found = search(crowded, term, retmax="9999")
        if int(found["count"]) <= 9_999:
            return list(found["idlist"])
        middle = (low + high) // 2
        return all_of(low, middle) + all_of(middle + 1, high)

    assert len(set(all_of(1, 20_000))) == 10_050


def test_more_than_the_limit_in_a_second_is_a_429() -> None:
    clock = Clock()
    with serve(clock=clock) as server, httpx.Client(base_url=server.url) as client:
        statuses = []
        for _ in range(4):
            reply = client.get("einfo.fcgi")
            statuses.append((reply.status_code, reply.headers["x-ratelimit-remaining"]))
            clock.now += 0.2
        assert statuses == [(200, "2"), (200, "1"), (200, "0"), (429, "0")]
        assert reply.headers["x-ratelimit-limit"] == "3"
        assert reply.headers["content-type"].startswith("application/json")
        assert reply.json() == {
            "error": "API rate limit exceeded",
            "api-key": "127.0.0.1",
            "count": "4",
            "limit": "3",
        }
        assert "retry-after" not in reply.headers
        clock.now += 1.0
        assert client.get("einfo.fcgi").status_code == 200
        assert server.peak_rate() == 4


def test_a_key_raises_the_limit_and_is_counted_for_itself() -> None:
    with (
        serve(clock=Clock(), api_keys=("good",), retry_after_s=2) as server,
        httpx.Client(base_url=server.url) as client,
    ):
        replies = [client.get("einfo.fcgi", params={"api_key": "good"}) for _ in range(11)]
        assert [reply.status_code for reply in replies] == [200] * 10 + [429]
        assert replies[0].headers["x-ratelimit-limit"] == "10"
        assert replies[-1].headers["retry-after"] == "2"
        assert replies[-1].json()["api-key"] == "good"
        assert client.get("einfo.fcgi").status_code == 200


def test_a_bad_key_is_a_400_that_echoes_it(client: httpx.Client) -> None:
    reply = client.get("einfo.fcgi", params={"api_key": "sekret"})
    assert reply.status_code == 400
    assert reply.json()["error"] == "API key invalid"
    assert reply.json()["api-key"] == "sekret"


def test_a_long_request_line_is_refused_and_a_long_form_is_not(client: httpx.Client) -> None:
    params = {"db": "pubmed", "retmode": "json", "term": " OR ".join(["ketamine[tiab]"] * 200)}
    assert client.get("esearch.fcgi", params=params).status_code == 414
    assert client.post("esearch.fcgi", data=params).json()["esearchresult"]["count"] == "4"


def test_threads_are_counted_together() -> None:
    with serve() as server:
        statuses: list[int] = []

        def ask() -> None:
            statuses.append(httpx.get(f"{server.url}einfo.fcgi").status_code)

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(statuses) == [200] * 3 + [429] * 5
        assert len(server.requests) == server.peak_rate() == 8


def test_peak_rate_slides() -> None:
    clock = Clock()
    with serve(requests_per_second=None, clock=clock) as server:
        for pause in (0.0, 0.9, 0.2, 0.2, 5.0):
            clock.now += pause
            httpx.get(f"{server.url}einfo.fcgi")
        assert server.peak_rate() == 3
        assert server.peak_rate(window_s=0.25) == 2


def test_requests_a_whole_window_apart_are_not_in_one_window() -> None:
    assert peak([5.0, 6.0, 7.0], 1.0) == 1
    assert peak([5.0, 5.5, 6.0], 1.0) == 2
    assert peak([], 1.0) == 0
