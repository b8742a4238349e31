"""How strongly a claim is worded, and on what it says it stands."""

from __future__ import annotations

import pytest

from citecheck.concepts.lexicon import Lexicon
from tests.claims.texts import claims_in, only_claim


@pytest.mark.parametrize(
    ("sentence", "strength", "hedged"),
    [
        ("Ketamine reduces symptoms of depression.", 3, False),
        ("Ketamine may reduce symptoms of depression.", 2, True),
        ("Ketamine could help people with depression.", 2, True),
        ("Ketamine can reduce symptoms of depression.", 3, False),
        ("Coffee is associated with depression.", 1, False),
        ("People who drink coffee have a lower risk of depression.", 1, False),
        ("Women are twice as likely to have depression.", 1, False),
        ("Migraine affects about 12% of adults.", 0, False),
        ("Ketamine is not FDA approved for depression.", 0, False),
        ("Early studies found that ketamine reduces depression.", 3, True),
        ("Women who take statins are less likely to have a stroke.", 1, False),
    ],
)
def test_strength_and_hedges_are_read_off_the_wording(
    sentence: str, strength: int, hedged: bool, lexicon: Lexicon
) -> None:
    claim = only_claim(sentence, lexicon)
    assert (claim.strength, claim.hedged) == (strength, hedged)


@pytest.mark.parametrize(
    ("sentence", "study_type"),
    [
        ("In clinical trials, ketamine reduced depression.", "clinical-trial"),
        ("A randomized trial found that ketamine reduces depression.", "randomized"),
        ("A double-blind study found that ketamine reduces depression.", "randomized"),
        ("A meta-analysis of trials found that ketamine reduces depression.", "synthesis"),
        ("A cohort study found that ketamine reduces depression.", "cohort"),
        ("A survey of users found that ketamine reduces depression.", "observational"),
        ("Case reports suggest that ketamine reduces depression.", "case"),
        ("In mice, ketamine reduced signs of depression.", "preclinical"),
        ("Studies show that ketamine reduces depression.", None),
        ("One study found that ketamine reduces depression.", None),
        ("Ketamine reduces depression.", None),
    ],
)
def test_the_study_type_is_the_one_that_the_text_names(
    sentence: str, study_type: str | None, lexicon: Lexicon
) -> None:
    assert only_claim(sentence, lexicon).claimed_study_type == study_type


def test_both_parts_of_a_sentence_stand_on_the_study_that_it_names(lexicon: Lexicon) -> None:
    text = "A meta-analysis found that aspirin prevents strokes but increases bleeding."
    assert [claim.claimed_study_type for claim in claims_in(text, lexicon)] == ["synthesis"] * 2
