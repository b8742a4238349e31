"""Which concepts play which part in a candidate, by what they are and where they stand."""

from __future__ import annotations

from citecheck.claims import actor, target
from citecheck.claims.detect import Candidate
from citecheck.claims.roles import Roles, part
from citecheck.model.claim import ClaimKind


def roles_of(candidate: Candidate, kind: ClaimKind) -> Roles:
    """The parts that the sentence itself names."""
    view = candidate.view
    against = actor.comparison(view)
    turned = actor.is_turned(view, against)
    free = tuple(
        n for n in view.usable if against is None or turned or not actor.within(n.start, against)
    )
    intervention = actor.intervention(candidate, free, kind)
    compared = actor.comparator(view, against, kind) if against else None
    if against and turned:
        intervention, compared = compared, actor.control(view, against)
    ailment = target.condition(candidate, free, intervention, kind)
    condition = part(view, ailment) if ailment else target.patients(candidate, kind)
    return Roles(
        intervention=intervention,
        comparator=compared,
        condition=condition,
        outcome=target.outcome(candidate, free, (intervention, condition), kind),
    )
