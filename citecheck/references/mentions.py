"""How running text speaks of works: numbers, authors and years, journals and years."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from citecheck.model.document import Span
from citecheck.references.names import CAPITAL
from citecheck.text.tables import read_table


class Numbers(NamedTuple):
    """A bracket or superscript with the labels of entries, ranges spelt out."""

    span: Span
    labels: tuple[str, ...]


class Named(NamedTuple):
    """A work named by its authors or its journal."""

    span: Span
    authors: tuple[str, ...] = ()
    year: int | None = None
    journal: str | None = None


_MOST_IN_RANGE = 60
_LIST = r"[0-9]{1,4}(?:\s?[,;-]\s?[0-9]{1,4}){0,30}"
_BRACKET = re.compile(rf"\[(?P<list>{_LIST})\]|\[\^(?P<note>[^\]\s]{{1,40}})\](?!:)")
_RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[⁻,'’˒·]{1,2}[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}){0,20}")
_GLUED = re.compile(r"(?<=[A-Za-z)%\"'][.,;])(?P<list>[0-9]{1,3}(?:[,-][0-9]{1,3}){0,20})(?=\s|$)")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")

_SURNAME = (
    r"(?:(?:de|van|von|der|den|ten|la|le|di|du|De|Van|Von|La|Le|Di|Du|O')\s?){0,3}"
    rf"{CAPITAL}(?:[^\W\d_]|'){{1,24}}(?:-{CAPITAL}[^\W\d_]{{1,24}}){{0,2}}"
)
_MORE = (
    rf"(?P<more>,? et al\b\.?|,? and (?:colleagues|co-?workers|others|associates)\b"
    rf"|'s (?:team|group|lab)\b|(?:, {_SURNAME}){{0,6}},? (?:and|&) {_SURNAME})"
)
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})[a-z]?"
_AUTHOR_YEAR = re.compile(
    rf"\b(?P<first>{_SURNAME}){_MORE}?(?:'s)?(?:,? ?\({_YEAR}\)|,\s?{_YEAR.replace('year', 'bare')}"
    rf"|(?<=\.) {_YEAR.replace('year', 'spaced')})"
)
_IN_SQUARE = re.compile(rf"(?<=[\[;])\s?(?P<first>{_SURNAME}){_MORE}? {_YEAR}(?=[\];,])")
_ET_AL = re.compile(
    rf"\b(?P<first>{_SURNAME})(?:,? et al\b\.?|,? and (?:colleagues|co-?workers|associates)\b"
    r"|'s (?:team|group)\b)(?!,? ?\(?(?:19|20)[0-9])"
)
_TO_JOURNAL = 60
_ENDS = re.compile(r"[.;()\[\]]")
_YEAR_NAMES = ("year", "bare", "spaced")
_WORK = (
    r"(?:study|trial|review|paper|article|report|meta-analysis|analysis|survey|investigation"
    r"|work|research)"
)
_NAME = (
    r"(?P<journal>(?:[Tt]he )?[A-Z][\w&'-]{1,30}"
    r"(?: (?:(?:of|the|and|for|in|on|&) ){0,2}[A-Z][\w&'-]{1,30}){0,9})"
)
_YEAR_STUDY_JOURNAL = re.compile(
    rf"\b{_YEAR} (?:[\w-]{{1,20}} ){{0,4}}?{_WORK}s?"
    rf"(?: (?:published|printed|appearing))? in {_NAME}"
)
_STUDY_JOURNAL_YEAR = re.compile(
    rf"\b(?:{_WORK}s?(?: (?:was|were))?(?: (?:recently|first))?(?: published| printed| appearing)?"
    rf"|published|reported|appeared|described) in {_NAME}(?:,? (?:in )?\(?{_YEAR}\)?)?"
)


def numbers(text: str, labels: frozenset[str]) -> Iterator[Numbers]:
    """Every bracket and superscript that holds labels of the list, in plain characters.

    Superscripts that lost their height ("adults.12 Others") count after punctuation only.
    """
    for found in _BRACKET.finditer(text):
        held = (found["note"],) if found["note"] else _spelt_out(found["list"])
        yield from _known(found, held, labels)
    for found in _RAISED.finditer(text):
        yield from _known(found, _spelt_out(found[0].translate(_PLAIN_DIGITS)), labels)
    for found in _GLUED.finditer(text):
        held = _spelt_out(found["list"])
        if all(label in labels for label in held):
            yield from _known(found, held, labels)


def named(text: str) -> Iterator[Named]:
    """Every work that is named by author and year, or by journal, in order of kind."""
    journals = {each.span.start: each for each in _in_journals(text)}
    starts = sorted(journals)
    taken: set[int] = set()
    for pattern in (_AUTHOR_YEAR, _IN_SQUARE):
        for found in pattern.finditer(text):
            year = next(v for k, v in found.groupdict().items() if v and k in _YEAR_NAMES)
            unclear = pattern is _AUTHOR_YEAR and found["spaced"] and not found["more"]
            start = found.start("first")
            before = bisect_right(starts, start) - 1
            if before >= 0 and start < journals[starts[before]].span.end:
                continue  # the last word of a journal's name
            if _is_name(found["first"]) and not unclear and start not in taken:
                taken.add(start)
                span = Span(start=start, end=found.end())
                yield Named(span, _authors(found["first"], found["more"]), int(year))
    for found in _ET_AL.finditer(text):
        if found.start() in taken or not _is_name(found["first"]):
            continue
        at = bisect_left(starts, found.end())
        near = starts[at] if at < len(starts) and starts[at] <= found.end() + _TO_JOURNAL else None
        span = Span(start=found.start(), end=found.end())
        if near is None or _ENDS.search(text, found.end(), near):
            yield Named(span, (found["first"],))
            continue
        work = journals.pop(near, None)
        if work is not None:  # "Okoro and colleagues reported in The Lancet in 2005"
            whole = Span(start=found.start(), end=work.span.end)
            yield Named(whole, (found["first"],), work.year, work.journal)
    yield from journals.values()


def _in_journals(text: str) -> Iterator[Named]:
    """Works named by journal, with the year where it is given."""
    ends: set[int] = set()
    for pattern in (_YEAR_STUDY_JOURNAL, _STUDY_JOURNAL_YEAR):
        for found in pattern.finditer(text):
            journal = found["journal"]
            if found.start("journal") in ends or not is_journal(journal):
                continue
            ends.add(found.start("journal"))
            year = found["year"]
            span = Span(start=found.start(), end=found.end())
            yield Named(span, (), int(year) if year else None, journal)


def is_journal(name: str) -> bool:
    """Whether a capitalised name is a journal's."""
    words = name.partition(" (")[0].split() or [name]
    tables = _tables()
    last = words[-1].lower()
    return any(word in tables.anywhere for word in words) or last.endswith(tables.endings)


class _Tables(NamedTuple):
    anywhere: frozenset[str]
    endings: tuple[str, ...]
    never: frozenset[str]


@cache
def _tables() -> _Tables:
    data = read_table(__package__, "mentions.toml")
    return _Tables(
        frozenset(data["journals"]["anywhere"]),
        tuple(data["journals"]["endings"]),
        frozenset(data["names"]["never"]),
    )


def _is_name(word: str) -> bool:
    return word.split()[-1] not in _tables().never and not word.isupper()


def _authors(first: str, more: str | None) -> tuple[str, ...]:
    if not more or "et al" in more or "'s " in more:
        return (first,)
    return (first, *(n for n in re.findall(_SURNAME, more) if n[:1].isupper() or " " in n))


def _known(
    found: re.Match[str], held: tuple[str, ...], labels: frozenset[str]
) -> Iterator[Numbers]:
    known = tuple(label for label in held if label in labels)
    if known:
        yield Numbers(Span(start=found.start(), end=found.end()), known)


def _spelt_out(text: str) -> tuple[str, ...]:
    """ "3-5, 9" as 3, 4, 5, 9."""
    found: list[str] = []
    for part in re.split(r"[,;'’˒·]", "".join(text.split())):
        first, _, last = part.partition("-")
        if not first.isdigit() or (last and not last.isdigit()):
            continue
        low, high = int(first), int(last or first)
        if low <= high <= low + _MOST_IN_RANGE:
            found += map(str, range(low, high + 1))
    return tuple(dict.fromkeys(found))
