"""Two states of a claim become what changed between them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from citecheck.audit.due import method_parts
from citecheck.model.audit import (
    ChangeKind,
    MethodPart,
    ReferenceChangeKind,
    ReferenceStandpoint,
    Speaking,
    Standpoint,
    StudyChange,
)

NOWHERE: Final = None
"""Where a claim stands that no page has."""


class Difference(NamedTuple):
    """What sort of change, because of which studies, and what of the method is another.

    Where `method` names something, the verdict may have moved though the evidence did not.
    """

    kind: ChangeKind
    studies: tuple[StudyChange, ...] = ()
    method: tuple[MethodPart, ...] = ()


def compare(before: Standpoint | None, after: Standpoint | None) -> Difference | None:
    """What changed; None for nothing, and for a claim that nobody has come to check yet.

    None for a standpoint says that no page has the claim. A claim is `new` with its first
    verdict, even where the run that found it left its check to the next.
    """
    if after is NOWHERE:
        return None if before is NOWHERE else Difference("gone")
    if after.failure is not None:
        return Difference("unchecked")
    if after.outcome is None:
        return None
    if before is NOWHERE or before.outcome is None:
        return Difference("new")
    studies = tuple(study_changes(before.speaking, after.speaking))
    method = method_parts(before.method, after.method) if before.method and after.method else ()
    if (before.outcome, before.disputed) != (after.outcome, after.disputed):
        return Difference("changed", studies, method)
    # Other rules may let other studies speak: that is news only where it moves a verdict.
    news = [each for each in studies if not method or each.what == "standing"]
    return Difference("updated", tuple(news), method) if news else None


def compare_references(
    before: ReferenceStandpoint | None, after: ReferenceStandpoint | None
) -> ReferenceChangeKind | None:
    """What became of a reference; None for nothing, and for one that nobody has looked up yet."""
    if after is NOWHERE:
        return None if before is NOWHERE else "gone"
    if after.failure is not None:
        return "unchecked"
    if after.finding is None:
        return None
    if before is NOWHERE or before.finding is None:
        return "new"
    said = [(each.finding, each.standing, each.key) for each in (before, after)]
    return "changed" if said[0] != said[1] else None


def study_changes(
    before: tuple[Speaking, ...], after: tuple[Speaking, ...]
) -> Iterator[StudyChange]:
    """The studies that speak now and did not, stand or speak otherwise, or speak no more.

    The heaviest first in each group.
    """
    then, now = ({each.key: each for each in side} for side in (before, after))
    for key, each in now.items():
        old = then.get(key)
        if old is None:
            yield _change(each, "new", None, each)
        elif old.standing != each.standing:
            yield _change(each, "standing", old, each)
        elif old.stance != each.stance:
            yield _change(each, "stance", old, each)
    for key, each in then.items():
        if key not in now:
            yield _change(each, "gone", each, None)


def _change(
    study: Speaking, what: str, before: Speaking | None, after: Speaking | None
) -> StudyChange:
    return StudyChange.model_validate(
        {
            "key": study.key,
            "title": study.title,
            "what": what,
            "standing": study.standing,
            "before": before.stance if before else None,
            "after": after.stance if after else None,
        }
    )
