"""Which concepts play which part in a candidate, by what they are and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citecheck.claims import clauses, cues
from citecheck.claims.detect import Candidate
from citecheck.claims.view import Named, View
from citecheck.model.claim import ClaimKind
from citecheck.model.concept import Semantic
from citecheck.model.document import Span

_ACTORS: tuple[Semantic, ...] = ("substance", "process", "organism", "anatomy", "disease")
_TARGETS: tuple[Semantic, ...] = ("process", "substance", "anatomy", "drug", "disease", "outcome")
_MEASURED: tuple[Semantic, ...] = ("outcome", "quantity")
_CLAUSE_END = re.compile(r"[,;:]|\bwhile\b|\bbut\b")
_LOOK_BACK = 40
_NEAR = 12
_UNNAMED_HARM = frozenset({"D064420"})


@dataclass(frozen=True, slots=True)
class Part:
    """Words that play a part, with offsets into the document, and the concept if known."""

    start: int
    end: int
    text: str
    concept_id: str | None
    from_context: bool = False


@dataclass(frozen=True, slots=True)
class Roles:
    """The four parts of a claim; None where they are not named."""

    intervention: Part | None = None
    comparator: Part | None = None
    condition: Part | None = None
    outcome: Part | None = None


def roles_of(candidate: Candidate, kind: ClaimKind) -> Roles:
    """The parts that the sentence itself names."""
    view = candidate.view
    against = _comparison(view)
    comparator = _comparator(view, against, kind) if against else None
    free = tuple(n for n in view.usable if against is None or not _inside(n.start, against))
    actor = _intervention(candidate, free, kind)
    condition = _condition(candidate, free, actor, kind)
    outcome = _outcome(candidate, free, (actor, condition), kind)
    return Roles(
        intervention=part(view, _example(view, actor))
        if actor
        else _actor_words(candidate, against, kind),
        comparator=comparator,
        condition=part(view, condition) if condition else _patients_words(candidate, kind),
        outcome=outcome,
    )


def _example(view: View, named: Named) -> Named:
    """The member that a class is named for ("painkillers such as ibuprofen")."""
    lead = cues.load("discourse", "example").first(view.text, named.end)
    following = next((n for n in view.usable if n.start >= named.end), None)
    if lead is None or following is None or lead.start > named.end + 1:
        return named
    near = following.given and lead.end <= following.start <= lead.end + len("the ")
    return following if near and view.text[lead.start] != "(" else named


def part(view: View, named: Named) -> Part:
    """A mention as a part, with the document's own words and offsets."""
    return Part(
        start=view.start + named.start,
        end=view.start + named.end,
        text=view.raw[named.start : named.end],
        concept_id=named.concept_id,
    )


def words(view: View, start: int, end: int) -> Part:
    """A stretch of the sentence as a part without a concept."""
    return Part(view.start + start, view.start + end, view.raw[start:end], None)


def _comparison(view: View) -> Span | None:
    """The stretch that names what something is compared with."""
    found = cues.load("comparison").first(view.text)
    if found is None:
        return None
    stop = _CLAUSE_END.search(view.text, found.end)
    return Span(start=found.start, end=stop.start() if stop else len(view.text))


def _comparator(view: View, against: Span, kind: ClaimKind) -> Part | None:
    """Placebo or the like before a named treatment before a group of treatments."""
    inside = [r for r in view.references if _inside(r.start, against)]
    named = [n for n in view.usable if _inside(n.start, against)]
    placebo = next((r for r in inside if r.sense == "comparator"), None)
    if placebo:
        concept = next((n for n in named if n.start <= placebo.start < n.end), None)
        return part(view, concept) if concept else words(view, placebo.start, placebo.end)
    group = next((r for r in inside if r.sense == "generic-intervention"), None)
    given = next((n for n in named if n.given), None)
    if given:
        return part(view, given)
    if group:
        return words(view, group.start, group.end)
    if kind != "comparison":
        return None
    phrase = clauses.phrase(view.text, _cue_end(view), against.end)
    return words(view, phrase.start, phrase.end) if phrase else None


def _cue_end(view: View) -> int:
    cue = cues.load("comparison").first(view.text)
    return cue.end if cue else len(view.text)


def _intervention(candidate: Candidate, named: tuple[Named, ...], kind: ClaimKind) -> Named | None:
    view, relation = candidate.view, candidate.relation
    at = relation.hit.start if relation else candidate.parts.said.end
    if kind == "prevalence":
        return None
    if kind == "association":
        return _exposure(candidate, named, at)
    main = candidate.parts.main
    given = [n for n in named if n.given]
    if relation and relation.passive:
        after = next((n for n in given if n.start >= relation.hit.end), None)
        if after:
            return after
    if relation and at >= main.end:  # said of what stands right before ", which"
        antecedent = [n for n in given if n.end <= main.end]
        if antecedent and view.text[main.end :].startswith((", which", ", that")):
            return antecedent[-1]
    begins = (main.start,) if candidate.subject.kind == "refers" else (main.start, 0)
    for start in begins:
        for n in given:
            if start <= n.start < at:
                return n
    subject = candidate.subject.named
    if subject in named and subject and subject.plays(*_ACTORS) and not subject.ailment:
        return subject
    for n in given:
        if n.start >= at and (kind == "regulatory" or _given_after(view, n)):
            return n
    if kind == "mechanism":
        return next((n for n in named if n.plays(*_ACTORS) and n.start < at), None)
    return None


def _exposure(candidate: Candidate, named: tuple[Named, ...], at: int) -> Named | None:
    """The end of an association that comes first; the other end of "X is caused by Y"."""
    relation = candidate.relation
    if candidate.subject.kind == "words" and relation and relation.hit.verbal:
        return None
    pool = [
        n for n in named if n.first != "population" and not (n.ailment and _has(candidate.view, n))
    ]
    before = [n for n in pool if n.start < at]
    given = [n for n in pool if n.given]
    if candidate.subject.named in before:
        return candidate.subject.named
    if before:
        return next((n for n in before if n.given), before[0])
    return given[0] if given else pool[0] if len(pool) > 1 else None


def _condition(
    candidate: Candidate, named: tuple[Named, ...], actor: Named | None, kind: ClaimKind
) -> Named | None:
    ailments = [n for n in named if n is not actor and n.ailment]
    if kind == "prevalence" and ailments:
        return next((n for n in ailments if not n.symptom), ailments[0])
    if not ailments or kind == "mechanism":
        return next((n for n in ailments if not n.symptom), None)
    relation = candidate.relation
    if kind == "association" and relation:
        right = [n for n in ailments if n.start >= relation.hit.start]
        return right[0] if right else ailments[0]
    if kind == "harm":
        return next((n for n in ailments if _has(candidate.view, n)), None)
    diseases = [n for n in ailments if not n.symptom]
    patients = [n for n in diseases if _has(candidate.view, n)]
    acted_on = [n for n in diseases if relation and n is relation.object]
    behind = [n for n in diseases if relation and n.start >= relation.hit.start]
    return next(iter([*acted_on, *patients, *behind, *diseases]), None)


def _outcome(
    candidate: Candidate,
    named: tuple[Named, ...],
    taken: tuple[Named | None, ...],
    kind: ClaimKind,
) -> Part | None:
    """What is said to change: behind the relation before in front, concepts before words."""
    if kind == "regulatory":
        return None
    view, relation = candidate.view, candidate.relation
    at = relation.hit.start if relation else candidate.parts.said.start
    free = [n for n in named if n not in taken]
    if kind == "harm":  # "side effects" only where none is named
        free.sort(key=lambda n: n.concept_id in _UNNAMED_HARM)
    behind = next((n for n in free if n.start >= at and _measures(n, kind)), None)
    outcomes = cues.load("outcomes")
    said = outcomes.first(view.text, at)
    risk = _at_risk(candidate, taken)
    if risk and (behind is None or behind.start > risk.end - view.start):
        return risk
    if behind and (said is None or kind == "mechanism" or behind.start < said.end + _NEAR):
        return part(view, behind)
    if said and kind != "mechanism":
        if any(n.start < said.end and said.start < n.end for n in taken if n):
            return None
        return words(view, said.start, said.end)
    before = next((n for n in free if n.start < at and n.plays(*_MEASURED)), None)
    if before:
        return part(view, before)
    said = outcomes.first(view.text)
    return words(view, said.start, said.end) if said else None


def _patients_words(candidate: Candidate, kind: ClaimKind) -> Part | None:
    """What the people have, in the sentence's own words ("in people with gout")."""
    text = candidate.view.text
    lead = cues.load("discourse", "in-people-with").first(text)
    if lead is None or kind not in {"efficacy", "comparison", "prevalence"}:
        return None
    found = clauses.phrase(text, lead.end, len(text))
    return words(candidate.view, found.start, found.end) if found else None


def _at_risk(candidate: Candidate, taken: tuple[Named | None, ...]) -> Part | None:
    """What the risk is of, in the sentence's own words ("the risk of gout")."""
    relation = candidate.relation
    if relation is None or relation.risk is None:
        return None
    text = candidate.view.text
    found = clauses.phrase(text, relation.risk.end, len(text))
    if found and any(n.start < found.end and found.start < n.end for n in taken if n):
        return None
    return words(candidate.view, found.start, found.end) if found else None


def _measures(named: Named, kind: ClaimKind) -> bool:
    if kind == "mechanism":
        return named.plays(*_TARGETS)
    if kind == "harm":
        return named.plays("disease", "outcome", "process")
    return named.plays(*_MEASURED) or named.first in ("disease", "process")


def _given_after(view: View, named: Named) -> bool:
    before = view.text[max(0, named.start - _LOOK_BACK) : named.start]
    return cues.load("discourse", "given").first(before) is not None


def _has(view: View, named: Named) -> bool:
    """Whether it is what the people have ("in adults with asthma")."""
    before = view.text[max(0, named.start - _LOOK_BACK) : named.start]
    return cues.load("discourse", "people-with").first(before) is not None


def _actor_words(candidate: Candidate, against: Span | None, kind: ClaimKind) -> Part | None:
    """What acts, in words: a group without its members, or a subject without a concept."""
    view, relation = candidate.view, candidate.relation
    at = relation.hit.start if relation else len(view.text)
    for r in view.references:
        outside = against is None or not _inside(r.start, against)
        if r.sense == "generic-intervention" and outside and r.start <= at:
            return words(view, r.start, r.end)
    subject = candidate.subject
    verb = relation is None or relation.hit.verbal
    if subject.kind == "words" and verb and kind != "prevalence":
        return words(view, subject.span.start, subject.span.end)
    return None


def _inside(position: int, span: Span) -> bool:
    return span.start <= position < span.end
