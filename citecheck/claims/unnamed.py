"""What a sentence given alone names that the lexicon does not hold: codes ("CCR7"), then words."""

from __future__ import annotations

import re

from citecheck.claims import cues
from citecheck.concepts.lexicon import Lexicon
from citecheck.model.claim import Claim, required_concepts
from citecheck.model.concept import ConceptRef
from citecheck.text.codes import is_code, words_and_codes
from citecheck.text.normalise import fold
from citecheck.text.words import function_words

_SHORTEST = 3
_FEWEST_WORDS = 3
"""Content words below which a sentence says too little to be known by them."""
_MANY_WORDS = 5
"""Content words that say enough where none of them is known."""
_BARE = 2
"""Words of "the drug", which has no name between them."""
_OPENING = 2
"""Characters within which a word that points back opens a sentence."""


def is_known_by_words(claim: Claim, lexicon: Lexicon) -> bool:
    """Whether the words of a sentence given alone can stand for the parts that it lacks.

    They can where it names something, by concept or code, and says a few words of it, or says
    many; and where it does not only point back ("This drug helps", "It lasts for days").
    """
    if all(ref is not None for _, ref in required_concepts(claim)):
        return False
    if _points_back(fold(claim.text)):
        return False
    words = {word.lower() for word in words_and_codes(claim.text)} - function_words()
    telling = [word for word in words if len(word) >= _SHORTEST and not word.isdigit()]
    named = any(mention.concept_id for mention in lexicon.mentions(claim.text))
    known = named or any(map(is_code, words_and_codes(claim.text)))
    return len(telling) >= (_FEWEST_WORDS if known else _MANY_WORDS)


def _points_back(text: str) -> bool:
    """Whether a sentence opens with what points back; "the PTEN protein" has a name of its own."""
    opening = (hit for hit in cues.load("references").find(text) if hit.start < _OPENING)
    return any(
        hit.sense.startswith("back-")
        and (not hit.of(text).lower().startswith("the ") or len(hit.of(text).split()) == _BARE)
        for hit in opening
    )


def with_code(claim: Claim) -> Claim:
    """The claim with the one part that it lacks as the first code that names no other part.

    Genes, proteins, markers and compounds on trial go by codes, and no lexicon has them all.
    A text around a claim says what the sentence leaves out; of a sentence given alone, such a
    code is what it says. The claim stays as it is, and so incomplete, where two parts are
    missing, where no part is a known concept, or where it holds no such code.
    """
    required = required_concepts(claim)
    missing = [role for role, ref in required if ref is None]
    if len(missing) != 1 or not any(ref and ref.concept_id for _, ref in required):
        return claim
    code = next((word for word in _free_words(claim) if is_code(word)), None)
    if code is None:
        return claim
    part = ConceptRef(text=code, concept=None, concept_id=None)
    return claim.model_copy(update={missing[0]: part})


def _free_words(claim: Claim) -> list[str]:
    """The words of the sentence outside the parts that are known, in order."""
    parts = (claim.intervention, claim.comparator, claim.condition, claim.outcome)
    texts = sorted((ref.text for ref in parts if ref is not None), key=len, reverse=True)
    rest = re.sub("|".join(map(re.escape, texts)), " | ", claim.text) if texts else claim.text
    return words_and_codes(rest)
