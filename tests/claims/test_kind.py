"""What kind of claim a sentence makes."""

from __future__ import annotations

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.model.claim import ClaimKind
from tests.claims.texts import only_claim


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Ketamine reduces symptoms of depression.", "efficacy"),
        ("Statins lower the risk of stroke.", "efficacy"),
        ("Ketamine works better than placebo in depression.", "comparison"),
        ("Ketamine is as effective as electroconvulsive therapy in depression.", "comparison"),
        ("Unlike aspirin, ketamine reduces symptoms of depression.", "efficacy"),
        ("Ketamine blocks NMDA receptors.", "mechanism"),
        ("Ketamine relieves depression, and it is cheaper than therapy.", "efficacy"),
        ("Ketamine increases the release of glutamate.", "mechanism"),
        ("Statins can cause muscle pain.", "harm"),
        ("Ketamine is generally well tolerated.", "harm"),
        ("Ketamine is addictive.", "harm"),
        ("Smoking has been linked to depression.", "association"),
        ("Smoking raises the risk of stroke.", "association"),
        ("Gut bacteria have been implicated in depression.", "association"),
        ("Surgery speeds the relief of back pain.", "efficacy"),
        ("Bed rest slows recovery.", "harm"),
        ("Creatine increases muscle strength.", "efficacy"),
        ("Lithium is as good as other drugs.", "comparison"),
        ("Patients report headaches after MDMA.", "harm"),
        ("Patients report a calmer life after MDMA.", "efficacy"),
        ("People who smoke have a higher risk of stroke.", "association"),
        ("Migraine affects about 12% of adults.", "prevalence"),
        ("One in eight women will develop breast cancer.", "prevalence"),
        ("Ketamine is not FDA approved for depression.", "regulatory"),
        ("MDMA is a controlled substance.", "regulatory"),
        ("Doctors may prescribe ketamine off-label for depression.", "regulatory"),
    ],
)
def test_kinds_are_told_apart(sentence: str, kind: ClaimKind, lexicon: Lexicon) -> None:
    assert only_claim(sentence, lexicon).kind == kind


def test_an_effect_on_a_share_of_patients_is_no_prevalence(lexicon: Lexicon) -> None:
    claim = only_claim(
        "Ketamine relieves symptoms in 60 percent of people with depression.", lexicon
    )
    assert claim.kind == "efficacy"


def test_a_section_on_side_effects_makes_a_change_of_the_body_a_harm(lexicon: Lexicon) -> None:
    claim = only_claim("Side Effects\n\nMDMA can affect blood pressure.", lexicon)
    assert claim.kind == "harm"
