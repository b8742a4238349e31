"""What the HTML page shows of references: what is cited beside what the record says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from citecheck.model.reference import CheckedReference, DifferenceField
from citecheck.model.report import CheckedDocument
from citecheck.report.anchors import claim_anchor, lookup_anchor, reference_anchor
from citecheck.report.reference_words import SIGNS, notable, outcome

_MOST_AUTHORS = 6


class Link(NamedTuple):
    """A place in the page, and the words or number that lead to it."""

    anchor: str
    number: int


class Row(NamedTuple):
    """One thing that is said of a work, as it is cited and as the record has it."""

    name: str
    cited: str
    found: str
    differs: bool


class ReferenceView(NamedTuple):
    """One reference; `duplicate_of` and `claims` lead to other places of the page."""

    anchor: str
    number: int
    reference: CheckedReference
    outcome: str
    sign: str
    notable: bool
    rows: tuple[Row, ...]
    claims: tuple[Link, ...]
    searches: tuple[Link, ...]
    duplicate_of: Link | None


class Views(NamedTuple):
    """The references of a document, and by the id of a claim those that it cites."""

    references: tuple[ReferenceView, ...]
    by_claim: dict[str, tuple[ReferenceView, ...]]


def views(number: int, document: CheckedDocument) -> Views:
    """The references of the document of this number, in the order of its text."""
    claims = {
        each.id: Link(claim_anchor(number, n), n) for n, each in enumerate(document.claims, 1)
    }
    searches = {
        each.id: Link(lookup_anchor(number, n), n) for n, each in enumerate(document.searches, 1)
    }
    places = {
        each.id: Link(reference_anchor(number, n), n)
        for n, each in enumerate(document.references, 1)
    }
    found = []
    by_claim: dict[str, tuple[ReferenceView, ...]] = {}
    for place, each in enumerate(document.references, 1):
        view = ReferenceView(
            reference_anchor(number, place),
            place,
            each,
            outcome(each),
            SIGNS[each.finding],
            notable(each),
            tuple(_rows(each)),
            tuple(claims[claim] for claim in each.claims if claim in claims),
            tuple(searches[search] for search in each.searches if search in searches),
            places.get(each.duplicate_of or ""),
        )
        found.append(view)
        for claim in each.claims:
            by_claim[claim] = (*by_claim.get(claim, ()), view)
    return Views(tuple(found), by_claim)


def _rows(each: CheckedReference) -> Iterator[Row]:
    """What is cited and what the record has, field by field; no row where neither is known."""
    cited, record = each.cited, each.record
    differing: set[DifferenceField] = {difference.field for difference in each.differences}
    found: tuple[tuple[str, DifferenceField, str | None, str | None], ...] = (
        ("Title", "title", cited.title, record.title if record else None),
        ("Authors", "author", _names(cited.authors), _names(record.authors) if record else None),
        ("Journal", "journal", cited.journal, record.journal if record else None),
        ("Year", "year", _text(cited.year), _text(record.year) if record else None),
        ("PMID", "pmid", cited.pmid, record.pmid if record else None),
        ("PMCID", "pmcid", cited.pmcid, record.pmcid if record else None),
        ("DOI", "doi", cited.doi, record.doi if record else None),
    )
    for name, field, said, known in found:
        if said or (known and record and field in ("title", "author", "journal", "year")):
            yield Row(name, said or "", known or "", field in differing)
    for wrong in cited.malformed:
        yield Row("Not usable", wrong, "", True)


def _names(authors: tuple[str, ...]) -> str:
    shown = ", ".join(authors[:_MOST_AUTHORS])
    return f"{shown}, …" if len(authors) > _MOST_AUTHORS else shown


def _text(value: int | None) -> str | None:
    return None if value is None else str(value)
