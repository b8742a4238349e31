"""Abbreviations that a text defines: "obsessive-compulsive disorder (OCD)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BRACKET = re.compile(r"[(\[]([A-Za-z][A-Za-z0-9-]{1,9})[)\];,]")
_WORD = re.compile(r"[^\W_]+")
_REACH = 160


@dataclass(frozen=True, slots=True)
class Definition:
    """An abbreviation, singular, and where in the text its long form stands."""

    short: str
    start: int
    end: int


def definitions(text: str) -> Iterator[Definition]:
    """Each abbreviation in brackets whose letters the words before it spell.

    Source: Schwartz and Hearst 2003, PMID 12603049."""
    for found in _BRACKET.finditer(text):
        short = found.group(1)
        if short.endswith("s") and short[:-1].isupper():
            short = short[:-1]
        if sum(c.isupper() for c in short) < 2:
            continue
        end = len(text[: found.start()].rstrip())
        floor = max(0, end - _REACH, *(text.rfind(c, 0, end) + 1 for c in ".;:\n"))
        start = _long_form(text[floor:end], short)
        if start is not None:
            yield Definition(short, floor + start, end)


def _long_form(before: str, short: str) -> int | None:
    """Where the long form begins: right to left, each letter of the abbreviation in its words.

    The first letter must begin a word; None where the letters do not stand there."""
    letters = [c.lower() for c in short if c.isalnum()]
    place = len(before)
    for index in range(len(letters) - 1, -1, -1):
        place -= 1
        while place >= 0 and (
            before[place].lower() != letters[index]
            or (index == 0 and place > 0 and before[place - 1].isalnum())
        ):
            place -= 1
        if place < 0:
            return None
    words = len(_WORD.findall(before[place:]))
    return (
        place
        if 1 < words <= min(len(letters) + 5, 2 * len(letters)) or _one_word(before[place:], short)
        else None
    )


def _one_word(long_form: str, short: str) -> bool:
    return " " not in long_form and len(long_form) > 2 * len(short)
