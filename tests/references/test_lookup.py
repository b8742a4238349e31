"""References put to sources: few requests, and failures that are never findings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from citecheck.checker import Checker
from citecheck.concepts.lexicon import Lexicon
from citecheck.documents.read import from_text, read
from citecheck.entrez.client import EutilsClient
from citecheck.errors import SourceUnavailable
from citecheck.model.settings import Settings
from citecheck.model.study import Study
from citecheck.model.summary import exit_code
from citecheck.sources.collect import studies_of
from tests.conftest import ROOT
from tests.entrez.conftest import make_client, source_of
from tests.eutils.record import Record
from tests.eutils.server import EutilsServer
from tests.fakes import FakeStudySource
from tests.references.texts import listed

__all__ = ["make_client"]

STUDY = Study(
    pmid="101",
    title="Tea before bed and the quality of sleep in adults: a randomized trial",
    authors=("Okoro AB",),
    journal="Sleep",
    year=2019,
)
ENTRY = (
    "Okoro AB. Tea before bed and the quality of sleep in adults: a randomized trial. Sleep. 2019."
)


def test_a_source_that_fails_leaves_references_unchecked_and_exit_three() -> None:
    source = FakeStudySource([STUDY], failing=SourceUnavailable("no answer"))
    with Checker(sources=[source]) as checker:
        document = checker.check_references(from_text(listed(ENTRY, "Diaz B. doi: 10.1000/x")))
    assert {r.finding for r in document.references} == {"unchecked"}
    assert exit_code([document], ("reference",)) == 3


def test_a_reference_to_look_at_makes_exit_one_only_if_asked() -> None:
    with Checker(sources=[FakeStudySource([STUDY])]) as checker:
        document = checker.check_references(from_text(listed(ENTRY.replace("2019", "2011"))))
    assert [r.finding for r in document.references] == ["mismatched"]
    assert exit_code([document], ("reference",)) == 1
    assert exit_code([document], ("contradicted",)) == 0


def test_a_cited_work_that_was_retracted_is_one_to_look_at() -> None:
    retracted = STUDY.model_copy(update={"standing": "retracted"})
    with Checker(sources=[FakeStudySource([retracted])]) as checker:
        document = checker.check_references(from_text(listed(ENTRY)))
    assert [(r.finding, r.standing) for r in document.references] == [("resolved", "retracted")]
    assert exit_code([document], ("reference",)) == 1


def test_a_search_that_matches_more_than_it_may_read_is_cut_in_two(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    title = "Milk after lunch against hiccups in trumpet players"
    other = Study(pmid="102", title=title, authors=("Okoro AB",), journal="Sleep", year=2019)
    monkeypatch.setattr("citecheck.references.lookup.READ_AT_MOST", 1)
    entries = (ENTRY, f"Okoro AB. {other.title}. Sleep. 2019.")
    with Checker(sources=[FakeStudySource([STUDY, other])]) as checker:
        found = checker.check_references(from_text(listed(*entries))).references
    assert [r.record.pmid for r in found if r.record] == ["101", "102"]


def test_the_second_reference_to_a_work_is_told() -> None:
    with Checker(sources=[FakeStudySource([STUDY])]) as checker:
        found = checker.check_references(from_text(listed(ENTRY, ENTRY))).references
    assert [r.duplicate_of for r in found] == [None, "r1"]


@pytest.fixture
def pubmed_records(lexicon: Lexicon) -> list[Record]:
    found = studies_of(ROOT / "examples" / "studies.jsonl", "examples", lexicon)
    return [
        Record(s, volume=str(number), pages=f"{number}01-9")
        for number, s in enumerate((s for s in found if s.pmid and s.year), 1)
    ]


def test_pubmed_is_asked_less_than_one_and_a_half_times_a_reference(
    pubmed_records: list[Record], make_client: Callable[..., EutilsClient]
) -> None:
    entries = []
    for number, record in enumerate(pubmed_records):
        s = record.study
        who = f"{s.authors[0]}, et al. " if s.authors else ""
        entry = f"{who}{s.title}. {s.journal}. {s.year}"
        entry += (
            f";{record.volume}:{record.pages}." if number % 3 == 0
            else f". PMID: {s.pmid}." if number % 3 == 1
            else f". doi: {s.doi}." if s.doi else "."
        )  # fmt: skip
        entries.append(entry)
    entries += [
        f"Okoro A. Invented work number {n} on tea and toast. Sleep. 2019." for n in range(9)
    ]
    with EutilsServer(
        pubmed_records, requests_per_second=None, requests_per_second_with_key=None
    ) as server:
        source = source_of(make_client(server.url))
        with Checker(sources=[source]) as checker:
            found = checker.check_references(from_text(listed(*entries))).references
        asked = [request.utility for request in server.requests]
    assert len(found) == len(entries)
    # 1.5 is what is promised; batches make it far less.
    assert len(asked) <= 0.2 * len(entries), asked
    assert "ecitmatch" in asked
    real = found[: len(pubmed_records)]
    assert [r.record.pmid for r in real if r.record] == [str(r.pmid) for r in pubmed_records]
    assert {r.finding for r in real} == {"resolved"}
    assert {r.finding for r in found[len(pubmed_records) :]} == {"not-found"}


def test_a_place_without_title_is_found_by_the_citation_matcher(
    make_client: Callable[..., EutilsClient],
) -> None:
    record = Record(STUDY, volume="12", pages="117-25")
    with EutilsServer(
        [record], requests_per_second=None, requests_per_second_with_key=None
    ) as server:
        source = source_of(make_client(server.url))
        with Checker(sources=[source]) as checker:
            text = listed("Sleep. 2019 Mar;12(3):117-25", "Sleep. 2019 Mar;12(3):999-1001")
            found = checker.check_references(from_text(text)).references
    assert [r.finding for r in found] == ["resolved", "malformed"]
    assert found[0].record and found[0].record.pmid == "101"


def test_an_entry_that_cannot_be_read_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    path.write_text("@article{a, title={open\n@article{b, title={Tea}, year=2013}\n")
    document = read(str(path), settings=Settings())
    with Checker(sources=[FakeStudySource([STUDY])]) as checker:
        broken, _ = checker.check_references(document).references
    assert broken.finding == "malformed"
    assert broken.why == "It cannot be read as an entry of its file, and was not looked for."
    assert broken.location and broken.location.line == 1
