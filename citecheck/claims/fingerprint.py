"""A short name for a claim that stays when the text around it moves."""

from __future__ import annotations

import hashlib
import re

from citecheck.model.claim import ClaimKind
from citecheck.text.normalise import fold

_NOT_WORD = re.compile(r"[\W_]+")
_LENGTH = 16


def fingerprint(text: str, kind: ClaimKind) -> str:
    """16 hex digits of the claim's words and kind.

    Case, punctuation, quotes, bullets and spaces do not count, so that a light edit of
    the page keeps the name; another word or number gives another one.
    """
    words = _NOT_WORD.sub(" ", fold(text).casefold()).strip()
    return hashlib.sha256(f"{kind}\n{words}".encode()).hexdigest()[:_LENGTH]
