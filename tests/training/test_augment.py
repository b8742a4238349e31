from __future__ import annotations

import pytest

from training.augment import denied_text, is_negated, reversed_text


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("Zinc reduces coughing.", "Zinc increases coughing."),
        ("Lower doses were given.", "Higher doses were given."),
        ("Garlic was superior to placebo.", "Garlic was inferior to placebo."),
    ],
)
def test_the_one_word_of_direction_is_turned_round_and_keeps_its_capital(
    text: str, turned: str
) -> None:
    assert reversed_text(text) == turned


@pytest.mark.parametrize(
    "text", ["Zinc was given.", "Zinc reduces coughing and improves sleep.", "A lowering sky."]
)
def test_a_text_with_none_or_several_such_words_is_left(text: str) -> None:
    assert reversed_text(text) is None


def test_turning_twice_gives_the_text_again() -> None:
    text = "Honey improves sleep."
    once = reversed_text(text)
    assert once is not None
    assert reversed_text(once) == text


def test_a_claim_is_denied_by_its_verb() -> None:
    assert denied_text("Zinc reduces coughing.") == "Zinc does not reduce coughing."


@pytest.mark.parametrize("text", ["Zinc does not reduce what causes coughing.", "Zinc is a metal."])
def test_a_claim_that_is_denied_already_or_has_no_such_verb_is_left(text: str) -> None:
    assert denied_text(text) is None


def test_negation_is_seen_as_a_word_only() -> None:
    assert is_negated("It failed to help.")
    assert not is_negated("A notable study of knots.")
