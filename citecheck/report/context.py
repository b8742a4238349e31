"""A claim in its context: the sentence around it, in three parts."""

from __future__ import annotations

import re
from typing import NamedTuple

from citecheck.model.claim import Claim
from citecheck.text.sentences import split

_REACH = 1_000
_SHOWN = 240
_BULLETS = "-*+•‣▪●◦–·> \t"
_MANGLED_PERCENT = re.compile(r"\{[0-9a-f]{64}\}")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")


class Context(NamedTuple):
    """The words before the claim in its sentence (without a bullet), the claim, those after."""

    before: str
    claim: str
    after: str


def around(text: str, claim: Claim) -> Context:
    """The sentence of `text` that the claim stands in.

    Long surroundings are cut with an ellipsis, the claim never is. A percent sign that a
    content system mangled is a percent sign again. Reads only the neighbourhood, so that
    a report on a long text costs no more per claim.
    """
    low = max(0, claim.start - _REACH)
    high = min(len(text), claim.end + _REACH)
    breaks = [found.end() for found in _PARAGRAPH.finditer(text, low, claim.start)]
    low = breaks[-1] if breaks else low
    following = _PARAGRAPH.search(text, claim.end, high)
    high = following.start() if following else high

    begin, end = claim.start, claim.end
    for sentence in split(text[low:high]):
        if sentence.start + low <= claim.start < sentence.end + low:
            begin = sentence.start + low
        if sentence.start + low < claim.end <= sentence.end + low:
            end = sentence.end + low
    return Context(
        before=_tail(restored(text[begin : claim.start]).lstrip(_BULLETS)),
        claim=restored(text[claim.start : claim.end]),
        after=_head(restored(text[claim.end : max(end, claim.end)])),
    )


def restored(words: str) -> str:
    """The words with every mangled percent sign as one."""
    return _MANGLED_PERCENT.sub("%", words)


def _tail(words: str) -> str:
    if len(words) <= _SHOWN:
        return words
    return "… " + words[-_SHOWN:].partition(" ")[2]


def _head(words: str) -> str:
    if len(words) <= _SHOWN:
        return words
    return words[:_SHOWN].rpartition(" ")[0] + " …"
