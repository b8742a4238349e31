"""Where a text lists its references, and where each entry begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from citecheck.model.document import Span
from citecheck.references.entry import LONGEST, read_entry
from citecheck.references.identifiers import find
from citecheck.references.kinds import kind_of
from citecheck.references.mentions import is_journal
from citecheck.references.names import authors_at_start
from citecheck.text.lines import lines


class Entry(NamedTuple):
    """One entry without its number; `label` is that number, or the key of a footnote."""

    start: int
    end: int
    label: str | None


_HEADING = re.compile(
    r"[#*_\s]{0,8}(?:[0-9]{1,2}\.?\s)?(?:(?:key |selected |scientific |cited |full |list of |the )?"
    r"(?:references?|sources?|citations?|bibliography|literature)(?: cited| list| and notes"
    r"| and sources| and further reading)?|works cited|reference list|literature cited"
    r"|(?:end|foot)?notes(?: and references)?|further reading|studies cited)\s?:?[*_\s]{0,4}",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"\s{0,8}(?:>\s?)?(?:\[\^(?P<note>[^\]\s]{1,40})\]:?|\[(?P<square>[0-9]{1,4})\]:?|"
    r"\((?P<round>[0-9]{1,4})\)|(?P<plain>[0-9]{1,5})(?:[.)]|\t)|\^(?P<raised>[0-9]{1,4})|"
    r"(?P<bullet>[-*+•‣▪●–]))(?:\s{1,8}|(?=[A-Z]))"
)
_NOTE = re.compile(r" {0,3}\[\^(?P<label>[^\]\s]{1,40})\]:[ \t]{0,8}(?=\S)")
_YEAR = re.compile(r"(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])")
_PLACE = re.compile(r"[0-9]{1,4}\s?(?:\([0-9A-Za-z .-]{1,16}\))?\s?:\s?e?[0-9]{1,6}")
_STOP = re.compile(r"[.?!]\s")
_ATX = re.compile(r"\s{0,3}#{1,6}\s")
_SHORT_WORDS = 8


def entries(text: str) -> list[Entry]:
    """Every entry of every list of references, in order. `text` has plain characters.

    A list stands under its heading, up to the next one. Without a heading two or more
    numbered lines in a row that each look like a reference are a list, and so is every
    footnote of Markdown. One pass over the lines.
    """
    spans = list(lines(text))
    found: list[Entry] = []
    at = 0
    while at < len(spans):
        line = spans[at].of(text)
        if line and len(line) < 80 and _HEADING.fullmatch(line):
            end = _section_end(text, spans, at + 1)
            found += _in_section(text, spans[at + 1 : end])
            at = max(end, at + 1)
        elif _NOTE.match(line):
            end = _note_end(spans, at)
            found += _grouped(text, spans[at:end])
            at = end
        else:
            end = _run_end(text, spans, at)
            if end - at >= 2:
                found += _grouped(text, spans[at:end])
            at = max(end, at + 1)
    return _numbered(found)


def looks_like_entry(line: str) -> bool:
    """Whether a line could be a reference: an identifier, or a year beside what goes with it."""
    head = line[:LONGEST]
    if next(iter(find(head)), None) is not None:
        return True
    if kind_of(head, None):
        return True
    if not _YEAR.search(head):
        return False
    return bool(
        authors_at_start(head).names or _PLACE.search(head) or len(_STOP.findall(head)) >= 2
    )


def _section_end(text: str, spans: Sequence[Span], first: int) -> int:
    """The line after the last one of a section: a heading ends it, however it is written."""
    misses = 0
    for at in range(first, len(spans)):
        line = spans[at].of(text)
        if not line:
            continue
        if _ATX.match(line) or (_HEADING.fullmatch(line) and len(line) < 80):
            return at
        if _MARK.match(line) or looks_like_entry(line):
            misses = 0
            continue
        alone = at == 0 or spans[at - 1].start == spans[at - 1].end
        if alone and _heading_like(line):
            return at
        misses += 1
        if misses > 6:
            return at - 6
    return len(spans)


def _heading_like(line: str) -> bool:
    words = line.split()
    return (
        len(words) <= _SHORT_WORDS
        and line[-1] not in ".,;"
        and not any(map(str.isdigit, line))
        and "/" not in line
    )


def _in_section(text: str, spans: Sequence[Span]) -> list[Entry]:
    marks = [mark for span in spans if (mark := _MARK.match(span.of(text)))]
    if any(not _is_year(mark, None) for mark in marks):
        return _grouped(text, spans)
    found: list[Entry] = []
    for paragraph in _paragraphs(spans):
        starts = [span for span in paragraph if looks_like_entry(span.of(text))]
        if len(starts) > 1 and starts[0] == paragraph[0]:
            found += _cut(paragraph, starts)
        else:
            whole = Span(start=paragraph[0].start, end=paragraph[-1].end)
            if looks_like_entry(whole.of(text)) or _names_journal(whole.of(text)):
                found.append(Entry(whole.start, whole.end, None))
    return found


def _names_journal(paragraph: str) -> bool:
    """Whether a paragraph under the heading is a title and a journal, without any year."""
    if len(paragraph) > LONGEST:
        return False
    cited = read_entry(paragraph)
    return bool(cited.title and cited.journal and is_journal(cited.journal))


def _cut(paragraph: Sequence[Span], starts: Sequence[Span]) -> Iterator[Entry]:
    """A paragraph of several entries, each on a line of its own and what follows it."""
    begin = {span.start for span in starts}
    open_from = paragraph[0].start
    last = paragraph[0].end
    for span in paragraph[1:]:
        if span.start in begin:
            yield Entry(open_from, last, None)
            open_from = span.start
        last = span.end
    yield Entry(open_from, last, None)


def _paragraphs(spans: Sequence[Span]) -> Iterator[list[Span]]:
    paragraph: list[Span] = []
    for span in spans:
        if span.start < span.end:
            paragraph.append(span)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _grouped(text: str, spans: Sequence[Span]) -> list[Entry]:
    """Entries that begin with a number or bullet; other lines go on with the one before."""
    found: list[Entry] = []
    blank = True
    for span in spans:
        if span.start == span.end:
            blank = True
            continue
        line = span.of(text)
        mark = _MARK.match(line)
        if mark and not _is_year(mark, found[-1].label if found else None):
            label = mark["note"] or mark["square"] or mark["round"] or mark["plain"]
            found.append(Entry(span.start + mark.end(), span.end, label or mark["raised"]))
        elif found and not blank:
            found[-1] = found[-1]._replace(end=span.end)
        elif looks_like_entry(line):
            found.append(Entry(span.start, span.end, None))
        blank = False
    return [entry for entry in found if entry.start < entry.end]


def _is_year(mark: re.Match[str], before: str | None) -> bool:
    """Whether a number like 2005 is the year that an entry begins with, and not its number."""
    number = mark["plain"]
    if not number or not 1800 <= int(number) < 2100:
        return False
    return not (before and before.isdigit() and int(before) == int(number) - 1)


def _note_end(spans: Sequence[Span], at: int) -> int:
    at += 1
    while at < len(spans) and spans[at].start < spans[at].end:
        at += 1
    return at


def _run_end(text: str, spans: Sequence[Span], first: int) -> int:
    """The end of a run of numbered lines from here on that all look like references."""
    at = first
    while at < len(spans):
        line = spans[at].of(text)
        mark = _MARK.match(line)
        label = mark and (mark["square"] or mark["round"] or mark["plain"])
        if mark and label and _is_surely_entry(line[mark.end() :]):
            at += 1
        else:
            break
    return at


def _is_surely_entry(line: str) -> bool:
    if not _YEAR.search(line) or len(line) > LONGEST:
        return False
    has_authors = bool(authors_at_start(line).names) and len(_STOP.findall(line)) >= 2
    return has_authors or any(i.kind in ("doi", "pmid", "pmcid") for i in find(line))


def _numbered(found: list[Entry]) -> list[Entry]:
    """Numbers for a list that lost them: those of an HTML page are not in its text."""
    if any(entry.label for entry in found):
        return found
    return [entry._replace(label=str(number)) for number, entry in enumerate(found, 1)]
