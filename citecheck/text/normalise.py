"""A view of a text for reading by rules: plain characters, every offset kept."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_SINGLE_QUOTES = "‘’‚‛′‵ʼʹ´＇"
_DOUBLE_QUOTES = "“”„‟″‶«»＂"
_DASHES = "‐‑‒–—―−﹘﹣－\u00ad"
# Marks without width: byte order, joiners, direction. A space keeps the offsets.
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e"
_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))

_KIN = str.maketrans("İıſ", "iis")

# Some content systems write the `%` of a page as a SHA-256 in braces.
_MANGLED_PERCENT = re.compile(r"\{[0-9a-f]{64}\}")
_NOT_WORD = re.compile(r"[\W_]+")
_RAISED_DECIMAL = re.compile(r"(?<=[0-9])·(?=[0-9])")


def fold(text: str) -> str:
    """`text` in plain characters, of the same length, so that offsets hold for both.

    Curly quotes, dashes, odd spaces, full-width forms and accented Latin letters become
    their ASCII kin; a raised decimal point becomes a point; µ (micro) becomes μ (Greek).
    A mangled percent sign (`{` 64 hex digits `}`) becomes `%` and 65 spaces. Case, tabs,
    line breaks and ligatures stay.
    """
    if "{" in text:
        text = _MANGLED_PERCENT.sub("%" + " " * 65, text)
    if text.isascii():
        return text
    if "·" in text:
        text = _RAISED_DECIMAL.sub(".", text)
    return text.translate(_table())


def lower(text: str) -> str:
    """`text` in lower case and of the same length: searched with care for case, it finds the same.

    The i with or without a dot and the long s become the letters that a search which ignores
    case takes them for.
    """
    return text.lower() if text.isascii() else text.translate(_KIN).lower()


def bare_words(text: str) -> str:
    """Only the words, folded, whatever their case, with single spaces between them.

    Names of claims are made of these, and people keep such names for years.
    """
    return _NOT_WORD.sub(" ", fold(text).casefold()).strip()


@cache
def _table() -> dict[int, str]:
    table = {code: _base(chr(code)) for code in range(0xC0, 0x250)}
    table.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
    for characters, plain in (
        (_SINGLE_QUOTES, "'"),
        (_DOUBLE_QUOTES, '"'),
        (_DASHES, "-"),
        (_INVISIBLE + _SPACES, " "),
        ("×", "x"),
        ("µ", "μ"),
        ("⁄∕", "/"),
    ):
        table.update(dict.fromkeys(map(ord, characters), plain))
    return table


def _base(letter: str) -> str:
    """The letter without its accent, or itself where it has no single ASCII base."""
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter
