"""What is said, without who says so; and the main clause of it."""

from __future__ import annotations

import pytest

from citecheck.claims import clauses
from citecheck.concepts.lexicon import Lexicon
from tests.claims.texts import view_of


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("A trial in Spain found that nuts protect the heart.", "nuts protect the heart"),
        ("Nuts protect the heart, a new study finds.", "Nuts protect the heart"),
        ("Nuts protect the heart, according to a report.", "Nuts protect the heart"),
        ("According to doctors, nuts protect the heart.", "nuts protect the heart"),
        ("However, nuts protect the heart.", "nuts protect the heart"),
        ("It is important to note that nuts protect the heart.", "nuts protect the heart"),
        ("There is evidence that nuts protect the heart.", "nuts protect the heart"),
        ("Nuts protect the heart (12, 14).", "Nuts protect the heart"),
        ("A study linked nuts to a healthy heart.", "linked nuts to a healthy heart"),
        ("Nuts protect the heart.", "Nuts protect the heart"),
        (
            "A study of nuts showed promise, and doctors say that nuts protect the heart.",
            "nuts protect the heart",
        ),
    ],
)
def test_what_is_said_leaves_out_who_says_it(sentence: str, said: str, lexicon: Lexicon) -> None:
    view, parts = view_of(sentence, lexicon)
    assert parts.said.of(view.text) == said


@pytest.mark.parametrize(
    ("sentence", "main"),
    [
        ("While nuts are fat, they protect the heart.", "they protect the heart"),
        ("Despite their fat, nuts protect the heart.", "nuts protect the heart"),
        ("By lowering fat, nuts protect the heart.", "nuts protect the heart"),
        ("Nuts protect the heart, making them a good snack.", "Nuts protect the heart"),
        ("While nuts, seeds and oil are fat, they protect the heart.", "they protect the heart"),
    ],
)
def test_the_main_clause_leaves_out_what_stands_beside_it(
    sentence: str, main: str, lexicon: Lexicon
) -> None:
    view, parts = view_of(sentence, lexicon)
    assert parts.main.of(view.text) == main


@pytest.mark.parametrize(
    ("sentence", "is_finite"),
    [
        ("Nuts lower cholesterol.", True),
        ("Nuts are known for lowering cholesterol.", False),
        ("Nuts have the power to reduce cholesterol.", False),
        ("The reduced fat makes them light.", False),
        ("Nuts can ease hunger.", True),
    ],
)
def test_a_finite_verb_is_told_from_gerunds_infinitives_and_adjectives(
    sentence: str, is_finite: bool, lexicon: Lexicon
) -> None:
    view, _ = view_of(sentence, lexicon)
    assert clauses.finite(view, view.relations[0]) is is_finite


def test_a_noun_phrase_ends_at_the_next_preposition() -> None:
    text = "than sleeping pills in the long run"
    found = clauses.phrase(text, 4, len(text))
    assert found is not None
    assert found.of(text) == "sleeping pills"


def test_a_pronoun_is_no_noun_phrase() -> None:
    assert clauses.phrase("than those who did not", 4, 22) is None
