"""What a claim is about: the condition, and what is said to change."""

from __future__ import annotations

from citecheck.claims import clauses, cues
from citecheck.claims.actor import is_had
from citecheck.claims.detect import Candidate
from citecheck.claims.named import Named
from citecheck.claims.relation import Relation
from citecheck.claims.roles import Part, part, words
from citecheck.model.claim import ClaimKind
from citecheck.model.concept import Semantic
from citecheck.model.document import Span

_BODY: tuple[Semantic, ...] = ("process", "substance", "anatomy", "drug", "disease", "outcome")
_MEASURED: tuple[Semantic, ...] = ("outcome", "quantity")
_NEAR = 12
_LOOK_BACK = 20
_VAGUE = frozenset({"D064420", "D018377"})
"""Side effects and neurotransmitters at large: an outcome only where none is named."""


def condition(
    candidate: Candidate, named: tuple[Named, ...], actor: Part | None, kind: ClaimKind
) -> Named | None:
    """The disease that is treated, counted or associated; a symptom only if it is the latter."""
    view, relation = candidate.view, candidate.relation
    taken = actor.start - view.start if actor else -1
    ailments = [n for n in named if n.ailment and n.start != taken]
    diseases = [n for n in ailments if not n.symptom]
    if kind == "prevalence":
        return next(iter([*diseases, *ailments]), None)
    if kind == "association" and relation:
        behind = [n for n in ailments if n.start >= relation.hit.start]
        return next(iter([*behind, *ailments]), None)
    if kind == "harm":
        return next(
            (
                n
                for n in ailments
                if is_had(view, n) or _is_treated(candidate, n) or _is_recovered_from(relation, n)
            ),
            None,
        )
    patients = [n for n in diseases if is_had(view, n)]
    acted_on = [n for n in diseases if relation and n is relation.object]
    behind = [n for n in diseases if relation and n.start >= relation.hit.start]
    known = [n for n in patients if n.concept_id]
    return next(iter([*known, *acted_on, *patients, *behind, *diseases]), None)


def patients(candidate: Candidate, kind: ClaimKind) -> Part | None:
    """What the people have, in the sentence's own words ("in people with gout")."""
    text = candidate.view.text
    lead = cues.load("discourse", "in-people-with").first(text)
    if lead is None or kind not in {"efficacy", "comparison", "prevalence"}:
        return None
    found = clauses.phrase(text, lead.end, len(text))
    return words(candidate.view, found) if found else None


def outcome(
    candidate: Candidate,
    named: tuple[Named, ...],
    taken: tuple[Part | None, ...],
    kind: ClaimKind,
) -> Part | None:
    """What is said to change: behind the relation before in front, concepts before words.

    `taken` are the parts that intervention and condition play already.
    """
    if kind == "regulatory":
        return None
    view, relation = candidate.view, candidate.relation
    at = relation.hit.start if relation else candidate.parts.said.start
    free = [
        n
        for n in named
        if _can_change(n, kind)
        and not _is_taken(Span(start=n.start, end=n.end), candidate, taken)
        and not _is_treated(candidate, n)
    ]
    free.sort(key=lambda n: _last(n, kind))
    acted_on = relation.object if relation else None
    behind = next(
        (
            n
            for n in free
            if n.start >= at
            and (n is acted_on or (_measures(n, kind) and not view.is_led_by(n, "at-the-time-of")))
        ),
        None,
    )
    in_front = [n for n in free if n.start < at and _measures_in_front(n, kind)]
    if kind == "harm" and in_front and behind and behind.concept_id in _VAGUE:
        return part(view, in_front[-1])  # "nausea is a side effect of it"
    outcomes = cues.load("outcomes")
    said = outcomes.first(view.text, at)
    risk = _at_risk(candidate, taken)
    if risk and (behind is None or behind.start > risk.end - view.start):
        return risk
    named_harm = kind == "harm" and behind and behind.concept_id not in _VAGUE
    if behind and (
        said is None or kind == "mechanism" or named_harm or behind.start < said.end + _NEAR
    ):
        return part(view, behind)
    if said and kind != "mechanism":
        span = Span(start=said.start, end=said.end)
        return None if _is_taken(span, candidate, taken) else words(view, span)
    if in_front:
        return part(view, in_front[-1] if kind == "harm" else in_front[0])
    said = outcomes.first(view.text)
    return words(view, Span(start=said.start, end=said.end)) if said else None


def _is_treated(candidate: Candidate, named: Named) -> bool:
    """Whether it is what something is safe in, and no harm: "is safe in migraine"."""
    relation = candidate.relation
    if relation is None or relation.sense != "safe" or named.start < relation.hit.end:
        return False
    lead = cues.load("discourse", "what-for")
    view = candidate.view
    return (
        lead.first(view.text, max(relation.hit.end, named.start - _LOOK_BACK), named.start)
        is not None
    )


def _is_recovered_from(relation: Relation | None, named: Named) -> bool:
    """Whether it stands behind something good of it that is harmed: "slows recovery from gout"."""
    said = relation.outcome if relation else None
    return said is not None and said.sense == "good" and named.start >= said.end


def _can_change(named: Named, kind: ClaimKind) -> bool:
    """Whether it can be what changes: people never are, nor what one treats them with."""
    if named.first in ("population", "study-type"):
        return False
    if kind not in ("efficacy", "comparison") or named.first not in ("drug", "procedure"):
        return True
    return named.plays("outcome", "process")


def _last(named: Named, kind: ClaimKind) -> int:
    """What is vague comes last; of a mechanism, so does the organ that it works in."""
    if named.concept_id in _VAGUE:
        return 2
    return int(kind == "mechanism" and named.first == "anatomy")


def _at_risk(candidate: Candidate, taken: tuple[Part | None, ...]) -> Part | None:
    """What the risk is of, in the sentence's own words ("the risk of gout")."""
    relation, text = candidate.relation, candidate.view.text
    if relation is None or relation.risk is None:
        return None
    found = clauses.phrase(text, relation.risk.end, len(text))
    if found is None or _is_taken(found, candidate, taken):
        return None
    return words(candidate.view, found)


def _is_taken(span: Span, candidate: Candidate, taken: tuple[Part | None, ...]) -> bool:
    start, end = candidate.view.start + span.start, candidate.view.start + span.end
    return any(p.start < end and start < p.end for p in taken if p)


def _measures(named: Named, kind: ClaimKind) -> bool:
    if kind == "mechanism":
        return named.plays(*_BODY)
    if kind == "harm":
        return named.plays("disease", "outcome", "process")
    return named.plays(*_MEASURED) or named.first in ("disease", "process")


def _measures_in_front(named: Named, kind: ClaimKind) -> bool:
    if kind == "harm":
        return named.ailment or (named.polarity == "bad" and named.plays(*_MEASURED))
    return named.plays(*_MEASURED)
