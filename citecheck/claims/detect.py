"""Which sentences are candidates: reporting cues first, relations second."""

from __future__ import annotations

from dataclasses import dataclass

from citecheck.claims import cues
from citecheck.claims.clauses import Parts, finite
from citecheck.claims.cues import Hit
from citecheck.claims.named import Named
from citecheck.claims.relation import EFFECT, LEVEL, Relation, main_relation
from citecheck.claims.subject import Subject, subject_of
from citecheck.claims.view import View
from citecheck.model.concept import Semantic

_HEALTH: tuple[Semantic, ...] = (
    "drug", "food", "procedure", "behaviour", "disease", "outcome", "process", "substance",
    "quantity", "anatomy", "organism",
)  # fmt: skip
_ENDS: tuple[Semantic, ...] = ("disease", "outcome", "process", "substance", "quantity")
_SELF_EVIDENT = frozenset({"harm", "safe", "onset", "lasts", "fades"})
_POINTING = frozenset({"back-intervention", "back-effect", "back-subject", "generic-intervention"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that makes a claim, the words that gave it away, and how it is built.

    `cue` is None for a sentence that a user declares to be a claim.
    """

    view: View
    parts: Parts
    cue: Hit | None
    relation: Relation | None
    subject: Subject


def detect(view: View, parts: Parts) -> Candidate | None:
    """The candidate that a sentence is, or None. What speaks against it is reject.py's."""
    relation = main_relation(view, parts)
    cue = _cue(view, parts, relation)
    return Candidate(view, parts, cue, relation, subject_of(view, parts, relation)) if cue else None


def declared(view: View, parts: Parts) -> Candidate:
    """The candidate that a sentence is by declaration."""
    relation = main_relation(view, parts)
    return Candidate(
        view, parts, _cue(view, parts, relation), relation, subject_of(view, parts, relation)
    )


def _cue(view: View, parts: Parts, relation: Relation | None) -> Hit | None:
    """What makes the sentence a candidate: a report, a statement of status, a relation."""
    health = any(n.plays(*_HEALTH) for n in view.usable)
    if view.reports and (relation or health or parts.frame):
        return view.reports[0]
    stated = next((k for k in view.kinds if k.sense in {"regulatory", "prevalence"}), None)
    pointing = any(r.sense in _POINTING for r in view.references)
    if stated and (stated.sense == "regulatory" or health or relation or pointing):
        return stated
    if relation and _has_ends(view, relation):
        return relation.hit
    equal = next((c for c in cues.load("comparison").find(view.text) if c.sense in LEVEL), None)
    return equal if equal and (pointing or any(n.given for n in view.usable)) else None


def _acted_on(named: Named, view: View, relation: Relation) -> bool:
    """Whether a relation says more of a concept than that it changed ("Rain fell.").

    What is acted on can stand within its words ("makes a cold milder").
    """
    behind = view.text[relation.hit.end :].strip(" .!?\"')")
    return named.start >= relation.hit.start or bool(behind)


def _has_ends(view: View, relation: Relation) -> bool:
    """Whether something acts and something is acted on, by name or by a word that points back."""
    pointing = any(r.sense in _POINTING for r in view.references)
    if relation.sense in _SELF_EVIDENT:
        return bool(view.usable or relation.outcome) or pointing or relation.sense == "lasts"
    compared = cues.load("comparison").first(view.text)
    if compared and relation.sense in EFFECT and finite(view, relation.hit):
        return True
    if any(n.plays(*_ENDS) and _acted_on(n, view, relation) for n in view.usable):
        return True
    if relation.hit.has("people") or relation.sense == "same":
        return relation.risk is not None or bool(view.usable)
    if pointing and (view.usable or relation.outcome):
        return True
    if relation.sense == "link":
        return any(n.given for n in view.usable)
    if relation.sense not in EFFECT | {"acts"}:
        return False
    if not finite(view, relation.hit):
        return relation.outcome is not None and any(n.given for n in view.usable)
    patients = cues.load("discourse", "in-people-with").first(view.text)
    outcome = relation.outcome or cues.load("outcomes").first(view.text)
    return pointing or bool(outcome or patients) or any(n.given for n in view.usable)
