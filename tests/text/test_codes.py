"""Codes told from other words."""

from __future__ import annotations

import pytest

from citecheck.text.codes import is_code, words_and_codes


@pytest.mark.parametrize(
    "word", ["CCR7", "p53", "PrP", "apoA-I", "mTORC1", "HNF4A", "TDP-43", "miR-184", "Cdk5"]
)
def test_letters_with_digits_or_capitals_inside_are_a_code(word: str) -> None:
    assert is_code(word)


@pytest.mark.parametrize(
    "word",
    ["400mg", "2nd", "30", "type-2", "phase-3", "NOT", "Ketamine", "well-known", "T2", "50K"],
)
def test_quantities_and_loud_words_are_none(word: str) -> None:
    assert not is_code(word)


def test_codes_stay_whole_among_words() -> None:
    found = words_and_codes("The TDP-43/p53 axis, in apoA-I mice.")
    assert found == ["The", "TDP-43/p53", "axis", "in", "apoA-I", "mice"]
