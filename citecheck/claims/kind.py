"""What kind of claim a candidate is, by its words and by the concepts around its relation."""

from __future__ import annotations

import re

from citecheck.claims import actor, cues
from citecheck.claims.detect import Candidate
from citecheck.claims.named import Named
from citecheck.claims.relation import LEVEL, Relation
from citecheck.model.claim import ClaimKind
from citecheck.model.concept import Semantic
from citecheck.model.document import Span

_BODY: tuple[Semantic, ...] = ("process", "substance", "anatomy")
_COMPARABLE = frozenset(
    {"decreases", "increases", "improves", "worsens", "prevents", "onset", "safe", "same"}
)
_NEAR = 15
_ROLE = re.compile(r"\brole\b|\bimplicated\b", re.IGNORECASE)
_CAUSE = re.compile(r"caus|trigger|provok", re.IGNORECASE)
_SETS_APART = frozenset({"unlike", "rather than", "instead of", "as opposed to", "in contrast to"})


def kind_of(candidate: Candidate) -> ClaimKind:
    """The kind; where words point to two, the one that decides who can settle it comes first."""
    view, relation = candidate.view, candidate.relation
    harm_section = cues.load("discourse", "harm-section").first(view.section) is not None
    senses = {hit.sense for hit in view.kinds}
    if "regulatory" in senses and not (
        view.reports and relation and view.reports[0].sense != "held"
    ):
        return "regulatory"
    if "prevalence" in senses and _counts_people(candidate):
        return "prevalence"
    if relation is None:
        return _without_relation(candidate, harm_section)
    if relation.sense in {"harm", "safe", "occurs"}:
        return "harm"
    if relation.sense == "interferes":
        return "harm" if relation.object and relation.object.given else "mechanism"
    if relation.sense == "link":
        return _by_link(relation, candidate)
    if _people_compared(candidate, relation):
        return "association"
    if relation.sense in _COMPARABLE and _compared(candidate):
        return "comparison"
    return _by_ends(candidate, relation, harm_section)


def _without_relation(candidate: Candidate, harm_section: bool) -> ClaimKind:
    view = candidate.view
    if any(hit.sense in LEVEL for hit in cues.load("comparison").find(view.text)):
        return "comparison"
    ill = harm_section and any(n.ailment for n in view.usable)
    if ill or _complaint(candidate) or _seen_in_patients(candidate):
        return "harm"
    experienced = any(r.sense == "experience" for r in view.reports)
    return "efficacy" if experienced or any(n.given for n in view.usable) else "association"


def _by_link(relation: Relation, candidate: Candidate) -> ClaimKind:
    """Linked to a disease is an association; a role in a process is how it works."""
    target = relation.object
    if (
        target
        and not relation.on_ailment
        and target.plays("process")
        and _ROLE.search(relation.hit.of(candidate.view.text))
    ):
        return "mechanism"
    return "association"


def _by_ends(candidate: Candidate, relation: Relation, harm_section: bool) -> ClaimKind:
    target, text = relation.object, candidate.view.text
    on_body = bool(target and target.plays(*_BODY) and not relation.on_ailment)
    on_part = bool(target and target.first in ("substance", "anatomy", "drug"))
    if relation.sense == "same":
        return "association" if _exposure(candidate) else "efficacy"
    if relation.sense == "due-to":
        ill = any(n.ailment for n in candidate.view.usable)
        return "association" if ill and not on_part else "mechanism"
    if relation.sense in {"acts", "contains"} or _on_action(candidate, relation):
        return "mechanism"
    if relation.sense == "affects" and target and target.ailment and not target.symptom:
        return "association" if _exposure(candidate) else "efficacy"
    if relation.sense in {"affects", "experiences"}:
        if relation.on_ailment or harm_section or (on_body and not on_part):
            return "harm" if not _exposure(candidate) else "association"
        return "mechanism" if on_body else "association"
    if relation.sense in {"causes", "increases", "worsens"}:
        if relation.good and not _CAUSE.match(relation.hit.of(text)):
            return "efficacy" if relation.sense != "worsens" else "harm"
        if relation.bad or relation.sense == "worsens" or harm_section:
            return "association" if _exposure(candidate) else "harm"
        if on_body and on_part:
            return "mechanism"
        return "harm" if relation.sense == "causes" else "efficacy"
    if relation.sense == "decreases" and relation.good:
        return "association" if _exposure(candidate) else "harm"
    if relation.sense == "decreases" and on_body and on_part and target and target.first != "drug":
        return "mechanism"
    return "mechanism" if _of_the_body(candidate) else "efficacy"


def _of_the_body(candidate: Candidate) -> bool:
    """Whether what acts is a part or substance of the body and nothing is given."""
    acting = candidate.subject.named
    given = any(n.given for n in candidate.view.usable)
    if acting is None or given or acting.plays("drug", "food"):
        return False
    return acting.first in ("substance", "anatomy")


def _people_compared(candidate: Candidate, relation: Relation) -> bool:
    """Whether people of one habit are set beside others ("those who nap have a lower risk")."""
    if not relation.hit.has("people"):
        return False
    said = candidate.subject.span.of(candidate.view.text)
    people = cues.load("references", "people").first(said)
    before = candidate.view.text[: relation.hit.start]
    if cues.load("references", "dose").first(before):
        return False
    given = any(n.first in ("drug", "procedure") and n.given for n in candidate.view.usable)
    return people is not None and not given


def _on_action(candidate: Candidate, relation: Relation) -> bool:
    """Whether what is changed is itself an action ("enhances the release of")."""
    following = (r for r in candidate.view.relations if r.start >= relation.hit.end)
    following_hit = next(following, None)
    return (
        following_hit is not None
        and following_hit.sense == "acts"
        and following_hit.start - relation.hit.end <= len(" the ")
    )


def _complaint(candidate: Candidate) -> bool:
    """Whether what patients report is an ailment, named right after ("users report headaches")."""
    said = [r.end for r in candidate.view.reports if r.sense == "experience"]
    return any(
        n.ailment and 0 <= n.start - end <= _NEAR for end in said for n in candidate.view.usable
    )


def _seen_in_patients(candidate: Candidate) -> bool:
    """Whether an ailment is what was reported, of no treatment that is named."""
    seen = any(hit.has("passive") for hit in candidate.view.reports)
    subject = candidate.subject.named
    return seen and subject is not None and subject.ailment


def _exposure(candidate: Candidate) -> bool:
    """Whether what acts is no treatment: a habit, a food, a disease, a body's own substance."""
    subject = candidate.subject
    if cues.load("references", "dose").first(subject.span.of(candidate.view.text)):
        return False
    if subject.kind == "words":
        return True
    return subject.named is not None and subject.named.first not in ("drug", "procedure")


def _counts_people(candidate: Candidate) -> bool:
    """Whether a share of people is what is stated, not the size of a treatment's effect."""
    view, relation = candidate.view, candidate.relation
    share = next(hit for hit in view.kinds if hit.sense == "prevalence")
    if relation is None or share.start <= relation.hit.start < share.end:
        return True
    before = view.within(Span(start=candidate.parts.main.start, end=share.start))
    if any(_treats(n, candidate) for n in before):
        return False
    between = view.within(Span(start=share.end, end=max(relation.hit.start, share.end)))
    return share.start < relation.hit.start and not any(_treats(n, candidate) for n in between)


def _treats(named: Named, candidate: Candidate) -> bool:
    return named.given and named in candidate.view.usable


def _compared(candidate: Candidate) -> bool:
    if actor.comparison(candidate.view) is None:
        return False
    text, relation = candidate.view.text, candidate.relation
    end = relation.hit.end if relation else 0
    return any(
        hit.of(text).lower() not in _SETS_APART
        and not cues.load("discourse", "new-clause").first(text, end, max(hit.start, end))
        for hit in cues.load("comparison").find(text)
    )
