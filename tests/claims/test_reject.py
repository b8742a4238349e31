"""What looks like a claim and is none."""

from __future__ import annotations

import pytest

from citecheck.claims.reject import rejection
from citecheck.concepts.lexicon import Lexicon
from tests.claims.texts import claims_in, view_of


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Does zinc shorten colds?", "question"),
        ("Ask your doctor whether zinc can shorten your cold.", "call-to-action"),
        ("Adults should take zinc to shorten colds.", "advice"),
        ("In this article, we explain how zinc shortens colds.", "navigation"),
        ("Our zinc products shorten colds.", "advertisement"),
        ("As a nurse, I know that zinc shortens colds.", "first-person"),
        ("More research is needed to show that zinc shortens colds.", "research-needed"),
        ("The team hopes that zinc will shorten colds.", "future"),
        ("Zinc could be a game-changer for people with colds.", "promotion"),
        ("How long zinc works can vary.", "research-needed"),
        ("The effect of zinc depends on the dose.", "vague"),
        ("The researchers followed children who had lost weight.", "method"),
        ("Sales of zinc have doubled since the cold season began.", "business"),
        ("A cold is characterised by a runny nose.", "definition"),
    ],
)
def test_each_kind_of_no_claim_is_named(sentence: str, why: str, lexicon: Lexicon) -> None:
    found = rejection(*view_of(sentence, lexicon))
    assert found is not None
    assert found.cue.id == why
    assert claims_in(sentence, lexicon) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "A trial found that zinc shortens colds, so adults should be given more of it.",
        "While more research is needed, two trials suggest that zinc shortens colds.",
        "Zinc shortens colds, making it a valuable option for travellers.",
        "One striking thing about zinc is its ability to shorten colds.",
        "MDMA is a controlled substance and should only be used in trials.",
        "The study followed 90 adults and found that zinc shortens colds.",
    ],
)
def test_a_finding_or_an_effect_in_front_outranks_what_follows(
    sentence: str, lexicon: Lexicon
) -> None:
    assert claims_in(sentence, lexicon)


@pytest.mark.parametrize(
    "sentence", ["Sleep apnoea raises the risk of stroke.", "Sleep loss impairs memory."]
)
def test_a_name_that_begins_like_an_order_is_none(sentence: str, lexicon: Lexicon) -> None:
    assert claims_in(sentence, lexicon)
    assert rejection(*view_of("Sleep more to lower the risk of stroke.", lexicon)) is not None


def test_advice_after_a_conceded_finding_is_advice(lexicon: Lexicon) -> None:
    text = "While zinc has shown promise against colds, it is crucial to approach it with caution."
    assert claims_in(text, lexicon) == []


def test_a_sentence_that_carries_on_with_advice_is_none_either(lexicon: Lexicon) -> None:
    text = "Our clinic offers ketamine. This relieves depression within hours."
    assert claims_in(text, lexicon) == []


def test_what_a_disease_is_like_is_no_claim(lexicon: Lexicon) -> None:
    text = "Migraines can affect daily life. They last for hours or days."
    assert claims_in(text, lexicon) == []
