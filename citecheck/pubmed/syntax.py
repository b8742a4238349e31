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
from citecheck.pubmed.filters import published_term

MIN_PREFIX = 4
"""PubMed refuses truncation after fewer characters."""

_TAGS = {"all": "all", "title": "ti", "tiab": "tiab", "author": "au", "journal": "ta"}
_TAGS_BY_UI = {"C": "nm", "Q": "sh"}
_FIRST_YEAR, _LAST_YEAR = 1000, 3000
_SYNTAX = re.compile(r"[\"“”„«»\[\](){}*~|:=#\\/\x00-\x1f\x7f]")
_IDENTIFIER_SYNTAX = re.compile(r"[\"\[\]*~|\x00-\x20\x7f]")
_NAME_SYNTAX = re.compile(r"[\"“”„«»\[\]{}*~|:#\\/\x00-\x1f\x7f]")


def plain(text: str, syntax: re.Pattern[str] = _SYNTAX) -> str:
    """The words of `text` without anything that PubMed would read as syntax.

    Raises: QueryRejected if no letter or digit is left.
    """
    words = " ".join(syntax.sub(" ", text).split())
    if not any(character.isalnum() for character in words):
        raise QueryRejected(f"A query needs words, and {text!r} holds none.")
    return words


def render(query: Query) -> str:
    """The tree as one PubMed term.

    Raises: QueryRejected for what PubMed could not run: no words, a group without
    members, truncation after fewer than four characters.
    """
    match query:
        case Words():
            return _words(query)
        case Mesh():
            return _mesh(query)
        case Identifier():
            return _identifier(query)
        case PubType():
            return f'"{plain(query.name)}"[pt]'
        case Published():
            return f"{_year(query.first, _FIRST_YEAR)}:{_end(query)}[dp]"
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
    if len(re.split(r"[^\w]", stem)[-1]) < MIN_PREFIX:
        raise QueryRejected(
            f"Truncation needs {MIN_PREFIX} characters or more before it: {query.text!r}."
        )
    return f"{stem}*[{tag}]" if stem.isalnum() else f'"{stem}*"[{tag}]'


def _identifier(query: Identifier) -> str:
    # Within quotes a DOI may keep its slashes and brackets; nothing else is syntax there.
    # PubMed has no field of its own for PMCIDs and finds them in all fields.
    value = _IDENTIFIER_SYNTAX.sub("", query.value)
    if not value:
        raise QueryRejected(f"An identifier is needed, and {query.value!r} holds none.")
    return f'"{value}"[{"doi" if query.kind == "doi" else "all"}]'


def _mesh(query: Mesh) -> str:
    # Headings hold brackets of their own, "Aldehyde Dehydrogenase (NAD+)".
    name = plain(query.name, _NAME_SYNTAX)
    if tag := _TAGS_BY_UI.get(query.ui[:1]):
        return f'"{name}"[{tag}]'
    return f'"{name}"[mh]' if query.explode else f'"{name}"[mh:noexp]'


def _end(query: Published) -> str:
    """The last year or, where a day ends it, the day before that."""
    if query.before is None:
        return _year(query.last, _LAST_YEAR)
    return f"{date.fromisoformat(query.before) - timedelta(days=1):%Y/%m/%d}"


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
