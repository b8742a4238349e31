"""Opposites and denials of claims and findings, written by rule."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_NEGATED = re.compile(r"\b(?:no|not|n't|without|neither|nor|never|fail\w*|lacks?|unlikely)\b", re.I)


def reversed_text(text: str) -> str | None:
    """The text with its one word of direction turned round; None if it has none, or several."""
    opposite, pattern = _opposites()
    found = pattern.findall(text)
    if len(found) != 1:
        return None
    return pattern.sub(lambda match: _as(match[0], opposite[match[0].lower()]), text)


def denied_text(text: str) -> str | None:
    """The claim with its relation denied; None where it is denied already or has no such verb."""
    if _NEGATED.search(text):
        return None
    bases, pattern = _bases()
    found = list(pattern.finditer(text))
    if len(found) != 1:
        return None
    verb = found[0]
    return f"{text[: verb.start()]}does not {bases[verb[0]]}{text[verb.end() :]}"


def is_negated(text: str) -> bool:
    """Whether the text holds a word of negation."""
    return bool(_NEGATED.search(text))


def _as(model: str, word: str) -> str:
    return word.capitalize() if model[0].isupper() else word


@cache
def _table() -> dict[str, object]:
    return tomllib.loads(Path(__file__).with_name("flips.toml").read_text("utf-8"))


@cache
def _opposites() -> tuple[dict[str, str], re.Pattern[str]]:
    opposite: dict[str, str] = {}
    for one, other in _table()["pairs"]:  # type: ignore[attr-defined]
        opposite.setdefault(one, other)
        opposite.setdefault(other, one)
    words = sorted(opposite, key=len, reverse=True)
    return opposite, re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.I)


@cache
def _bases() -> tuple[dict[str, str], re.Pattern[str]]:
    bases: dict[str, str] = _table()["null"]  # type: ignore[assignment]
    return bases, re.compile(rf"\b(?:{'|'.join(bases)})\b")
