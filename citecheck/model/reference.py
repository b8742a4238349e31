"""A work that a text cites: what the text says of it, and what was found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from citecheck.model.base import Frozen
from citecheck.model.claim import Location
from citecheck.model.document import Span
from citecheck.model.evidence import Evidence
from citecheck.model.study import Notice, Standing

Finding = Literal[
    "resolved", "mismatched", "ambiguous", "not-in-pubmed", "not-found", "malformed", "unchecked"
]
DifferenceField = Literal[
    "title", "author", "year", "journal", "volume", "pages", "pmid", "pmcid", "doi"
]
Form = Literal["entry", "inline", "identifier"]
"""Where a reference was found: an entry of a list or file, a mention of a work in running
text ("Okoro et al., 2013"), or an identifier or address in it."""


class Cited(Frozen):
    """What a text says of a work, as it is printed; identifiers are made plain.

    `authors` are names as printed, the first one first, "et al." left out. `malformed` holds
    what was meant as an identifier and cannot be one. `kind` is set where the text shows that
    the work is no journal article ("book", "web page").
    """

    authors: tuple[str, ...] = ()
    title: str | None = None
    journal: str | None = None
    year: int | None = None
    volume: str | None = None
    pages: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    doi: str | None = None
    url: str | None = None
    malformed: tuple[str, ...] = ()
    kind: str | None = None


class Reference(Span):
    """One cited work and every place that cites it.

    `label` is the number or key by which the text cites an entry. `mentions` are the places
    in running text. `topic` holds the words around a mention, by which to tell works of the
    same author and year apart.
    """

    id: str
    text: str
    form: Form
    cited: Cited
    label: str | None = None
    mentions: tuple[Span, ...] = ()
    topic: str = ""


class Difference(Frozen):
    """Where reference and record part: what was cited, what the record says."""

    field: DifferenceField
    cited: str
    found: str | None


class ExtractedReference(Frozen):
    """A cited work as the text gives it, before any search.

    `mentions` are the places in running text, `claims` those that cite it there.
    """

    id: str
    text: str
    start: int
    end: int
    location: Location | None
    cited: Cited
    mentions: tuple[Span, ...]
    claims: tuple[str, ...]


class CheckedReference(Frozen):
    """REFERENCE of the report: a cited work, what was found, and which claims cite it.

    `mentions` are the places in running text, `claims` those that cite it there. `record` is
    what the identifier leads to or what fits; `candidates` are works that fit as well, or that
    the words of a mismatched reference fit. `duplicate_of` names an earlier reference to the
    same record. `searches` are the ids of those of the document's searches that looked for it.
    """

    id: str
    text: str
    start: int
    end: int
    location: Location | None
    cited: Cited
    finding: Finding
    record: Evidence | None
    differences: tuple[Difference, ...]
    candidates: tuple[Evidence, ...]
    standing: Standing | None
    notices: tuple[Notice, ...]
    mentions: tuple[Span, ...]
    claims: tuple[str, ...]
    duplicate_of: str | None
    searches: tuple[str, ...]
    why: str


def needs_a_look(finding: Finding | None, standing: Standing | None) -> bool:
    """Whether `--fail-on reference` names it: mismatched, not found, or retracted since."""
    return finding in ("mismatched", "not-found") or standing == "retracted"


def is_the_work(finding: Finding, differences: Iterable[Difference]) -> bool:
    """Whether the record of a reference is the work meant, whatever differs but the title."""
    return finding == "resolved" or (
        finding == "mismatched" and not any(each.field == "title" for each in differences)
    )
