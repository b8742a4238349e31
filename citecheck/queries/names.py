"""A part of a claim as a query: everything that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from citecheck.concepts.fold import upright
from citecheck.concepts.lexicon import Lexicon
from citecheck.model.concept import Concept, ConceptRef
from citecheck.model.query import And, Mesh, Or, Query, Words
from citecheck.queries.forms import forms
from citecheck.text.words import function_words

MOST_NAMES = 16
"""Names of one concept in one query; PubMed's terms stay under a few thousand characters."""
MOST_MEMBERS = 24
"""Members of a curated class that MeSH's tree does not reach (the SSRIs, the statins)."""
_SHORTEST = 3
_WORD = re.compile(r"[^\W_]+")


def concept_query(ref: ConceptRef, lexicon: Lexicon) -> Query:
    """Everything that names the concept: MeSH, its names, the members of a curated class.

    The preferred name comes first, then the shortest. A phrase that no lexicon knows is
    searched as it stands, or as all of its words.
    """
    concept = lexicon.concept(ref.concept_id) if ref.concept_id else None
    if concept is None:
        return _phrase_query(ref.text)
    return _any(concept_parts(concept, lexicon, said=ref.text))


def concept_parts(concept: Concept, lexicon: Lexicon, *, said: str = "") -> list[Query]:
    """The members of the OR that a concept becomes.

    `said`, what the text calls it, is added where it is a name of the concept that none of
    the others finds; so texts that name it differently ask the same.
    """
    parts = _mesh(concept)
    names = list(islice(_distinct(lexicon.names(concept.id), concept.name), MOST_NAMES))
    if concept.id in lexicon.lookup(said):
        known = {_spaced(form) for name in names for form in forms(name)}
        if not any(name in _spaced(said) for name in known):
            names.append(said)
    for name in names:
        parts += any_form(name)
    for member in islice(lexicon.members(concept.id), MOST_MEMBERS):
        found = lexicon.concept(member)
        if found is not None:
            parts += [*_mesh(found), *any_form(upright(found.name))]
    return parts


def any_form(name: str) -> list[Query]:
    """A word or name in each form that records write it in, in title and abstract."""
    return [Words(text=form) for form in forms(name)]


def _phrase_query(text: str) -> Query:
    words = text.split()
    while len(words) > 1 and words[0].lower() in function_words():
        del words[0]
    phrase = any_form(" ".join(words))
    content = [
        word for word in words if len(word) >= _SHORTEST and word.lower() not in function_words()
    ]
    if len(content) < 2:
        return _any(phrase)
    return _any([*phrase, And(parts=tuple(_any(any_form(word)) for word in content))])


def _any(parts: list[Query]) -> Query:
    distinct = tuple(dict.fromkeys(parts))
    return distinct[0] if len(distinct) == 1 else Or(parts=distinct)


def _mesh(concept: Concept) -> list[Query]:
    return [] if concept.id.startswith("X:") else [Mesh(ui=concept.id, name=concept.name)]


def _distinct(names: Sequence[str], preferred: str) -> Iterator[str]:
    """Names as they are spoken, without those that hold another one whole."""
    spoken = sorted(map(upright, names), key=lambda name: (len(name), name.lower()))
    kept: list[str] = []
    for name in (upright(preferred), *spoken):
        words = _spaced(name)
        if not any(shorter in words for shorter in kept):
            kept.append(words)
            yield name


def _spaced(name: str) -> str:
    """The words of a name with a space on either side, so that one can be looked for in others."""
    return f" {' '.join(_WORD.findall(name.lower()))} "
