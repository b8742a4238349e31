"""The searches made for references: each recorded once, and every reference points at its own."""

from __future__ import annotations

from collections.abc import Callable

from citecheck.checker import Checker, extract_document
from citecheck.documents.read import from_text
from citecheck.entrez.client import EutilsClient
from citecheck.model.report import CheckedDocument
from citecheck.model.study import Study
from tests.entrez.conftest import make_client, source_of
from tests.eutils.record import Record
from tests.eutils.server import EutilsServer
from tests.fakes import FakeStudySource
from tests.references.texts import listed

__all__ = ["make_client"]

TEA = Study(pmid="101", title="Tea before bed and the sleep of adults: a trial", journal="Sleep",
            authors=("Okoro AB",), year=2019, doi="10.1000/tea")  # fmt: skip
MILK = Study(pmid="102", title="Milk after lunch against hiccups in trumpet players",
             journal="Sleep", authors=("Diaz C",), year=2020)  # fmt: skip


def looked_up(make_client: Callable[..., EutilsClient], *entries: str) -> CheckedDocument:
    records = [Record(TEA, volume="12", pages="117-25"), Record(MILK, volume="13", pages="4-9")]
    with (
        EutilsServer(
            records, requests_per_second=None, requests_per_second_with_key=None
        ) as server,
        Checker(sources=[source_of(make_client(server.url))]) as checker,
    ):
        return checker.check_references(from_text(listed(*entries)))


def terms(document: CheckedDocument, number: int) -> list[str]:
    """The terms of the searches that a reference points at."""
    by_id = {search.id: search.term for search in document.searches}
    return [by_id[name] for name in document.references[number].searches]


def test_pmids_are_one_request_with_one_receipt(make_client: Callable[..., EutilsClient]) -> None:
    found = looked_up(make_client, "PMID: 101", "PMID: 102", "PMID: 999")
    [search] = found.searches
    assert search.term == "efetch id=101,102,999"
    assert (search.count, search.retrieved, search.purpose) == (2, 2, "reference")
    assert search.url == "https://pubmed.ncbi.nlm.nih.gov/?term=101+102+999"
    assert [r.searches for r in found.references] == [(search.id,)] * 3
    assert found.references[2].finding == "not-found"


def test_places_are_one_request_to_the_matcher_that_can_be_repeated(
    make_client: Callable[..., EutilsClient],
) -> None:
    found = looked_up(make_client, "Sleep. 2019 Mar;12(3):117-25", "Sleep. 2020;13:4-9")
    [search] = found.searches
    assert search.term.startswith("ecitmatch sleep|2019|12|117||0| sleep|2020|13|4||1|")
    assert search.count == 2
    assert search.url and "ecitmatch.cgi?" in search.url and "key" not in search.url
    assert terms(found, 0) == terms(found, 1) == [search.term]


def test_a_reference_points_at_each_way_it_was_looked_for(
    make_client: Callable[..., EutilsClient],
) -> None:
    found = looked_up(
        make_client,
        "Okoro AB. Toast before bed and the sleep of cats: a trial. Sleep. 2019;99:1. PMID: 999",
        "Diaz C. Milk after lunch against hiccups in trumpet players. Sleep. 2020.",
    )
    ways = terms(found, 0)
    assert [way.split()[0] for way in ways[:2]] == ["efetch", "ecitmatch"]
    assert "toast" in ways[2] and "milk" in ways[2]
    assert terms(found, 1) == ways[2:]


def test_a_source_that_keeps_no_account_of_records_still_tells_its_searches() -> None:
    with Checker(sources=[FakeStudySource([TEA])]) as checker:
        found = checker.check_references(from_text(listed("PMID: 101", "doi: 10.1000/tea")))
    assert [search.source for search in found.searches] == ["fake"]
    assert [r.searches for r in found.references] == [(), ("s1",)]


def test_references_are_listed_without_any_search() -> None:
    text = (
        "# Tea\n\nIn a trial, valerian tea improved insomnia in adults [1].\n\n## References\n\n"
        "1. Okoro A. Tea and sleep: a trial. Sleep. 2019;1:2-9.\n"
    )
    found = extract_document(from_text(text))
    [reference] = found.references
    assert reference.cited.title == "Tea and sleep: a trial"
    assert reference.claims == (found.claims[0].id,)
    assert found.searches == ()
