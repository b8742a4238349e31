from __future__ import annotations

import pytest

from citecheck.model.study import Notice, PublicationType
from citecheck.pubmed.standing import gravest, standing_of

ARTICLE = PublicationType(name="Journal Article", ui="D016428")


@pytest.mark.parametrize(
    ("types", "notices", "standing"),
    [
        ([], [], "current"),
        ([PublicationType(name="Retracted Publication")], [], "retracted"),
        ([PublicationType(name="renamed one day", ui="D016441")], [], "retracted"),
        ([], ["RetractionIn"], "retracted"),
        ([], ["RetractedandRepublishedIn"], "retracted"),
        ([PublicationType(name="Retraction of Publication")], ["RetractionOf"], "current"),
        ([], ["ExpressionOfConcernIn"], "concern"),
        ([PublicationType(name="Expression of Concern")], ["ExpressionOfConcernFor"], "current"),
        ([], ["PartialRetractionIn"], "concern"),
        ([], ["ErratumIn"], "corrected"),
        ([PublicationType(name="Published Erratum")], ["ErratumFor"], "current"),
        ([PublicationType(name="Corrected and Republished Article")], [], "republished"),
        ([], ["RetractedandRepublishedFrom"], "republished"),
        ([], ["CorrectedandRepublishedIn"], "corrected"),
        ([], ["UpdateIn", "RepublishedIn"], "current"),
        ([], ["ErratumIn", "RetractionIn", "ExpressionOfConcernIn"], "retracted"),
        ([], ["ErratumIn", "ExpressionOfConcernIn"], "concern"),
        ([], ["ErratumIn", "CorrectedandRepublishedFrom"], "republished"),
    ],
)
def test_standing_comes_from_types_and_notices(
    types: list[PublicationType], notices: list[str], standing: str
) -> None:
    kinds = [Notice(kind=kind) for kind in notices]
    assert standing_of([ARTICLE, *types], kinds) == standing


def test_the_gravest_of_none_is_current() -> None:
    assert gravest([]) == "current"
    assert gravest(["corrected", "concern"]) == "concern"
