"""Whether a study and a claim are of people of different ages: of children, or of adults."""

from __future__ import annotations

from typing import Literal

from citecheck.evidence.reading.sections import Part
from citecheck.evidence.reading.study import ReadStudy
from citecheck.evidence.tables import cues, table

Age = Literal["children", "adults"]

_AGES: tuple[Age, ...] = ("children", "adults")
_WHO: tuple[Part, ...] = ("title", "objective", "methods", "results", "conclusion", "other")


def ages_in(folded: str) -> frozenset[Age]:
    """The ages that a folded, lower-case text speaks of; none where it does not say."""
    return frozenset(age for age in _AGES if cues("design/ages")[age].search(folded))


def ages_of(read: ReadStudy) -> frozenset[Age]:
    """The ages of a study's people, by its headings and by its words outside the background."""

    def find() -> frozenset[Age]:
        headings = {heading.name for heading in read.study.mesh}
        indexed = (a for a in _AGES if not headings.isdisjoint(table("design/ages")[a]["mesh"]))
        return frozenset(indexed).union(*(ages_in(s.folded) for s in read.of(*_WHO)))

    return read.once("ages", find)


def are_others(claimed: frozenset[Age], studied: frozenset[Age]) -> bool:
    """Whether a study says whom it is of, and it is nobody of the age that a claim speaks of."""
    return bool(claimed and studied) and claimed.isdisjoint(studied)
