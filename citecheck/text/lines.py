"""Which lines of a text are read as one: a line, or a paragraph broken to a width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from citecheck.model.document import Span

LINE_BREAK = r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]"
_LINE = re.compile(rf"([^\n\r\x0b\x0c\x85\u2028\u2029]*)(?:{LINE_BREAK}|\Z)")
_MARKER = re.compile(r"(?:[-*+•‣▪●○◦–·►▶➤➢→✓✔✅★■□]|\(?\d{1,3}[.)]|\(?[A-Za-z][.)])\s+")

# Mail, notes and books are broken at 60 to 80; a shorter line is a line of its own.
_NARROWEST = 40
_WIDEST = 120

# A citation broken by the end of a line: nothing but a sentence begins or breaks off so.
_IDENTIFIER = r"(?:PMID|PMCID|PMC|DOI)"
_BREAKS_OFF = re.compile(rf"[(\[][^()\[\]]{{0,80}}\Z|\b{_IDENTIFIER}\s?:?\Z", re.IGNORECASE)
_CLOSES = re.compile(r"[^()\[\]]{0,80}[)\]]|[0-9]{5,9}\b|10\.[0-9]{4}")
_CITES = re.compile(
    r"(?:\((?=[^()]{0,80}[0-9])[^()]{1,80}\)|\[(?=[^\[\]]{0,80}[0-9])[^\[\]]{1,80}\]"
    rf"|{_IDENTIFIER}\s?:?\s?(?:[0-9]{{1,9}}|10\.[0-9]{{4,9}}/\S{{1,60}}))[.,;:!?](?:\s|\Z)",
    re.IGNORECASE,
)
_LONGEST_CITATION = 100


def marker(line: str) -> int:
    """How many characters at the start of `line` are a bullet or a list number, 0 if none."""
    found = _MARKER.match(line)
    return found.end() if found else 0


def lines(text: str) -> Iterator[Span]:
    """Every line without the white space around it; an empty line is an empty span."""
    for found in _LINE.finditer(text):
        start, end = found.span(1)
        content = text[start:end]
        left = start + len(content) - len(content.lstrip())
        yield Span(start=left, end=max(left, start + len(content.rstrip())))


def units(text: str) -> list[Span]:
    """The runs of lines that a reader takes as one, in order, without empty ones.

    A line is a unit of its own, so a heading never runs into the paragraph under it.
    Only the lines of a paragraph that was broken to a width are joined: each so full
    that the next word did not fit, and at least one going on in lower case. Lines between
    which a citation stands or breaks ("... headache\\n(PMID 123). Zinc ...") are joined
    whatever their width.
    """
    found: list[Span] = []
    paragraph: list[Span] = []
    for line in lines(text):
        if line.start < line.end:
            paragraph.append(line)
        elif paragraph:
            found.extend(_joined(text, paragraph))
            paragraph = []
    found.extend(_joined(text, paragraph))
    return found


def _joined(text: str, paragraph: list[Span]) -> list[Span]:
    width = max((line.end - line.start for line in paragraph), default=0)
    wrapped = _NARROWEST <= width <= _WIDEST
    runs: list[list[Span]] = []
    for line in paragraph:
        before = runs[-1][-1] if runs else None
        cites = before is not None and _cited_across(text, before, line)
        if before and (cites or (wrapped and _flows(text, before, line, width))):
            runs[-1].append(line)
        else:
            runs.append([line])
    joined: list[Span] = []
    for run in runs:
        if any(
            text[line.start].islower() or _cited_across(text, before, line)
            for before, line in pairwise(run)
        ):
            joined.append(Span(start=run[0].start, end=run[-1].end))
        else:
            joined.extend(run)
    return joined


def _cited_across(text: str, line: Span, following: Span) -> bool:
    """Whether a citation breaks at the end of `line`, or stands before a stop behind it."""
    if marker(text[following.start : following.start + 8]):
        return False
    begins = text[following.start : min(following.end, following.start + _LONGEST_CITATION)]
    ends = text[max(line.start, line.end - _LONGEST_CITATION) : line.end]
    if _BREAKS_OFF.search(ends):
        return _CLOSES.match(begins) is not None
    return ends[-1] not in ".!?:" and _CITES.match(begins) is not None


def _flows(text: str, line: Span, following: Span, width: int) -> bool:
    length = line.end - line.start
    if length < _NARROWEST or marker(text[following.start : following.start + 8]):
        return False
    if text[line.end - 1] in ".!?:" and text[following.start].islower():
        return False  # a caption, for a sentence would not begin so
    word = text[following.start : following.end].split(None, 1)[0]
    return length + 1 + len(word) > width
