"""One index as it stood when it was opened, asked by query trees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citecheck.model.query import Query
from citecheck.sources import schema
from citecheck.sources.lower import Lowering
from citecheck.sources.tantivy_queries import TantivyQueries

if TYPE_CHECKING:
    import tantivy

    from citecheck.sources.tree import MeshTree

_MOST_TIES = 4_096
"""How far beyond the limit equal scores are followed to put them in order."""


class Engine:
    """Exact counts and ranked numbers for query trees; safe to ask from several threads.

    Equal scores are ordered by year, the newest first, then by number.
    """

    def __init__(self, index: tantivy.Index, tree: MeshTree) -> None:
        self.searcher = index.searcher()
        self._lowering = Lowering(TantivyQueries(self.searcher), tree)
        self._size = max(1, self.searcher.num_docs)

    def search(self, query: Query, limit: int) -> tuple[int, tuple[int, ...]]:
        """How many studies match, and the numbers of the best `limit` of them.

        Raises: QueryRejected for what this index cannot honour.
        """
        lowered = self._lowering.lower(query)
        # The engine refuses a limit of 0. Its type stub forgets `count`.
        found: Any = self.searcher.search(lowered, limit=max(1, min(limit + 1, self._size)))
        if not limit:
            return found.count, ()
        hits = self._with_ties(lowered, found.hits, limit, found.count)
        addresses = [address for _, address in hits]
        years = self.searcher.fast_field_values(schema.YEAR, addresses)
        numbers = self.searcher.fast_field_values(schema.NUMBER, addresses)
        ranked = sorted(
            (-score, -(year or 0), number or 0)
            for (score, _), year, number in zip(hits, years, numbers, strict=True)
        )
        return found.count, tuple(int(number) for _, _, number in ranked[:limit])

    def _with_ties(
        self, lowered: tantivy.Query, hits: list[tuple[Any, Any]], limit: int, count: int
    ) -> list[tuple[Any, Any]]:
        """The hits with all that tie with the last one asked for, within reason."""
        wanted = limit
        while len(hits) < count and hits[-1][0] == hits[limit - 1][0] and wanted < _MOST_TIES:
            wanted *= 8
            hits = self.searcher.search(lowered, limit=min(wanted, self._size), count=False).hits
        return hits
