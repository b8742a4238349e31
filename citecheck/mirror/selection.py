"""Which records a smaller mirror keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from citecheck.model.base import Frozen
from citecheck.pubmed.names import folded
from citecheck.pubmed.publication_types import type_and_broader

Subset = Literal["human", "clinical"]

_ANIMALS, _HUMANS = "D000818", "D006801"
_CLINICAL = frozenset(
    map(
        folded,
        (
            "Clinical Study",
            "Meta-Analysis",
            "Systematic Review",
            "Case Reports",
            "Multicenter Study",
            "Twin Study",
            "Comparative Study",
            "Evaluation Study",
            "Validation Study",
            "Practice Guideline",
        ),
    )
)


class Selection(Frozen):
    """What is kept: records from the year `since` on, and those of the subset.

    `human` leaves out what is indexed with Animals and not with Humans, and keeps what is not
    indexed yet, as the Cochrane Handbook (chapter 6) advises. `clinical` keeps human records
    of the types that report on patients, alone or pooled. A record without a year is kept.
    """

    since: int | None = None
    subset: Subset | None = None

    def keeps(self, fields: Mapping[str, Any]) -> bool:
        """Whether a record, by the fields of its study, belongs in the mirror."""
        year = fields.get("year")
        if self.since is not None and year is not None and year < self.since:
            return False
        if self.subset is None:
            return True
        headings = {heading.get("ui") for heading in fields.get("mesh", ())}
        if _ANIMALS in headings and _HUMANS not in headings:
            return False
        return self.subset == "human" or any(
            not _CLINICAL.isdisjoint(type_and_broader(kind["name"]))
            for kind in fields.get("publication_types", ())
        )

    def __str__(self) -> str:
        kept = {None: "all records", "human": "human studies", "clinical": "clinical studies"}
        since = f" from {self.since} on" if self.since is not None else ""
        return kept[self.subset] + since
