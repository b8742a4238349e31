"""Who or what a sentence says it of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from citecheck.claims import cues
from citecheck.claims.clauses import Parts, trimmed
from citecheck.claims.named import Named
from citecheck.claims.relation import Relation
from citecheck.claims.view import View
from citecheck.model.document import Span

_VERB = re.compile(
    r"\b(?:can|may|might|could|would|will|should|is|are|was|were|be|been|being|has|have|had|does|do|did|"
    r"helps?|helped|that|which|who|appears?|seems?|shows?|showed|works?|offers?|provides?|gives?|"
    r"often|also|usually|generally|typically|largely|potentially|significantly)\b",
    re.IGNORECASE,
)
_TRIM = " \t,;:-\"'("
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Subject:
    """The words in front of the verb.

    "named": a concept; "refers": words that point back ("it", "this drug"); "people":
    those who report ("many patients"); "words": anything else; "none": no subject.
    """

    kind: Literal["named", "refers", "people", "words", "none"]
    span: Span
    named: Named | None = None


def subject_of(view: View, parts: Parts, relation: Relation | None) -> Subject:
    """The subject of the main clause, or of the sentence where that has none."""
    end = relation.hit.start if relation else parts.said.end
    start = parts.main.start if parts.main.start < end else parts.said.start
    if start >= end:
        start = 0
    verb = _VERB.search(view.text, start + 1, end)
    stop = verb.start() if verb and verb.start() > start else end
    span = trimmed(view.text, start, stop, _TRIM)
    if span.start >= span.end:
        return Subject("none", span)
    refers = any(
        r.sense.startswith("back-") and r.start < span.end and r.end > span.start
        for r in view.references
    )
    named = next((n for n in view.usable if span.start <= n.start < span.end), None)
    if refers and (named is None or _points(view.text, span)):
        return Subject("refers", span)
    if named:
        return Subject("named", span, named)
    if cues.load("references", "people").first(span.of(view.text)):
        return Subject("people", span)
    if cues.load("outcomes").first(span.of(view.text)):
        return Subject("people", span)
    said = span.of(view.text)
    if len(said.split()) > _LONGEST or cues.load("discourse", "no-subject").first(said):
        return Subject("none", span)
    return Subject("words", span)


def _points(text: str, span: Span) -> bool:
    return bool(
        re.match(r"(?:this|these|it|they|such)\b", text[span.start : span.end], re.IGNORECASE)
    )
