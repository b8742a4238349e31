"""One PubMed record: a study, and what a record has that a study does not keep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from citecheck.model.study import Notice, Study
from tests.eutils.text import normal, plain
from tests.eutils.vocabulary import vocabulary

_NOTICE_OF_STANDING = {
    "retracted": "RetractionIn",
    "concern": "ExpressionOfConcernIn",
    "corrected": "ErratumIn",
    "republished": "CorrectedandRepublishedIn",
}


@dataclass(frozen=True)
class Cited:
    """One entry of a record's reference list; its ids are the cited paper's own."""

    citation: str
    pmid: str | None = None
    doi: str | None = None


@dataclass(frozen=True)
class Record:
    """A study as PubMed keeps it.

    Text of the study may hold inline markup (`<i>in vivo</i>`, `CO<sub>2</sub>`); the
    server writes it as elements and searches it without. `published` is (year,),
    (year, month) or (year, month, day) and defaults to the study's year; `medline_date`
    or `season` replace what cannot be said so. `book` makes a PubmedBookArticle;
    `retracted_in_history` says the retraction in the record's history as well.
    """

    study: Study
    published: tuple[int, ...] = ()
    medline_date: str = ""
    season: str = ""
    entered: dt.date | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    abbreviation: str = ""
    vernacular_title: str = ""
    other_abstract: str = ""
    affiliation: str = ""
    references: tuple[Cited, ...] = ()
    version: int = 1
    book: str = ""
    retracted_in_history: bool = False
    pmid: int = field(init=False)

    def __post_init__(self) -> None:
        """Raises ValueError for a study without PMID: PubMed has no such record."""
        if self.study.pmid is None:
            raise ValueError(f"no PMID: {self.study.key}")
        object.__setattr__(self, "pmid", int(self.study.pmid))
        if not self.published:
            object.__setattr__(self, "published", (self.study.year or 1900,))
            if self.study.year is None and not self.medline_date:
                object.__setattr__(self, "medline_date", "Date unknown")

    @property
    def journal(self) -> str:
        """The journal's short name."""
        return self.abbreviation or self.study.journal or "J Loopback Med"

    @property
    def title(self) -> str:
        """The title without markup."""
        return plain(self.study.title)

    @property
    def abstract(self) -> str:
        """All sections of the abstract, without labels and markup."""
        return " ".join(plain(section.text) for section in self.study.abstract)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The study's notices, with the one that its standing implies if none says so."""
        given = self.study.notices
        kind = _NOTICE_OF_STANDING.get(self.study.standing)
        if kind is None or any(notice.kind == kind for notice in given):
            return given
        return (*given, Notice(kind=kind, text="J Loopback Med. 2024;1:1"))

    @property
    def types(self) -> tuple[tuple[str, str], ...]:
        """Name and UI of the publication types; a retracted study has that type too."""
        known = vocabulary().type_ui
        given = self.study.publication_types
        found = {kind.name: kind.ui or known.get(kind.name.lower(), "") for kind in given}
        if self.study.standing == "retracted":
            found.setdefault("Retracted Publication", known["retracted publication"])
        return tuple(found.items()) or (("Journal Article", known["journal article"]),)

    @property
    def language(self) -> str:
        """MEDLINE's code of the language; English where none is given."""
        return vocabulary().language(self.study.language or "eng") or "und"

    def values(self, key: str) -> frozenset[str]:
        """The values, in normal form, of a field that is compared whole."""
        authors = self.study.authors
        values: dict[str, Iterable[str | None]] = {
            "journal": (self.study.journal, self.journal),
            "volume": (self.volume,),
            "issue": (self.issue,),
            "page": (self.pages, self.pages.partition("-")[0]),
            "doi": (self.study.doi,),
            "publication_type": (name for name, _ in self.types),
            "author": authors,
            "first_author": authors[:1],
            "last_author": authors[-1:],
        }
        return frozenset(normal(value) for value in values[key] if value)

    @property
    def is_indexed(self) -> bool:
        """Whether the record has MeSH headings, that is, is in MEDLINE."""
        return bool(self.study.mesh)

    @property
    def date_published(self) -> dt.date:
        """The publication date, a missing month or day read as the first."""
        year, month, day = (*self.published, 1, 1)[:3]
        return dt.date(year, month, day)

    @property
    def date_entered(self) -> dt.date:
        """When the record came into PubMed; the publication date unless stated."""
        return self.entered or self.date_published


def as_records(studies: Iterable[Study | Record]) -> tuple[Record, ...]:
    """Records of the studies, the newest entry first. A PMID given twice is a ValueError."""
    records = [item if isinstance(item, Record) else Record(item) for item in studies]
    if len({record.pmid for record in records}) != len(records):
        raise ValueError("a PMID is given twice")
    return tuple(sorted(records, key=lambda r: (r.date_entered, r.pmid), reverse=True))
