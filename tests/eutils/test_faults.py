"""Every fault is seen on the wire, byte by byte, and only when it shall strike."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml import etree

from tests.eutils.catalogue import ALL_FAULTS, Case
from tests.eutils.faults import Fault
from tests.eutils.raw import Seen, ask
from tests.eutils.server import EutilsServer
from tests.eutils.specimens import RECORDS, THESAURUS

REQUESTS = {
    "esearch": {
        "db": "pubmed",
        "retmode": "json",
        "term": '"ketamine infusion"[tiab] OR mice[tiab] OR migraine[tiab]',
    },
    "efetch": {"db": "pubmed", "retmode": "xml", "id": "31000001,31000002,31000003"},
    "esummary": {"db": "pubmed", "version": "2.0", "id": "31000001"},
}


def see(server: EutilsServer, utility: str, **how: Any) -> Seen:
    return ask(f"{server.url}{utility}.fcgi", REQUESTS[utility], **how)


def result(seen: Seen) -> dict[str, Any]:
    """The esearch result in a JSON reply; empty for any other reply."""
    try:
        found: dict[str, Any] = json.loads(seen.text, strict=False)["esearchresult"]
    except (ValueError, KeyError):
        return {}
    return found


def error(seen: Seen) -> str:
    """The ERROR in a reply of either format."""
    found = re.search(r"<ERROR>(.+?)</ERROR>", seen.text, re.DOTALL)
    return str(result(seen).get("ERROR", "")) or (found[1] if found else "")


def pmids(seen: Seen) -> list[str]:
    return re.findall(r"<MedlineCitation[^>]*><PMID[^>]*>(\d+)<", seen.text)


def parses(seen: Seen) -> bool:
    """Whether the content is well-formed in the format that it begins as."""
    content = seen.content or b""
    try:
        json.loads(content) if content.startswith(b"{") else etree.fromstring(content)
    except (ValueError, etree.XMLSyntaxError):
        return False
    return True


def is_part(seen: Seen, *, end: str) -> bool:
    """Headers and a part of the body."""
    return seen.end == end and seen.status == 200 and bool(seen.framed[0]) and not seen.is_whole


def is_cut(seen: Seen) -> bool:
    """A reply that HTTP calls whole, with contents that break off."""
    return seen.is_whole and bool(seen.content) and not parses(seen)


def is_page(seen: Seen, status: int, words: str) -> bool:
    return seen.is_whole and seen.status == status and words in seen.text and "<html" in seen.text


def is_search_with(seen: Seen, where: str, name: str) -> bool:
    """A search with hits that reports something in one of its lists."""
    found = result(seen)
    return bool(found.get("idlist")) and bool(found.get(where, {}).get(name))


SIGNS: dict[str, Callable[[Seen], bool]] = {
    "refused-at-connect": lambda s: s.end == "refused",
    "reset-at-connect": lambda s: s.end == "reset" and not s.data,
    "close-at-connect": lambda s: s.end in ("closed", "reset") and not s.data,
    "stall-at-connect": lambda s: s.end == "timeout" and not s.data,
    "no-reply-at-headers": lambda s: s.end == "closed" and not s.data,
    "stall-at-headers": lambda s: s.end == "timeout" and not s.data,
    "drip-at-headers": lambda s: s.end == "timeout" and 1 < len(s.data) < 60 and not s.has_head,
    "reset-at-headers": lambda s: s.end == "reset" and s.status == 200 and not s.has_head,
    "close-at-headers": lambda s: s.end == "closed" and s.status == 200 and not s.has_head,
    "garbage-at-headers": lambda s: s.status == 0 and not s.data.startswith(b"HTTP"),
    "stall": lambda s: is_part(s, end="timeout"),
    "drip": lambda s: is_part(s, end="timeout") and len(s.framed[0]) < 60,
    "reset": lambda s: is_part(s, end="reset"),
    "close": lambda s: is_part(s, end="closed") and "transfer-encoding" in s.headers,
    "short": lambda s: is_part(s, end="closed") and "content-length" in s.headers,
    "stale": lambda s: s.is_whole and s.end == "closed" and s.headers["connection"] != "close",
    "rate-limit-at-headers": lambda s: (
        s.status == 429
        and json.loads(s.text)
        == {"error": "API rate limit exceeded", "api-key": "127.0.0.1", "count": "17", "limit": "3"}
        and s.headers["x-ratelimit-remaining"] == "0"
        and "retry-after" not in s.headers
    ),
    "rate-limit-with-wait-at-headers": lambda s: (
        s.status == 429 and s.headers["retry-after"] == "1"
    ),
    "server-error-at-headers": lambda s: is_page(s, 500, "WWW Error 500 Diagnostic"),
    "bad-gateway-at-headers": lambda s: is_page(s, 502, "Bad Gateway"),
    "unavailable-at-headers": lambda s: is_page(s, 503, "Service Unavailable"),
    "gateway-timeout-at-headers": lambda s: is_page(s, 504, "Gateway Timeout"),
    "key-refused-at-headers": lambda s: s.status == 400 and "API key invalid" in s.text,
    "too-long-at-headers": lambda s: is_page(s, 414, "Too Long"),
    "retstart-refused-at-headers": lambda s: is_page(s, 400, "Bad Request"),
    "redirect-loop-at-headers": lambda s: s.status == 302 and ".fcgi" in s.headers["location"],
    "backend-unsupported": lambda s: error(s).startswith("Search Backend failed: Database is not"),
    "backend-no-address": lambda s: "the address table is empty" in error(s),
    "invalid-db": lambda s: error(s).startswith("Invalid db name specified: "),
    "empty-term": lambda s: error(s) == "Empty term and query_key - nothing todo",
    "retstart-too-high": lambda s: "\n'retstart' cannot be larger" in error(s) and not parses(s),
    "bad-brackets": lambda s: error(s) == "Can't run executor",
    "history-expired": lambda s: error(s) == "Unable to obtain query #1",
    "empty-id": lambda s: error(s) == "Supplied id parameter is empty.",
    "unknown-pmids": lambda s: s.status == 200 and parses(s) and pmids(s) == [],
    "fewer-records": lambda s: parses(s) and pmids(s) == ["31000001", "31000002"],
    "reordered": lambda s: pmids(s) == ["31000003", "31000002", "31000001"],
    "html-page": lambda s: is_page(s, 200, "down_bethesda") and "html" in s.headers["content-type"],
    "html-as-xml": lambda s: (
        is_page(s, 200, "down_bethesda") and "xml" in s.headers["content-type"]
    ),
    "docsum-comment": lambda s: '<DocumentSummarySet status="OK"><!--' in s.text,
    "prolog-only": lambda s: is_cut(s) and len(s.text) < 300,
    "cut-in-tag": is_cut,
    "cut-between-records": is_cut,
    "flipped-bytes": is_cut,
    "empty-body": lambda s: s.is_whole and s.status == 200 and s.content == b"",
    "gzip-corrupt": lambda s: s.is_whole and bool(s.framed[0]) and s.content is None,
    "gzip-cut": lambda s: s.is_whole and bool(s.framed[0]) and s.content is None,
    "gzip-missing": lambda s: s.is_whole and s.framed[0][:1] in b"{<" and s.content is None,
    "wrong-type": lambda s: parses(s) and s.headers["content-type"].startswith("text/html"),
    "word-dropped": lambda s: is_search_with(s, "errorlist", "phrasesnotfound"),
    "tag-dropped": lambda s: is_search_with(s, "errorlist", "fieldsnotfound"),
    "quotes-ignored": lambda s: is_search_with(s, "warninglist", "quotedphrasesnotfound"),
    "phrase-ignored": lambda s: is_search_with(s, "warninglist", "phrasesignored"),
    "count-without-ids": lambda s: result(s).get("count") != "0" and result(s).get("idlist") == [],
    "half-page": lambda s: result(s).get("count") == "6" and len(result(s)["idlist"]) == 5,
    "output-message": lambda s: is_search_with(s, "warninglist", "outputmessages"),
}
PAIRS = [
    pytest.param(case, utility, id=f"{case.name}-{utility}")
    for case in ALL_FAULTS
    for utility in case.utilities
    if utility in REQUESTS
]


def quick(case: Case) -> Fault:
    """The fault with pauses that suit a test."""
    return replace(case.fault, pause_s=0.02 if case.fault.kind == "drip" else 20.0)


@pytest.mark.parametrize(("case", "utility"), PAIRS)
def test_the_fault_is_on_the_wire_and_gone_when_healed(case: Case, utility: str) -> None:
    sign = SIGNS[case.name]
    waits = case.fault.kind in ("stall", "drip")
    how: dict[str, Any] = {"patience_s": 0.5 if waits else 5.0, "close": case.name != "stale"}
    # A page of ten shows that the half of it came.
    params = REQUESTS[utility] | ({"retmax": "10"} if case.name == "half-page" else {})
    with EutilsServer(RECORDS, requests_per_second=None, thesaurus=THESAURUS) as server:
        url = f"{server.url}{utility}.fcgi"
        server.strike(quick(case))
        seen = ask(url, params, **how)
        assert sign(seen), (seen.end, seen.data[:2000])
        if case.fault.kind != "refused":
            assert [fault.kind for fault, _ in server.struck] == [case.fault.kind]
        server.heal()
        assert not sign(ask(url, params))


def test_there_are_enough_faults_and_each_has_its_sign() -> None:
    names = [case.name for case in ALL_FAULTS]
    assert len(names) == len(set(names)) >= 30
    assert set(names) == set(SIGNS)
    assert not [case.name for case in ALL_FAULTS if case.retryable and case.complete]


def test_every_row_of_the_known_failures_has_its_fault(shared_data: Path) -> None:
    text = (shared_data / "ENTREZ.md").read_text(encoding="utf-8")
    table = text[text.index("| kind | exact shape") :].partition("\n\n")[0].splitlines()[2:]
    rows = {line.split("|")[1].strip(): line.split("|")[-2].strip() for line in table}
    for row, retry in rows.items():
        cases = [case for case in ALL_FAULTS if case.row == row]
        assert cases, row
        for case in cases:
            assert case.retryable == retry.startswith("yes"), case.name


@pytest.mark.parametrize("kind", ["backend-unsupported", "backend-no-address"])
def test_backend_errors_come_in_xml_too(server: EutilsServer, kind: str) -> None:
    server.strike(Fault(kind))
    params = {"db": "pubmed", "term": "ketamine"}
    reply = httpx.get(f"{server.url}esearch.fcgi", params=params)
    assert reply.status_code == 200
    message = etree.fromstring(reply.content).findtext("ERROR") or ""
    assert message.startswith("Search Backend failed: ")


def test_a_fault_strikes_as_often_as_it_shall(server: EutilsServer) -> None:
    server.strike(Fault("server-error", "headers", times=2))
    assert [see(server, "efetch").status for _ in range(3)] == [500, 500, 200]


def test_faults_strike_one_after_the_other(server: EutilsServer) -> None:
    server.strike(Fault("bad-gateway", "headers", times=1), Fault("empty-body", times=1))
    seen = [see(server, "efetch") for _ in range(3)]
    assert [(one.status, bool(one.text)) for one in seen] == [
        (502, True),
        (200, False),
        (200, True),
    ]


def test_a_fault_picks_its_requests(server: EutilsServer) -> None:
    server.strike(Fault("unavailable", "headers", when=lambda r: "mice" in r.params["term"]))
    plain = {"db": "pubmed", "term": "ketamine"}
    assert ask(f"{server.url}esearch.fcgi", plain).status == 200
    assert see(server, "esearch").status == 503
    assert [request and request.utility for _, request in server.struck] == ["esearch"]


def test_faults_strike_at_connect_as_often_as_they_shall(server: EutilsServer) -> None:
    server.strike(Fault("reset", "connect", times=1))
    assert [see(server, "efetch").end for _ in range(2)] == ["reset", "closed"]


def test_a_word_phrase_or_tag_can_be_named(server: EutilsServer) -> None:
    server.strike(Fault("word-dropped", detail="mice", times=1))
    found = result(see(server, "esearch"))
    assert found["errorlist"]["phrasesnotfound"] == ["mice[Title/Abstract]"]
    assert "mice" not in found["querytranslation"]


def test_a_stall_ends_with_the_whole_reply(server: EutilsServer) -> None:
    server.strike(Fault("stall", pause_s=0.1))
    seen = see(server, "efetch")
    assert seen.is_whole
    assert len(pmids(seen)) == 3


def test_gzip_faults_are_real_gzip_that_breaks(server: EutilsServer) -> None:
    server.strike(Fault("gzip-corrupt"))
    with pytest.raises(httpx.DecodingError):
        httpx.get(f"{server.url}efetch.fcgi", params=REQUESTS["efetch"])


def test_a_redirect_loop_never_ends(server: EutilsServer) -> None:
    server.strike(Fault("redirect-loop", "headers"))
    with pytest.raises(httpx.TooManyRedirects):
        httpx.get(f"{server.url}efetch.fcgi", params=REQUESTS["efetch"], follow_redirects=True)


def test_a_refusing_server_is_found_again_at_its_port(server: EutilsServer) -> None:
    with server.refusing():
        assert see(server, "efetch").end == "refused"
    assert see(server, "efetch").status == 200


def test_limits_go_before_faults() -> None:
    with EutilsServer(RECORDS, requests_per_second=1, thesaurus=THESAURUS) as server:
        server.strike(Fault("server-error", "headers", times=1))
        assert [see(server, "efetch").status for _ in range(2)] == [500, 429]


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("nonsense", {}),
        ("refused", {"at": "body"}),
        ("rate-limit", {"at": "body"}),
        ("prolog-only", {"at": "headers"}),
        ("refused", {"at": "connect", "times": 2}),
        ("reset", {"at": "connect", "when": lambda request: True}),
    ],
)
def test_what_no_server_can_do_is_refused(kind: str, options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"no fault|at connect|refused"):
        Fault(kind, **options)
