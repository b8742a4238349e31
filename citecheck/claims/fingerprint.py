"""A short name for a claim that stays when the text around it moves."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from citecheck.model.claim import ClaimKind
from citecheck.text.normalise import bare_words

_LENGTH = 16


def fingerprint(text: str, kind: ClaimKind, context: Mapping[str, str] | None = None) -> str:
    """16 hex digits of the claim's words and kind, and of what its context decides.

    Case, punctuation, quotes, bullets and spaces do not count, so that a light edit of
    the page keeps the name; another word or number gives another one. `context` has the
    parts that the sentence itself does not name, by role, each as its concept or its words:
    "It shortens colds" of zinc and of vitamin C are two claims.
    """
    given = "".join(
        f"\n{role}={bare_words(part)}" for role, part in sorted((context or {}).items())
    )
    name = f"{kind}\n{bare_words(text)}{given}"
    return hashlib.sha256(name.encode()).hexdigest()[:_LENGTH]
