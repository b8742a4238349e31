"""What words that point back stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from citecheck.claims.detect import Candidate
from citecheck.claims.named import Named
from citecheck.claims.roles import Part, Roles, part
from citecheck.claims.topic import could_be_given
from citecheck.claims.view import View
from citecheck.model.claim import ClaimKind

REACH = 4
"""How many sentences back a word can point."""
_OPENING = 40


@dataclass(frozen=True, slots=True)
class Told:
    """A claim that was read before: where, of what kind, about what."""

    sentence: int
    kind: ClaimKind
    roles: Roles


def referent(
    view: View,
    views: Sequence[View],
    before: Sequence[Told],
    taken: set[str | None],
    main: Part | None,
) -> Part | None:
    """What "it" or "this drug" stands for.

    The subject of the claim before, or a treatment that opened a later sentence, or the main
    one of the document; after a sentence on a disease alone, that disease.
    """
    last = views[view.index - 1] if view.index else None
    untold = not before or before[-1].sentence != view.index - 1
    if untold and last and last.block == view.block and last.usable:
        opening = last.usable[0]
        if opening.ailment and not any(n.given for n in last.usable):
            return part(last, opening)
    told = before[-1] if before and view.index - before[-1].sentence <= REACH else None
    subject = told.roles.intervention if told else None
    found = nearest(view, views, could_be_given, taken, main)
    if told and subject and subject.concept_id and (not found or found[0].index <= told.sentence):
        return subject
    if found is None:
        return main
    other, named = found
    return part(other, named) if named.start < _OPENING or main is None else main


def nearest(
    view: View,
    views: Sequence[View],
    fits: Callable[[Named], bool],
    taken: set[str | None],
    main: Part | None,
) -> tuple[View, Named] | None:
    """The nearest sentence before that names a fitting concept; the topic, if it is among them."""
    for other in reversed(views[max(0, view.index - REACH) : view.index]):
        fitting = [n for n in other.usable if fits(n) and n.concept_id not in taken]
        if fitting:
            about = [n for n in fitting if main and n.concept_id == main.concept_id]
            return other, (about or fitting)[0]
    return None


def condition_before(
    view: View, views: Sequence[View], before: Sequence[Told], roles: Roles
) -> Part | None:
    """The condition of the nearest claim before that has one; a harm's is not handed on.

    Nor does one go past a heading to a claim that has a symptom or measure of its own.
    """
    taken = roles.concepts
    stands_alone = roles.outcome is not None and roles.outcome.concept_id is not None
    for told in reversed(before):
        condition = told.roles.condition
        if view.index - told.sentence > REACH:
            return None
        if stands_alone and views[told.sentence].section != view.section:
            return None
        own = condition is not None and condition != told.roles.outcome
        if condition and own and told.kind != "harm" and condition.concept_id not in taken:
            return condition
    return None


def harm_before(candidate: Candidate, before: Sequence[Told]) -> Part | None:
    """The harm that "these effects" points back to."""
    points = any(r.sense == "back-effect" for r in candidate.view.references)
    if not points or not before or candidate.view.index - before[-1].sentence > 1:
        return None
    outcome = before[-1].roles.outcome
    return replace(outcome, from_context=True) if outcome else None


def about_disease(candidate: Candidate, views: Sequence[View]) -> bool:
    """Whether a disease is what the sentence, or the one that its "it" points to, is about."""
    subject, view = candidate.subject, candidate.view
    points_to_drug = any(
        r.sense == "back-intervention" and r.start < subject.span.end for r in view.references
    )
    if points_to_drug or any(n.given for n in view.usable):
        return False
    if subject.kind == "named" and subject.named:
        return subject.named.ailment
    if subject.kind != "refers":
        return False
    if any(r.sense == "back-condition" and r.start <= subject.span.start for r in view.references):
        return True
    before = views[view.index - 1] if view.index else None
    opening = next(iter(before.usable), None) if before and before.holds_claims else None
    return opening is not None and opening.ailment
