"""How the server reads text: words without case, accents and markup."""

from __future__ import annotations

import re
import unicodedata

_LONGEST_NUMBER = 20
_INLINE = re.compile(r"</?(?:b|i|sub|sup|u)>")
_WORD = re.compile(r"[^\W_]+")
_PATTERN = re.compile(r"(?:[^\W_]|\*)+")


def number(text: str) -> int | None:
    """The text as a number, if it is plain digits and no longer than any id may be."""
    fits = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if fits else None


def plain(text: str) -> str:
    """The text without the inline markup that PubMed knows (b, i, sub, sup, u)."""
    return _INLINE.sub("", text)


def fold(text: str) -> str:
    """Lower case, without accents and markup."""
    decomposed = unicodedata.normalize("NFKD", plain(text).casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(text: str) -> tuple[str, ...]:
    """The words of a text; hyphens and apostrophes part them."""
    return tuple(_WORD.findall(fold(text)))


def patterns(text: str) -> tuple[str, ...]:
    """The words of a query, where a word may hold `*`."""
    return tuple(_PATTERN.findall(fold(text)))


def normal(text: str) -> str:
    """The words of a text with one space between: how values and phrases are compared."""
    return " ".join(words(text))
