"""What a source that answers from this machine says it was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from citecheck.model.moments import written
from citecheck.model.query import Query
from citecheck.model.search import SearchResult
from citecheck.pubmed.syntax import render
from citecheck.sources.describe import describe


def utc_now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


class Receipts(NamedTuple):
    """Makes the receipts of one source, which is called `detail`."""

    detail: str
    now: Callable[[], datetime] = utc_now

    def search(self, query: Query, count: int, keys: tuple[str, ...]) -> SearchResult:
        """Of a search. Raises: QueryRejected for a tree that PubMed could not run either."""
        return self._receipt(render(query), describe(query), count, keys)

    def records(self, keys: Sequence[str], found: tuple[str, ...]) -> SearchResult:
        """Of asking for records by their keys."""
        names = " ".join(dict.fromkeys(keys))
        return self._receipt(names, f"records by identifier: {names}", len(found), found)

    def _receipt(
        self, term: str, translation: str, count: int, keys: tuple[str, ...]
    ) -> SearchResult:
        return SearchResult(
            source=self.detail,
            term=term,
            translation=translation,
            count=count,
            keys=keys,
            searched_at=written(self.now()),
        )
