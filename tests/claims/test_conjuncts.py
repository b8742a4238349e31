"""What is said of several things at once."""

from __future__ import annotations

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.model.claim import Claim
from tests.claims.texts import claims_in


def _named(claims: list[Claim], role: str) -> list[str | None]:
    parts = [getattr(claim, role) for claim in claims]
    return [part.concept if part else None for part in parts]


@pytest.mark.parametrize(
    ("sentence", "role", "concepts"),
    [
        ("Ketamine causes nausea and headache.", "outcome", ["Nausea", "Headache"]),
        (
            "Statins can cause muscle pain, diabetes or severe headache.",
            "outcome",
            ["Myalgia", "Diabetes Mellitus", "Headache"],
        ),
        ("Turmeric treats arthritis and depression.", "condition", ["Arthritis", "Depression"]),
        ("Coffee is linked to stroke and gout.", "condition", ["Stroke", "Gout"]),
        (
            "The vaccine does not cause autism or asthma.",
            "outcome",
            ["Autism Spectrum Disorder", "Asthma"],
        ),
        ("Aspirin and ibuprofen relieve headache.", "intervention", ["Aspirin", "Ibuprofen"]),
        ("Both aspirin and ibuprofen can ease gout.", "intervention", ["Aspirin", "Ibuprofen"]),
    ],
)
def test_each_of_a_list_is_a_claim_of_its_own(
    sentence: str, role: str, concepts: list[str], lexicon: Lexicon
) -> None:
    claims = claims_in(sentence, lexicon)
    assert _named(claims, role) == concepts
    assert [claim.id for claim in claims] == [f"c{n + 1}" for n in range(len(concepts))]
    assert len({claim.fingerprint for claim in claims}) == len(concepts)
    assert len({claim.direction for claim in claims}) == 1
    for claim in claims:
        assert sentence[claim.start : claim.end] == claim.text == sentence


def test_treatments_and_diseases_in_lists_make_every_pair(lexicon: Lexicon) -> None:
    claims = claims_in("Aspirin and ibuprofen relieve migraine and gout.", lexicon)
    assert [(i, c) for i, c in zip(_named(claims, "intervention"), _named(claims, "condition"),
                                   strict=True)] == [
        ("Aspirin", "Migraine Disorders"),
        ("Aspirin", "Gout"),
        ("Ibuprofen", "Migraine Disorders"),
        ("Ibuprofen", "Gout"),
    ]  # fmt: skip
    assert len({claim.fingerprint for claim in claims}) == 4


def test_each_claim_of_a_list_has_a_name_of_its_own_within_one_disease(lexicon: Lexicon) -> None:
    claims = claims_in("Ginger eases nausea, vomiting and pain in migraine.", lexicon)
    assert _named(claims, "outcome") == ["Nausea", "Vomiting", "Pain"]
    assert set(_named(claims, "condition")) == {"Migraine Disorders"}
    assert len({claim.fingerprint for claim in claims}) == 3


def test_the_first_claim_of_a_list_keeps_the_name_that_it_has_alone(lexicon: Lexicon) -> None:
    first, _ = claims_in("Ketamine causes nausea and headache.", lexicon)
    same, _ = claims_in("Ketamine causes nausea and headache", lexicon)
    assert first.fingerprint == same.fingerprint


@pytest.mark.parametrize(
    "sentence",
    [
        "Aspirin plus caffeine relieves headache.",
        "Aspirin and caffeine together relieve headache.",
        "Aspirin combined with caffeine relieves headache.",
        "Aspirin and caffeine relieves headache.",
        "Ketamine helps people with depression and anxiety.",
        "Ketamine is worse than aspirin, ibuprofen and naproxen against headache.",
        "The interaction between aspirin and warfarin causes bleeding.",
        "Ketamine eases pain after surgery and anesthesia.",
        "Migraine worsens migraine in people with depression and gout.",
    ],
)
def test_what_is_given_had_or_compared_together_is_one_claim(
    sentence: str, lexicon: Lexicon
) -> None:
    assert len(claims_in(sentence, lexicon)) == 1
