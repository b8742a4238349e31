"""Several sources as one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from citecheck.errors import SourceUnavailable
from citecheck.model.query import Query, Words
from citecheck.model.search import Fetched, SearchResult, SourceInfo
from citecheck.model.study import Study
from citecheck.studies.pool import StudyPool, distinct

QUERY = Words(text="ketamine")


class ListSource:
    """Answers every query with its whole list and counts the calls."""

    def __init__(
        self, name: str, studies: Sequence[Study], *, lost: Sequence[str] = (), pause_s: float = 0.0
    ) -> None:
        self.info = SourceInfo(kind="list", detail=name, records=len(studies))
        self.held = {s.key: s for s in studies}
        self.lost = set(lost)
        self.calls: list[str] = []
        self.pause_s = pause_s

    def search(self, query: Query, *, limit: int) -> SearchResult:
        time.sleep(self.pause_s)
        self.calls.append("search")
        return SearchResult(
            source=self.info.detail,
            term="t",
            translation="t",
            count=len(self.held),
            keys=tuple(self.held)[:limit],
            searched_at="2026-01-01T00:00:00Z",
        )

    def fetch(self, keys: Sequence[str]) -> Fetched:
        self.calls.append(f"fetch {' '.join(keys)}")
        back = [k for k in keys if k not in self.lost]
        return Fetched(studies=tuple(self.held[k] for k in back), missing=tuple(self.lost))

    def close(self) -> None:
        self.calls.append("close")


class DeadSource(ListSource):
    def search(self, query: Query, *, limit: int) -> SearchResult:
        raise SourceUnavailable("no answer", source=self.info.detail)


def test_equal_questions_are_asked_once() -> None:
    source = ListSource("a", [Study(pmid="1")])
    pool = StudyPool([source])
    first = pool.ask(QUERY, limit=5, purpose="evidence")
    again = pool.ask(QUERY, limit=5, purpose="widened")
    assert source.calls == ["search"]
    assert first.handles == again.handles
    assert again.receipts[0].purpose == "widened"


def test_equal_questions_at_the_same_time_are_asked_once() -> None:
    source = ListSource("a", [Study(pmid="1")], pause_s=0.05)
    pool = StudyPool([source])
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: pool.ask(QUERY, limit=5, purpose="evidence"), range(4)))
    assert source.calls == ["search"]


def test_a_count_is_known_from_an_answer_that_was_read() -> None:
    source = ListSource("a", [Study(pmid="1"), Study(pmid="2"), Study(pmid="3")])
    pool = StudyPool([source])
    pool.ask(QUERY, limit=2, purpose="evidence")
    counted = pool.ask(QUERY, limit=0, purpose="count-both")
    assert source.calls == ["search"]
    assert (counted.count, counted.handles, counted.receipts[0].retrieved) == (3, (), 0)
    assert len(pool.ask(QUERY, limit=3, purpose="evidence").handles) == 3


def test_a_record_is_fetched_once_and_in_one_call_for_each_source() -> None:
    source = ListSource("a", [Study(pmid="1"), Study(pmid="2"), Study(pmid="3")])
    pool = StudyPool([source])
    pool.read([(0, "1"), (0, "2"), (0, "1")])
    pool.read([(0, "2"), (0, "3")])
    assert source.calls == ["fetch 1 2", "fetch 3"]


def test_what_does_not_come_back_is_counted_as_missing() -> None:
    pool = StudyPool([ListSource("a", [Study(pmid="1"), Study(pmid="2")], lost=["2"])])
    handles = pool.ask(QUERY, limit=5, purpose="evidence").handles
    pool.read(handles)
    studies, missing = pool.studies(handles)
    assert [s.pmid for s in studies] == ["1"]
    assert missing == 1


def test_sources_add_up_and_a_study_in_both_is_one_study() -> None:
    pool = StudyPool(
        [
            ListSource("a", [Study(pmid="1", doi="10.1000/X")]),
            ListSource("b", [Study(doi="10.1000/x"), Study(pmid="2")]),
        ]
    )
    answer = pool.ask(QUERY, limit=5, purpose="evidence")
    pool.read(answer.handles)
    studies, missing = pool.studies(answer.handles)
    assert [s.key for s in studies] == ["1", "2"]
    assert (missing, answer.count, len(answer.receipts)) == (0, 3, 2)


def test_a_retraction_that_one_source_knows_holds_for_all() -> None:
    [kept] = distinct([Study(pmid="1"), Study(pmid="1", standing="retracted")])
    assert kept.standing == "retracted"
    [kept] = distinct([Study(pmid="1", standing="retracted"), Study(pmid="1")])
    assert kept.standing == "retracted"


def test_the_id_of_a_source_is_no_pmid() -> None:
    both = (Study(pmid="12", title="Zinc"), Study(id="12", title="Iron"))
    assert distinct(both) == both


def test_two_sources_that_number_their_own_studies_hold_different_ones() -> None:
    both = (Study(id="1", title="Zinc"), Study(id="1", title="Iron"))
    assert distinct(both) == both
    assert distinct((both[0], both[0])) == both[:1]


def test_two_copies_are_one_study_where_a_third_has_the_identifiers_of_both() -> None:
    studies = (
        Study(pmid="1", title="Zinc"),
        Study(pmid="2", title="Iron"),
        Study(doi="10.1000/x", title="Zinc", standing="retracted", notices=()),
        Study(pmid="1", doi="10.1000/X", title="Zinc"),
        Study(doi="10.1000/x", title="Zinc again"),
    )
    assert [(s.title, s.standing) for s in distinct(studies)] == [
        ("Zinc", "retracted"),
        ("Iron", "current"),
    ]


def test_one_dead_source_fails_the_question_rather_than_halving_the_answer() -> None:
    pool = StudyPool([ListSource("a", [Study(pmid="1")]), DeadSource("b", [])])
    with pytest.raises(SourceUnavailable):
        pool.ask(QUERY, limit=5, purpose="evidence")
