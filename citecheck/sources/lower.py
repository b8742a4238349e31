"""A query tree as an engine query: the same question that PubMed gets, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citecheck.model.query import (
    And,
    Identifier,
    Mesh,
    Not,
    Or,
    Published,
    PubType,
    Query,
    Subset,
    Words,
)
from citecheck.pubmed.publication_types import fold_type
from citecheck.sources import schema

if TYPE_CHECKING:
    import tantivy

TITLE_BOOST = 0.3
"""What a word in the title adds to its share as a word of the text, which holds the title.

Of 0, 0.3, 0.6 and 1.5 the best for the searches of SciFact's training claims (recall of ten .79,
.79, .78, .74) and, but for 1.5 on questions that are titles, of three other sets.
"""
MESH_SCORE = 4.0
"""About what a rare word in an abstract earns, so that neither way of naming wins."""
MAJOR_SCORE = 1.5
PREFIX_SCORE = 3.0
TIE_BREAKER = 0.1
"""Of an OR the best member counts; the others add this share, so synonyms do not pile up."""

_FIRST_YEAR, _LAST_YEAR = -9999, 9999


class Lowering:
    """Turns query trees into queries of one searcher, whose terms resolve the prefixes."""

    def __init__(self, index: tantivy.Index, searcher: tantivy.Searcher) -> None:
        import tantivy

        self._q = tantivy.Query
        self._must, self._should, self._must_not = (
            tantivy.Occur.Must,
            tantivy.Occur.Should,
            tantivy.Occur.MustNot,
        )
        self._integer = tantivy.FieldType.Integer
        self._schema = index.schema
        self._searcher = searcher

    def lower(self, query: Query) -> tantivy.Query:
        """The engine's form of the tree; filters select and add nothing to the score."""
        match query:
            case Words():
                return self._words(query)
            case Mesh():
                return self._mesh(query)
            case Identifier():
                return self._filter(self._term(schema.IDENTIFIER, schema.identifier(query.value)))
            case PubType():
                return self._filter(self._term(schema.PUB_TYPE, fold_type(query.name)))
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

    def _words(self, query: Words) -> tantivy.Query:
        tokens = schema.tokens(query.text)
        if not tokens:
            return self._q.empty_query()
        if query.field in ("author", "journal"):
            return self._tokens(schema.NAMES, tokens, query.prefix)
        in_title = self._tokens(schema.TITLE, tokens, query.prefix)
        if query.field == "title":
            return in_title
        in_text = self._q.boolean_query(
            [
                (self._should, self._tokens(schema.TIAB, tokens, query.prefix)),
                (self._should, self._q.boost_query(in_title, TITLE_BOOST)),
            ]
        )
        if query.field == "tiab":
            return in_text
        return self._any([in_text, self._tokens(schema.NAMES, tokens, query.prefix)])

    def _tokens(self, field: str, tokens: list[str], prefix: bool) -> tantivy.Query:
        if not prefix:
            return self._phrase(field, tokens)
        # The engine's own prefix queries stop at 50 expansions, which makes counts wrong.
        endings = [term for term, _ in self._searcher.terms_with_prefix(field, tokens[-1])]
        if len(tokens) == 1:
            every = self._q.term_set_query(self._schema, field, endings)
            return self._q.const_score_query(every, PREFIX_SCORE)
        return self._any([self._phrase(field, [*tokens[:-1], ending]) for ending in endings])

    def _phrase(self, field: str, tokens: list[str]) -> tantivy.Query:
        if len(tokens) == 1:
            return self._term(field, tokens[0])
        words: list[str | tuple[int, str]] = list(tokens)
        return self._q.phrase_query(self._schema, field, words)

    def _mesh(self, query: Mesh) -> tantivy.Query:
        if query.ui.startswith("Q"):
            return self._filter(self._term(schema.MESH, schema.qualifier_term(query.name)))
        field = schema.MESH_TREE if query.explode else schema.MESH
        terms = [query.ui, schema.mesh_name_term(query.name)]
        named = self._q.term_set_query(self._schema, field, terms)
        major = self._term(schema.MESH_MAJOR, query.ui)
        return self._q.boolean_query(
            [
                (self._must, self._q.const_score_query(named, MESH_SCORE)),
                (self._should, self._q.const_score_query(major, MAJOR_SCORE)),
            ]
        )

    def _published(self, query: Published) -> tantivy.Query:
        ranges = []
        if query.before is not None:
            ranges.append((schema.DAY, 0, schema.day_number(query.before) - 1))
        if query.first is not None or query.last is not None:
            first = _FIRST_YEAR if query.first is None else query.first
            ranges.append((schema.YEAR, first, _LAST_YEAR if query.last is None else query.last))
        if not ranges:
            return self._q.all_query()
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

    def _term(self, field: str, value: str) -> tantivy.Query:
        return self._q.term_query(self._schema, field, value)

    def _filter(self, query: tantivy.Query) -> tantivy.Query:
        return self._q.const_score_query(query, 0.0)
