"""What the index was asked, in words that a person can read."""

from __future__ import annotations

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

_FIELDS = {
    "all": "anywhere",
    "text": "in title, abstract, keywords or headings",
    "title": "in title",
    "abstract": "in abstract",
    "keyword": "among the keywords",
    "tiab": "in title, abstract or keywords",
    "author": "among the authors",
    "journal": "as the journal",
}

_ATTRIBUTES = {"language": "language", "indexing": "indexing", "has": "having"}


def describe(query: Query) -> str:
    """The tree in words; words of one field that are joined by OR are named together."""
    match query:
        case Words() | Wildcard():
            return f"{_quoted(query)} {_FIELDS[query.field]}"
        case Near():
            others = "word" if query.distance == 1 else "words"
            within = f"with at most {query.distance} other {others} among them"
            return f'the words "{query.text}" {_FIELDS[query.field]} {within}'
        case Mesh():
            return _heading(query)
        case Attribute():
            return f"{_ATTRIBUTES[query.kind]} {query.value}"
        case Identifier():
            return f"{query.kind.upper()} {query.value}"
        case PubType():
            return f"publication type {query.name}"
        case Published():
            return _years(query)
        case Subset():
            return f"subset {query.name}: ({describe(query.parts)})"
        case And():
            return _joined([_member(part) for part in query.parts], "AND")
        case Or():
            return _joined(_alternatives(query), "OR")
        case Not():
            return f"({describe(query.keep)}) NOT ({describe(query.drop)})"


def _heading(query: Mesh) -> str:
    if query.ui.startswith("Q"):
        return f"MeSH subheading {query.name}"
    qualifier = f"/{query.qualifier}" if query.qualifier else ""
    narrower = " or narrower" if query.explode else ""
    topic = " as main topic" if query.major else ""
    return f"MeSH {query.name}{qualifier} ({query.ui}){narrower}{topic}"


def _quoted(query: Words | Wildcard) -> str:
    star = "*" if isinstance(query, Words) and query.prefix else ""
    return f'"{query.text}{star}"'


def _years(query: Published) -> str:
    if query.before is not None:
        since = f"in or after {query.first} and " if query.first else ""
        return f"published {since}before {query.before}"
    match query.first, query.last:
        case None, None:
            return "published in any year"
        case None, last:
            return f"published in or before {last}"
        case first, None:
            return f"published in or after {first}"
        case first, last:
            return f"published {first} to {last}"


def _alternatives(query: Or) -> list[str]:
    by_field: dict[str, list[str]] = {}
    others: list[str] = []
    for part in query.parts:
        if isinstance(part, Words | Wildcard):
            by_field.setdefault(part.field, []).append(_quoted(part))
        else:
            others.append(_member(part))
    words = [f"{' OR '.join(texts)} {_FIELDS[field]}" for field, texts in by_field.items()]
    return [*others, *words]


def _joined(parts: list[str], word: str) -> str:
    return parts[0] if len(parts) == 1 else "(" + f" {word} ".join(parts) + ")"


def _member(query: Query) -> str:
    words = describe(query)
    return f"({words})" if isinstance(query, Not) else words
