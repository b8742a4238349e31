"""References of the sample report: every finding, standings, notices, doubles. All are invented."""

from __future__ import annotations

from typing import Any, Final

from citecheck.model.claim import Location
from citecheck.model.evidence import Evidence
from citecheck.model.reference import CheckedReference
from citecheck.model.search import SharedSearch
from tests.reports import evidence

LIST: Final = """
References

1. Okoro AB, Lind C. Valerian tea for restless nights: a randomized trial. J Imagin Sleep. 2021.
2. Marsh D. Hops and dreams. J Imagin Sleep. 2011;4:2-9. PMID: 90000142
3. Poe E. Lavender pillows in submarines: a factorial trial. Sleep <b>Sci</b>. 2019;1:7.
4. Lind C. Night diaries. 2018.
5. Freedonia Board of Health. Herbs at night. Geneva: FBH; 2020.
6. Anon. Sleep. PMID: 00000
7. Okoro AB, Lind C. Valerian tea for restless nights: a randomized trial. doi:10.1000/tea
8. Vale R. Valerian and instant sleep. Ann Fancy Med. 2009;3:1-2. PMID: 90000007
9. Ito D. Warm milk and waking. J Imagin Sleep. 2017;9:88.
"""


def sample_references(article: str, claims: tuple[str, ...]) -> tuple[CheckedReference, ...]:
    """One of each finding; the first two are cited for the claims of these ids."""
    tea = _record(doi="10.1000/tea")
    hops = _record(
        "90000142", title="Hops and dreams: a diary study", year=2014, standing="corrected"
    )
    made = (
        _of(1, finding="resolved", record=tea, standing="current", claims=claims[:2],
            cited={"authors": ["Okoro AB", "Lind C"], "title": tea.title, "year": 2021,
                   "journal": "J Imagin Sleep"}, searches=("s2",),
            why="Title and what else is given fit this record."),
        _of(2, finding="mismatched", record=hops, standing="corrected", claims=claims[1:2],
            cited={"authors": ["Marsh D"], "title": "Hops and dreams", "year": 2011,
                   "journal": "J Imagin Sleep", "pmid": "90000142"},
            differences=({"field": "year", "cited": "2011", "found": "2014"},),
            notices=({"kind": "ErratumIn", "text": "J Imagin Sleep. 2015;8:1",
                      "pmid": "90000143"},),
            candidates=(_record("90000144", title="Hops and day dreams"),), searches=("s1", "s2"),
            why="The PMID leads to this record, and the reference gives year “2011”, "
                "the record “2014”."),
        _of(3, finding="not-found", searches=("s2",),
            cited={"authors": ["Poe E"], "year": 2019, "title": "Lavender pillows in submarines: "
                   "a factorial trial", "journal": "Sleep Sci", "volume": "1", "pages": "7"},
            why="Looked for by title, by author and year: nothing in PubMed fits. It may be there "
                "under another name, or not be there; it is worth a look."),
        _of(4, finding="ambiguous", cited={"authors": ["Lind C"], "title": "Night diaries",
            "year": 2018}, candidates=(_record("90000151"), _record("90000152")),
            searches=("s2",), why="It fits 2 records equally well."),
        _of(5, finding="not-in-pubmed", cited={"title": "Herbs at night", "kind": "a book"},
            searches=("s2",), why="It reads like a book, which PubMed need not hold; PubMed has no "
            "record of it."),
        _of(6, finding="malformed", cited={"malformed": ["00000"]},
            why="“00000” is no identifier that can exist; what it says is too little to look for."),
        _of(7, finding="resolved", record=tea, standing="current", duplicate_of="r1",
            cited={"title": tea.title, "doi": "10.1000/tea"}, searches=("s2",),
            why="The DOI leads to it."),
        _of(8, finding="resolved", standing="retracted", searches=("s1",),
            record=_record("90000007", title="Valerian and instant sleep", standing="retracted"),
            notices=({"kind": "RetractionIn", "text": "Ann Fancy Med. 2012;6:9", "pmid": None},),
            cited={"authors": ["Vale R"], "title": "Valerian and instant sleep", "year": 2009,
                   "pmid": "90000007"}, why="The PMID leads to it."),
        _of(9, finding="unchecked", cited={"title": "Warm milk and waking"},
            why="PubMed gave no usable answer."),
    )  # fmt: skip
    return tuple(_placed(article, each) for each in made)


def sample_lookups() -> tuple[SharedSearch, ...]:
    """One request for PMIDs, one search for the words of many."""
    common: dict[str, Any] = {
        "source": "PubMed",
        "purpose": "reference",
        "searched_at": "2026-03-01T11:59:58Z",
    }
    return (
        SharedSearch(id="s1", term="efetch id=90000142,90000007", translation="", count=2,
                     retrieved=2, url="https://example.org/?term=90000142+90000007", **common),
        SharedSearch(id="s2", term='("valerian"[ti] AND "tea"[ti]) OR "lavender"[ti]',
                     translation="valerian[Title] ...", count=7, retrieved=7, **common),
    )  # fmt: skip


def _record(pmid: str | None = "90000001", **changes: Any) -> Evidence:
    silent = {"stance": "silent", "weight": 0.0, "rationale": (), "why": ""}
    return evidence(pmid, **silent | changes)


def _of(number: int, **changes: Any) -> dict[str, Any]:
    common: dict[str, Any] = {
        "record": None, "differences": (), "candidates": (), "standing": None, "notices": (),
        "mentions": (), "claims": (), "duplicate_of": None, "searches": (),
    }  # fmt: skip
    return {"id": f"r{number}"} | common | changes


def _placed(article: str, values: dict[str, Any]) -> CheckedReference:
    number = int(values["id"][1:])
    start = article.index(f"\n{number}. ", article.index("\nReferences\n")) + len(f"\n{number}. ")
    end = article.index("\n", start)
    location = Location(line=article.count("\n", 0, start) + 1, column=4)
    place = {"start": start, "end": end, "text": article[start:end], "location": location}
    return CheckedReference.model_validate(place | values)
