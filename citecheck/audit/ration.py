"""A source of studies that may be asked only so often: how a run keeps to its budget."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from citecheck.errors import BudgetSpent
from citecheck.model.query import Query
from citecheck.model.search import (
    CitationKey,
    CitationMatcher,
    Fetched,
    MatchedCitation,
    SearchResult,
    SourceInfo,
    StudySource,
)

RECORDS_A_REQUEST = 200
CITATIONS_A_REQUEST = 100


class Ration:
    """How many requests are left to several sources together. Thread-safe."""

    def __init__(self, allowance: int) -> None:
        self._left = allowance
        self._lock = threading.Lock()
        self.spent = False
        """Whether anything was asked for that the allowance did not suffice for."""

    def take(self, requests: int) -> None:
        """Raises: BudgetSpent if there are not so many left."""
        with self._lock:
            if requests > self._left:
                self.spent = True
                raise BudgetSpent("The requests that this run may make are spent.")
            self._left -= requests


class Rationed:
    """A source behind a ration; a search counts as one request, and so does a batch of records.

    What the source has kept is counted as if it were asked for: a ration is never exceeded, but
    for second tries after a failure.
    """

    def __init__(self, source: StudySource, ration: Ration) -> None:
        self._source, self._ration = source, ration

    @property
    def info(self) -> SourceInfo:
        return self._source.info

    def search(self, query: Query, *, limit: int) -> SearchResult:
        self._ration.take(1)
        return self._source.search(query, limit=limit)

    def fetch(self, keys: Sequence[str]) -> Fetched:
        self._ration.take(-(-len(keys) // RECORDS_A_REQUEST))
        return self._source.fetch(keys)

    def close(self) -> None:
        """Nothing: the source goes on."""


class RationedMatcher(Rationed):
    """The same for a source that finds records by journal, year, volume and page."""

    def __init__(self, source: StudySource, matcher: CitationMatcher, ration: Ration) -> None:
        super().__init__(source, ration)
        self._matcher = matcher

    def match_citations(self, keys: Sequence[CitationKey]) -> tuple[MatchedCitation, ...]:
        self._ration.take(-(-len(keys) // CITATIONS_A_REQUEST))
        return self._matcher.match_citations(keys)


def rationed(source: StudySource, ration: Ration) -> StudySource:
    """The source behind the ration, with all that it can do."""
    if isinstance(source, CitationMatcher):
        return RationedMatcher(source, source, ration)
    return Rationed(source, ration)
