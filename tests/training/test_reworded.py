from __future__ import annotations

import random

import pytest

from training.reworded import Comparison, comparison_of, everyday, refused, silent, supported

FEWER = Comparison("Zinc", "placebo", "days of coughing", "down")
WON = Comparison("Honey", "syrup", "nightly cough", "better")
OTHERS = [Comparison("Garlic", "water", "bad breath", "up")]


@pytest.mark.parametrize(
    ("claim", "read"),
    [
        ("Zinc significantly decreased days of coughing compared with placebo.", FEWER),
        (
            "Zinc made no significant difference to sleep compared with rest.",
            Comparison("Zinc", "rest", "sleep", "null"),
        ),
        ("Honey is superior or other to syrup in terms of nightly cough", WON),
    ],
)
def test_templated_claims_are_taken_apart(claim: str, read: Comparison) -> None:
    assert comparison_of(claim) == read


@pytest.mark.parametrize("claim", ["Zinc helps.", f"{'Zinc ' * 40}is superior to x in terms of y"])
def test_other_claims_and_overlong_ones_are_left(claim: str) -> None:
    assert comparison_of(claim) is None


def test_a_finding_supports_its_own_direction_and_refuses_the_others() -> None:
    for seed in range(30):
        for claim, label in supported(FEWER, OTHERS, random.Random(seed)):
            if label == "SUPPORT":
                assert not any(word in claim for word in ("raises", "no effect", "similar"))
            if label == "NEUTRAL":
                assert "garlic" in claim.lower() or "bad breath" in claim.lower()


def test_the_side_that_won_is_not_the_one_that_lost() -> None:
    for seed in range(20):
        claims = dict(supported(WON, OTHERS, random.Random(seed)))
        assert set(claims.values()) == {"SUPPORT", "CONTRADICT", "NEUTRAL"}
        praised = [c for c in claims if c.startswith("Syrup") and "worse" not in c]
        assert all(claims[claim] == "CONTRADICT" for claim in praised)


def test_a_superiority_that_was_not_shown_refuses_it_and_supports_its_denial() -> None:
    assert [label for _, label in refused(WON, random.Random(2))] == ["CONTRADICT", "SUPPORT"]


def test_a_claim_with_one_part_of_another_comparison_is_not_answered() -> None:
    ((_, label),) = silent(FEWER, OTHERS, random.Random(3))
    assert label == "NEUTRAL"


def test_words_of_papers_become_everyday_ones_and_keep_their_capital() -> None:
    text = "Mortality decreases."
    reworded = everyday(text, random.Random(4))
    assert reworded != text
    assert reworded[0].isupper()
    assert everyday("Zinc tastes odd.", random.Random(4)) == "Zinc tastes odd."
