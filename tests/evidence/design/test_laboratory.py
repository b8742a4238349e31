"""Which sentences given alone speak of animals, cells or molecules."""

from __future__ import annotations

import pytest

from citecheck.checker import claims_as_given
from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.design.laboratory import is_of_laboratory
from citecheck.verdict.weigh import about_people


@pytest.mark.parametrize(
    "text",
    [
        "Loss of the gene shortens life in zebrafish.",
        "CCR7 guides neutrophils to lymph nodes.",
        "Apoptosis depends on the release of cytochrome c.",
        "Rapamycin delays ageing in mice.",
        "BRCA1 repairs breaks of DNA in cultured cells.",
    ],
)
def test_of_the_laboratory(text: str, lexicon: Lexicon) -> None:
    _, [claim] = claims_as_given([text])
    assert claim.laboratory
    assert not about_people(claim)


@pytest.mark.parametrize(
    "text",
    [
        "Ketamine relieves depression.",
        "Collagen strengthens nails.",
        "Insulin lowers blood glucose.",
        "Neutrophils are raised in patients after surgery.",
        "Mutations of BRCA1 cause breast cancer.",
        "Walking lowers blood pressure.",
    ],
)
def test_of_people(text: str, lexicon: Lexicon) -> None:
    _, [claim] = claims_as_given([text])
    assert not is_of_laboratory(claim, lexicon)
    assert about_people(claim)
