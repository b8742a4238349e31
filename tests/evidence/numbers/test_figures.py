"""Figures of two arms side by side."""

from __future__ import annotations

import pytest

from citecheck.evidence.numbers.figures import contrast_in


def _sign(text: str, treated: str = "zinc", control: str = "placebo") -> int | None:
    folded = text.lower()
    arms = ([folded.index(name)] if name in folded else [] for name in (treated, control))
    found = contrast_in(folded, *arms)
    return found.sign if found else None


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Colds occurred in 12% of those on zinc and in 31% of those on placebo.", -1),
        ("A cold was confirmed in 40 people on zinc and in 11 who had placebo.", 1),
        ("With zinc the rate was 8.1%, with placebo it was 19.4%.", -1),
        ("Colds lasted 4.1 and 6.2 days with zinc and placebo, respectively.", None),
        ("With zinc and placebo colds were seen in 14% and 30%, respectively.", -1),
        ("With zinc and placebo colds were seen in 14% and 30%.", None),
        ("The change in weight was -4.2% with zinc against -1.1% with placebo.", -1),
        ("Colds occurred in 18.3% with zinc and 17.8% with placebo.", 0),
    ],
)
def test_the_treated_arm_has_more_or_less(text: str, sign: int | None) -> None:
    assert _sign(text) == sign


@pytest.mark.parametrize(
    "text",
    [
        "Colds occurred in 12% of those on zinc, in 20% on iron and in 31% on placebo.",
        "Colds occurred in 12% of those on zinc and in 31 who had placebo.",
        "After 12 weeks of zinc and 6 weeks of placebo colds were counted.",
        "Colds were rarer with zinc (12%) than with placebo (31%).",
        "Zinc was given to 40 of the 82 adults and placebo to the others.",
        "Colds occurred in 20% with zinc and 24% with placebo.",
    ],
)
def test_what_cannot_be_told_is_not_guessed(text: str) -> None:
    assert _sign(text) is None


def test_two_arms_of_one_treatment_are_no_contrast() -> None:
    assert contrast_in("2% on zinc and 4% on zinc and placebo", [6, 18], [27]) is None
