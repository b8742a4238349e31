"""Codes by which genes, proteins, markers and compounds on trial go: "CCR7", "p53", "apoA-I"."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")
_CODE = re.compile(r"[A-Za-z]*[A-Z][A-Za-z]*-?[0-9]|[a-z]+[0-9]|[A-Za-z]*[a-z][A-Z]")
_SHORTEST = 3


def is_code(word: str) -> bool:
    """Whether a word is a code: a digit after letters ("CCR7", "p53") or a capital ("PrP").

    Not so with a number in front ("400mg"), a count after a plain word ("type-2"), or
    capitals alone ("NOT"), which may only be loud.
    """
    return len(word) >= _SHORTEST and _CODE.match(word) is not None


def words_and_codes(text: str) -> list[str]:
    """The words of a text in order, codes whole."""
    return _WORD.findall(text)
