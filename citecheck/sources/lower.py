"""A query tree as an engine query: the same question that PubMed gets, word for word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic

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
from citecheck.pubmed.names import folded
from citecheck.pubmed.subheadings import family
from citecheck.sources import schema
from citecheck.sources.algebra import ANY, Algebra, Q
from citecheck.sources.schema import whole
from citecheck.sources.years import FIRST, LAST

if TYPE_CHECKING:
    from citecheck.sources.tree import MeshTree

TITLE_BOOST = 0.6
"""What a word in the title adds to what it earns in the abstract and among the keywords.

Of 0.3 to 1 and of the better of the two alone, the best among ten and among a hundred together
for the searches of SciFact's training claims (recall .781 and .870). Of phrases the better alone
finds as much, and in less time.
"""
MESH_SCORE = 4.0
"""About what a rare word in an abstract earns, so that neither way of naming wins."""
MAJOR_SCORE = 1.5
PREFIX_SCORE = 3.0
TIE_BREAKER = 0.1
"""Of an OR the best member counts; the others add this share, so synonyms do not pile up."""


class Lowering(Generic[Q]):
    """Turns query trees into queries of one engine; what a node means is said here alone."""

    def __init__(self, engine: Algebra[Q], tree: MeshTree) -> None:
        self._q = engine
        self._tree = tree

    def lower(self, query: Query) -> Q:
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
                return self._whole(whole(schema.TYPE, folded(query.name)))
            case Published():
                return self._filter(self._published(query))
            case Subset():
                return self._filter(self.lower(query.parts))
            case And():
                return self._q.every([self.lower(part) for part in query.parts])
            case Or(summed=True):
                return self._q.some([self.lower(part) for part in query.parts])
            case Or():
                return self._any([self.lower(part) for part in query.parts])
            case Not():
                return self._q.without(self.lower(query.keep), self.lower(query.drop))

    def _words(self, query: Words | Wildcard) -> Q:
        if isinstance(query, Wildcard):
            patterns = _patterns(query.text)
        else:
            patterns = schema.tokens(query.text)
            if query.prefix and patterns:
                patterns[-1] += ANY
        if not patterns:
            return self._q.nothing()
        if query.field == "journal" and not any(ANY in p for p in patterns):
            return self._whole(schema.journal_name(query.text))
        fields = schema.SEARCHED[query.field]
        if len(patterns) == 1 and ANY not in patterns[0]:
            return self._word(fields, patterns[0])
        return self._any([self._phrase(field, patterns) for field in fields])

    def _word(self, fields: Sequence[str], word: str) -> Q:
        """What it earns in the fields of text adds up; as a name it counts for no more."""
        found = {field: self._q.word(field, word) for field in fields}
        if len(found) > 1 and schema.TITLE in found:
            found[schema.TITLE] = self._q.boosted(found[schema.TITLE], TITLE_BOOST)
        text = [found.pop(field) for field in schema.TEXTS if field in found]
        return self._any([*([self._q.some(text)] if text else []), *found.values()])

    def _phrase(self, field: str, patterns: list[str]) -> Q:
        wild = any(ANY in pattern for pattern in patterns)
        if len(patterns) == 1:
            if not wild:
                return self._q.word(field, patterns[0])
            return self._q.constant(self._q.pattern(field, patterns[0]), PREFIX_SCORE)
        if wild:
            return self._q.phrase_of_patterns(field, patterns)
        return self._q.phrase(field, patterns)

    def _near(self, query: Near) -> Q:
        words = schema.tokens(query.text)
        if not words:
            return self._q.nothing()
        fields = [f for f in schema.SEARCHED[query.field] if f != schema.KEYWORDS]
        return self._any([self._near_in(field, words, query.distance) for field in fields])

    def _near_in(self, field: str, words: list[str], distance: int) -> Q:
        if len(words) == 1:
            return self._phrase(field, words)
        return self._q.near(field, words, distance)

    def _mesh(self, query: Mesh) -> Q:
        name = "=" + query.name
        if query.ui.startswith("Q"):
            names = family(query.name) if query.explode else (query.name,)
            return self._filter(self._q.terms([whole(schema.SUBHEADING, each) for each in names]))
        if query.qualifier is not None:
            return self._heading_with(query, query.qualifier)
        if query.major:
            marks = (schema.MAJOR, schema.MAJOR_ABOVE) if query.explode else (schema.MAJOR,)
            majors = self._q.terms([whole(mark, query.ui) for mark in marks])
            return self._q.constant(majors, MESH_SCORE + MAJOR_SCORE)
        marks = (schema.HEADING, schema.ABOVE) if query.explode else (schema.HEADING,)
        uis = [whole(mark, query.ui) for mark in marks]
        named = self._q.terms([*uis, whole(schema.HEADING, name)])
        major = self._q.terms([whole(schema.MAJOR, query.ui)])
        # Whatever has it as a main topic has it.
        return self._q.some(
            [self._q.constant(named, MESH_SCORE), self._q.constant(major, MAJOR_SCORE)]
        )

    def _heading_with(self, query: Mesh, qualifier: str) -> Q:
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
        return self._q.constant(self._q.terms(pairs), MESH_SCORE)

    def _attribute(self, query: Attribute) -> Q:
        mark = schema.ATTRIBUTES[query.kind]
        if query.kind != "has" and not self._q.has_terms_from(mark):
            raise QueryRejected(f"The records of this source do not say their {query.kind}.")
        return self._whole(whole(mark, query.value))

    def _published(self, query: Published) -> Q:
        ranges = []
        if query.before is not None:
            ranges.append((schema.DAY, 0, schema.day_number(query.before) - 1))
        if query.first is not None or query.last is not None:
            first = FIRST if query.first is None else query.first
            ranges.append((schema.YEAR, first, LAST if query.last is None else query.last))
        if not ranges:
            return self._q.terms([schema.STUDY])
        return self._q.every([self._q.numbers(*bounds) for bounds in ranges])

    def _any(self, queries: list[Q]) -> Q:
        return queries[0] if len(queries) == 1 else self._q.best(queries, TIE_BREAKER)

    def _whole(self, value: str) -> Q:
        return self._filter(self._q.terms([value]))

    def _filter(self, query: Q) -> Q:
        return self._q.constant(query, 0.0)


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
            whole_words = [*whole_words, before + ANY + after, *piece[1:]]
        patterns += whole_words
    return patterns
