"""Where sentences begin and end, for articles and abstracts alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from citecheck.model.document import Span
from citecheck.text.lines import marker, units
from citecheck.text.tables import read_table

Ends = Literal["never", "unless-number", "before-capital", "before-starter"]

_CLOSERS = "\"'”’»)\\]*_"
_CITATION = r"[0-9]{1,3}(?:[ \t]?[,;–-][ \t]?[0-9]{1,3}){0,20}"
_SUPERSCRIPTS = "¹²³⁰⁴-⁹"
# A mark that may end a sentence, the quotes and brackets it closes, and the citation
# that belongs to it: "pain.” ", "pain.[3,4] ", "pain.12 ", "pain.³ ".
_STOP = re.compile(
    rf"(?P<mark>[.!?…。！？]+)(?P<closers>[{_CLOSERS}]*)"
    rf"(?P<cited>(?:[ \t]?\[(?:{_CITATION}|[a-z]|note [0-9]{{1,3}}|citation needed)\])+"
    rf"|(?<=[A-Za-z)\]%”\"].){_CITATION}(?=\s+[A-Z“\"(])"
    rf"|[{_SUPERSCRIPTS}]+)?"
)
_GLUED = re.compile(r"\(?(?!(?:Com|Org|Net|Edu|Gov|Io)\b)[A-Z][A-Za-z-]*[ ,:]")
_BEFORE_GLUED = re.compile(r"(?:\b(?:[a-z]{3,}|[A-Z]{3,}|(?:19|20)[0-9]{2})|[)\]%])\Z")
_INNER_STOP = re.compile(r"[A-Za-z]\.")
_ASIDE = re.compile(r"\([^()]{0,300}\)")
_WORD_BEFORE = re.compile(r"(?:[^\W_]|[.'’&/+-])*\Z")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_OPENERS = "\"'“‘«([ \t*_"
_MIXED_CASE = re.compile(r"[a-z]{1,3}[A-Z]|[a-z]-[A-Z]")
_NUMBERED = re.compile(r"[A-Z]{0,5}-?[0-9]|[IVX]+\b|[A-Z]\b")
_LOOK_BACK = 40


@dataclass(frozen=True)
class _Rules:
    words: dict[str, Ends]
    cased: dict[str, Ends]
    lettered: frozenset[str]
    starters: frozenset[str]


@cache
def _rules() -> _Rules:
    data = read_table("citecheck.text", "sentences.toml")
    groups = data["abbreviations"]
    return _Rules(
        words={word: group["ends"] for group in groups for word in group.get("words", ())},
        cased={word: group["ends"] for group in groups for word in group.get("cased", ())},
        lettered=frozenset(data["lettered"]["words"]),
        starters=frozenset(data["starters"]["words"]),
    )


def split(text: str) -> list[Span]:
    """The sentences of `text`, in order, without the white space around them.

    Together they cover all that is not white space. None crosses a line break but those
    inside a paragraph that was broken to a width. Semicolons and colons never split, nor
    does anything inside round brackets; a citation glued to a full stop goes with the
    sentence before it, and a list number with the sentence after it.
    """
    spans: list[Span] = []
    for unit in units(text):
        spans.extend(split_running(text, unit))
    return spans


def split_running(text: str, unit: Span) -> list[Span]:
    """The sentences of a part of `text` that is known to run on: its line breaks are spaces.

    `unit` begins and ends with something that is not white space.
    """
    spans: list[Span] = []
    start = unit.start + marker(text[unit.start : min(unit.end, unit.start + 8)])
    first = unit.start
    asides = [found.span() for found in _ASIDE.finditer(text, unit.start, unit.end)]
    aside = 0
    for stop in _STOP.finditer(text, start, unit.end):
        while aside < len(asides) and asides[aside][1] <= stop.start("mark"):
            aside += 1
        if aside < len(asides) and asides[aside][0] < stop.start("mark"):
            whole_sentence = asides[aside][0] == first and stop.end() >= asides[aside][1]
            if not whole_sentence:
                continue
        if stop.start() < start or not _ends(text, stop, first, unit.end):
            continue
        spans.append(Span(start=first, end=stop.end()))
        first = _skip_space(text, stop.end(), unit.end)
        start = first + marker(text[first : min(unit.end, first + 8)])
    if first < unit.end:
        spans.append(Span(start=first, end=unit.end))
    return spans


def _skip_space(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position


def _ends(text: str, stop: re.Match[str], first: int, end: int) -> bool:
    """Whether a sentence that began at `first` ends with this mark."""
    at = stop.end()
    mark = stop["mark"]
    if at == end:
        return False  # the rest of the unit is a sentence anyway
    if not text[at].isspace():
        return mark in {"。", "！", "？"} or _glued(text, stop, first, end)
    begins = _skip_space(text, at, end)
    bracket = text[begins] == "("
    while begins < end and text[begins] in _OPENERS:
        begins += 1
    following = text[begins : begins + 24]
    if not following:
        return True
    if following[0] in ",;:)]":
        return False
    if mark != ".":
        return not following[0].islower() or bool(_MIXED_CASE.match(following))
    return _full_stop_ends(text, stop, first, following, bracket=bracket)


def _glued(text: str, stop: re.Match[str], first: int, end: int) -> bool:
    """A lost space: "less pain.However, ..." but not "Harvard.Edu" or "v2.Beta"."""
    at = stop.end()
    if stop[0] != "." or not _GLUED.match(text, at, min(end, at + 30)):
        return False
    before = text[max(first, at - _LOOK_BACK) : stop.start()].rsplit(None, 1)
    if not before or _INNER_STOP.search(before[-1]):
        return False
    return _BEFORE_GLUED.search(before[-1]) is not None


def _full_stop_ends(
    text: str, stop: re.Match[str], first: int, following: str, *, bracket: bool
) -> bool:
    at = stop.start()
    found = _WORD_BEFORE.search(text, max(first, at - _LOOK_BACK), at)
    word = found[0].lstrip(".'’") if found else ""
    lower = following[0].islower() and not _MIXED_CASE.match(following)
    if not word:  # "(n = 12). ", "50%. "
        return not (lower and stop["closers"])
    if word == "0" and following[0].isdigit():  # a decimal that lost its place: "p < 0. 05"
        return False
    rules = _rules()
    ends = _rule_of(rules, text, word, first, at)
    if ends == "never":
        return False
    if ends == "unless-number":
        return not lower and not _NUMBERED.match(following)
    if lower:
        return ends is None and not stop["closers"] and _is_plain(word)
    if ends == "before-starter":
        next_word = _NEXT_WORD.match(following)
        return bool(next_word and next_word[0].lower() in rules.starters)
    if ends == "before-capital":
        return not bracket and not following[0].isdigit()
    return True


def _rule_of(rules: _Rules, text: str, word: str, first: int, at: int) -> Ends | None:
    """What the abbreviation before a stop asks for; None for an ordinary word."""
    lowered = word.lower()
    if lowered == "al" and text[max(first, at - 5) : at - 2].strip().lower() == "et":
        lowered = "et al"
    ends = rules.cased.get(word) or rules.words.get(lowered)
    if len(word) == 1 and word.isupper():
        before = text[max(first, at - _LOOK_BACK) : at - 1].lower().split()
        if before and before[-1] in ("and", "or"):  # "vitamins C and E."
            before = [item.rstrip("s,") for item in before[:-1] if len(item.strip(",")) > 1]
        named = bool(before) and before[-1].strip("(“\"'") in rules.lettered
        return None if named else "before-starter"
    if ends is None and re.fullmatch(r"[^\W\d_](?:\.[^\W\d_]){1,4}", word):
        return "before-starter" if word.isupper() else "before-capital"
    return ends


def _is_plain(word: str) -> bool:
    """An ordinary word, after which even a lower-case letter begins a new sentence."""
    if len(word) < 3:
        return False
    return word[1:].islower() or (word.isalpha() and word.isupper())
