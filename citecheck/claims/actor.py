"""What acts in a claim, and what it is compared with."""

from __future__ import annotations

import re

from citecheck.claims import clauses, cues
from citecheck.claims.cues import Hit
from citecheck.claims.detect import Candidate
from citecheck.claims.named import Named
from citecheck.claims.roles import Part, part, words
from citecheck.claims.view import View
from citecheck.model.claim import ClaimKind
from citecheck.model.concept import Semantic
from citecheck.model.document import Span

_ACTORS: tuple[Semantic, ...] = ("substance", "process", "organism", "anatomy", "disease")
_CLAUSE_END = re.compile(
    r"[,;:]|\b(?:while|but|for|among)\b|\bin (?:people|patients|treating|adults)\b"
)
_COMPARED = frozenset({"comparator", "generic-intervention"})
_IT = re.compile(r" (?:it|them|this|these)\b", re.IGNORECASE)
_WHICH = (", which", ", that")


def comparison(view: View) -> Span | None:
    """The stretch that names what something is compared with; what for or in whom is outside."""
    found = cues.load("comparison").first(view.text)
    if found is None or (found.sense == "beats" and not _treatment_follows(view, found)):
        return None
    stop = _CLAUSE_END.search(view.text, found.end)
    end = stop.start() if stop else len(view.text)
    return Span(start=found.start, end=_what_for(view, Span(start=found.end, end=end)))


def _what_for(view: View, span: Span) -> int:
    """Where a comparison stops to say what for: "than placebo in asthma"; else its end.

    What is treated follows a treatment or a control: "higher than that in asthma" goes on.
    """
    controls = [r.end for r in view.references if r.sense in _COMPARED]
    given = [n.end for n in view.usable if n.given]
    first = min((end for end in (*controls, *given) if within(end - 1, span)), default=None)
    if first is None:
        return span.end
    for n in view.usable:
        if n.ailment and within(n.start, span):
            lead = cues.load("discourse", "what-for").first(view.text, first, n.start)
            return lead.start if lead else span.end
    return span.end


def _treatment_follows(view: View, hit: Hit) -> bool:
    following = next((n for n in view.usable if n.start >= hit.end), None)
    placebo = cues.load("references", "comparator").first(view.text, hit.end)
    return placebo is not None or (following is not None and following.given)


def comparator(view: View, against: Span, kind: ClaimKind) -> Part | None:
    """Placebo or the like before a named treatment before a group of treatments."""
    inside = [r for r in view.references if within(r.start, against)]
    placebo = next((r for r in inside if r.sense == "comparator"), None)
    if placebo:
        return words(view, Span(start=placebo.start, end=placebo.end))
    given = next((n for n in view.usable if n.given and within(n.start, against)), None)
    if given:
        return part(view, given)
    group = next((r for r in inside if r.sense == "generic-intervention"), None)
    if group:
        return words(view, Span(start=group.start, end=group.end))
    cue = cues.load("comparison").first(view.text)
    if kind != "comparison" or cue is None:
        return None
    phrase = clauses.phrase(view.text, cue.end, against.end)
    return words(view, phrase) if phrase else None


def is_turned(view: View, against: Span | None) -> bool:
    """Whether the control is named first: "less pain with placebo than with ibuprofen"."""
    if against is None:
        return False
    given = [n for n in view.usable if n.given and not _is_placebo(view, n)]
    return (
        bool(given)
        and all(within(n.start, against) for n in given)
        and control(view, against) is not None
    )


def control(view: View, against: Span) -> Part | None:
    """The placebo or the like that stands outside of a comparison."""
    found = _controls(view)
    hit = next((r for r in found if not within(r.start, against)), None)
    return words(view, Span(start=hit.start, end=hit.end)) if hit else None


def intervention(candidate: Candidate, named: tuple[Named, ...], kind: ClaimKind) -> Part | None:
    """What is given or done; for an association the exposure, for a mechanism what acts.

    `named` are the concepts outside of the comparison.
    """
    if kind == "prevalence":
        return None
    actor = _exposure(candidate, named) if kind == "association" else _given(candidate, named, kind)
    if actor:
        return part(candidate.view, _example(candidate.view, actor))
    return _words(candidate)


def within(position: int, span: Span) -> bool:
    """Whether a position lies inside a stretch."""
    return span.start <= position < span.end


def _given(candidate: Candidate, named: tuple[Named, ...], kind: ClaimKind) -> Named | None:
    """In front of the verb, main clause first; then the subject; then behind ("after X")."""
    view, relation, main = candidate.view, candidate.relation, candidate.parts.main
    at = relation.hit.start if relation else _stated_at(candidate)
    given = [n for n in named if n.given and not _is_placebo(view, n)]
    given = _tested(view, given)
    if relation and relation.passive:
        could = given or [n for n in named if n.plays("drug")]
        if after := [n for n in could if n.start > at]:
            return after[0]
    beside = at >= main.end and view.text[main.end :].startswith(_WHICH)
    if beside and (antecedent := [n for n in given if n.end <= main.end]):
        return antecedent[-1]
    refers = candidate.subject.kind == "refers"
    in_front = [n for n in given if n.start < at]
    in_main = [n for n in in_front if n.start >= main.start]
    if in_main or (in_front and not refers):
        return (in_main or in_front)[0]
    subject = candidate.subject.named
    if subject in named and subject and subject.plays(*_ACTORS) and not subject.ailment:
        return subject
    for n in given:
        if n.start >= at and not refers and (kind == "regulatory" or view.is_led_by(n, "given")):
            return n
    if kind == "mechanism":
        return next((n for n in named if n.plays(*_ACTORS) and n.start < at), None)
    return None


def _tested(view: View, given: list[Named]) -> list[Named]:
    """Without what the people take anyway: "patients on clozapine lose weight with metformin"."""
    tested = [n for n in given if not view.is_led_by(n, "people-on")]
    outside = any(view.is_led_by(n, "given") or n.start < given[0].start for n in tested)
    return tested if outside else given


def _is_placebo(view: View, named: Named) -> bool:
    return any(named.start <= r.start < named.end for r in _controls(view))


def _controls(view: View) -> tuple[Hit, ...]:
    return cues.load("references", "comparator").find(view.text)


def _stated_at(candidate: Candidate) -> int:
    """Where words of status or number stand; the end of what is said if none do."""
    stated = (hit.start for hit in candidate.view.kinds if hit.sense == "regulatory")
    return next(stated, candidate.parts.said.end)


def _exposure(candidate: Candidate, named: tuple[Named, ...]) -> Named | None:
    """The end of an association that comes first; what patients suffer from is no exposure."""
    view, relation, subject = candidate.view, candidate.relation, candidate.subject
    if subject.kind == "words" and relation and relation.hit.verbal:
        return None
    said = candidate.parts.said
    at = relation.hit.start if relation else said.end
    pool = [
        n
        for n in named
        if n.first not in ("population", "study-type")
        and n.start >= said.start
        and not (n.ailment and is_had(view, n))
    ]
    before = [n for n in pool if n.start < at]
    if relation and relation.sense == "link" and _IT.match(view.text, relation.hit.end):
        return None
    if subject.named in before:
        return subject.named
    given = [n for n in pool if n.given]
    if before:
        return next((n for n in before if n.given), before[0])
    return given[0] if given else pool[0] if len(pool) > 1 else None


def is_had(view: View, named: Named) -> bool:
    """Whether it is what the people have ("in adults with asthma")."""
    return view.is_led_by(named, "people-with")


def _example(view: View, named: Named) -> Named:
    """The member that a class is named for ("painkillers such as ibuprofen")."""
    lead = cues.load("discourse", "example").first(view.text, named.end)
    following = next((n for n in view.usable if n.start >= named.end), None)
    if lead is None or following is None or lead.start > named.end + 1:
        return named
    near = following.given and lead.end <= following.start <= lead.end + len("the ")
    return following if near and view.text[lead.start] != "(" else named


def _words(candidate: Candidate) -> Part | None:
    """What acts, in words: a group without its members, or a subject without a concept."""
    view, relation, subject = candidate.view, candidate.relation, candidate.subject
    at = relation.hit.start if relation else len(view.text)
    outside = comparison(view)
    for r in view.references:
        apart = outside is None or not within(r.start, outside)
        if r.sense == "generic-intervention" and apart and r.start <= at:
            return words(view, Span(start=r.start, end=r.end))
    verb = relation is None or relation.hit.verbal
    return words(view, subject.span) if subject.kind == "words" and verb else None
