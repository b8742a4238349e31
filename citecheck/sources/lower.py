"""A query tree as an engine query: the same question that PubMed gets, word for word."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import TYPE_CHECKING

from citecheck.errors import QueryRejected
from citecheck.model.query import (
    And,
    Attribute,
    Identifier,
    Mesh,
    Near,
    Not,
    Or,
    Published,
    PubType,
    Query,
    Subset,
    Wildcard,
    Words,
)
from citecheck.pubmed.publication_types import fold_type
from citecheck.pubmed.subheadings import family
from citecheck.sources import schema
from citecheck.sources.schema import whole

if TYPE_CHECKING:
    import tantivy

    from citecheck.sources.tree import MeshTree

TITLE_BOOST = 1.1
"""A word in the title counts for a little more than one in the abstract; much more would hurt.

Of 0.5, 1 and 1.6, searches of 150 of SciFact's training claims had nDCG@10 .81, .79 and .78.
"""
MESH_SCORE = 4.0
"""About what a rare word in an abstract earns, so that neither way of naming wins."""
MAJOR_SCORE = 1.5
PREFIX_SCORE = 3.0
TIE_BREAKER = 0.1
"""Of an OR the best member counts; the others add this share, so synonyms do not pile up."""
MOST_ARRANGEMENTS = 3_000
"""Ways in which the words of one proximity search may stand."""

_FIRST_YEAR, _LAST_YEAR = -9999, 9999


class Lowering:
    """Turns query trees into queries of one engine."""

    def __init__(self, searcher: tantivy.Searcher, tree: MeshTree) -> None:
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
        self._tree = tree

    def lower(self, query: Query) -> tantivy.Query:
        """The engine's form of the tree; filters select and add nothing to the score.

        Raises: QueryRejected for what this index cannot honour.
        """
        match query:
            case Words() | Wildcard():
                return self._words(query)
            case Near():
                return self._near(query)
            case Mesh():
                return self._mesh(query)
            case Identifier():
                label = "pmid:" if query.kind == "pmid" else ""
                return self._whole(whole(schema.IDENTIFIER, label + query.value.strip()))
            case Attribute():
                return self._attribute(query)
            case PubType():
                return self._whole(whole(schema.TYPE, fold_type(query.name)))
            case Published():
                return self._filter(self._published(query))
            case Subset():
                return self._filter(self.lower(query.parts))
            case And():
                return self._q.boolean_query([(self._must, self.lower(p)) for p in query.parts])
            case Or(summed=True):
                return self._q.boolean_query([(self._should, self.lower(p)) for p in query.parts])
            case Or():
                return self._any([self.lower(part) for part in query.parts])
            case Not():
                return self._q.boolean_query(
                    [(self._must, self.lower(query.keep)), (self._must_not, self.lower(query.drop))]
                )

    def _words(self, query: Words | Wildcard) -> tantivy.Query:
        if isinstance(query, Wildcard):
            patterns = _patterns(query.text)
        else:
            patterns = schema.tokens(query.text)
            if query.prefix and patterns:
                patterns[-1] += _ANY
        if not patterns:
            return self._q.empty_query()
        if query.field == "journal" and not any(_ANY in p for p in patterns):
            return self._whole(schema.journal_name(query.text))
        return self._in_fields(
            [(field, self._phrase(field, patterns)) for field in schema.SEARCHED[query.field]]
        )

    def _in_fields(self, found: list[tuple[str, tantivy.Query]]) -> tantivy.Query:
        """Any of the fields; one in the title counts for more, names for no more than text."""
        if len(found) == 1:
            return found[0][1]
        text = [
            self._q.boost_query(query, TITLE_BOOST) if field == schema.TITLE else query
            for field, query in found
            if field in _TEXTS
        ]
        in_text = self._q.boolean_query([(self._should, query) for query in text])
        named = [query for field, query in found if field not in _TEXTS]
        return self._any([in_text, *named])

    def _phrase(self, field: str, patterns: list[str]) -> tantivy.Query:
        wild = any(_ANY in pattern for pattern in patterns)
        if len(patterns) == 1:
            if not wild:
                return self._q.term_query(self._schema, field, patterns[0])
            every = self._q.regex_query(self._schema, field, patterns[0])
            return self._q.const_score_query(every, PREFIX_SCORE)
        words: list[str | tuple[int, str]] = list(patterns)
        if wild:
            return self._q.regex_phrase_query(self._schema, field, words)
        return self._q.phrase_query(self._schema, field, words)

    def _near(self, query: Near) -> tantivy.Query:
        words = schema.tokens(query.text)
        if not words:
            return self._q.empty_query()
        fields = [f for f in schema.SEARCHED[query.field] if f != schema.KEYWORDS]
        return self._in_fields([(f, self._near_in(f, words, query.distance)) for f in fields])

    def _near_in(self, field: str, words: list[str], distance: int) -> tantivy.Query:
        """Every order of the words; the engine's own slop is exact for two words only."""
        if len(words) == 1:
            return self._phrase(field, words)
        if len(set(words)) == len(words) == 2:
            orders = [list(order) for order in itertools.permutations(words)]
            return self._any(
                [self._q.phrase_query(self._schema, field, [*o], slop=distance) for o in orders]
            )
        arrangements = list(itertools.islice(_arrangements(words, distance), MOST_ARRANGEMENTS + 1))
        if len(arrangements) > MOST_ARRANGEMENTS:
            raise QueryRejected(
                f"{len(words)} words within {distance} of each other can stand in more ways "
                "than are tried here; ask for fewer words or a smaller distance."
            )
        return self._any(
            [self._q.phrase_query(self._schema, field, [*places]) for places in arrangements]
        )

    def _mesh(self, query: Mesh) -> tantivy.Query:
        name = "=" + query.name
        if query.ui.startswith("Q"):
            names = family(query.name) if query.explode else (query.name,)
            return self._filter(self._terms([whole(schema.SUBHEADING, each) for each in names]))
        if query.qualifier is not None:
            return self._heading_with(query, query.qualifier)
        if query.major:
            marks = (schema.MAJOR, schema.MAJOR_ABOVE) if query.explode else (schema.MAJOR,)
            majors = self._terms([whole(mark, query.ui) for mark in marks])
            return self._q.const_score_query(majors, MESH_SCORE + MAJOR_SCORE)
        marks = (schema.HEADING, schema.ABOVE) if query.explode else (schema.HEADING,)
        uis = [whole(mark, query.ui) for mark in marks]
        named = self._terms([*uis, whole(schema.HEADING, name)])
        major = self._term(whole(schema.MAJOR, query.ui))
        return self._q.boolean_query(
            [
                (self._must, self._q.const_score_query(named, MESH_SCORE)),
                (self._should, self._q.const_score_query(major, MAJOR_SCORE)),
            ]
        )

    def _heading_with(self, query: Mesh, qualifier: str) -> tantivy.Query:
        """A heading with a subheading; what is below the heading is asked for by name."""
        if query.major:
            raise QueryRejected(
                f"A main topic with a subheading ({query.name}/{qualifier}) cannot be told apart "
                "here; ask for the heading alone."
            )
        uis = [query.ui, *(self._tree.descendants(query.ui) if query.explode else ())]
        qualifiers = family(qualifier) if query.explode else (qualifier,)
        headings = (*uis, "=" + query.name)
        pairs = [schema.pair(heading, each) for heading in headings for each in qualifiers]
        return self._q.const_score_query(self._terms(pairs), MESH_SCORE)

    def _attribute(self, query: Attribute) -> tantivy.Query:
        mark = schema.ATTRIBUTES[query.kind]
        if query.kind != "has" and not self._searcher.terms_with_prefix(
            schema.TERMS, mark, limit=1
        ):
            raise QueryRejected(f"The records of this source do not say their {query.kind}.")
        return self._whole(whole(mark, query.value))

    def _published(self, query: Published) -> tantivy.Query:
        ranges = []
        if query.before is not None:
            ranges.append((schema.DAY, 0, schema.day_number(query.before) - 1))
        if query.first is not None or query.last is not None:
            first = _FIRST_YEAR if query.first is None else query.first
            ranges.append((schema.YEAR, first, _LAST_YEAR if query.last is None else query.last))
        if not ranges:
            return self._term(schema.STUDY)
        return self._q.boolean_query(
            [
                (self._must, self._q.range_query(self._schema, field, self._integer, low, high))
                for field, low, high in ranges
            ]
        )

    def _any(self, queries: list[tantivy.Query]) -> tantivy.Query:
        if len(queries) == 1:
            return queries[0]
        return self._q.disjunction_max_query(queries, TIE_BREAKER)

    def _term(self, value: str) -> tantivy.Query:
        return self._q.term_query(self._schema, schema.TERMS, value)

    def _terms(self, values: list[str]) -> tantivy.Query:
        return self._q.term_set_query(self._schema, schema.TERMS, values)

    def _whole(self, value: str) -> tantivy.Query:
        return self._filter(self._term(value))

    def _filter(self, query: tantivy.Query) -> tantivy.Query:
        return self._q.const_score_query(query, 0.0)


_ANY = ".*"
_TEXTS = frozenset({schema.TITLE, schema.ABSTRACT, schema.KEYWORDS})


def _patterns(text: str) -> list[str]:
    """The words of a text in which a star stands for any letters; words hold no other syntax."""
    patterns: list[str] = []
    for chunk in text.split():
        pieces = [schema.tokens(piece) for piece in chunk.split("*")]
        whole_words = pieces[0]
        for piece in pieces[1:]:
            # What touches the star on both sides is one word: "organi*ation".
            before = whole_words.pop() if whole_words else ""
            after = piece[0] if piece else ""
            whole_words = [*whole_words, before + _ANY + after, *piece[1:]]
        patterns += whole_words
    return patterns


def _arrangements(words: list[str], distance: int) -> Iterable[list[tuple[int, str]]]:
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
