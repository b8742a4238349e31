"""How strongly a claim is worded, what softens it, and which kind of study it names."""

from __future__ import annotations

from typing import Literal, cast

from citecheck.claims import cues
from citecheck.claims.detect import Candidate
from citecheck.model.claim import ClaimKind
from citecheck.model.study import Level

_CAUSAL = frozenset(
    {
        "decreases",
        "increases",
        "improves",
        "worsens",
        "prevents",
        "causes",
        "affects",
        "acts",
        "onset",
        "harm",
        "occurs",
        "lasts",
        "same",
        "due-to",
        "fades",
        "safe",
        "falls-short",
    }
)


def strength(candidate: Candidate, kind: ClaimKind) -> int:
    """0 no relation, 1 correlational, 2 conditional causal, 3 causal (Sumner 2014)."""
    relation = candidate.relation
    if kind == "comparison" and relation is None:
        return 2 if _conditional(candidate) else 3
    if relation is None or kind in {"regulatory", "prevalence"}:
        return 0
    if relation.sense == "link" or (kind == "association" and relation.sense not in _CAUSAL):
        return 1
    if relation.hit.has("people") and _of_people(candidate):
        return 1
    if relation.sense not in _CAUSAL:
        return 0 if relation.sense == "duration" else 1
    return 2 if _conditional(candidate) else 3


def hedged(candidate: Candidate) -> bool:
    """Whether anything in the sentence softens the statement."""
    return bool(candidate.view.hedges)


def study_type(candidate: Candidate) -> Level | Literal["clinical-trial"] | None:
    """The kind of study that the sentence says it stands on; None for plain "studies"."""
    hits = cues.load("study_types").find(candidate.view.whole or candidate.view.text)
    order = (
        "synthesis",
        "randomized",
        "cohort",
        "observational",
        "case",
        "preclinical",
        "clinical-trial",
    )
    senses = {hit.sense for hit in hits}
    return next((cast("Level", s) for s in order if s in senses), None)


def _of_people(candidate: Candidate) -> bool:
    """Whether people are compared ("those who nap have a lower risk")."""
    subject = candidate.subject
    said = subject.span.of(candidate.view.text)
    return subject.kind == "people" or bool(cues.load("references", "people").first(said))


def _conditional(candidate: Candidate) -> bool:
    said = candidate.parts.said
    return any(
        hit.sense == "hedge" and said.start <= hit.start < said.end for hit in candidate.view.hedges
    )
