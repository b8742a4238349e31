"""What a sentence leaves out, taken from the sentences before it, the heading or the title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from citecheck.claims import actor, cues, implied, measured
from citecheck.claims.detect import Candidate
from citecheck.claims.referent import Told, condition_before, harm_before, nearest, referent
from citecheck.claims.roles import Part, Roles, part, words
from citecheck.claims.topic import Topic, is_given
from citecheck.claims.view import View
from citecheck.concepts.lexicon import Lexicon
from citecheck.model.claim import ClaimKind, Role

_NEEDS: dict[ClaimKind, tuple[Role, ...]] = {
    "efficacy": ("intervention", "condition"),
    "comparison": ("intervention", "condition"),
    "harm": ("intervention",),
    "association": ("intervention",),
    "mechanism": ("intervention",),
    "prevalence": ("condition",),
    "regulatory": ("intervention",),
}
_TREATS: frozenset[ClaimKind] = frozenset({"efficacy", "comparison"})


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a claim stands: its document, what that is about, and the claims so far."""

    views: Sequence[View]
    topic: Topic
    lexicon: Lexicon
    before: Sequence[Told] = ()


def complete(roles: Roles, kind: ClaimKind, candidate: Candidate, setting: Setting) -> Roles:
    """The roles with what the kind needs filled from the context where it can be.

    What stays None is named nowhere: the claim is incomplete.
    """
    roles = _told_before(roles, kind, candidate, setting)
    roles = replace(
        roles,
        intervention=_meant(roles.intervention, candidate, setting),
        comparator=_example(roles.comparator, candidate, setting.topic),
    )
    if kind == "association" and roles.intervention is None and _people_are_one_end(candidate):
        people = words(candidate.view, candidate.subject.span)
        roles = replace(roles, intervention=people)
    needs = _NEEDS[kind]
    if kind in _TREATS:
        inside = measured.disease_in(roles.outcome, setting.lexicon)
        roles = replace(roles, condition=roles.condition or inside)
        if _in_general(candidate):
            needs = ("intervention",)
    if kind == "association" and roles.condition is None and roles.outcome is None:
        needs = (*needs, "condition")
    for role in needs:
        if getattr(roles, role) is None and (found := _find(role, roles, candidate, setting)):
            roles = replace(roles, **{role: replace(found, from_context=True)})
    if kind == "prevalence":
        roles = replace(roles, outcome=implied.quantity(candidate, setting.lexicon))
    if kind == "harm":
        outcome = roles.outcome or harm_before(candidate, setting.before)
        roles = replace(roles, outcome=implied.harm(outcome, candidate, setting.lexicon))
    roles = _narrowest(roles, candidate, setting.lexicon)
    return _own_condition(_about_topic(roles, kind, candidate, setting), kind)


def _told_before(roles: Roles, kind: ClaimKind, candidate: Candidate, setting: Setting) -> Roles:
    """What the first part of the same sentence names for both."""
    told = setting.before[-1] if setting.before else None
    if told is None or told.sentence != candidate.view.index:
        return roles
    roles = replace(roles, intervention=roles.intervention or told.roles.intervention)
    if kind in _TREATS and told.roles.condition != told.roles.outcome:
        roles = replace(roles, condition=roles.condition or told.roles.condition)
    return roles


def _meant(found: Part | None, candidate: Candidate, setting: Setting) -> Part | None:
    """ "The vaccine" as the one that the text is about, a group as the example given of it."""
    main = setting.topic.intervention
    if found and main and found.concept_id and found.concept_id != main.concept_id:
        lead = candidate.view.text[: max(0, found.start - candidate.view.start)]
        definite = cues.load("references", "definite").first(lead) is not None
        if definite and setting.lexicon.covers(found.concept_id, main.concept_id or ""):
            return replace(main, from_context=True)
    return _example(found, candidate, setting.topic)


def _example(found: Part | None, candidate: Candidate, topic: Topic) -> Part | None:
    """A group of usual treatments with the concept that the text gives as its example."""
    if found is None or topic.usual is None:
        return found
    at = found.start - candidate.view.start
    group = any(
        r.sense == "generic-intervention" and r.start <= at < r.end
        for r in candidate.view.references
    )
    return replace(topic.usual, from_context=True) if group else found


def _people_are_one_end(candidate: Candidate) -> bool:
    """Whether people themselves are one end ("women are twice as likely as men")."""
    relation = candidate.relation
    compared = relation is not None and relation.hit.has("people")
    return compared and candidate.subject.kind == "people"


def _find(role: Role, roles: Roles, candidate: Candidate, setting: Setting) -> Part | None:
    view, topic = candidate.view, setting.topic
    taken = roles.concepts
    main = topic.intervention if role == "intervention" else topic.condition
    if main and main.concept_id in taken:
        main = None
    if role == "condition":
        return main or condition_before(view, setting.views, setting.before, roles)
    if candidate.subject.kind == "refers":
        return referent(view, setting.views, setting.before, taken, main)
    found = None if main else nearest(view, setting.views, is_given, taken, main)
    return part(*found) if found else main


def _narrowest(roles: Roles, candidate: Candidate, lexicon: Lexicon) -> Roles:
    """With the narrowest disease that is named: "tumors in women with breast cancer"."""
    broad = roles.condition
    if broad is None or not broad.concept_id:
        return roles
    for n in candidate.view.usable:
        other = n.ailment and n.concept_id and n.concept_id != broad.concept_id
        if other and lexicon.covers(broad.concept_id, n.concept_id or ""):
            narrow = part(candidate.view, n)
            return replace(
                roles,
                condition=narrow,
                outcome=broad if roles.outcome == narrow else roles.outcome,
            )
    return roles


def _about_topic(roles: Roles, kind: ClaimKind, candidate: Candidate, setting: Setting) -> Roles:
    """ "The intensity of obsessions" as an outcome of the disorder that the text is about.

    A disease that the sentence names is never put aside for that of the text.
    """
    own, about = roles.condition, setting.topic.condition
    if kind != "efficacy" or not own or not about or own.concept_id == about.concept_id:
        return roles
    view = candidate.view
    at = own.start - view.start
    behaviour = next((n for n in view.usable if n.start == at), None)
    if behaviour is None or not measured.belongs_to(behaviour, about, setting.lexicon):
        return roles
    if cues.load("discourse", "measure-of").first(view.text[:at]) is None:
        return roles
    return replace(roles, condition=replace(about, from_context=True), outcome=own)


def _in_general(candidate: Candidate) -> bool:
    """Whether it is said of people without a disease ("in healthy adults")."""
    view, said = candidate.view, candidate.parts.said
    people = cues.load("discourse", "people-in-general").first(view.text, said.start, said.end)
    against = actor.comparison(view)
    return people is not None and (against is None or not actor.within(people.start, against))


def _own_condition(roles: Roles, kind: ClaimKind) -> Roles:
    """An effect on a symptom or measure alone has that as its condition."""
    outcome = roles.outcome
    if kind in _TREATS and roles.condition is None and outcome:
        return replace(roles, condition=outcome) if outcome.concept_id else roles
    return roles
