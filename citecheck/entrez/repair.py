"""What to do about phrases that PubMed left out of a search. Pure.

A dropped phrase is no error to PubMed: it runs the rest and answers with its hits. Where
the phrase was one member of an OR, the others stand in for it. Where it was all of a
required part, the hits answer another question.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TypeVar

from citecheck.model.query import And, Mesh, Near, Not, Or, Query, Subset, Words
from citecheck.pubmed.syntax import render

_Leaf = TypeVar("_Leaf", Words, Mesh)


def answers(query: Query, dropped: Collection[str], count: int) -> bool:
    """Whether what ran in spite of dropped phrases still answers the query.

    An empty answer to a search whose heading PubMed did not know shows nothing.
    """
    if not dropped:
        return True
    if count == 0 and any(_is_among(leaf.name, dropped) for leaf in _leaves(query, Mesh)):
        return False
    return without(query, dropped) is not None


def without(query: Query, dropped: Collection[str]) -> Query | None:
    """The tree less its dropped phrases; None if a required part is gone with them."""
    match query:
        case Words() if _is_among(query.text, dropped):
            return None
        case Mesh() if _is_among(query.name, dropped):
            return None
        case Or():
            kept = [part for part in (without(p, dropped) for p in query.parts) if part]
            return Or(parts=tuple(kept)) if kept else None
        case And():
            parts = [without(part, dropped) for part in query.parts]
            left = [part for part in parts if part is not None]
            return And(parts=tuple(left)) if len(left) == len(parts) else None
        case Not():
            keep, drop = without(query.keep, dropped), without(query.drop, dropped)
            # Nothing to exclude excludes nothing; what is kept is required.
            return None if keep is None else Not(keep=keep, drop=drop) if drop else keep
        case Subset():
            parts_left = without(query.parts, dropped)
            return None if parts_left is None else query
        case _:
            return query


def with_proximity(query: Query, dropped: Collection[str]) -> str:
    """The tree as a PubMed term, its dropped phrases searched as words side by side.

    `"a b"[tiab:~0]` does not need the phrase index, and so finds phrases it lacks; of a hyphenated
    one the words. Truncation switches proximity off.
    """
    term = render(query)
    for leaf in _leaves(query, Words):
        words = leaf.text.replace("-", " ")
        phrase = leaf.field == "tiab" and not leaf.prefix and len(words.split()) > 1
        if phrase and _is_among(leaf.text, dropped):
            near = Near(text=words, distance=0, field="tiab")
            term = term.replace(render(leaf), render(near))
    return term


def _leaves(query: Query, kind: type[_Leaf]) -> Iterator[_Leaf]:
    match query:
        case Or() | And():
            for part in query.parts:
                yield from _leaves(part, kind)
        case Not():
            yield from _leaves(query.keep, kind)
            yield from _leaves(query.drop, kind)
        case Subset():
            yield from _leaves(query.parts, kind)
        case _ if isinstance(query, kind):
            yield query


def _is_among(phrase: str, dropped: Collection[str]) -> bool:
    return _fold(phrase) in map(_fold, dropped)


def _fold(phrase: str) -> str:
    """PubMed names a dropped phrase with or without its quotes and field tag."""
    bare = re.sub(r"\[[^\]]*\]\s*$", "", phrase.strip())
    return " ".join(re.findall(r"\w+", bare.casefold()))
