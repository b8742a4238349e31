"""What counts as an answer; texts in the real shapes, written for these tests."""

from __future__ import annotations

import json
from typing import Any

import pytest

from citecheck.entrez.records import one_by_one
from citecheck.entrez.replies import (
    Refused,
    Retryable,
    read_citations,
    read_records,
    read_search,
)
from tests.growth import is_linear


def body(**changes: Any) -> bytes:
    result: dict[str, Any] = {
        "count": "2",
        "retmax": "2",
        "retstart": "0",
        "idlist": ["7", "8"],
        "querytranslation": '"migraine disorders"[MeSH Terms]',
    }
    return json.dumps({"header": {}, "esearchresult": {**result, **changes}}).encode()


def test_an_answer_is_count_ids_and_translation() -> None:
    found = read_search(body(), limit=20)
    assert (found.count, found.pmids) == (2, ("7", "8"))
    assert "migraine" in found.translation


def test_an_empty_answer_is_an_answer() -> None:
    found = read_search(
        body(count="0", idlist=[], warninglist={"outputmessages": ["No items found."]}), limit=20
    )
    assert (found.count, found.pmids) == (0, ())


def test_nothing_found_for_another_reason_is_no_answer() -> None:
    messages = ["No items found.", "The search took too long."]
    with pytest.raises(Retryable, match="too long"):
        read_search(body(count="0", idlist=[], warninglist={"outputmessages": messages}), limit=20)
    assert read_search(body(warninglist={"outputmessages": messages}), limit=20).count == 2


def test_a_hyphenated_phrase_that_finds_nothing_was_left_out() -> None:
    warnings = {"quotedphrasesnotfound": ['"glow-dust lamp"', '"odd one"']}
    nothing = read_search(body(count="0", idlist=[], warninglist=warnings), limit=20)
    assert nothing.dropped == ('"glow-dust lamp"',)
    assert read_search(body(warninglist=warnings), limit=20).dropped == ()


def test_dropped_phrases_and_unknown_fields_are_kept_apart() -> None:
    found = read_search(
        body(
            errorlist={"phrasesnotfound": ["glow dust"], "fieldsnotfound": ["nofield"]},
            warninglist={"phrasesignored": ["the"], "quotedphrasesnotfound": ['"odd one"']},
        ),
        limit=20,
    )
    assert found.dropped == ("glow dust", "the")
    assert found.unknown_fields == ("nofield",)
    assert any("odd one" in warning for warning in found.warnings)


def test_a_raw_newline_inside_a_string_is_read() -> None:
    raw = b'{"esearchresult": {"ERROR": "Search Backend failed:\n try later"}}'
    with pytest.raises(Retryable, match="Search Backend failed: try later"):
        read_search(raw, limit=20)


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"header": {}}',
        b"<html><body>down_bethesda</body></html>",
        b'{"error":"API rate limit exceeded","api-key":"127.0.0.1","count":"17","limit":"3"}',
        body()[:40],
        body(count=None),
        body(count="many"),
        body(count="-5"),
        body(idlist="7,8"),
        body(count="500", idlist=["7"]),
        body(ERROR="Search Backend failed: Database is not supported: pubmed"),
        b"[" * 100_000,
    ],
)
def test_what_is_no_answer_is_worth_another_try(reply: bytes) -> None:
    with pytest.raises(Retryable):
        read_search(reply, limit=20)


@pytest.mark.parametrize(
    "said",
    ["Invalid db name specified: pubmedd", "Empty term and query_key - nothing todo"],
)
def test_a_refusal_is_final(said: str) -> None:
    with pytest.raises(Refused, match=said[:10]):
        read_search(body(ERROR=said), limit=20)


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b'<?xml version="1.0"?><!DOCTYPE PubmedArticleSet>',
        b"<PubmedArticleSet><PubmedArticle><MedlineCit",
        b"<html></html>",
        b"<eFetchResult><ERROR>Search Backend failed: no address.</ERROR></eFetchResult>",
    ],
)
def test_cut_records_are_worth_another_try(reply: bytes) -> None:
    with pytest.raises(Retryable):
        read_records(reply)


def test_errors_that_are_opened_without_end_are_read_in_time_that_grows_with_them() -> None:
    def read(size: int) -> None:
        with pytest.raises(Retryable):
            read_records(b"<eFetchResult>" + b"<ERROR>" * size)

    assert is_linear(read, 20_000)


def test_no_ids_is_a_refusal_and_no_records_is_an_answer() -> None:
    with pytest.raises(Refused):
        read_records(b"<eFetchResult><ERROR>Supplied id parameter is empty.</ERROR></eFetchResult>")
    assert read_records(b"<PubmedArticleSet></PubmedArticleSet>") == ()


def test_of_two_versions_of_a_record_the_higher_is_read() -> None:
    record = (
        "<PubmedArticle><MedlineCitation><PMID Version='{0}'>7</PMID><Article>"
        "<ArticleTitle>Version {0}</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
    )
    reply = f"<PubmedArticleSet>{record.format(2)}{record.format(1)}</PubmedArticleSet>".encode()
    assert [study.title for study in read_records(reply)] == ["Version 2"]
    assert [read_records(kept) for kept in one_by_one(reply).values()] == [read_records(reply)]


def test_a_count_without_end_is_no_answer() -> None:
    with pytest.raises(Retryable, match="count or ids"):
        read_search(b'{"esearchresult": {"count": 1e999, "idlist": []}}', limit=20)


@pytest.mark.parametrize("number", ["²", "١", "1" * 5_000])
def test_a_citation_is_answered_by_plain_numbers_alone(number: str) -> None:
    with pytest.raises(Retryable, match="0 of 1 citations"):
        read_citations(f"J|2019|3|1|Smith J|{number}|7|\n".encode(), keys=1)
    with pytest.raises(Retryable, match="no answer"):
        read_citations(f"J|2019|3|1|Smith J|0|{number}\n".encode(), keys=1)


def test_every_citation_has_to_be_answered_under_its_own_number() -> None:
    lines = "J|2019|3|1|Smith J|0|7|\nJ|2019|3|1|Smith J|9|8|\n"
    with pytest.raises(Retryable, match="1 of 2 citations"):
        read_citations(lines.encode(), keys=2)
