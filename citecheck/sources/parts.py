"""Queries of tantivy with what is known of them before they run, joined so that little is read.

Beside a rare word the engine skips through the postings of another word, but an OR it runs in
full: every phrase in it, over all studies. Where that costs more, what is rare is therefore
asked for again inside the OR, with a score of 0: the same studies, and the same scores.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from citecheck.sources.years import LAST

if TYPE_CHECKING:
    import tantivy

SKIP = 8
"""Postings that are read in the time of one skip to a later one."""


class Part(NamedTuple):
    """A query, about how many studies it matches, and how many postings it reads when run alone.

    `about` is 0 only where no study can match, and none is of a year after `newest`. `within` is
    set where the engine runs the whole of it whatever it is joined with: it gives a part that
    matches the same of the studies of another.
    """

    query: tantivy.Query
    about: int
    cost: int
    within: Callable[[Part], Part] | None = None
    newest: int = LAST

    @property
    def skipped_through(self) -> int:
        """What it costs to look up the studies of this part in something else."""
        return self.cost + SKIP * self.about


class Joins:
    """The joining half of an `Algebra` of parts. `size` is the number of studies."""

    def __init__(self, size: int) -> None:
        import tantivy

        self._q = tantivy.Query
        self._must, self._should, self._must_not = (
            tantivy.Occur.Must,
            tantivy.Occur.Should,
            tantivy.Occur.MustNot,
        )
        self.size = size

    def nothing(self) -> Part:
        return Part(self._q.empty_query(), 0, 0)

    def every(self, queries: Sequence[Part]) -> Part:
        return self._every(queries, queries)

    def _every(self, parts: Sequence[Part], known: Sequence[Part]) -> Part:
        """All of `parts`, run beside all of `known`."""
        rarest = min(known, key=lambda part: part.about, default=self.nothing())
        if not rarest.about:
            return self.nothing()
        if len(parts) == 1 and parts[0] is rarest:
            return rarest
        joined = [part if part is rarest else _narrowed(part, rarest) for part in parts]
        reads = sum(
            part.cost if part is rarest or part.within else min(part.cost, rarest.skipped_through)
            for part in joined
        )

        def within(other: Part) -> Part:
            return self._every(parts, [*parts, other])

        in_full = any(part.within for part in joined)
        query = self._q.boolean_query([(self._must, part.query) for part in joined])
        newest = min(part.newest for part in parts)
        return Part(query, rarest.about, reads, within if in_full else None, newest)

    def some(self, queries: Sequence[Part]) -> Part:
        return self._any(
            queries,
            lambda parts: self._q.boolean_query([(self._should, part.query) for part in parts]),
        )

    def best(self, queries: Sequence[Part], tie_breaker: float) -> Part:
        return self._any(
            queries,
            lambda parts: self._q.disjunction_max_query(
                [part.query for part in parts], tie_breaker
            ),
        )

    def _any(
        self, queries: Sequence[Part], join: Callable[[Sequence[Part]], tantivy.Query]
    ) -> Part:
        parts = [part for part in queries if part.about]
        if not parts:
            return self.nothing()
        if len(parts) == 1:
            return parts[0]

        def within(other: Part) -> Part:
            return self._any([self._inside(part, other) for part in parts], join)

        about = min(self.size, sum(part.about for part in parts))
        newest = max(part.newest for part in parts)
        return Part(join(parts), about, sum(part.cost for part in parts), within, newest)

    def without(self, keep: Part, drop: Part) -> Part:
        if not (keep.about and drop.about):
            return keep
        dropped = _narrowed(drop, keep)

        def within(other: Part) -> Part:
            return self.without(_narrowed(keep, other), _narrowed(drop, other))

        in_full = keep.within or dropped.within
        query = self._q.boolean_query([(self._must, keep.query), (self._must_not, dropped.query)])
        reads = dropped.cost if dropped.within else min(drop.cost, keep.skipped_through)
        cost = keep.cost + reads
        return Part(query, keep.about, cost, within if in_full else None, keep.newest)

    def constant(self, query: Part, score: float) -> Part:
        return self._wrapped(query, lambda inner: self._q.const_score_query(inner, score))

    def boosted(self, query: Part, factor: float) -> Part:
        return self._wrapped(query, lambda inner: self._q.boost_query(inner, factor))

    def _wrapped(self, part: Part, wrap: Callable[[tantivy.Query], tantivy.Query]) -> Part:
        if not part.about:
            return part
        narrow = part.within
        if narrow is None:
            return part._replace(query=wrap(part.query))

        def within(other: Part) -> Part:
            return self._wrapped(narrow(other), wrap)

        return part._replace(query=wrap(part.query), within=within)

    def _inside(self, part: Part, other: Part) -> Part:
        """The part within the other, where it stands in an OR and would be run in full."""
        if part.cost <= other.skipped_through:
            return part
        if part.within is not None:
            return part.within(other)
        marked = self._q.const_score_query(other.query, 0.0)
        query = self._q.boolean_query([(self._must, part.query), (self._must, marked)])
        return Part(query, min(part.about, other.about), other.skipped_through)


def _narrowed(part: Part, other: Part) -> Part:
    """The part as it is best run beside the other."""
    if part.within is None or part.cost <= other.skipped_through:
        return part
    return part.within(other)
