"""The last widening of a search: by the words of the claim."""

from __future__ import annotations

import re

from citecheck.concepts.lexicon import Lexicon
from citecheck.model.query import Or, Query
from citecheck.queries.names import any_form, concept_parts
from citecheck.text.normalise import fold
from citecheck.text.words import function_words

MOST_WORDS = 40
_WORD = re.compile(r"[^\W_]+")


def worded_query(text: str, lexicon: Lexicon) -> Query | None:
    """Any content word of a claim, and any name of what it names; the more of them, the better.

    None if the text holds no content word. Which of the studies so found bear on the claim
    is for the topic gate to say, as always.
    """
    folded = fold(text)
    parts: list[Query] = []
    at = 0
    for mention in lexicon.mentions(text):
        parts += _words(folded[at : mention.start])
        at = mention.end
        own = _words(folded[mention.start : mention.end])
        concept = lexicon.concept(mention.concept_id) if mention.concept_id else None
        if concept is None:
            parts += own
        elif own:
            names = concept_parts(concept, lexicon)
            parts.append(Or(parts=(Or(parts=tuple(own), summed=True), *names)))
    parts += _words(folded[at:])
    distinct = tuple(dict.fromkeys(parts))[:MOST_WORDS]
    return Or(parts=distinct, summed=True) if distinct else None


def _words(text: str) -> list[Query]:
    """Each content word in any of its forms."""
    return [Or(parts=tuple(any_form(word))) for word in _WORD.findall(text) if _has_content(word)]


def _has_content(word: str) -> bool:
    return (len(word) > 1 or word.isdigit()) and word.lower() not in function_words()
