"""Which claims a reference belongs to: those of its sentence since the citation before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from citecheck.model.claim import Claim
from citecheck.model.document import Document, Span
from citecheck.model.reference import Reference

_TOGETHER = 3
"""Citations so close to each other ("[1], [2]") stand for the same words."""


def claims_citing(
    document: Document, claims: Sequence[Claim], references: Sequence[Reference]
) -> Mapping[str, tuple[str, ...]]:
    """The ids of the claims that cite each reference, by its id, in the order of the text.

    A citation stands for the claims of its sentence that begin before it and after the last
    citation; one that opens the sentence ("Okoro et al. found ...") stands for all of them.
    """
    by_sentence: dict[int, list[Claim]] = {}
    for claim in claims:
        by_sentence.setdefault(_sentence(document, claim.start), []).append(claim)
    cited: dict[int, list[tuple[Span, str]]] = {}
    for reference in references:
        for mention in reference.mentions:
            at = _sentence(document, mention.start)
            if at in by_sentence:
                cited.setdefault(at, []).append((mention, reference.id))
    found: dict[str, dict[str, None]] = {}
    for at, mentions in cited.items():
        within = sorted(by_sentence[at], key=lambda claim: claim.start)
        mentions.sort(key=lambda each: (each[0].start, each[0].end))
        opened, last_end = -1, -1
        for mention, name in mentions:
            if mention.start > last_end + _TOGETHER:
                opened = last_end
            for claim in _meant(within, mention, opened):
                found.setdefault(name, {})[claim.id] = None
            last_end = max(last_end, mention.end)
    return {name: tuple(ids) for name, ids in found.items()}


def _meant(within: Sequence[Claim], mention: Span, opened: int) -> Sequence[Claim]:
    before = [claim for claim in within if claim.start < mention.start]
    if not before:
        return within
    return [claim for claim in before if claim.start >= opened] or before[-1:]


def _sentence(document: Document, offset: int) -> int:
    return bisect_right(document.sentences, offset, key=lambda each: each.start) - 1
