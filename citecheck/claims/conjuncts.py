"""What one statement says of several things: "it causes nausea and headache" is two claims."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from citecheck.claims import actor, cues
from citecheck.claims.detect import Candidate
from citecheck.claims.named import Named
from citecheck.claims.roles import Part, Roles, part
from citecheck.claims.view import View
from citecheck.model.claim import ClaimKind, Role

_MOST = 6
_ROLES: tuple[Role, ...] = ("intervention", "condition", "outcome")
_JOINT = re.compile(
    r"(?:,|,? (?:and|or|as well as))(?: (?:the|an?|some|more|less|also|even|severe|mild|acute"
    r"|chronic|occasional|\w+ly)){0,2} "
)
_BETWEEN = re.compile(r"\bbetween (?:\w+ ){0,2}$")
_PLURAL = re.compile(
    r"(?: (?:both|each|all|also|often|usually|\w+ly|can|may|might|could|will|do|did|don't|not))*"
    r" (?!\w+s\b(?<!ss))\w+"
)


def conjuncts(
    candidate: Candidate, kind: ClaimKind, roles: Roles
) -> Iterator[tuple[frozenset[Role], Roles]]:
    """The parts of each claim that a statement makes, and by which of them it is not the first.

    Only what the lexicon knows counts as listed. Several treatments are several claims unless
    they are given together ("A plus B", "A and B together").
    """
    if kind in {"regulatory", "prevalence"}:
        yield frozenset(), roles
        return
    listed = _acted_on(candidate, roles)
    own = [part(candidate.view, n) for n in listed]
    each = [_about(n, one, own, kind, roles) for n, one in zip(listed, own, strict=True)]
    each = each if len(each) > 1 else [roles]
    acting = [roles.intervention, *_given_beside(candidate, roles)]
    every = [replace(found, intervention=a) for a in acting for found in each]
    for found in every[:_MOST]:
        yield frozenset(r for r in _ROLES if getattr(found, r) != getattr(every[0], r)), found


def _about(named: Named, one: Part, listed: list[Part], kind: ClaimKind, roles: Roles) -> Roles:
    """The parts of the claim about one of the things listed."""
    within = roles.condition if roles.condition not in listed else None
    if kind == "harm":
        return replace(roles, condition=within, outcome=one)
    if within is not None:
        return replace(roles, outcome=one)
    measured = kind != "association" and (named.symptom or not named.ailment)
    return replace(roles, condition=one, outcome=one if measured else None)


def _acted_on(candidate: Candidate, roles: Roles) -> list[Named]:
    """The list that begins with the first thing that is changed, caused or linked."""
    view, relation = candidate.view, candidate.relation
    parts = [n for p in (roles.condition, roles.outcome) if (n := _named(p, candidate))]
    behind = [n for n in parts if relation and n.start >= relation.hit.start]
    own = min(behind, key=lambda n: n.start, default=None)
    if own is None or actor.is_had(view, own) or _BETWEEN.search(view.text, 0, own.start):
        return []
    against = actor.comparison(view)
    if against is not None and actor.within(own.start, against):
        return []
    listed = _listed(view, own, lambda n: n.ailment or n.plays("outcome"))
    return _each_once(listed, {p.concept_id for p in (roles.intervention, roles.comparator) if p})


def _given_beside(candidate: Candidate, roles: Roles) -> list[Part]:
    """The treatments in one list with the claim's own, each of which is said to act."""
    own, relation, view = (
        _named(roles.intervention, candidate), candidate.relation, candidate.view
    )  # fmt: skip
    if own is None or relation is None or own.end > relation.hit.start:
        return []
    if cues.load("discourse", "together").first(view.text) or _BETWEEN.search(
        view.text, 0, own.start
    ):
        return []
    verb = relation.hit.start
    listed = _listed(view, own, lambda n: n.given and n.end <= verb)
    if not listed or not _PLURAL.match(view.text, listed[-1].end):
        return []
    return [part(view, n) for n in _each_once(listed, {own.concept_id})]


def _listed(view: View, first: Named, fits: Callable[[Named], bool]) -> list[Named]:
    """The list that begins with `first`, as far as what is joined to it fits."""
    listed: list[Named] = []
    for n in view.usable:
        if n.start < (listed[-1].end if listed else first.start):
            continue
        if listed and not _JOINT.fullmatch(view.text, listed[-1].end, n.start):
            break
        if not fits(n) or n.concept_id is None:
            break
        listed.append(n)
    return listed


def _each_once(listed: list[Named], taken: set[str | None]) -> list[Named]:
    """The first mention of each concept that plays no part yet."""
    first: dict[str | None, Named] = {}
    for n in listed:
        first.setdefault(n.concept_id, n)
    return [n for concept, n in first.items() if concept not in taken]


def _named(found: Part | None, candidate: Candidate) -> Named | None:
    """The concept that plays a part in the sentence itself."""
    if found is None or found.from_context or found.concept_id is None:
        return None
    at = found.start - candidate.view.start
    return next((n for n in candidate.view.usable if n.start == at), None)
