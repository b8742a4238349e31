"""What a sentence leaves out, taken from the sentences before it, the heading or the title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from citecheck.claims import cues
from citecheck.claims.detect import Candidate
from citecheck.claims.relation import COMPARATIVES
from citecheck.claims.roles import Part, Roles, part, words
from citecheck.claims.view import Named, View
from citecheck.concepts.lexicon import Lexicon
from citecheck.model.claim import ClaimKind, Role
from citecheck.model.document import Span

_REACH = 4
_OPENING = 40
_HEADING_WEIGHT = 3
_LEAST = 3
_CONTENDERS = 5
_LEAD = 1.5
_NEEDS: dict[ClaimKind, tuple[Role, ...]] = {
    "efficacy": ("intervention", "condition"),
    "comparison": ("intervention", "condition"),
    "harm": ("intervention",),
    "association": ("intervention",),
    "mechanism": ("intervention",),
    "prevalence": ("condition",),
    "regulatory": ("intervention",),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A claim that was read before: where, of what kind, about what."""

    sentence: int
    kind: ClaimKind
    roles: Roles


@dataclass(frozen=True, slots=True)
class Topic:
    """What the document is about, and what its groups of treatments stand for.

    `usual` is the treatment that the text names as an example of the traditional ones.
    """

    intervention: Part | None = None
    condition: Part | None = None
    usual: Part | None = None


def topic_of(views: Sequence[View], lexicon: Lexicon) -> Topic:
    """The concepts that the title and headings name, or that the text names far the most."""
    return Topic(
        _main(views, _could_be_given, lexicon), _main(views, _is_disease, lexicon), _usual(views)
    )


def complete(
    roles: Roles,
    kind: ClaimKind,
    candidate: Candidate,
    views: Sequence[View],
    topic: Topic,
    lexicon: Lexicon,
    before: Sequence[Told] = (),
) -> Roles:
    """The roles with what the kind needs filled from the context where it can be.

    `before` are the claims of the document so far.
    """
    roles = replace(roles, intervention=_narrowed(roles.intervention, candidate, topic, lexicon))
    if topic.usual:
        roles = replace(
            roles,
            intervention=_exemplified(roles.intervention, candidate, topic.usual),
            comparator=_exemplified(roles.comparator, candidate, topic.usual),
        )
    if kind == "association" and roles.intervention is None and _people(candidate):
        people = words(candidate.view, candidate.subject.span)
        roles = replace(roles, intervention=people)
    for role in _NEEDS[kind]:
        if getattr(roles, role) is None:
            found = _find(role, candidate, views, topic, roles, before)
            if found:
                roles = replace(roles, **{role: replace(found, from_context=True)})
    if kind == "prevalence":
        roles = replace(roles, outcome=_quantity(candidate, lexicon))
    if kind == "harm":
        roles = replace(roles, outcome=_harm(roles.outcome, candidate, before, lexicon))
    if kind == "association" and roles.condition is None and roles.outcome is None:
        found = _find("condition", candidate, views, topic, roles, before)
        roles = replace(roles, condition=replace(found, from_context=True) if found else None)
    roles = replace(roles, condition=_narrowest(roles.condition, candidate, lexicon))
    return _self_conditioned(_about_topic(roles, kind, candidate, topic), kind)


def _about_topic(roles: Roles, kind: ClaimKind, candidate: Candidate, topic: Topic) -> Roles:
    """ "The intensity of obsessions" as an outcome of the disease that the text is about."""
    measured, about = roles.condition, topic.condition
    if kind != "efficacy" or not measured or not about or measured.concept_id == about.concept_id:
        return roles
    lead = candidate.view.text[: max(0, measured.start - candidate.view.start)]
    if cues.load("discourse", "measure-of").first(lead) is None:
        return roles
    return replace(roles, condition=replace(about, from_context=True), outcome=measured)


def _people(candidate: Candidate) -> bool:
    """Whether people themselves are one end ("women are twice as likely as men")."""
    relation = candidate.relation
    compared = relation is not None and relation.hit.cue.id in COMPARATIVES
    return compared and candidate.subject.kind == "people"


def _narrowest(found: Part | None, candidate: Candidate, lexicon: Lexicon) -> Part | None:
    """ "Tumors in women with breast cancer" are breast cancer."""
    if found is None or not found.concept_id:
        return found
    for n in candidate.view.usable:
        other = n.ailment and n.concept_id and n.concept_id != found.concept_id
        if other and lexicon.covers(found.concept_id, n.concept_id or ""):
            return part(candidate.view, n)
    return found


def _quantity(candidate: Candidate, lexicon: Lexicon) -> Part | None:
    """What a number of people measures: prevalence, deaths, those whom treatment fails."""
    view = candidate.view
    share = next((hit for hit in view.kinds if hit.sense == "prevalence"), None)
    found = cues.load("quantities").find(view.text)
    if share is None or not found:
        return None
    senses = {hit.sense: hit for hit in reversed(found)}
    order = [cue.sense for cue in cues.load("quantities").cues if cue.sense in senses]
    ids = lexicon.lookup(order[0])
    said = words(view, Span(start=share.start, end=share.end))
    return replace(said, concept_id=ids[0]) if len(ids) == 1 else said


def shared(roles: Roles, kind: ClaimKind, first: Roles) -> Roles:
    """The roles of the second part of a sentence, with what the first part names for both."""
    named = replace(roles, intervention=roles.intervention or first.intervention)
    if kind in {"efficacy", "comparison"}:
        named = replace(named, condition=roles.condition or first.condition)
    return named


def about_disease(candidate: Candidate, views: Sequence[View]) -> bool:
    """Whether a disease is what the sentence, or the one that its "it" points to, is about."""
    subject = candidate.subject
    view = candidate.view
    if any(n.given for n in view.usable) or any(
        r.sense == "back-intervention" and r.start < subject.span.end for r in view.references
    ):
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


def _main(views: Sequence[View], fits: Callable[[Named], bool], lexicon: Lexicon) -> Part | None:
    """The concept named the most, headings counting thrice; a class speaks for its members."""
    counts: Counter[str] = Counter()
    first: dict[str, Part] = {}
    for view in views:
        weight = 1 if view.holds_claims else _HEADING_WEIGHT
        for n in view.usable:
            if n.concept_id and fits(n):
                counts[n.concept_id] += weight
                first.setdefault(n.concept_id, part(view, n))
    ranked = counts.most_common(_CONTENDERS)
    for broad, count in ranked:
        below = [c for c, n in ranked if c != broad and n >= _LEAST and lexicon.covers(broad, c)]
        if below:
            counts[below[0]] += count
            del counts[broad]
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _LEAST:
        return None
    if len(ranked) == 2 and ranked[0][1] < _LEAD * ranked[1][1]:
        return None
    return first[ranked[0][0]]


def _usual(views: Sequence[View]) -> Part | None:
    """The example most often given of the usual treatments ("medications like SSRIs")."""
    counts: Counter[str] = Counter()
    first: dict[str, Part] = {}
    for view in views:
        for group in view.references:
            if group.sense != "generic-intervention":
                continue
            lead = cues.load("discourse", "example").first(view.text, group.end)
            if lead is None or lead.start > group.end + 2:
                continue
            for n in view.usable:
                if n.start >= lead.end and n.given and n.concept_id:
                    counts[n.concept_id] += 1
                    first.setdefault(n.concept_id, part(view, n))
    return first[counts.most_common(1)[0][0]] if counts else None


def _narrowed(
    found: Part | None, candidate: Candidate, topic: Topic, lexicon: Lexicon
) -> Part | None:
    """ "The vaccine" as the one vaccine that the text is about."""
    main = topic.intervention
    if not found or not main or not found.concept_id or found.concept_id == main.concept_id:
        return found
    at = found.start - candidate.view.start
    definite = cues.load("references", "definite").first(candidate.view.text[:at])
    if definite is None or not lexicon.covers(found.concept_id, main.concept_id or ""):
        return found
    return replace(main, from_context=True)


def _exemplified(found: Part | None, candidate: Candidate, usual: Part) -> Part | None:
    """A group of usual treatments with the concept that the text gives as its example."""
    if found is None:
        return found
    start = candidate.view.start
    group = any(
        r.sense == "generic-intervention" and r.start <= found.start - start < r.end
        for r in candidate.view.references
    )
    return replace(usual, from_context=True) if group else found


def _find(
    role: Role,
    candidate: Candidate,
    views: Sequence[View],
    topic: Topic,
    roles: Roles,
    before: Sequence[Told],
) -> Part | None:
    taken = {p.concept_id for p in (roles.intervention, roles.comparator, roles.condition) if p}
    main = topic.intervention if role == "intervention" else topic.condition
    if main and main.concept_id in taken:
        main = None
    if role == "condition":
        return main or _condition_before(candidate, before, taken)
    if candidate.subject.kind == "refers":
        return _referent(candidate.view, views, before, taken, main) or main
    return main or _nearest(candidate.view, views, _is_given, taken, main)


def _condition_before(
    candidate: Candidate, before: Sequence[Told], taken: set[str | None]
) -> Part | None:
    """The condition of the nearest claim before that has one."""
    for told in reversed(before):
        condition = told.roles.condition
        near = candidate.view.index - told.sentence <= _REACH
        own = condition is not None and condition != told.roles.outcome
        if near and condition and own and told.kind != "harm" and condition.concept_id not in taken:
            return condition
    return None


def _harm(
    found: Part | None, candidate: Candidate, before: Sequence[Told], lexicon: Lexicon
) -> Part | None:
    """The harm: as named, or as pointed back to, or as a word implies it ("addictive")."""
    if found and found.concept_id:
        return found
    view = candidate.view
    if found is None and (pointed := _harm_before(candidate, before)):
        return pointed
    start = found.start - view.start if found else 0
    end = found.end - view.start if found else len(view.text)
    hit = cues.load("harms").first(view.text, max(start, 0), end)
    ids = lexicon.lookup(hit.sense) if hit else ()
    if hit is None or len(ids) != 1:
        return found
    return replace(found or words(view, Span(start=hit.start, end=hit.end)), concept_id=ids[0])


def _harm_before(candidate: Candidate, before: Sequence[Told]) -> Part | None:
    """The harm that "these effects" points back to."""
    points = any(r.sense == "back-effect" for r in candidate.view.references)
    if not points or not before or candidate.view.index - before[-1].sentence > 1:
        return None
    outcome = before[-1].roles.outcome
    return replace(outcome, from_context=True) if outcome else None


def _referent(
    view: View,
    views: Sequence[View],
    before: Sequence[Told],
    taken: set[str | None],
    main: Part | None,
) -> Part | None:
    """What "it" or "this drug" stands for: the subject of the claim before, or the last named."""
    near = _nearest(view, views, _could_be_given, taken, main)
    if near and not any(near.start - v.start in range(_OPENING) for v in views):
        near = main or near
    last = views[view.index - 1] if view.index else None
    untold = not before or before[-1].sentence != view.index - 1
    if untold and last and last.block == view.block and last.usable[:1]:
        opening = last.usable[0]
        if opening.ailment and not any(n.given for n in last.usable):
            return part(last, opening)
    told = before[-1] if before and view.index - before[-1].sentence <= _REACH else None
    subject = told.roles.intervention if told else None
    if told is None or subject is None or subject.concept_id is None:
        return near
    if near is None or views[told.sentence].start + len(views[told.sentence].raw) >= near.start:
        return subject
    return near


def _nearest(
    view: View,
    views: Sequence[View],
    fits: Callable[[Named], bool],
    taken: set[str | None],
    main: Part | None,
) -> Part | None:
    """The concept of the nearest sentence before that names one; the topic, if it does."""
    for other in reversed(views[max(0, view.index - _REACH) : view.index]):
        fitting = [n for n in other.usable if fits(n) and n.concept_id not in taken]
        if fitting:
            about = [n for n in fitting if main and n.concept_id == main.concept_id]
            return part(other, (about or fitting)[0])
    return None


def _self_conditioned(roles: Roles, kind: ClaimKind) -> Roles:
    """An effect on a symptom or measure alone has that as its condition."""
    outcome = roles.outcome
    if kind in {"efficacy", "comparison"} and roles.condition is None and outcome:
        return replace(roles, condition=outcome) if outcome.concept_id else roles
    return roles


def _is_given(named: Named) -> bool:
    return named.given


def _could_be_given(named: Named) -> bool:
    return named.given or (named.plays("drug", "food") and not named.plays("population"))


def _is_disease(named: Named) -> bool:
    return named.ailment and not named.symptom
