"""The forms in which records write a name: singular and plural, American and British."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from citecheck.text.tables import read_table

_IS_PLURALS = ("stases", "yses", "noses", "choses")
_ES_PLURALS = ("sses", "xes", "ches", "shes")
_PLACES: Mapping[str, str] = {
    "start": r"\b(?:{})",
    "end": r"(?<=[a-z]{{2}})(?:{})\b",
    "whole": r"\b(?:{})(?=(?:s|al|ally|ful)?\b)",
    "any": r"(?:{})",
}


def forms(name: str) -> tuple[str, ...]:
    """The name, then its other number, each followed by its British spelling; in lower case."""
    plain = name.lower()
    other = _other_number(name)
    both = (plain, other) if other else (plain,)
    return tuple(dict.fromkeys(form for one in both for form in (one, british(one))))


def british(name: str) -> str:
    """A name in lower case as the British write it; the same name if they write it so."""
    for spelling in _spellings():
        name = spelling.pattern.sub(spelling.kin_of, name)
    return name


def _other_number(name: str) -> str | None:
    """The plural of a singular and the singular of a plural, by the regular endings."""
    before, space, last = name.rpartition(" ")
    if not last[-1:].isalpha():
        return None
    word = last.lower()
    other = _plural(word) if word[-1] != "s" or word.endswith("sis") else _singular(word, last)
    return f"{before.lower()}{space}{other}" if other else None


def _plural(word: str) -> str:
    if word.endswith("sis"):
        return f"{word[:-2]}es"
    if word.endswith(("x", "ch", "sh")):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}s"


def _singular(word: str, as_written: str) -> str | None:
    """None where the s is no plural ("diabetes") or part of an abbreviation ("AIDS")."""
    if as_written[:-1].isupper() and not as_written.isupper():
        return word[:-1]
    if (
        len(word) < 4
        or as_written.isupper()
        or word.endswith(("ss", "us", "is"))
        or word in _table()["same"]["words"]
    ):
        return None
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(_IS_PLURALS):
        return f"{word[:-2]}is"
    if word.endswith(_ES_PLURALS) and not word.endswith("aches"):
        return word[:-2]
    return word[:-1]


class _Spelling(NamedTuple):
    pattern: re.Pattern[str]
    kin: Mapping[str, str]

    def kin_of(self, found: re.Match[str]) -> str:
        return self.kin[found[0]]


@cache
def _spellings() -> tuple[_Spelling, ...]:
    return tuple(_read(_table()["british"]))


def _read(entries: list[dict[str, Any]]) -> Iterator[_Spelling]:
    for entry in entries:
        american = sorted(entry["american"], key=len, reverse=True)
        pattern = _PLACES[entry["at"]].format("|".join(map(re.escape, american)))
        yield _Spelling(
            re.compile(pattern), dict(zip(entry["american"], entry["british"], strict=True))
        )


@cache
def _table() -> dict[str, Any]:
    return read_table("citecheck.queries", "forms.toml")
