"""A query tree as PubMed syntax.

Rules of the syntax: NLM, "PubMed User Guide", and what is known of its traps: quotes,
tags and truncation switch term mapping off; truncation needs four characters; booleans
run left to right, so every group has its own brackets and NOT stands only between two
bracketed operands.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

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
    TextField,
    Wildcard,
    Words,
)
from citecheck.pubmed.characters import IDENTIFIER_SYNTAX, NAME_SYNTAX, SYNTAX, WILD_SYNTAX
from citecheck.pubmed.filters import published_term
from citecheck.pubmed.quoted import quoted
from citecheck.pubmed.term_years import FIRST_YEAR, LAST_YEAR

MIN_PREFIX = 4
"""PubMed refuses truncation after fewer characters."""

_TAGS: dict[TextField, str] = {
    "all": "all", "text": "tw", "title": "ti", "abstract": "ab", "tiab": "tiab",
    "keyword": "ot", "author": "au", "journal": "ta",
}  # fmt: skip
_IDENTIFIER_TAGS = {"pmid": "uid", "doi": "doi", "pmcid": "all"}
_TAGS_BY_UI = {"C": "nm", "Q": "sh"}


def plain(text: str, syntax: re.Pattern[str] = SYNTAX) -> str:
    """The words of `text` without anything that PubMed would read as syntax.

    Raises: QueryRejected if no letter or digit is left.
    """
    words = " ".join(syntax.sub(" ", text).split())
    if not any(character.isalnum() for character in words):
        raise QueryRejected(f"A query needs words, and {quoted(text)} holds none.")
    return words


def render(query: Query) -> str:
    """The tree as one PubMed term.

    Raises: QueryRejected for what PubMed could not run: no words, a group without
    members, truncation after fewer than four characters.
    """
    match query:
        case Words():
            return _words(query)
        case Wildcard():
            return _wildcard(query)
        case Near():
            return f'"{plain(query.text)}"[{_TAGS[query.field]}:~{query.distance}]'
        case Mesh():
            return _mesh(query)
        case Identifier():
            return _identifier(query)
        case Attribute():
            return _attribute(query)
        case PubType():
            return f'"{plain(query.name)}"[pt]'
        case Published():
            return f"{_year(query.first, FIRST_YEAR)}:{_end(query)}[dp]"
        case Subset():
            return published_term(query.name) or render(query.parts)
        case And() | Or():
            return _group(query)
        case Not():
            return f"{_operand(query.keep)} NOT {_operand(query.drop)}"


def _words(query: Words) -> str:
    words, tag = plain(query.text), _TAGS[query.field]
    if not query.prefix:
        return f'"{words}"[{tag}]'
    stem = words.rstrip("-'’.,; ")
    if query.field == "author" and " " in stem:
        # PubMed truncates an author's initials by itself where there are no quotes.
        return f"{stem}[{tag}]"
    _long_enough(re.split(r"[^\w]", stem)[-1], query.text)
    return f"{stem}*[{tag}]" if stem.isalnum() else f'"{stem}*"[{tag}]'


def _wildcard(query: Wildcard) -> str:
    words = plain(query.text, WILD_SYNTAX)
    for word in words.split():
        if "*" in word:
            _long_enough(re.split(r"[^\w*]", word.split("*")[0])[-1], query.text)
    return f'"{words}"[{_TAGS[query.field]}]'


def _long_enough(stem: str, text: str) -> None:
    if len(stem) < MIN_PREFIX:
        raise QueryRejected(
            f"Truncation needs {MIN_PREFIX} characters or more before it: {quoted(text)}."
        )


def _identifier(query: Identifier) -> str:
    # Within quotes a DOI may keep its slashes and brackets; nothing else is syntax there.
    # PubMed has no field of its own for PMCIDs and finds them in all fields.
    value = IDENTIFIER_SYNTAX.sub("", query.value)
    if not value:
        raise QueryRejected(f"An identifier is needed, and {quoted(query.value)} holds none.")
    return f'"{value}"[{_IDENTIFIER_TAGS[query.kind]}]'


def _attribute(query: Attribute) -> str:
    value = re.sub(r"[ -]", "", plain(query.value))
    match query.kind:
        case "language":
            return f"{value}[la]"
        case "indexing":
            return f"{value}[sb]"
        case "has":
            return f"has{value}"


def _mesh(query: Mesh) -> str:
    # Headings hold brackets of their own, "Aldehyde Dehydrogenase (NAD+)".
    name = plain(query.name, NAME_SYNTAX)
    if tag := _TAGS_BY_UI.get(query.ui[:1]):
        noexp = ":noexp" if tag == "sh" and not query.explode else ""
        return f'"{name}"[{tag}{noexp}]'
    if query.qualifier is not None:
        name = f"{name}/{plain(query.qualifier, NAME_SYNTAX)}"
    tag = "majr" if query.major else "mh"
    return f'"{name}"[{tag}]' if query.explode else f'"{name}"[{tag}:noexp]'


def _end(query: Published) -> str:
    """The last year or, where a day ends it, the day before that."""
    if query.before is None:
        return _year(query.last, LAST_YEAR)
    before = date.fromisoformat(query.before)
    if before.year <= FIRST_YEAR:
        return str(FIRST_YEAR)
    return f"{before - timedelta(days=1):%Y/%m/%d}"


def _year(year: int | None, open_end: int) -> str:
    return str(open_end if year is None else year)


def _group(query: And | Or) -> str:
    word = " AND " if isinstance(query, And) else " OR "
    parts = [_member(part) for part in query.parts]
    if not parts:
        raise QueryRejected("A query has a group without members.")
    return parts[0] if len(parts) == 1 else "(" + word.join(parts) + ")"


def _operand(query: Query) -> str:
    """A side of a NOT, always in brackets of its own."""
    term = render(query)
    return term if isinstance(query, And | Or) and len(query.parts) > 1 else f"({term})"


def _member(query: Query) -> str:
    """A member of a group; an open NOT would take in the members before it."""
    match query:
        case Not():
            return f"({render(query)})"
        case Subset():
            term = published_term(query.name)
            return f"({term})" if term and " " in term else term or _member(query.parts)
        case _:
            return render(query)
