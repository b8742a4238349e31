"""How far a finding reaches: to everybody, to some people alone, or nowhere for sure."""

from __future__ import annotations

from citecheck.evidence.reading.sentence import ReadSentence
from citecheck.evidence.tables import cues
from citecheck.evidence.words.stems import stems, tokens_in


def of_all_people(folded: str) -> bool:
    """Whether a folded, lower-case text says that it speaks of people in general."""
    return cues("reading/scope")["everybody"].search(folded) is not None


def is_narrower(sentence: ReadSentence, claim: str) -> bool:
    """Whether a sentence tells of a part of the people, of whom the claim does not speak.

    It is no part that the claim itself names, and none where the sentence speaks of all as well.
    """
    if of_all_people(sentence.folded):
        return False
    group = cues("reading/scope")["narrower"].search(sentence.folded)
    if group is None:
        return False
    named = {token.stem for token in tokens_in(group[0])}
    return named.isdisjoint(stems(claim))


def is_unsettled(sentence: ReadSentence) -> bool:
    """Whether a sentence says of what was found that it goes every way."""
    return cues("reading/scope")["unsettled"].search(sentence.folded) is not None
