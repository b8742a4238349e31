"""One index as it stood when it was opened, asked by query trees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citecheck.model.query import Query
from citecheck.sources import schema
from citecheck.sources.lower import Lowering
from citecheck.sources.parts import Part
from citecheck.sources.tantivy_queries import TantivyQueries, bounded_patterns
from citecheck.sources.ties import Ties

if TYPE_CHECKING:
    import tantivy

    from citecheck.sources.tree import MeshTree

_SPARE = 200
"""Matches that are asked for beyond the limit, since some may tie with the last."""


class Engine:
    """Exact counts and ranked numbers for query trees; safe to ask from several threads.

    Equal scores are ordered by year, the newest first, then by number.
    """

    def __init__(self, index: tantivy.Index, tree: MeshTree) -> None:
        self.searcher = index.searcher()
        queries = TantivyQueries(self.searcher)
        self._lowering = Lowering(queries, tree)
        self._ties = Ties(self.searcher, queries)
        self._size = max(1, self.searcher.num_docs)

    def search(self, query: Query, limit: int) -> tuple[int, tuple[int, ...]]:
        """How many studies match, and the numbers of the best `limit` of them.

        Raises: QueryRejected for what this index cannot honour.
        """
        lowered = self._lowering.lower(query)
        # The engine refuses a limit of 0. Its type stub forgets `count`.
        most = max(1, min(limit + _SPARE if limit else 1, self._size))
        with bounded_patterns():
            found: Any = self.searcher.search(lowered.query, limit=most)
        if not limit:
            return found.count, ()
        hits = self._cut(lowered, found.hits, limit, found.count)
        addresses = [address for _, address in hits]
        years = self.searcher.fast_field_values(schema.YEAR, addresses)
        numbers = self.searcher.fast_field_values(schema.NUMBER, addresses)
        ranks: dict[int, tuple[float, int]] = {}
        for (score, _), year, number in zip(hits, years, numbers, strict=True):
            ranks.setdefault(int(number or 0), (-score, -int(year or 0)))
        ranked = sorted((*rank, number) for number, rank in ranks.items())
        return found.count, tuple(number for _, _, number in ranked[:limit])

    def _cut(self, lowered: Part, hits: list[Any], limit: int, count: int) -> list[Any]:
        """The hits that may be among the best `limit`; some may come twice."""
        if len(hits) <= limit:
            return hits
        lowest = hits[limit - 1][0]
        kept = [hit for hit in hits if hit[0] >= lowest]
        if len(kept) < len(hits) or len(hits) == count:
            return kept
        above = sum(hit[0] > lowest for hit in kept)
        tied = self._ties.first(lowered, lowest, count, limit - above)
        return [*kept, *((lowest, place) for place in tied)]
