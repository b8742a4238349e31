"""PubMed as a source of studies: dropped phrases, lost records, and more than 9,999 matches."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from citecheck.entrez import everything, source
from citecheck.entrez.everything import all_pmids
from citecheck.entrez.repair import answers, with_proximity, without
from citecheck.entrez.wire import esearch
from citecheck.errors import IncompleteResults, NotCached, SourceUnavailable
from citecheck.model.query import And, Mesh, Not, Or, Words
from citecheck.model.study import Study
from tests.entrez.conftest import ClientMaker, source_of
from tests.eutils.reading import Gaps
from tests.eutils.server import EutilsServer

KETAMINE = Or(parts=(Words(text="ketamine"), Words(text="special k")))
MIGRAINE = Words(text="acute migraine")
QUERY = And(parts=(KETAMINE, MIGRAINE))


def serving(*studies: Study, **gaps: frozenset[str]) -> EutilsServer:
    return EutilsServer(studies, requests_per_second=None, gaps=Gaps(**gaps))


TRIALS = tuple(Study(pmid=str(n), title=f"Ketamine in acute migraine {n}") for n in range(1, 8))


def test_a_member_of_an_or_group_may_go_while_others_run() -> None:
    assert without(QUERY, ['"special k"[tiab]']) == And(
        parts=(Or(parts=(Words(text="ketamine"),)), MIGRAINE)
    )
    assert answers(QUERY, ["special k"], 0)


def test_a_required_part_may_not_go() -> None:
    assert without(QUERY, ["Acute-Migraine"]) is None
    assert without(QUERY, ["ketamine", "special k"]) is None
    assert without(Not(keep=MIGRAINE, drop=KETAMINE), ["acute migraine"]) is None
    assert not answers(QUERY, ["acute migraine"], 259)


def test_what_is_to_be_left_out_may_be_missing() -> None:
    assert without(Not(keep=KETAMINE, drop=MIGRAINE), ["acute migraine"]) == KETAMINE


def test_an_empty_answer_without_the_heading_shows_nothing() -> None:
    query = Or(parts=(Mesh(ui="D007649", name="Ketamine"), Words(text="ketamines")))
    assert not answers(query, ["Ketamine"], 0)
    assert answers(query, ["Ketamine"], 3)


def test_a_dropped_phrase_is_repaired_by_proximity() -> None:
    assert '"acute migraine"[tiab:~0]' in with_proximity(QUERY, ["acute migraine"])
    assert '"special k"[tiab]' in with_proximity(QUERY, ["acute migraine"])


def test_of_a_hyphenated_phrase_the_words_are_searched_and_of_a_truncated_one_nothing() -> None:
    hyphenated = And(parts=(Words(text="slow-infusion"), Words(text="acute migr", prefix=True)))
    repaired = with_proximity(hyphenated, ["slow-infusion", "acute migr*"])
    assert repaired == '("slow infusion"[tiab:~0] AND "acute migr*"[tiab])'


def test_a_hyphenated_phrase_that_the_index_lacks_is_not_taken_for_one_that_nobody_used(
    make_client: ClientMaker,
) -> None:
    trial = Study(pmid="1", title="A slow-infusion of ketamine")
    query = And(parts=(Words(text="ketamine"), Words(text="slow-infusion")))
    with serving(trial, phrases=frozenset({"slow-infusion"})) as server:
        found = source_of(make_client(server.url)).search(query, limit=5)
    assert found.keys == ("1",)
    assert found.term == '("ketamine"[tiab] AND "slow infusion"[tiab:~0])'
    assert 'left out by PubMed: "slow-infusion"' in found.notes


def test_a_repaired_search_may_still_lack_a_member_that_others_stand_in_for(
    make_client: ClientMaker,
) -> None:
    names = Or(parts=(Words(text="ketamine"), Words(text="glimmerweed")))
    query = And(parts=(names, Words(text="acute-migraine")))
    gaps = {"words": frozenset({"glimmerweed"}), "phrases": frozenset({"acute-migraine"})}
    with serving(*TRIALS, **gaps) as server:
        assert source_of(make_client(server.url)).search(query, limit=5).count == 7


def test_a_dropped_member_is_noted_and_changes_nothing(make_client: ClientMaker) -> None:
    with serving(*TRIALS, words=frozenset({"special k"})) as server:
        found = source_of(make_client(server.url)).search(QUERY, limit=5)
    assert found.count == 7
    assert any("special k" in note for note in found.notes)


def test_a_dropped_required_part_that_nothing_repairs_is_incomplete(
    make_client: ClientMaker,
) -> None:
    query = And(parts=(Words(text="ketamine"), Words(text="glimmerweed")))
    with serving(*TRIALS, words=frozenset({"glimmerweed"})) as server:
        client = make_client(server.url)
        with pytest.raises(IncompleteResults, match="glimmerweed"):
            source_of(client).search(query, limit=5)


def test_records_that_do_not_come_back_are_asked_for_once_more_and_then_missing(
    make_client: ClientMaker,
) -> None:
    with serving(*TRIALS) as server:
        client = make_client(server.url)
        fetched = source_of(client).fetch(["3", "999", "1"])
    assert [s.pmid for s in fetched.studies] == ["3", "1"]
    assert fetched.missing == ("999",)
    assert client.requests == 2


def test_records_asked_for_anew_are_not_those_of_last_week(make_client: ClientMaker) -> None:
    """One PMID alone has the very question that the cache keeps an answer to."""
    with serving(*TRIALS) as server:
        source_of(make_client(server.url)).fetch(["1"])
    withdrawn = TRIALS[0].model_copy(update={"standing": "retracted"})
    with serving(withdrawn, *TRIALS[1:]) as server:
        source = source_of(make_client(server.url))
        before, anew, after = source.fetch(["1"]), source.fetch_anew(["1"]), source.fetch(["1"])
    standings = [fetched.studies[0].standing for fetched in (before, anew, after)]
    assert standings == ["current", "retracted", "retracted"]


def test_what_is_no_pmid_is_never_sent(make_client: ClientMaker) -> None:
    with serving(*TRIALS) as server:
        fetched = source_of(make_client(server.url)).fetch(["1) OR (2", "10.1000/x"])
        assert server.requests == ()
    assert len(fetched.missing) == 2


def test_counting_asks_for_no_ids(make_client: ClientMaker) -> None:
    with serving(*TRIALS) as server:
        found = source_of(make_client(server.url)).search(QUERY, limit=0)
        assert server.requests[0].params["retmax"] == "0"
    assert (found.count, found.keys) == (7, ())


def test_beyond_the_ceiling_the_range_of_pmids_is_halved(
    make_client: ClientMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(everything, "CEILING", 3)
    monkeypatch.setattr(everything, "HIGHEST_PMID", 8)
    with serving(*TRIALS) as server:
        found = all_pmids(make_client(server.url), '"ketamine"[tiab]', 7)
        terms = [r.params["term"] for r in server.requests]
    assert found == ("7", "6", "5", "4", "3", "2", "1")
    assert any("1:4[uid]" in term for term in terms)


def test_no_more_pmids_are_taken_than_were_asked_for(
    make_client: ClientMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "esearch", lambda term, *, limit: esearch(term, limit=limit + 2))
    with serving(*TRIALS) as server:
        found = source_of(make_client(server.url)).search(QUERY, limit=3)
    assert (found.count, len(found.keys)) == (7, 3)


def test_parts_that_do_not_add_up_are_incomplete(
    make_client: ClientMaker,
) -> None:
    with serving(*TRIALS) as server, pytest.raises(IncompleteResults, match="9 records"):
        all_pmids(make_client(server.url), '"ketamine"[tiab]', 9)


def days_ago(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


def test_a_source_that_nothing_answered_has_no_date(make_client: ClientMaker) -> None:
    offline = source_of(make_client("http://127.0.0.1:9/", offline=True))
    with pytest.raises(NotCached):
        offline.search(QUERY, limit=5)
    unreachable = source_of(make_client("http://127.0.0.1:9/"))
    with pytest.raises(SourceUnavailable):
        unreachable.search(QUERY, limit=5)
    assert (offline.info.data_as_of, unreachable.info.data_as_of) == (None, None)


def test_a_source_is_as_old_as_the_oldest_answer_that_was_used(
    make_client: ClientMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = days_ago(2)
    with serving(*TRIALS) as server:
        with monkeypatch.context() as then:
            then.setattr("time.time", stored.timestamp)
            source_of(make_client(server.url)).fetch(["1"])
        today = days_ago(0)
        client = make_client(server.url, now=today.timestamp)
        source = source_of(client)
        source.fetch(["2"])
        assert source.info.data_as_of == today.date().isoformat()
        source.fetch(["1"])
        assert client.requests == 1
    assert source.info.data_as_of == stored.date().isoformat()


def test_receipts_say_when_pubmed_answered_and_not_when_the_answer_was_used(
    make_client: ClientMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored, now = days_ago(0) - timedelta(hours=3), days_ago(0)

    def written(at: datetime) -> str:
        return at.strftime("%Y-%m-%dT%H:%M:%SZ")

    with serving(*TRIALS) as server:
        with monkeypatch.context() as then:
            then.setattr("time.time", stored.timestamp)
            first = source_of(make_client(server.url, now=stored.timestamp))
            first.search(QUERY, limit=5)
            first.fetch(["1"])
        source = source_of(make_client(server.url, now=now.timestamp))
        kept, asked = source.search(QUERY, limit=5), source.search(QUERY, limit=4)
        records, fresh = source.fetch(["1", "2"]).asked, source.fetch(["2"]).asked
    assert (kept.searched_at, asked.searched_at) == (written(stored), written(now))
    assert {each.searched_at for each in records.values()} == {written(stored)}
    assert fresh["2"].searched_at >= written(now)


def test_a_kept_answer_that_is_not_used_does_not_age_a_source(
    make_client: ClientMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(*TRIALS) as server:
        with monkeypatch.context() as then:
            then.setattr("time.time", days_ago(2).timestamp)
            source_of(make_client(server.url)).fetch(["1"])
        today = days_ago(0)
        source = source_of(make_client(server.url, now=today.timestamp))
        source.fetch_anew(["1"])
    assert source.info.data_as_of == today.date().isoformat()


def test_an_answer_that_is_said_to_be_of_the_future_is_of_today(
    make_client: ClientMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = days_ago(0)
    with serving(*TRIALS) as server:
        with monkeypatch.context() as then:
            then.setattr("time.time", days_ago(-3).timestamp)
            source_of(make_client(server.url)).fetch(["1"])
        source = source_of(make_client(server.url, now=today.timestamp))
        source.fetch(["1"])
    assert source.info.data_as_of == today.date().isoformat()
