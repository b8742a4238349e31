"""The first of many studies with the same score, without a look at all of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from citecheck.sources import schema
from citecheck.sources.tantivy_queries import TantivyQueries
from citecheck.sources.years import FIRST, LAST

if TYPE_CHECKING:
    import tantivy

    from citecheck.sources.parts import Part

_AT_ONCE = 2_000
"""Matches whose scores are looked at in one search."""
_MOST_AT_ONCE = 50_000
"""The same, where more match than were expected."""
_FIRST_LOOK = 16
"""Matches that are looked at, at first, for each study that is wanted."""
_WIDE = 4_000
"""The best matches that are asked for where a first look found too few."""
_MOST_LOOKS = 40
"""Where they do not suffice, others that tie take the places of the newest."""
_SAME = 1e-6
"""Scores that differ by a smaller share are equal: their parts were added in another order."""
_HIGHEST = 2**63 - 1


class Ties:
    """Looks through the matches of a search from the newest year on, a few years at a time."""

    def __init__(self, searcher: tantivy.Searcher, queries: TantivyQueries) -> None:
        self._searcher: Any = searcher
        self._queries = queries

    def first(self, part: Part, score: float, count: int, wanted: int) -> list[Any]:
        """Where studies of this score are, the first `wanted` by year, newest first, and number
        among them.

        `count` is how many studies the part matches.
        """
        looks = self._looks(part, max(1, count) / self._queries.size, wanted)
        found = _tied(next(looks, []), score)
        if len(found) < wanted:
            # Few of those that match tie: then all that do may stand close together.
            best = self._searcher.search(part.query, limit=_WIDE, count=False).hits
            if len(best) == count or len(_tied(best[-1:], score)) == 0:
                return _tied(best, score)
        for hits in itertools.islice(looks, _MOST_LOOKS):
            if len(found) >= wanted:
                break
            found += _tied(hits, score)
        return found

    def _looks(self, part: Part, share: float, wanted: int) -> Iterator[list[Any]]:
        """All matches in order of year and number, some at a time."""
        years = self._queries.years
        size = min(_FIRST_LOOK * wanted, _AT_ONCE // 2)
        last = min(part.newest, years.newest)
        while last >= FIRST:
            first = years.back(last, size / share)
            until = LAST if last == years.newest else last
            inside = self._between(part, schema.YEAR, first, until)
            yield from self._by_number(inside, size) if first == last else self._all(inside)
            last, size = first - 1, min(size * 4, _AT_ONCE // 2)
        dated = self._queries.numbers(schema.YEAR, FIRST, LAST)
        yield from self._all(self._queries.without(part, dated))

    def _all(self, part: Part) -> Iterator[list[Any]]:
        found = self._searcher.search(part.query, limit=_AT_ONCE)
        if found.count > _AT_ONCE:
            found = self._searcher.search(part.query, limit=min(found.count, _MOST_AT_ONCE))
        yield found.hits

    def _by_number(self, part: Part, size: int) -> Iterator[list[Any]]:
        import tantivy

        low = 0
        while hits := self._searcher.search(
            self._between(part, schema.NUMBER, low, _HIGHEST).query,
            limit=size,
            count=False,
            order_by_field=schema.NUMBER,
            order=tantivy.Order.Asc,
        ).hits:
            high = hits[-1][0]
            yield from self._all(self._between(part, schema.NUMBER, low, high))
            low, size = high + 1, min(size * 4, _AT_ONCE)

    def _between(self, part: Part, field: str, low: int, high: int) -> Part:
        bounds = self._queries.numbers(field, low, high)
        return self._queries.every([part, self._queries.constant(bounds, 0.0)])


def _tied(hits: list[Any], score: float) -> list[Any]:
    return [place for other, place in hits if abs(other - score) <= _SAME * score]
