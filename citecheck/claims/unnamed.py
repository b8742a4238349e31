"""What a sentence given alone names by a code that the lexicon does not hold: "CCR7", "apoA-I"."""

from __future__ import annotations

import re

from citecheck.model.claim import Claim, required_concepts
from citecheck.model.concept import ConceptRef

_WORD = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")
_CODE = re.compile(r"[A-Za-z]*[A-Z][A-Za-z]*-?[0-9]|[a-z]+[0-9]|[A-Za-z]*[a-z][A-Z]")
_SHORTEST = 3


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


def is_code(word: str) -> bool:
    """Whether a word is a code: a digit after letters ("CCR7", "p53") or a capital ("PrP").

    Not so with a number in front ("400mg"), a count after a plain word ("type-2"), or
    capitals alone ("NOT"), which may only be loud.
    """
    return len(word) >= _SHORTEST and _CODE.match(word) is not None


def _free_words(claim: Claim) -> list[str]:
    """The words of the sentence outside the parts that are known, in order."""
    parts = (claim.intervention, claim.comparator, claim.condition, claim.outcome)
    texts = sorted((ref.text for ref in parts if ref is not None), key=len, reverse=True)
    rest = re.sub("|".join(map(re.escape, texts)), " | ", claim.text) if texts else claim.text
    return _WORD.findall(rest)
