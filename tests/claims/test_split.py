"""Sentences with two verdicts in them."""

from __future__ import annotations

import pytest

from citecheck.concepts.lexicon import Lexicon
from tests.claims.texts import claims_in

TWO = [
    ("Aspirin prevents strokes but increases bleeding.", ("decreases", "increases")),
    (
        "While statins lower cholesterol, they raise the risk of diabetes.",
        ("decreases", "increases"),
    ),
    (
        "Hydroxychloroquine lowers mortality in COVID-19, and vitamin D shortens hospital stays.",
        ("decreases", "decreases"),
    ),
]
IN_TURN = [
    (
        "Ibuprofen reduces pain and improves sleep.",
        ["Ibuprofen reduces pain", "and improves sleep."],
    ),
    (
        "Statins lower cholesterol and prevent strokes.",
        ["Statins lower cholesterol", "and prevent strokes."],
    ),
    (
        "Metformin lowers blood sugar, helps with weight loss and prevents cancer.",
        ["Metformin lowers blood sugar", "helps with weight loss", "and prevents cancer."],
    ),
    (
        "St. John's wort eases depression, and it hardly ever causes bleeding.",
        ["St. John's wort eases depression", "and it hardly ever causes bleeding."],
    ),
]


@pytest.mark.parametrize(("sentence", "directions"), TWO)
def test_help_and_harm_or_two_treatments_are_two_claims(
    sentence: str, directions: tuple[str, str], lexicon: Lexicon
) -> None:
    claims = claims_in(sentence, lexicon)
    assert tuple(claim.direction for claim in claims) == directions
    assert [claim.id for claim in claims] == ["c1", "c2"]


@pytest.mark.parametrize(("sentence", "_"), TWO)
def test_one_of_the_parts_is_at_least_half_of_the_sentence(
    sentence: str, _: object, lexicon: Lexicon
) -> None:
    claims = claims_in(sentence, lexicon)
    assert max(len(claim.text) for claim in claims) * 2 >= len(sentence) - 2
    assert all(sentence[claim.start : claim.end] == claim.text for claim in claims)


@pytest.mark.parametrize(("sentence", "parts"), IN_TURN)
def test_each_verb_with_something_of_its_own_is_a_claim(
    sentence: str, parts: list[str], lexicon: Lexicon
) -> None:
    claims = claims_in(sentence, lexicon)
    assert [claim.text for claim in claims] == parts
    assert all(sentence[claim.start : claim.end] == claim.text for claim in claims)
    assert len({c.intervention.concept for c in claims if c.intervention}) == 1
    assert all(claim.intervention for claim in claims)


def test_what_hardly_ever_happens_is_denied(lexicon: Lexicon) -> None:
    _, second = claims_in(IN_TURN[3][0], lexicon)
    assert (second.kind, second.direction) == ("harm", "no-effect")
    assert second.outcome is not None
    assert second.outcome.concept == "Hemorrhage"


def test_a_measure_that_is_its_own_condition_is_not_handed_on(lexicon: Lexicon) -> None:
    _, second = claims_in(IN_TURN[0][0], lexicon)
    assert second.condition is not None
    assert second.condition.concept == "Sleep"


def test_the_second_part_is_about_the_drug_of_the_first(lexicon: Lexicon) -> None:
    _, second = claims_in(TWO[0][0], lexicon)
    assert second.intervention is not None
    assert second.intervention.concept == "Aspirin"
    assert second.intervention.from_ == "sentence"


@pytest.mark.parametrize(
    "sentence",
    [
        "Ketamine relieves pain and improves sleep in migraine.",
        "While ketamine is generally well tolerated, it does come with side effects.",
        "While SSRIs can take weeks to work in depression, ketamine relieves it within hours.",
        "Exercise has been found to reduce stress and alleviate depression.",
        "The powder led to increased bleeding and reduced pain.",
        "Researchers study a molecule that prevents gout and restores sleep.",
        "Mdma has been found to relieve cluster headache and decrease the frequency of attacks.",
    ],
)
def test_what_gets_one_verdict_stays_one_claim(sentence: str, lexicon: Lexicon) -> None:
    assert len(claims_in(sentence, lexicon)) == 1
