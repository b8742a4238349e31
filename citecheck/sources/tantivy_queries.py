"""Queries of tantivy, for indexes in memory and on disk."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from citecheck.errors import QueryRejected
from citecheck.sources import schema
from citecheck.sources.algebra import ANY
from citecheck.sources.parts import Joins, Part
from citecheck.sources.years import Years

if TYPE_CHECKING:
    import tantivy

MOST_ARRANGEMENTS = 3_000
"""Ways in which the words of one proximity search may stand."""
MOST_NEAR = 20
"""Words of a proximity search; seven that differ can stand in more ways than that."""
_PLACES = 16
"""Postings that are read in the time of comparing the places of two words in one study."""
_BY_NUMBER = 5
"""Postings that are read in the time of taking in one study of a range of years."""
_SPELT_OUT = 64
"""Words that a pattern may stand for before an automaton is the faster way to find them."""
_WRITTEN = 3
"""Letters at the head of a pattern below which little of the dictionary lies."""


class TantivyQueries(Joins):
    """An `Algebra` over what one searcher sees."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        import tantivy

        super().__init__(searcher.num_docs)
        self._kinds = {schema.NUMBER: tantivy.FieldType.Unsigned}
        self._integer = tantivy.FieldType.Integer
        self._schema = schema.index_schema()
        self._searcher = searcher
        self.years = Years(searcher)

    def word(self, field: str, word: str) -> Part:
        return self._word(field, word, self._searcher.doc_freq(field, word))

    def _word(self, field: str, word: str, count: int) -> Part:
        if not count:
            return self.nothing()
        return Part(self._q.term_query(self._schema, field, word), count, count)

    def pattern(self, field: str, pattern: str) -> Part:
        head, *others = pattern.split(ANY)
        if len(head) >= _WRITTEN:
            known = self._searcher.terms_with_prefix(field, head)
            words = [each for each in known if _fits(each[0], head, others)]
            if len(words) <= _SPELT_OUT:
                return self.some([self._word(field, *each) for each in words])
        with bounded_patterns():
            query = self._q.regex_query(self._schema, field, pattern)
        return Part(query, self.size, self.size)

    def phrase(self, field: str, words: Sequence[str]) -> Part:
        query = self._q.phrase_query(self._schema, field, list(words))
        return self._placed(field, words, query)

    def phrase_of_patterns(self, field: str, patterns: Sequence[str]) -> Part:
        query = self._q.regex_phrase_query(self._schema, field, list(patterns))
        return self._placed(field, [word for word in patterns if ANY not in word], query)

    def near(self, field: str, words: Sequence[str], distance: int) -> Part:
        """Every order of the words; the engine's own slop is exact for two words only."""
        if len(set(words)) == len(words) == 2:
            return self.best(
                [
                    self._placed(
                        field,
                        words,
                        self._q.phrase_query(self._schema, field, [*order], slop=distance),
                    )
                    for order in itertools.permutations(words)
                ],
                0.1,
            )
        ways = () if len(words) > MOST_NEAR else _arrangements(words, distance)
        arrangements = list(itertools.islice(ways, MOST_ARRANGEMENTS + 1))
        if not 0 < len(arrangements) <= MOST_ARRANGEMENTS:
            raise QueryRejected(
                f"{len(words)} words within {distance} of each other can stand in more ways "
                "than are tried here; ask for fewer words or a smaller distance."
            )
        return self.best(
            [
                self._placed(field, words, self._q.phrase_query(self._schema, field, [*places]))
                for places in arrangements
            ],
            0.1,
        )

    def _placed(self, field: str, words: Sequence[str], query: tantivy.Query) -> Part:
        """A query of words by their places: no study has it that lacks one of them."""
        counts = (self._searcher.doc_freq(field, word) for word in words)
        count = min(counts, default=self.size)
        return Part(query, count, _PLACES * count) if count else self.nothing()

    def terms(self, values: Sequence[str]) -> Part:
        if len(values) > _SPELT_OUT:
            query = self._q.term_set_query(self._schema, schema.TERMS, list(values))
            return Part(query, self.size, self.size)
        return self.some([self.word(schema.TERMS, value) for value in values])

    def has_terms_from(self, mark: str) -> bool:
        return bool(self._searcher.terms_with_prefix(schema.TERMS, mark, limit=1))

    def numbers(self, field: str, low: int, high: int) -> Part:
        kind = self._kinds.get(field, self._integer)
        stored = self._q.range_query(self._schema, field, kind, low, high)
        if field != schema.YEAR:
            return Part(stored, self.size, self.size)
        # Few years have long postings; where other parts leave few studies, their years are read.
        about = self.years.about(low, high)
        read = Part(stored, about, about, newest=high)
        listed = self._q.range_query(self._schema, field, kind, low, high, use_inverted_index=True)
        return Part(listed, about, _BY_NUMBER * about, lambda other: read, newest=high)


@contextmanager
def bounded_patterns() -> Iterator[None]:
    """Raises: QueryRejected for a pattern of more states than the engine's automata may have."""
    try:
        yield
    except ValueError as error:
        if "regex" not in str(error):
            raise
        raise QueryRejected(
            "A word with so many wildcards, or so long, cannot be searched here; "
            "ask for a shorter one."
        ) from error


def _fits(word: str, head: str, others: Sequence[str]) -> bool:
    """Whether the word, which begins with `head`, holds the other letters in their order."""
    *middle, end = others
    at = len(head)
    for letters in middle:
        at = word.find(letters, at) + len(letters)
        if at < len(letters):
            return False
    return len(word) >= at + len(end) and word.endswith(end)


def _arrangements(words: Sequence[str], distance: int) -> Iterable[list[tuple[int, str]]]:
    """Each way in which the words may stand, as their places."""
    for order in _orders(words):
        for gaps in _gaps(len(words) - 1, distance):
            places = itertools.accumulate((gap + 1 for gap in gaps), initial=0)
            yield list(zip(places, order, strict=True))


def _orders(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """The distinct orders of the words, each from the one before: there can be 20 factorial."""
    order = sorted(words)
    while True:
        yield tuple(order)
        rises = (i for i in range(len(order) - 2, -1, -1) if order[i] < order[i + 1])
        at = next(rises, None)
        if at is None:
            return
        other = next(i for i in range(len(order) - 1, at, -1) if order[at] < order[i])
        order[at], order[other] = order[other], order[at]
        order[at + 1 :] = reversed(order[at + 1 :])


def _gaps(count: int, most: int) -> Iterable[tuple[int, ...]]:
    """So many gaps that add up to `most` words or fewer."""
    for ends in itertools.combinations(range(count + most), count):
        yield tuple(end - before - 1 for before, end in itertools.pairwise((-1, *ends)))
