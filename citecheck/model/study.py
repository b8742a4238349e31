"""One publication, faithful to the record it was read from."""

from __future__ import annotations

from calendar import monthrange
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from citecheck.model.base import Frozen

Level = Literal[
    "synthesis", "randomized", "cohort", "observational", "case", "review", "preclinical", "none"
]
Standing = Literal["current", "retracted", "concern", "corrected", "republished"]
Species = Literal["human", "animal", "in-vitro", "mixed", "unknown"]


class AbstractSection(Frozen):
    """One labelled part; `section` is the label as printed, "" for an unlabelled abstract."""

    section: str
    text: str


class PublicationType(Frozen):
    """A PubMed publication type and, where known, its MeSH UI (D016449)."""

    name: str
    ui: str | None = None


class MeshHeading(Frozen):
    """A MeSH heading of a record. `qualifiers` are names ("drug therapy")."""

    name: str
    ui: str | None = None
    major: bool = False
    qualifiers: tuple[str, ...] = ()


class Notice(Frozen):
    """A note that changes or questions a record: PubMed's RefType and what it points to."""

    kind: str
    text: str = ""
    pmid: str | None = None


class Study(Frozen):
    """One publication.

    At least one of pmid, doi, pmcid, id is set; `key` is the first present in that order.
    `chemicals` are substance names with UI where the record has them (supplementary
    records stand only there). `participants` and `species` are None where the record
    does not state them. `published` is the earliest date of publication, in print or online,
    as exactly as it is known ("2019", "2019-03", "2019-03-05"). `demonstration` marks a
    digest that is not PubMed's record. What is only searched by stays out of reports.
    """

    pmid: str | None = None
    doi: str | None = None
    pmcid: str | None = None
    id: str | None = None
    title: str = ""
    abstract: tuple[AbstractSection, ...] = ()
    journal: str | None = None
    year: int | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    publication_types: tuple[PublicationType, ...] = ()
    mesh: tuple[MeshHeading, ...] = ()
    chemicals: tuple[MeshHeading, ...] = ()
    keywords: tuple[str, ...] = ()
    standing: Standing = "current"
    notices: tuple[Notice, ...] = ()
    participants: int | None = None
    species: Species | None = None
    language: str | None = None
    demonstration: bool = False
    journal_names: tuple[str, ...] = Field(default=(), exclude=True)
    """The journal's abbreviations and ISSNs, by which it is searched."""
    languages: tuple[str, ...] = Field(default=(), exclude=True)
    """Every language of the text, as MARC codes; `language` is the one that is reported."""
    indexing: str | None = Field(default=None, exclude=True)
    """How far NLM has come with the record: MEDLINE, In-Process, Publisher ..."""

    @cached_property
    def key(self) -> str:
        """The first present of pmid, doi (lower case), pmcid, id."""
        return self.pmid or (self.doi or "").lower() or self.pmcid or self.id or ""

    @property
    def fields(self) -> dict[str, Any]:
        """The study as plain values, in the form that a parser gives them."""
        nested = ("abstract", "publication_types", "mesh", "chemicals", "notices")
        plain = {name: getattr(self, name) for name in type(self).model_fields}
        return plain | {name: [vars(part) for part in plain[name]] for name in nested}

    @cached_property
    def published_by(self) -> str | None:
        """The ISO day by which it was surely published; None where not even the year is known."""
        return published_by(self.published, self.year)

    @cached_property
    def abstract_text(self) -> str:
        """All sections, one a line, without labels."""
        return "\n".join(section.text for section in self.abstract)


def published_by(published: str | None, year: int | None) -> str | None:
    """The ISO day by which a study with this date, or of this year, was surely published."""
    if published:
        return last_day(published)
    return None if year is None else f"{year:04}-12-31"


def last_day(date: str) -> str:
    """The last day that a date of any exactness may mean, "2019-12-31" for "2019"."""
    year, *rest = date.split("-")
    if not rest:
        return f"{year}-12-31"
    return date if len(rest) > 1 else f"{date}-{monthrange(int(year), int(rest[0]))[1]:02}"
