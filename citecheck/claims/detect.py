"""Which sentences are candidates: reporting cues first, relations second."""

from __future__ import annotations

from dataclasses import dataclass

from citecheck.claims.clauses import Parts
from citecheck.claims.cues import Hit
from citecheck.claims.view import View
from citecheck.model.concept import Semantic

_HEALTH: tuple[Semantic, ...] = (
    "drug", "food", "procedure", "behaviour", "disease", "outcome", "process", "substance",
    "quantity", "anatomy", "organism",
)  # fmt: skip
_ENDS: tuple[Semantic, ...] = ("disease", "outcome", "process", "substance", "quantity")
_ACTORS: tuple[Semantic, ...] = (
    "drug",
    "food",
    "procedure",
    "behaviour",
    "substance",
    "process",
    "organism",
)
_OUTCOME_WORDS = frozenset({"harm", "safe", "onset"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that makes a claim, the words that gave it away, and its main relation.

    `cue` is None for a sentence that a user declares to be a claim."""

    view: View
    parts: Parts
    cue: Hit | None
    relation: Hit | None


_ORDER = (
    frozenset(
        {
            "decreases",
            "increases",
            "improves",
            "worsens",
            "prevents",
            "causes",
            "link",
            "harm",
            "safe",
            "onset",
        }
    ),
    frozenset({"acts"}),
    frozenset({"affects", "duration", "experiences"}),
)


def main_relation(view: View, parts: Parts) -> Hit | None:
    """The relation that carries the claim: in the main clause if it has one, by its strength."""
    inside = [r for r in view.relations if parts.said.start <= r.start < parts.said.end]
    if not inside and parts.frame:
        inside = [r for r in view.relations if r.start >= parts.frame.start]
    if not inside:
        inside = list(view.relations)
    in_main = [r for r in inside if parts.main.start <= r.start < parts.main.end]
    for pool in (in_main, inside):
        for senses in _ORDER:
            for hit in pool:
                if hit.sense in senses:
                    return hit
    return None


def detect(view: View, parts: Parts) -> Candidate | None:
    """The candidate that a sentence is, or None. What speaks against it is reject.py's."""
    relation = main_relation(view, parts)
    report = view.reports[0] if view.reports else None
    health = any(n.plays(*_HEALTH) for n in view.named)
    if report and (relation or health):
        return Candidate(view, parts, report, relation)
    stated = next((k for k in view.kinds if k.sense in {"regulatory", "prevalence"}), None)
    if stated and (health or relation):
        return Candidate(view, parts, stated, relation)
    if relation and _has_ends(view, relation):
        return Candidate(view, parts, relation, relation)
    return None


def _has_ends(view: View, relation: Hit) -> bool:
    """Whether something acts and something is acted on, by name or by a word that points back."""
    points_back = [
        r
        for r in view.references
        if r.sense in {"back-intervention", "back-effect", "back-subject", "generic-intervention"}
    ]
    if relation.sense in _OUTCOME_WORDS:
        return bool(view.named or points_back)
    ends = [n for n in view.named if n.plays(*_ENDS)]
    actors = [n for n in view.named if n.plays(*_ACTORS)]
    if ends and any(a is not e for a in actors for e in ends):
        return True
    return bool((ends or actors) and points_back) or bool(ends)
