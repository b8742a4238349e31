"""The text of a document cut where claims begin and end, so that each can be marked in place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from citecheck.model.claim import Claim
from citecheck.report.context import restored

# Blank lines; and any line end beside a line so long that it is a paragraph of its own.
_BREAK = re.compile(r"\n[ \t\r]*\n\s*|(?<=[^\n]{121})\n|\n(?=[^\n]{121})")
# The end of a line that a program wrapped, in the middle of a sentence.
_WRAPPED = re.compile(r"(?<=[^\n]{50})(?<![^\n]{121})(?<![.!?:;\n])\n(?=\w)")


class Piece(NamedTuple):
    """Words that the same claims cover, shortest claim first; numbers count claims from 0.

    `begins` are the claims whose first words these are, in the order of the text.
    """

    text: str
    covered_by: tuple[int, ...]
    begins: tuple[int, ...]


Paragraph = tuple[Piece, ...]


def paragraphs(text: str, claims: Sequence[Claim]) -> tuple[Paragraph, ...]:
    """All of the text, paragraph by paragraph; claims may overlap or hold one another."""
    text = _WRAPPED.sub(" ", text)  # as long as before, so that offsets stay true
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for number, claim in enumerate(claims):
        if claim.start < claim.end:
            begins.setdefault(claim.start, []).append(number)
            ends.setdefault(claim.end, []).append(number)
    length = [claim.end - claim.start for claim in claims]
    breaks = {found.start(): found.end() for found in _BREAK.finditer(text)}
    edges = {0, len(text), *begins, *ends, *breaks, *breaks.values()}
    return tuple(_paragraphs(text, sorted(edges), begins, ends, length, breaks))


def _paragraphs(
    text: str,
    edges: Sequence[int],
    begins: dict[int, list[int]],
    ends: dict[int, list[int]],
    length: Sequence[int],
    breaks: dict[int, int],
) -> Iterator[Paragraph]:
    active: set[int] = set()
    pieces: list[Piece] = []
    resume = 0
    for start, end in pairwise(edges):
        active.difference_update(ends.get(start, ()))
        active.update(begins.get(start, ()))
        if start in breaks and not active:
            resume = breaks[start]
        if start < resume and not active:
            if pieces:
                yield tuple(pieces)
            pieces = []
            continue
        by_length = sorted(active, key=lambda number: (length[number], number))
        words = restored(text[start:end])
        pieces.append(Piece(words, tuple(by_length), tuple(begins.get(start, ()))))
    if pieces:
        yield tuple(pieces)
