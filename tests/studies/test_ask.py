"""A plan put to the pool: when a search is widened, and when strong designs are asked for."""

from __future__ import annotations

from citecheck.model.query import Query, Words
from citecheck.model.search import PlannedSearch, Purpose, QueryPlan
from citecheck.model.study import Study
from citecheck.studies.ask import ask, explain, fused
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


def by_words(*evidence: PlannedSearch, limit: int = 3) -> QueryPlan:
    words = search("widened", "trial", limit)
    return plan(*evidence).model_copy(update={"words": words})


def test_where_little_matched_the_words_of_the_claim_fill_up_what_may_be_read() -> None:
    pool = StudyPool([FakeStudySource(TRIALS)])
    asked = ask(by_words(search("evidence", "trial 4")), pool)
    # The best three by words are 1, 2 and 3; two of them fill up to the limit.
    assert sorted(key for _, key in asked.handles) == ["1", "2", "4"]
    assert [(r.purpose, r.count, r.retrieved) for r in asked.receipts] == [
        ("evidence", 1, 1),
        ("widened", 5, 2),
    ]
    assert asked.all_read


def test_what_both_searches_found_ranks_first() -> None:
    pool = StudyPool([FakeStudySource(TRIALS)])
    asked = ask(by_words(search("evidence", "trial 2"), limit=4), pool)
    assert [key for _, key in asked.handles] == ["2", "1", "3", "4"]


def test_no_words_are_searched_where_as_much_was_found_as_may_be_read() -> None:
    pool = StudyPool([FakeStudySource(TRIALS[:3])])
    asked = ask(by_words(search("evidence", "ketamine")), pool)
    assert [r.purpose for r in asked.receipts] == ["evidence"]


def test_at_a_server_words_are_searched_only_where_they_are_needed() -> None:
    server = FakeStudySource(TRIALS)
    server.requests = 0  # type: ignore[attr-defined]
    asked = ask(by_words(search("evidence", "trial 4")), StudyPool([server]))
    assert [r.purpose for r in asked.receipts] == ["evidence"]
    needed = by_words(search("evidence", "trial 4")).model_copy(update={"words_needed": True})
    asked = ask(needed, StudyPool([server]))
    assert [r.purpose for r in asked.receipts] == ["evidence", "widened"]


def test_rankings_are_fused_by_their_reciprocal_ranks() -> None:
    a, b, c, d = ((0, key) for key in "abcd")
    assert fused((a, b), (c, b, d)) == (b, a, c, d)
    assert fused((a, b)) == (a, b)
    assert fused((), ()) == ()


def test_probes_count_and_the_nearest_are_named() -> None:
    explained = explain(plan(search("evidence", "x")), StudyPool([FakeStudySource(TRIALS)]))
    assert explained.counts.both == 5
    assert explained.counts.claimed_type is None
    assert [key for _, key in explained.nearest] == ["1", "2"]
