"""Standing of a record, from its publication types and its notices together.

Sources: NLM, "Errata, Retractions, and Other Linked Citations in PubMed"; ENTREZ
`CommentsCorrections/@RefType`. The forms in -Of and -For stand on the notice, not on
the paper, so they never change the standing of the record that carries them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from citecheck.model.study import Notice, PublicationType, Standing

# From the gravest to none; a record that qualifies for several has the first.
PRECEDENCE: tuple[Standing, ...] = ("retracted", "concern", "republished", "corrected", "current")

_BY_NOTICE: dict[str, Standing] = {
    "RetractionIn": "retracted",
    "RetractedandRepublishedIn": "retracted",
    "ExpressionOfConcernIn": "concern",
    "PartialRetractionIn": "concern",
    "RetractedandRepublishedFrom": "republished",
    "CorrectedandRepublishedFrom": "republished",
    "CorrectedandRepublishedIn": "corrected",
    "ErratumIn": "corrected",
}
_BY_TYPE_UI: dict[str, Standing] = {"D016441": "retracted", "D016439": "republished"}
_BY_TYPE_NAME: dict[str, Standing] = {
    "retracted publication": "retracted",
    "corrected and republished article": "republished",
}
NOTICE_KINDS = frozenset(_BY_NOTICE) | {
    "RetractionOf",
    "PartialRetractionOf",
    "ExpressionOfConcernFor",
    "ErratumFor",
    "RepublishedIn",
    "RepublishedFrom",
    "UpdateIn",
    "UpdateOf",
}
"""The RefTypes that are kept as notices; comments and cited works are not among them."""


def gravest(standings: Iterable[Standing]) -> Standing:
    """The first of these in the order of precedence, "current" where there is none."""
    return min(standings, key=PRECEDENCE.index, default="current")


def standing_of(types: Sequence[PublicationType], notices: Sequence[Notice]) -> Standing:
    """What the record says of itself; a notice of retraction is itself current."""
    found: list[Standing] = []
    for kind in types:
        by_type = _BY_TYPE_UI.get(kind.ui or "") or _BY_TYPE_NAME.get(kind.name.casefold())
        if by_type:
            found.append(by_type)
    found.extend(_BY_NOTICE[notice.kind] for notice in notices if notice.kind in _BY_NOTICE)
    return gravest(found)
