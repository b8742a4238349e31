"""What kind of claim a candidate is, by its words and by the concepts around its relation."""

from __future__ import annotations

from citecheck.claims.cues import Hit
from citecheck.claims.detect import Candidate
from citecheck.claims.view import Named
from citecheck.model.claim import ClaimKind
from citecheck.model.concept import Semantic
from citecheck.model.document import Span

_BODY: tuple[Semantic, ...] = ("process", "substance", "anatomy")
_GIVEN: tuple[Semantic, ...] = ("drug", "procedure")
_TIMED = frozenset({"onset", "duration"})
_CHANGE = frozenset({"decreases", "increases", "improves", "worsens", "prevents", "causes"})


def kind_of(candidate: Candidate) -> ClaimKind:
    """The kind; where words point to two, the one that decides who can settle it comes first."""
    view, relation = candidate.view, candidate.relation
    senses = {hit.sense for hit in view.kinds}
    if "regulatory" in senses and not _reported_effect(candidate):
        return "regulatory"
    if "prevalence" in senses and (relation is None or not _acts_before(candidate, relation)):
        return "prevalence"
    if relation is None:
        return "efficacy" if _any(view.named, *_GIVEN) else "association"
    if relation.sense in {"harm", "safe"}:
        return "harm"
    if relation.sense == "link":
        return "association"
    if _compared(candidate):
        return "comparison"
    return _by_ends(candidate, relation)


def _by_ends(candidate: Candidate, relation: Hit) -> ClaimKind:
    view = candidate.view
    left = view.within(Span(start=candidate.parts.said.start, end=relation.start))
    right = view.within(Span(start=relation.end, end=len(view.text)))
    ailment_right = [n for n in right if n.plays("disease", "outcome")]
    body_right = [n for n in right if n.plays(*_BODY) and not n.plays("disease", "outcome")]
    if relation.sense == "acts":
        return "mechanism"
    if relation.sense in {"causes", "worsens", "experiences"} and ailment_right:
        return "association" if _exposure(left) else "harm"
    if (
        relation.sense in {"affects", "increases", "decreases", "causes"}
        and body_right
        and not ailment_right
    ):
        return "mechanism"
    if relation.sense == "increases" and ailment_right:
        return "association" if _exposure(left) else "harm"
    if relation.sense in {"affects", "worsens"} and not ailment_right:
        return "mechanism" if body_right else "harm"
    return "efficacy"


def _exposure(left: tuple[Named, ...]) -> bool:
    """Whether what acts is no treatment: a habit, a food, a disease, a body's own substance."""
    return bool(left) and not any(n.first in _GIVEN for n in left)


def _acts_before(candidate: Candidate, relation: Hit) -> bool:
    """Whether a treatment stands in front of a verb of change: then a number is its effect."""
    left = candidate.view.within(Span(start=0, end=relation.start))
    return relation.sense in _CHANGE and any(
        n.first in ("drug", "procedure", "food", "behaviour") for n in left
    )


def _compared(candidate: Candidate) -> bool:
    view = candidate.view
    if not any(hit.sense == "comparison-between" for hit in view.kinds):
        return False
    relation = candidate.relation
    return relation is not None and relation.sense not in {"acts", "affects", "experiences"}


def _reported_effect(candidate: Candidate) -> bool:
    """Whether a study is named before the words of status: then the effect is the claim."""
    reports = candidate.view.reports
    return bool(reports) and candidate.relation is not None and reports[0].sense != "held"


def _any(named: tuple[Named, ...], *parts: str) -> bool:
    return any(n.first in parts for n in named)
