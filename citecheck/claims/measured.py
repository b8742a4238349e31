"""The disease that the words of an outcome name or leave open."""

from __future__ import annotations

from collections.abc import Iterator

from citecheck.claims.named import Named, named_by
from citecheck.claims.roles import Part
from citecheck.claims.topic import is_disease
from citecheck.concepts.lexicon import Lexicon

_MIND = "F"
_BEHAVIOUR = "F01"


def disease_in(outcome: Part | None, lexicon: Lexicon) -> Part | None:
    """The disease inside the name of a measure ("migraine" in "migraine days"); no symptom."""
    if outcome is None:
        return None
    for start, text in _shorter(outcome.text):
        for mention in lexicon.mentions(text, abbreviations={}):
            for n in named_by(mention, 0, lexicon):
                if is_disease(n) and n.concept_id not in (None, outcome.concept_id):
                    at = outcome.start + start + n.start
                    return Part(at, at + n.end - n.start, n.text, n.concept_id)
    return None


def belongs_to(measured: Named, disease: Part, lexicon: Lexicon) -> bool:
    """Whether it is a behaviour that shows a mental disorder: obsessions, suicidal thoughts.

    Behaviours stand in branch F01 of MeSH, mental disorders elsewhere in F too.
    """
    known = lexicon.concept(measured.concept_id or "")
    disorder = lexicon.concept(disease.concept_id or "")
    if known is None or disorder is None or not measured.plays("behaviour"):
        return False
    mental = any(tree.startswith(_MIND) for tree in disorder.tree_numbers)
    medical = any(
        tree.startswith(("C", _MIND)) and not tree.startswith(_BEHAVIOUR)
        for tree in known.tree_numbers
    )
    return mental and not medical


def _shorter(text: str) -> Iterator[tuple[int, str]]:
    """The words without the last, then without the first: parts of a longer name."""
    head, _, _ = text.rpartition(" ")
    yield 0, head
    first, _, tail = text.partition(" ")
    yield len(first) + 1, tail
