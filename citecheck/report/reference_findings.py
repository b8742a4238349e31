"""Where a reference is worth a look, in words that accuse nobody."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from citecheck.model.reference import CheckedReference
from citecheck.report import citation, wording
from citecheck.report.reference_words import WORDS
from citecheck.report.rules import REFERENCE_RULES

_WORD = re.compile(r"[^\W_]+")


def findings(each: CheckedReference) -> Iterator[tuple[str, str]]:
    """The rules that a reference falls under, each with its message.

    One that is resolved and stands, or that PubMed need not have, is no finding.
    """
    if f"reference/{each.finding}" in REFERENCE_RULES:
        said = WORDS[each.finding]
        yield (
            f"reference/{each.finding}",
            f"Reference {said}: {each.why} {wording.quoted(each.text)}",
        )
    if each.standing and f"reference/{each.standing}" in REFERENCE_RULES:
        notices = "; ".join(f"{n.kind} {n.text}".strip() for n in each.notices)
        name = citation.published(each.record) if each.record else "The work"
        standing = wording.STANDINGS[each.standing].lower()
        told = f" ({notices})" if notices else ""
        yield f"reference/{each.standing}", f"{name}: {standing}{told}. {wording.quoted(each.text)}"


def fingerprint(each: CheckedReference) -> str:
    """The same for the same words, wherever in the document they stand and however broken."""
    words = " ".join(_WORD.findall(each.text.lower()))
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16]
