"""What a sentence leaves out, taken from the sentences before it, the heading or the title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from citecheck.claims.pico import GIVEN, Part, Roles, part, usable
from citecheck.claims.view import View
from citecheck.model.claim import ClaimKind, Role

_REACH = 4
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
class Topic:
    """What the document is about: its main intervention and its main condition, if it has one."""

    intervention: Part | None
    condition: Part | None


def topic_of(views: Sequence[View]) -> Topic:
    """The concepts that the title and headings name, or that the text names far the most."""
    return Topic(_main(views, GIVEN), _main(views, ("disease",)))


def _main(views: Sequence[View], parts: tuple[str, ...]) -> Part | None:
    counts: Counter[str] = Counter()
    first: dict[str, Part] = {}
    for view in views:
        weight = 1 if view.holds_claims else 3
        for n in view.named:
            if n.concept_id and n.first in parts and usable(n, view):
                counts[n.concept_id] += weight
                first.setdefault(n.concept_id, part(view, n))
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 3:
        return None
    if len(ranked) == 2 and ranked[0][1] < 1.5 * ranked[1][1]:
        return None
    return first[ranked[0][0]]


def complete(
    roles: Roles, kind: ClaimKind, view: View, views: Sequence[View], topic: Topic
) -> Roles:
    """The roles with what the kind needs filled from the context where it can be."""
    for role in _NEEDS[kind]:
        if getattr(roles, role) is None:
            taken = {
                p.concept_id
                for p in (roles.intervention, roles.comparator, roles.condition, roles.outcome)
                if p
            }
            found = _find(role, view, views, topic, taken)
            if found:
                roles = replace(roles, **{role: replace(found, from_context=True)})
    return roles


def _find(
    role: Role, view: View, views: Sequence[View], topic: Topic, taken: set[str | None]
) -> Part | None:
    wanted: tuple[str, ...] = GIVEN if role == "intervention" else ("disease",)
    main = topic.intervention if role == "intervention" else topic.condition
    points_back = any(r.sense.startswith("back-") for r in view.references)
    if main and not (points_back and role == "intervention") and main.concept_id not in taken:
        return main
    for other in reversed(views[max(0, view.index - _REACH) : view.index]):
        for n in other.named:
            if n.first in wanted and n.concept_id not in taken and usable(n, other):
                return part(other, n)
    return main if main and main.concept_id not in taken else None
