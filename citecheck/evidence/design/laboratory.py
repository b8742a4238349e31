"""Whether a sentence given alone speaks of animals, cells or molecules, and not of people.

Every claim is about people unless it says itself that it is not. Of a text on health that takes
words such as "in mice"; a sentence on genes, cells or enzymes that names neither people nor a
disease nor anything that is given to people says it by what it names.
"""

from __future__ import annotations

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.design.level import names_laboratory, names_people
from citecheck.model.claim import Claim
from citecheck.model.concept import GIVEN, Concept
from citecheck.text.codes import is_code, words_and_codes
from citecheck.text.normalise import fold

_MOLECULES = ("A10", "A11", "D05", "D06", "D08", "D12", "D13", "G02", "G04", "G05")
"""MeSH's branches of tissues and cells, of macromolecules, hormones, enzymes, proteins and
nucleic acids, and of what happens to these."""


def is_of_laboratory(claim: Claim, lexicon: Lexicon) -> bool:
    """Whether studies of animals and cells are what could settle a claim given alone."""
    folded = fold(claim.text).lower()
    if names_people(folded):
        return False
    if names_laboratory(folded):
        return True
    named = [
        concept
        for mention in lexicon.mentions(claim.text)
        if (concept := lexicon.concept(mention.concept_ids[0])) is not None
    ]
    if any(c.semantics[0] in GIVEN | {"disease"} for c in named) or _is_given(claim, lexicon):
        return False
    return any(map(_is_molecule, named)) or any(map(is_code, words_and_codes(claim.text)))


def _is_given(claim: Claim, lexicon: Lexicon) -> bool:
    """Whether what acts is also given to people, as collagen and interferon are."""
    ref = claim.intervention
    concept = lexicon.concept(ref.concept_id) if ref and ref.concept_id else None
    return concept is not None and not GIVEN.isdisjoint(concept.semantics)


def _is_molecule(concept: Concept) -> bool:
    return any(number.startswith(_MOLECULES) for number in concept.tree_numbers)
