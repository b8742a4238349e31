"""Queries of tantivy, for indexes in memory and on disk."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from citecheck.errors import QueryRejected
from citecheck.sources import schema

if TYPE_CHECKING:
    import tantivy

MOST_ARRANGEMENTS = 3_000
"""Ways in which the words of one proximity search may stand."""


class TantivyQueries:
    """An `Algebra` over what one searcher sees."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        import tantivy

        self._q = tantivy.Query
        self._must, self._should, self._must_not = (
            tantivy.Occur.Must,
            tantivy.Occur.Should,
            tantivy.Occur.MustNot,
        )
        self._integer = tantivy.FieldType.Integer
        self._schema = schema.index_schema()
        self._searcher = searcher

    def nothing(self) -> tantivy.Query:
        return self._q.empty_query()

    def word(self, field: str, word: str) -> tantivy.Query:
        return self._q.term_query(self._schema, field, word)

    def pattern(self, field: str, pattern: str) -> tantivy.Query:
        return self._q.regex_query(self._schema, field, pattern)

    def phrase(self, field: str, words: Sequence[str]) -> tantivy.Query:
        return self._q.phrase_query(self._schema, field, list(words))

    def phrase_of_patterns(self, field: str, patterns: Sequence[str]) -> tantivy.Query:
        return self._q.regex_phrase_query(self._schema, field, list(patterns))

    def near(self, field: str, words: Sequence[str], distance: int) -> tantivy.Query:
        """Every order of the words; the engine's own slop is exact for two words only."""
        if len(set(words)) == len(words) == 2:
            orders = [list(order) for order in itertools.permutations(words)]
            return self._any_phrase(
                [self._q.phrase_query(self._schema, field, [*o], slop=distance) for o in orders]
            )
        arrangements = list(itertools.islice(_arrangements(words, distance), MOST_ARRANGEMENTS + 1))
        if len(arrangements) > MOST_ARRANGEMENTS:
            raise QueryRejected(
                f"{len(words)} words within {distance} of each other can stand in more ways "
                "than are tried here; ask for fewer words or a smaller distance."
            )
        return self._any_phrase(
            [self._q.phrase_query(self._schema, field, [*places]) for places in arrangements]
        )

    def terms(self, values: Sequence[str]) -> tantivy.Query:
        if len(values) == 1:
            return self._q.term_query(self._schema, schema.TERMS, values[0])
        return self._q.term_set_query(self._schema, schema.TERMS, list(values))

    def has_terms_from(self, mark: str) -> bool:
        return bool(self._searcher.terms_with_prefix(schema.TERMS, mark, limit=1))

    def numbers(self, field: str, low: int, high: int) -> tantivy.Query:
        return self._q.range_query(self._schema, field, self._integer, low, high)

    def every(self, queries: Sequence[tantivy.Query]) -> tantivy.Query:
        return self._q.boolean_query([(self._must, query) for query in queries])

    def some(self, queries: Sequence[tantivy.Query]) -> tantivy.Query:
        return self._q.boolean_query([(self._should, query) for query in queries])

    def best(self, queries: Sequence[tantivy.Query], tie_breaker: float) -> tantivy.Query:
        return self._q.disjunction_max_query(list(queries), tie_breaker)

    def preferring(self, needed: tantivy.Query, welcome: tantivy.Query) -> tantivy.Query:
        return self._q.boolean_query([(self._must, needed), (self._should, welcome)])

    def without(self, keep: tantivy.Query, drop: tantivy.Query) -> tantivy.Query:
        return self._q.boolean_query([(self._must, keep), (self._must_not, drop)])

    def constant(self, query: tantivy.Query, score: float) -> tantivy.Query:
        return self._q.const_score_query(query, score)

    def boosted(self, query: tantivy.Query, factor: float) -> tantivy.Query:
        return self._q.boost_query(query, factor)

    def _any_phrase(self, phrases: list[tantivy.Query]) -> tantivy.Query:
        return phrases[0] if len(phrases) == 1 else self._q.disjunction_max_query(phrases, 0.1)


def _arrangements(words: Sequence[str], distance: int) -> Iterable[list[tuple[int, str]]]:
    """Each way in which the words may stand, as their places."""
    for order in sorted(set(itertools.permutations(words))):
        for gaps in _gaps(len(words) - 1, distance):
            places = itertools.accumulate((gap + 1 for gap in gaps), initial=0)
            yield list(zip(places, order, strict=True))


def _gaps(count: int, most: int) -> Iterable[tuple[int, ...]]:
    if count == 0:
        yield ()
        return
    for first in range(most + 1):
        for others in _gaps(count - 1, most - first):
            yield (first, *others)
