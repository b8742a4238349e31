from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from citecheck.errors import QueryRejected
from citecheck.model.query import And, Mesh, Not, Or, Published, PubType, Query, Words
from citecheck.model.study import Study
from citecheck.pubmed.filters import filter_query
from citecheck.sources.describe import describe
from citecheck.sources.source import LocalSource

from .trees import KETAMINE, FakeTree

NOON = datetime(2024, 5, 1, 14, 0, 30, 999, tzinfo=timezone(timedelta(hours=2)))


def source(*studies: Study) -> LocalSource:
    return LocalSource(studies, FakeTree(), kind="file", detail="s.jsonl", now=lambda: NOON)


def test_a_search_is_a_receipt_that_can_be_repeated() -> None:
    found = source(Study(pmid="1", title="Ketamine")).search(Words(text="ketamine"), limit=3)
    assert found.model_dump() == {
        "source": "s.jsonl",
        "term": '"ketamine"[tiab]',
        "translation": '"ketamine" in title, abstract or keywords',
        "count": 1,
        "keys": ("1",),
        "searched_at": "2024-05-01T12:00:30Z",
        "url": None,
        "notes": (),
    }


def test_the_clock_is_utc_where_none_is_given() -> None:
    plain = LocalSource([Study(pmid="1")], FakeTree(), kind="file", detail="x")
    told = plain.search(Words(text="ketamine"), limit=0).searched_at
    moment = datetime.strptime(told, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert abs(datetime.now(UTC) - moment) < timedelta(seconds=5)


def test_of_two_studies_with_one_key_the_last_stands() -> None:
    both = source(Study(pmid="1", title="Old"), Study(pmid="1", title="New"))
    assert both.info.records == 1
    assert both.search(Words(text="old"), limit=1).count == 0
    assert both.fetch(["1"]).studies[0].title == "New"


def test_what_comes_back_is_in_the_order_asked_with_the_missing_named() -> None:
    three = source(*(Study(pmid=pmid) for pmid in ("1", "2", "3")))
    fetched = three.fetch(["3", "8", "1", "3"])
    assert [study.key for study in fetched.studies] == ["3", "1", "3"]
    assert fetched.missing == ("8",)
    assert three.fetch([]).studies == ()


@pytest.mark.parametrize(
    "query", [Words(text="..."), And(parts=()), Words(text="abc", prefix=True)]
)
def test_a_query_that_pubmed_could_not_run_is_rejected_here_too(query: Query) -> None:
    with pytest.raises(QueryRejected):
        source(Study(pmid="1", title="abcd")).search(query, limit=5)


A, B = Words(text="a"), Words(text="b", prefix=True)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (
            Or(parts=(A, B, Words(text="c", field="title"), Mesh(ui=KETAMINE, name="Ketamine"))),
            '(MeSH Ketamine (D007649) or narrower OR "a" OR "b*" in title, abstract or keywords'
            ' OR "c" in title)',
        ),
        (Mesh(ui=KETAMINE, name="Ketamine", explode=False), "MeSH Ketamine (D007649)"),
        (Mesh(ui="Q000188", name="drug therapy"), "MeSH subheading drug therapy"),
        (Words(text="a", field="all"), '"a" anywhere'),
        (Published(first=2001, last=2002), "published 2001 to 2002"),
        (Published(first=2001), "published in or after 2001"),
        (Published(last=2001), "published in or before 2001"),
        (Published(before="2001-05-01"), "published before 2001-05-01"),
        (
            Published(first=1999, before="2001-05-01"),
            "published in or after 1999 and before 2001-05-01",
        ),
        (Published(), "published in any year"),
        (
            And(parts=(PubType(name="Review"), Not(keep=Published(), drop=Published(last=1)))),
            "(publication type Review AND"
            " ((published in any year) NOT (published in or before 1)))",
        ),
    ],
)
def test_a_translation_can_be_read(query: Query, words: str) -> None:
    assert describe(query) == words


def test_a_filter_is_translated_by_name_and_meaning() -> None:
    assert describe(filter_query("humans")) == (
        "subset humans: ((published in any year) NOT"
        " ((MeSH animals (D000818) or narrower) NOT (MeSH humans (D006801) or narrower)))"
    )
