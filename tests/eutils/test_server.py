"""The server over real sockets: connections, paging, history, limits and the ceiling."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import socket
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from lxml import etree

from citecheck.concepts.lexicon import Lexicon
from tests.eutils.limits import peak
from tests.eutils.record import Record
from tests.eutils.server import EutilsServer
from tests.eutils.specimens import RECORDS, THESAURUS, study

MANY = tuple(study(n, f"Study number {n}") for n in range(1, 10_051))


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def serve(**options: Any) -> EutilsServer:
    return EutilsServer(RECORDS, **{"thesaurus": THESAURUS, **options})


@pytest.fixture
def server() -> Iterator[EutilsServer]:
    with serve(requests_per_second=None) as server:
        yield server


@pytest.fixture
def client(server: EutilsServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url) as client:
        yield client


@pytest.fixture(scope="module")
def crowded() -> Iterator[httpx.Client]:
    """A server with more records than a search may return."""
    with (
        EutilsServer(MANY, requests_per_second=None, thesaurus=THESAURUS) as server,
        httpx.Client(base_url=server.url) as client,
    ):
        yield client


def dial(server: EutilsServer) -> socket.socket:
    """A bare connection to the server."""
    return socket.create_connection(("127.0.0.1", urlsplit(server.url).port or 0), timeout=5)


def search(client: httpx.Client, term: str, **params: str) -> dict[str, Any]:
    query = {"db": "pubmed", "retmode": "json", "term": term, **params}
    result: dict[str, Any] = client.get("esearch.fcgi", params=query).json()["esearchresult"]
    return result


def fetched(client: httpx.Client, **params: str) -> list[str | None]:
    content = client.get("efetch.fcgi", params={"db": "pubmed", "retmode": "xml", **params}).content
    return [pmid.text for pmid in etree.fromstring(content).findall("*/MedlineCitation/PMID")]


def test_get_and_post_get_the_same_answer(client: httpx.Client) -> None:
    params = {"db": "pubmed", "term": "ketamine[tiab]", "retmode": "json"}
    by_get = client.get("esearch.fcgi", params=params)
    by_post = client.post("esearch.fcgi", data=params)
    assert by_get.json() == by_post.json()
    assert by_get.json()["esearchresult"]["count"] == "4"


def test_the_log_has_method_path_and_parameters(server: EutilsServer, client: httpx.Client) -> None:
    client.post("efetch.fcgi", data={"db": "pubmed", "id": "1,2", "tool": "t"})
    (request,) = server.requests
    assert (request.method, request.utility) == ("POST", "efetch")
    assert request.params == {"db": "pubmed", "id": "1,2", "tool": "t"}
    assert request.ids == ("1", "2")


def test_a_connection_serves_many_requests(server: EutilsServer) -> None:
    address = urlsplit(server.url)
    connection = http.client.HTTPConnection(address.netloc, timeout=5)
    for _ in range(3):
        connection.request("GET", f"{address.path}einfo.fcgi")
        reply = connection.getresponse()
        assert reply.status == 200
        assert b"DbList" in reply.read()
        assert reply.getheader("Connection") == "Keep-Alive"
        assert connection.sock is not None
    connection.close()


def test_an_idle_connection_is_closed() -> None:
    with serve(keep_alive_s=0.1) as server, dial(server) as sock:
        assert sock.recv(1) == b""


def test_http_1_0_gets_a_body_without_chunks(server: EutilsServer) -> None:
    with dial(server) as sock:
        sock.sendall(b"GET /entrez/eutils/einfo.fcgi HTTP/1.0\r\n\r\n")
        reply = b"".join(iter(lambda: sock.recv(65_536), b""))
    head, _, body = reply.partition(b"\r\n\r\n")
    assert b"chunked" not in head
    assert body.startswith(b"<?xml")
    assert body.rstrip().endswith(b"</eInfoResult>")


def test_gzip_only_for_those_who_accept_it(client: httpx.Client) -> None:
    packed = client.get("einfo.fcgi")
    bare = client.get("einfo.fcgi", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in bare.headers
    assert packed.content == bare.content


def test_an_unknown_utility_is_a_404(client: httpx.Client) -> None:
    assert client.get("enothing.fcgi").status_code == 404


def test_paging_and_default_size(client: httpx.Client) -> None:
    everything = search(client, "all[sb]")["idlist"]
    assert len(everything) == len(RECORDS)
    page = search(client, "all[sb]", retstart="2", retmax="3")
    assert (page["idlist"], page["retmax"], page["retstart"]) == (everything[2:5], "3", "2")
    assert search(client, "all[sb]", retmax="0")["idlist"] == []


def test_the_newest_entry_comes_first_unless_asked_otherwise(client: httpx.Client) -> None:
    newest = search(client, "migraine[tiab]")["idlist"]
    assert newest == ["31000006", "31000001", "31000008", "31000002", "31000003", "31000007"]


def test_relevance_counts_title_and_abstract_and_not_what_is_excluded(
    client: httpx.Client,
) -> None:
    def ranked(term: str) -> list[str]:
        return [pmid[-1] for pmid in search(client, term, sort="relevance")["idlist"]]

    assert ranked("ketamine[tiab]") == ["1", "4", "2", "5"]
    assert ranked("ketamine[tiab] NOT aura[ti]") == ["4", "2", "5"]


def test_late_entries_and_titles_in_their_orders() -> None:
    late = Record(study(1, "Snow", year=1990), entered=dt.date(2024, 1, 1))
    recent = study(2, "Ice", ("", "Snow and snow and snow."), year=2020)
    with (
        EutilsServer([late, recent], requests_per_second=None, thesaurus=THESAURUS) as server,
        httpx.Client(base_url=server.url) as client,
    ):
        orders = {sort: search(client, "snow", sort=sort)["idlist"] for sort in ("", "pub_date")}
        assert orders == {"": ["1", "2"], "pub_date": ["2", "1"]}
    newer = study(3, "Ice", ("", "Snow and snow and snow."), year=2024)
    older = study(4, "Snow", year=1990)
    with (
        EutilsServer([newer, older], requests_per_second=None, thesaurus=THESAURUS) as server,
        httpx.Client(base_url=server.url) as client,
    ):
        assert search(client, "snow", sort="relevance")["idlist"] == ["4", "3"]


def test_authors_in_order(client: httpx.Client) -> None:
    by_author = search(client, "angstrom[au] OR ruiz-soler[1au] OR older[au]", sort="Author")
    assert by_author["idlist"] == ["31000001", "31000008", "31000002"]


def test_dates_as_parameters_narrow_a_search(client: httpx.Client) -> None:
    found = search(client, "aura[tiab]", mindate="2016", maxdate="2019", datetype="pdat")
    assert sorted(found["idlist"]) == ["31000001", "31000008"]
    assert found["querytranslation"] == (
        '"aura"[Title/Abstract] AND 2016/01/01:2019/12/31[Date - Publication]'
    )


def test_history_carries_a_result_to_the_next_request(client: httpx.Client) -> None:
    kept = search(client, "ketamine[tiab]", usehistory="y")
    assert kept["querykey"] == "1"
    where = {"WebEnv": kept["webenv"], "query_key": "1"}
    assert fetched(client, **where) == kept["idlist"]
    assert fetched(client, **where, retstart="1", retmax="2") == kept["idlist"][1:3]
    narrowed = search(client, "#1 AND mice[tiab]", WebEnv=kept["webenv"], usehistory="y")
    assert (narrowed["idlist"], narrowed["querykey"]) == (["31000002"], "2")
    assert search(client, "", **where)["count"] == "4"


def test_posted_ids_can_be_searched_and_fetched(client: httpx.Client) -> None:
    reply = client.post("epost.fcgi", data={"db": "pubmed", "id": "31000002,31000003"})
    root = etree.fromstring(reply.content)
    where = {"WebEnv": root.findtext("WebEnv") or "", "query_key": root.findtext("QueryKey") or ""}
    assert fetched(client, **where) == ["31000002", "31000003"]
    assert search(client, "mice[tiab]", **where)["idlist"] == ["31000002"]


def test_at_most_ten_thousand_ids_are_posted(client: httpx.Client) -> None:
    ids = ",".join(str(n) for n in range(1, 10_002))
    reply = client.post("epost.fcgi", data={"db": "pubmed", "id": ids})
    assert b"<ERROR>Too many IDs" in reply.content
    ids = ids.rpartition(",")[0]
    assert b"<WebEnv>" in client.post("epost.fcgi", data={"db": "pubmed", "id": ids}).content


def test_history_is_gone_after_its_time() -> None:
    clock = Clock()
    with (
        serve(requests_per_second=None, clock=clock, history_s=60) as server,
        httpx.Client(base_url=server.url) as client,
    ):
        kept = search(client, "ketamine[tiab]", usehistory="y")
        where = {"db": "pubmed", "WebEnv": kept["webenv"], "query_key": "1"}
        clock.now += 61
        reply = client.get("efetch.fcgi", params=where)
        assert reply.status_code == 200
        assert b"<eFetchResult>\n\t<ERROR>Unable to obtain query #1</ERROR>" in reply.content


def test_unknown_pmids_are_left_out_silently(client: httpx.Client) -> None:
    assert fetched(client, id="31000002,5,31000003,nonsense") == ["31000002", "31000003"]
    reply = client.get("efetch.fcgi", params={"db": "pubmed", "id": "5", "retmode": "xml"})
    assert reply.status_code == 200
    assert reply.content.endswith(b"<PubmedArticleSet></PubmedArticleSet>")


def test_efetch_without_id_is_an_error_inside_a_200(client: httpx.Client) -> None:
    reply = client.get("efetch.fcgi", params={"db": "pubmed"})
    assert reply.status_code == 200
    # The DOCTYPE names another root element than the one that follows, as NCBI's does.
    assert b"<!DOCTYPE eEfetchResult PUBLIC" in reply.content
    assert b"<eFetchResult>" in reply.content
    assert b"<ERROR>Supplied id parameter is empty.</ERROR>" in reply.content


def test_repeated_and_joined_ids_are_the_same_to_efetch_and_not_to_elink(
    server: EutilsServer, client: httpx.Client
) -> None:
    two = {"db": "pubmed", "id": ["31000002", "31000003"]}
    reply = client.post("efetch.fcgi", data=two)
    assert server.requests[0].params["id"] == "31000002,31000003"
    assert reply.content.count(b"<PubmedArticle>") == 2
    apart = etree.fromstring(client.post("elink.fcgi", data={"dbfrom": "pubmed", **two}).content)
    assert len(apart.findall("LinkSet")) == 2
    joined = {"dbfrom": "pubmed", "db": "pubmed", "id": "31000002,31000003"}
    merged = etree.fromstring(client.post("elink.fcgi", data=joined).content)
    assert [[i.text for i in s.iter("Id")][:2] for s in merged.findall("LinkSet")] == [
        ["31000002", "31000003"]
    ]


def links(client: httpx.Client, pmid: str, name: str) -> list[str | None]:
    params = {"dbfrom": "pubmed", "db": "pubmed", "id": pmid, "linkname": name}
    root = etree.fromstring(client.get("elink.fcgi", params=params).content)
    return [node.text for node in root.findall("LinkSet/LinkSetDb/Link/Id")]


def test_links_lead_to_citations_and_neighbours(client: httpx.Client) -> None:
    assert links(client, "31000001", "pubmed_pubmed_refs") == ["31000003"]
    assert links(client, "31000003", "pubmed_pubmed_citedin") == ["31000001"]
    assert links(client, "31000004", "pubmed_pubmed")[:2] == ["31000004", "31000005"]


def test_links_can_be_stored_for_the_next_request(client: httpx.Client) -> None:
    params = {"dbfrom": "pubmed", "id": "31000001", "linkname": "pubmed_pubmed_refs"}
    params["cmd"] = "neighbor_history"
    root = etree.fromstring(client.get("elink.fcgi", params=params).content)
    where = {
        "WebEnv": root.findtext("LinkSet/WebEnv") or "",
        "query_key": root.findtext("LinkSet/LinkSetDbHistory/QueryKey") or "",
    }
    assert fetched(client, **where) == ["31000003"]


def test_links_in_json(client: httpx.Client) -> None:
    params = {"dbfrom": "pubmed", "linkname": "pubmed_pubmed_refs", "retmode": "json"}
    asked = {**params, "id": ["31000001", "5"]}
    assert client.get("elink.fcgi", params=asked).json()["linksets"] == [
        {
            "dbfrom": "pubmed",
            "ids": ["31000001"],
            "linksetdbs": [
                {"dbto": "pubmed", "linkname": "pubmed_pubmed_refs", "links": ["31000003"]}
            ],
        },
        {"dbfrom": "pubmed", "ids": ["5"]},
    ]
    scored = {**params, "id": "31000001", "cmd": "neighbor_score", "linkname": "pubmed_pubmed"}
    (one,) = client.get("elink.fcgi", params=scored).json()["linksets"]
    assert one["linksetdbs"][0]["links"][0]["id"] == "31000001"
    assert int(one["linksetdbs"][0]["links"][0]["score"]) > 0


def test_a_bad_pmid_looks_like_one_without_neighbours(client: httpx.Client) -> None:
    params = {"dbfrom": "pubmed", "db": "pubmed", "id": "5"}
    root = etree.fromstring(client.get("elink.fcgi", params=params).content)
    assert [child.tag for child in root[0]] == ["DbFrom", "IdList"]


def test_citations_are_matched_line_by_line(client: httpx.Client) -> None:
    lines = [
        "J Loopback Med|2019|12|117|angstrom ab|a|",
        "J Nowhere|2019|12|117||b|",
        "J Loopback Med|1900|||nobody x|c|",
        "Journal of Loopback Medicine||||ruiz-soler c|d|",
    ]
    params = {"db": "pubmed", "retmode": "xml", "bdata": "\r".join(lines)}
    reply = client.post("ecitmatch.cgi", data=params)
    assert reply.text.splitlines() == [
        f"{lines[0]}31000001",
        f"{lines[1]}NOT_FOUND;INVALID_JOURNAL",
        f"{lines[2]}NOT_FOUND",
        f"{lines[3]}AMBIGUOUS (2 citations)",
    ]


def test_a_term_without_slips_needs_no_correction(client: httpx.Client) -> None:
    reply = client.get("espell.fcgi", params={"db": "pubmed", "term": "migraine aura"})
    assert b"<CorrectedQuery></CorrectedQuery>" in reply.content


def test_uid_lists_are_plain_text(client: httpx.Client) -> None:
    params = {"db": "pubmed", "id": "31000002,5", "rettype": "uilist", "retmode": "text"}
    assert client.get("efetch.fcgi", params=params).text == "31000002\n5\n"


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"db": "nothing", "term": "x"}, "Invalid db name specified: nothing"),
        ({"db": "pubmed"}, "Empty term and query_key - nothing todo"),
        ({"db": "pubmed", "term": "(("}, "Can't run executor"),
        ({"db": "pubmed", "query_key": "3", "WebEnv": "MCID_x"}, "Unable to obtain query #3"),
    ],
)
def test_permanent_errors_come_inside_a_200(
    client: httpx.Client, params: dict[str, str], message: str
) -> None:
    as_xml = client.get("esearch.fcgi", params=params)
    as_json = client.get("esearch.fcgi", params={**params, "retmode": "json"})
    assert as_xml.status_code == as_json.status_code == 200
    assert etree.fromstring(as_xml.content).findtext("ERROR") == message
    assert as_json.json()["esearchresult"]["ERROR"] == message


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


def test_the_shipped_lexicon_is_the_servers_mesh_by_default(lexicon: Lexicon) -> None:
    assert lexicon.lookup("Migraine Disorders") == ("D008881",)
    with (
        EutilsServer(RECORDS, requests_per_second=None) as server,
        httpx.Client(base_url=server.url) as client,
    ):
        found = search(client, '"Headache Disorders, Primary"[mh]')
        assert sorted(found["idlist"]) == ["31000001", "31000003", "31000006"]


def test_a_bug_of_the_server_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("tests.eutils.service.search", broken)
    with pytest.raises(ExceptionGroup) as caught, serve(requests_per_second=None) as server:
        url = f"{server.url}esearch.fcgi?db=pubmed&term=x"
        assert httpx.get(url).status_code == 500
    assert str(caught.value.exceptions[0]) == "a bug"
