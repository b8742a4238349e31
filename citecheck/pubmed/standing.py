"""Standing of a record, from its publication types and its notices together.

Sources: NLM, "Errata, Retractions, and Other Linked Citations in PubMed"; ENTREZ
`CommentsCorrections/@RefType`. The forms in -Of and -For stand on the notice, not on
the paper, so they never change the standing of the record that carries them.
NISO RP-45-2024 (CREC): the title of a retracted paper begins with "RETRACTED:", that of
one under concern with "EXPRESSION OF CONCERN:".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from citecheck.model.study import Notice, PublicationType, Standing

# From the gravest to none; a record that qualifies for several has the first.
PRECEDENCE: tuple[Standing, ...] = ("retracted", "concern", "republished", "corrected", "current")

_BY_NOTICE: dict[str, Standing] = {
    "RetractionIn": "retracted",
    "RetractedandRepublishedIn": "retracted",
    "PubStatusRetracted": "retracted",
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
_NOTICE_TYPES = frozenset({"retraction of publication", "expression of concern"})
_BY_TITLE: tuple[tuple[re.Pattern[str], Standing], ...] = (
    (re.compile(r"\W*retracted(?: article)?\s*:", re.IGNORECASE), "retracted"),
    (re.compile(r"\W*expression of concern\s*:", re.IGNORECASE), "concern"),
)
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


def standing_of(
    types: Sequence[PublicationType], notices: Sequence[Notice], title: str = ""
) -> Standing:
    """What the record says of itself; a notice of retraction is itself current."""
    return standing_from(
        [(kind.name, kind.ui) for kind in types], [notice.kind for notice in notices], title
    )


def standing_from(
    types: Iterable[tuple[str, str | None]], notices: Iterable[str], title: str
) -> Standing:
    """The same from names and UIs of types and kinds of notices."""
    names = []
    found = [_BY_NOTICE[kind] for kind in notices if kind in _BY_NOTICE]
    for name, ui in types:
        folded = name.casefold()
        names.append(folded)
        if folded in _BY_TYPE_NAME:
            found.append(_BY_TYPE_NAME[folded])
        if ui in _BY_TYPE_UI:
            found.append(_BY_TYPE_UI[ui])
    if _NOTICE_TYPES.isdisjoint(names):
        found += [standing for prefix, standing in _BY_TITLE if prefix.match(title)]
    return gravest(found)
