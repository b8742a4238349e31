"""Bytes become text, and nothing in it is changed."""

from __future__ import annotations

import codecs
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
"""Python's own encodings for programs and names of hosts, which no page is in; some take time
that grows with the square of the text."""
_TYPOGRAPHY = frozenset("‘’“”–—…•€£°±µ®™×éèêàáâçñöüäïíóôÉ\u00a0")


class Decoded(NamedTuple):
    """The text, and whether the bytes stop in the middle of a character."""

    text: str
    cut: bool = False


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of `data`: by its byte order mark, as declared, as UTF-8, else by its look.

    A byte order mark stays, as one character. Line ends stay. A byte that means nothing in
    the encoding becomes U+FFFD, so this never fails.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, encoding)
    encoding = _known(declared) or _wide(data) or "utf-8"
    decoded = _strict(data, encoding) or _strict(data, "utf-8")
    if decoded is not None:
        return decoded
    sample = data[:_SAMPLE].decode("utf-8", "replace")
    if _known(declared) or sum(ord(c) > 127 for c in sample) > 20 * sample.count("\ufffd"):
        return _decode(data, encoding)
    return _decode(data, _one_byte(data))


def looks_binary(data: bytes) -> bool:
    """Whether the bytes hold NULs, or mostly control characters, in no encoding of text."""
    if any(data.startswith(mark) for mark, _ in _MARKS) or _wide(data):
        return False
    sample = data[:_SAMPLE]
    if b"\0" in data:
        return True
    controls = sum(
        sample.count(bytes([code])) for code in range(1, 32) if code not in (9, 10, 11, 12, 13, 27)
    )
    return controls * 10 > len(sample) > 0


def _known(declared: str | None) -> str | None:
    """The encoding that a server or page names, if it is one of text."""
    if not declared:
        return None
    try:
        # Unlike `codecs.lookup` this finds no "zlib", "hex" and others that make bytes of bytes.
        b" ".decode(declared, "replace")
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return None
    return None if name.replace("_", "-") in _NO_CHARSETS else name


def _strict(data: bytes, encoding: str) -> Decoded | None:
    """The text, also where the last character is cut short; None in another encoding."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        text = decoder.decode(data)
    except (UnicodeError, ValueError):
        return None
    state = decoder.getstate()[0]
    return Decoded(text + "\ufffd" * bool(state), cut=bool(state))


def _decode(data: bytes, encoding: str) -> Decoded:
    return _strict(data, encoding) or Decoded(data.decode(encoding, "replace"))


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: in English every second byte is NUL."""
    sample = data[:4096]
    if len(sample) < 4:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd * 4 > len(sample) and not even:
        return "utf-16-le"
    if even * 4 > len(sample) and not odd:
        return "utf-16-be"
    return None


def _one_byte(data: bytes) -> str:
    """Windows-1252, unless Mac Roman gives more of the marks that English texts use."""
    high = bytes(byte for byte in data[:_SAMPLE] if byte > 127)
    scores = {
        encoding: sum(letter in _TYPOGRAPHY for letter in high.decode(encoding, "replace"))
        for encoding in ("cp1252", "mac_roman")
    }
    return max(scores, key=lambda encoding: scores[encoding])
