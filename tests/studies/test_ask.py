"""A plan put to the pool: when a search is widened, and when strong designs are asked for."""

from __future__ import annotations

from citecheck.model.query import Query, Words
from citecheck.model.search import PlannedSearch, Purpose, QueryPlan
from citecheck.model.study import Study
from citecheck.studies.ask import ask, explain
from citecheck.studies.pool import StudyPool
from tests.fakes import FakeStudySource

TRIALS = tuple(Study(pmid=str(n), title=f"Ketamine trial {n}") for n in range(1, 6))
REVIEW = Study(pmid="9", title="Ketamine review")


def search(purpose: Purpose, word: str, limit: int = 3) -> PlannedSearch:
    query: Query = Words(text=word)
    return PlannedSearch(purpose=purpose, query=query, limit=limit)


def plan(*evidence: PlannedSearch) -> QueryPlan:
    return QueryPlan(
        evidence=evidence,
        crowded=(search("evidence", "review"),),
        probes=(search("count-both", "ketamine", 0),),
        nearest=(search("nearest", "trial", 2),),
    )


def test_what_was_read_whole_is_widened_and_needs_no_stronger_designs() -> None:
    pool = StudyPool([FakeStudySource(TRIALS[:2])])
    asked = ask(plan(search("evidence", "trial 1"), search("widened", "ketamine")), pool)
    assert [r.purpose for r in asked.receipts] == ["evidence", "widened"]
    assert asked.all_read
    assert [key for _, key in asked.handles] == ["1", "2"]


def test_where_too_much_matches_nothing_is_widened_and_the_strongest_designs_join() -> None:
    pool = StudyPool([FakeStudySource([*TRIALS, REVIEW])])
    asked = ask(plan(search("evidence", "trial"), search("widened", "ketamine")), pool)
    assert [(r.purpose, r.count, r.retrieved) for r in asked.receipts] == [
        ("evidence", 5, 3),
        ("evidence", 1, 1),
    ]
    assert not asked.all_read
    assert "9" in [key for _, key in asked.handles]


def test_probes_count_and_the_nearest_are_named() -> None:
    explained = explain(plan(search("evidence", "x")), StudyPool([FakeStudySource(TRIALS)]))
    assert explained.counts.both == 5
    assert explained.counts.claimed_type is None
    assert [key for _, key in explained.nearest] == ["1", "2"]
