"""What was asked of a source, and what came back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, Protocol, runtime_checkable

from pydantic import Field

from citecheck.model.base import Frozen
from citecheck.model.query import Query
from citecheck.model.study import Study

Purpose = Literal[
    "evidence", "widened", "count-intervention", "count-condition", "count-both", "count-type",
    "nearest", "reference",
]  # fmt: skip


class SourceInfo(Frozen):
    """Which source answered. `data_as_of` is an ISO date or None; `records` None where unknown."""

    kind: str
    detail: str
    data_as_of: str | None = None
    records: int | None = None
    demonstration: bool = Field(default=False, exclude=True)
    """Whether any record is a digest made for demonstration; in a report, a flag says it."""


Handle = tuple[int, str]
"""A record: the number of its source in the run, and its key there."""
Handles = tuple[Handle, ...]


class SearchResult(Frozen):
    """One reply. `keys` are study keys by rank; `count` is how many matched, not how many came.

    `translation` is what the source understood. `notes` are harmless remarks (a dropped
    member of an OR group of which others ran).
    """

    source: str
    term: str
    translation: str
    count: int
    keys: tuple[str, ...]
    searched_at: str
    url: str | None = None
    notes: tuple[str, ...] = ()


class Fetched(Frozen):
    """Studies by key, in the order asked, and the keys that did not come back.

    `asked` says of each key in which request it was asked for, for receipts; a source that
    keeps no account of it leaves it empty.
    """

    studies: tuple[Study, ...]
    missing: tuple[str, ...] = ()
    asked: Mapping[str, SearchResult] = Field(default_factory=dict)


class CitationKey(Frozen):
    """What NLM's citation matcher goes by; any part may be empty."""

    journal: str = ""
    year: str = ""
    volume: str = ""
    first_page: str = ""
    author: str = ""


class MatchedCitation(Frozen):
    """The study key that a citation leads to, None where it fits none or several.

    `asked` is the request that it was asked for in, with others.
    """

    key: str | None
    asked: SearchResult


@runtime_checkable
class CitationMatcher(Protocol):
    """A source that finds records by journal, year, volume, page and author, many at once."""

    def match_citations(self, keys: Sequence[CitationKey]) -> tuple[MatchedCitation, ...]:
        """What each citation leads to, in order."""
        ...


@runtime_checkable
class StudySource(Protocol):
    """Anything that can be searched for studies: PubMed, a file, a mirror, a caller's own.

    Both calls may come from several threads. They raise `SourceError` and nothing else;
    an empty result means that the search worked and matched nothing.
    """

    @property
    def info(self) -> SourceInfo:
        """Name, detail and date of the data."""
        ...

    def search(self, query: Query, *, limit: int) -> SearchResult:
        """The keys of the best `limit` matches and the exact count; `limit` 0 only counts."""
        ...

    def fetch(self, keys: Sequence[str]) -> Fetched:
        """The records of these keys, as many requests as needed, as few as possible."""
        ...

    def close(self) -> None:
        """Give back what the source holds; it is not used afterwards."""
        ...


@runtime_checkable
class Refetching(Protocol):
    """A source that keeps records and can be told to ask for them again."""

    def fetch_anew(self, keys: Sequence[str]) -> Fetched:
        """`fetch`, past what is kept; what comes back is kept from now on."""
        ...


@runtime_checkable
class Metered(Protocol):
    """A source that makes requests over the network: they are counted, and may be bounded."""

    @property
    def requests(self) -> int:
        """How many were made so far, every try counted."""
        ...

    def metered(self, take: Callable[[], None]) -> StudySource:
        """The same source; `take` is called before each request, and a SourceError that it raises
        ends what was asked."""
        ...


class Search(Frozen):
    """The receipt of one search, as the report shows it (PRISMA-S: source, date, full term)."""

    source: str
    term: str
    translation: str
    count: int
    retrieved: int
    purpose: Purpose
    searched_at: str
    url: str | None = None

    @classmethod
    def of(cls, result: SearchResult, purpose: Purpose, *, limit: int | None = None) -> Search:
        """The receipt of a reply of which the best `limit` matches were read (all, if None)."""
        return cls(
            source=result.source,
            term=result.term,
            translation=result.translation,
            count=result.count,
            retrieved=len(result.keys[:limit]),
            purpose=purpose,
            searched_at=result.searched_at,
            url=result.url,
        )


class SharedSearch(Search):
    """A search that several references may share, with the `id` by which they point at it."""

    id: str


class PlannedSearch(Frozen):
    """One search to run: what for, what, and how many of the ranked matches to read."""

    purpose: Purpose
    query: Query
    limit: int


class QueryPlan(Frozen):
    """The searches of one claim, in the order in which they are tried.

    `evidence` searches run until one of them matched more than it may read; only then
    `crowded` ones ask for the strongest designs among all matches. `words`, the last
    widening, fills up what may be read where they matched less. `probes` and
    `nearest` run only for a claim that ends unfound; they ask the same of a source, so that
    reading the nearest studies and counting them is one request.
    """

    evidence: tuple[PlannedSearch, ...]
    crowded: tuple[PlannedSearch, ...]
    words: PlannedSearch | None = None
    words_needed: bool = False
    """A required part is known by its words alone, so that no other search is sure to find it."""
    probes: tuple[PlannedSearch, ...]
    nearest: tuple[PlannedSearch, ...]
