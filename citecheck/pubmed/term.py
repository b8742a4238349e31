"""PubMed syntax as a query tree; the inverse of `syntax.render` for what it can write.

Booleans run strictly left to right, as PubMed runs them, and terms that stand side by side
are joined by AND. What is not known here, or could not be honoured, is refused and never
guessed or left out.   Source: NLM, PubMed User Guide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from citecheck.errors import QueryRejected
from citecheck.model.query import And, Not, Or, Published, Query
from citecheck.pubmed.quoted import quoted
from citecheck.pubmed.search_fields import field_of
from citecheck.pubmed.term_leaf import Leaf, leaf
from citecheck.pubmed.term_years import years

MOST_CHARACTERS = 200_000
DEEPEST = 60
"""Brackets within brackets."""
TALLEST = 120
"""Levels of the tree: each change from one Boolean to another adds one, as brackets do."""

_TOKEN = re.compile(
    r"\s*(?:"
    r'"(?P<quoted>[^"]*)"\s*(?:\[(?P<quoted_tag>[^\]]*)\])?'
    r"|(?P<word>AND|OR|NOT)(?=[\s()\"]|$)"
    r"|(?P<bracket>[()])"
    r"|(?P<colon>:)(?=\s*\"?[0-9])"
    r"|(?P<bare>(?:(?!\s(?:AND|OR|NOT)(?=[\s()\"]|$))(?![\[\]()\"])[^:]|:(?!\s*\"))+)"
    r"(?:\[(?P<bare_tag>[^\]]*)\])?"
    r")\s*"
)
_PLAIN = str.maketrans("“”„«»", '"""""') | dict.fromkeys((*range(32), *range(127, 160)), " ")
"""Quotes as PubMed takes them; a control character is no part of a word, and left out when a
tree is written: it must not stand between a word and what would then be its truncation."""

_Match = re.Match[str]


class Names(Protocol):
    """What a parser must be told to read names: MeSH's, and terms without a field."""

    def heading(self, name: str, /) -> tuple[str, str] | None:
        """UI and preferred name of a heading or supplementary record; None if unknown."""
        ...

    def subset(self, name: str, /) -> Query | None:
        """A named filter as a tree; None if unknown."""
        ...

    def untagged(self, words: str, /) -> Query:
        """What words without quotes and field stand for. Raises: QueryRejected."""
        ...


class GivenNames(NamedTuple):
    """Names from a mapping of lower-case names to UIs; every term needs its field."""

    uis: Mapping[str, str]

    def heading(self, name: str, /) -> tuple[str, str] | None:
        """As the mapping has it, under the name as it is written."""
        ui = self.uis.get(name.lower())
        return (ui, name) if ui else None

    def subset(self, name: str, /) -> Query | None:
        """None: no filter is known."""
        return None

    def untagged(self, words: str, /) -> Query:
        """Refused."""
        raise QueryRejected(f"A term with its field tag is expected at {quoted(words)}.")


def parse_term(term: str, names: Names | Mapping[str, str]) -> Query:
    """The tree of one term.

    Raises: QueryRejected, with the place, for syntax that is not known here.
    """
    if len(term) > MOST_CHARACTERS:
        raise QueryRejected(f"The search is longer than {MOST_CHARACTERS:,} characters.")
    known = GivenNames(names) if isinstance(names, Mapping) else names
    reader = _Reader(term.translate(_PLAIN), known)
    query = reader.group(0)
    if reader.left:
        raise QueryRejected(f"Not PubMed syntax that is known here: {quoted(reader.rest)}.")
    if _height(query) > TALLEST:
        raise QueryRejected(f"AND, OR and NOT take turns more than {TALLEST} times.")
    return query


def _height(query: Query) -> int:
    """How many levels the tree has."""
    level, below = 0, [query]
    while below:
        level += 1
        below = [part for node in below for part in _parts_of(node)]
    return level


def _parts_of(query: Query) -> tuple[Query, ...]:
    if isinstance(query, And | Or):
        return query.parts
    return (query.keep, query.drop) if isinstance(query, Not) else ()


class _Reader:
    """A cursor over the tokens of one term."""

    def __init__(self, term: str, names: Names) -> None:
        self._term = term
        self._names = names
        self._at = 0

    @property
    def rest(self) -> str:
        return self._term[self._at :]

    @property
    def left(self) -> bool:
        return self._at < len(self._term)

    def group(self, depth: int) -> Query:
        """Operands and the words between them, up to a closing bracket or the end."""
        run, operands = "", [self._operand(depth)]
        while (word := self._next_word()) is not None:
            operand = self._operand(depth)
            if word != run or word == "NOT":
                run, operands = word, [_joined(run, operands)]
            operands.append(operand)
        return _joined(run, operands)

    def _next_word(self) -> str | None:
        """The Boolean before the next operand; None where the group ends."""
        found = self._peek()
        if found is None or found["bracket"] == ")" or found["colon"]:
            return None
        if found["word"]:
            self._at = found.end()
            return str(found["word"])
        return "AND"

    def _operand(self, depth: int) -> Query:
        found = self._peek()
        if found is None or found["word"] or found["colon"] or found["bracket"] == ")":
            raise QueryRejected(f"A term with its field tag is expected at {quoted(self.rest)}.")
        self._at = found.end()
        if not found["bracket"]:
            return self._term_or_range(_leaf_of(found))
        if depth >= DEEPEST:
            raise QueryRejected(f"More than {DEEPEST} brackets within each other.")
        query = self.group(depth + 1)
        closing = self._peek()
        if closing is None or closing["bracket"] != ")":
            raise QueryRejected(f"A closing bracket is expected at {quoted(self.rest)}.")
        self._at = closing.end()
        return query

    def _term_or_range(self, first: Leaf) -> Query:
        """One term, or two dates with a colon between them."""
        colon = self._peek()
        if colon is None or not colon["colon"]:
            return leaf(first, self._names)
        self._at = colon.end()
        found = self._peek()
        if found is None or not (found["quoted"] or found["bare"]):
            raise QueryRejected(f"The end of a range is expected at {quoted(self.rest)}.")
        self._at = found.end()
        return _range(first, _leaf_of(found))

    def _peek(self) -> _Match | None:
        return _TOKEN.match(self._term, self._at) if self.left else None


def _leaf_of(found: _Match) -> Leaf:
    quoted = found["quoted"] is not None
    tag = found["quoted_tag"] if quoted else found["bare_tag"]
    return Leaf((found["quoted"] if quoted else found["bare"]).strip(), tag, quoted)


def _range(first: Leaf, last: Leaf) -> Published:
    tags = {field_of(tag) for tag in (first.tag, last.tag) if tag is not None}
    if tags != {"published"}:
        raise QueryRejected(f"Only dates of publication make a range: {first.text}:{last.text}.")
    return years(f"{first.text}:{last.text}")


def _joined(word: str, operands: list[Query]) -> Query:
    """The operands of one run of a Boolean as one tree; a single one is itself."""
    if len(operands) == 1:
        return operands[0]
    if word == "NOT":
        keep, drop = operands
        return Not(keep=keep, drop=drop)
    return (And if word == "AND" else Or)(parts=tuple(operands))
