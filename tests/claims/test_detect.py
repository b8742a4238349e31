"""Which sentences are candidates, and by which words."""

from __future__ import annotations

import pytest

from citecheck.claims.detect import declared, detect
from citecheck.concepts.lexicon import Lexicon
from tests.claims.texts import claims_in, view_of


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("Studies show that ketamine relieves depression.", "Studies show that"),
        ("Ketamine relieves depression, a study finds.", "a study finds"),
        ("According to the WHO, ketamine relieves depression.", "According to"),
        ("Patients report less pain after ketamine.", "Patients report"),
        ("Ketamine has shown promise in depression.", "has shown promise"),
        ("It is believed that ketamine relieves depression.", "It is believed that"),
        ("Ketamine relieves depression.", "relieves"),
        ("Zinc makes the common cold milder.", "makes the common cold milder"),
        ("Ketamine is not FDA approved for depression.", "is not FDA approved"),
        ("Depression affects millions of people.", "affects millions of people"),
        ("A study found that men prefer the left lane.", "A study found that"),
    ],
)
def test_the_cue_is_what_gave_the_sentence_away(sentence: str, cue: str, lexicon: Lexicon) -> None:
    (claim,) = claims_in(sentence, lexicon)
    assert claim.cue.casefold() in cue.casefold() or cue.casefold() in claim.cue.casefold()


def test_a_cue_in_the_sentence_before_is_enough(lexicon: Lexicon) -> None:
    text = "Another study looked at MDMA in migraine. The findings suggested that MDMA relieves it."
    (claim,) = claims_in(text, lexicon)
    assert claim.text.startswith("The findings")


@pytest.mark.parametrize(
    "sentence",
    [
        "Ketamine is a liquid.",
        "Rain fell.",
        "The team worked late.",
        "She eased the car into the garage.",
        "Depression and migraine are two diseases.",
    ],
)
def test_a_sentence_that_relates_nothing_is_no_candidate(sentence: str, lexicon: Lexicon) -> None:
    assert detect(*view_of(sentence, lexicon)) is None


def test_a_declared_sentence_is_a_candidate_without_a_cue(lexicon: Lexicon) -> None:
    candidate = declared(*view_of("Ketamine is a liquid.", lexicon))
    assert candidate.cue is None
    assert candidate.relation is None


def test_the_cue_of_an_effect_is_its_verb_and_not_the_share_of_people(lexicon: Lexicon) -> None:
    (claim,) = claims_in("Ketamine relieves depression in half of patients.", lexicon)
    assert claim.kind == "efficacy"
    assert claim.cue == "relieves"
