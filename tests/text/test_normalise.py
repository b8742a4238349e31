"""Folding: plain characters, and every offset kept."""

from __future__ import annotations

import re
import string
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.text.normalise import fold, lower
from tests.growth import is_linear


@given(st.text())
def test_the_length_never_changes(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("it’s “fine”", 'it\'s "fine"'),
        ("20–30 — more", "20-30 - more"),
        ("obsessive‑compulsive", "obsessive-compulsive"),
        ("a\u00a0b\u2009c\u202fd", "a b c d"),
        ("\ufeffKetamine\u200e", " Ketamine "),
        ("Ｐ＜０．０５", "P<0.05"),
        ("−1.5 × 2", "-1.5 x 2"),
        ("0·71", "0.71"),
        ("5 µg", "5 μg"),
        ("Ménière’s", "Meniere's"),
    ],
)
def test_a_character_is_read_as_its_plain_kin(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "text", ["ﬁbrosis", "cœliac", "straße", "a\nb\r\nc\td", "MDMA", "β", "a · b"]
)
def test_what_cannot_be_changed_one_to_one_stays(text: str) -> None:
    assert fold(text) == text


def test_a_mangled_percent_sign_is_read_as_percent() -> None:
    mangled = "{" + "0123456789abcdef" * 4 + "}"
    text = f"About 50{mangled} of them got well."
    folded = fold(text)
    assert folded.split() == ["About", "50%", "of", "them", "got", "well."]
    assert folded.index("of them") == text.index("of them")


@pytest.mark.parametrize("text", ["{abc}", "{" + "g" * 64 + "}", "{" + "a" * 63 + "}", "a" * 64])
def test_other_braces_stay(text: str) -> None:
    assert fold(text) == text


@given(st.text())
def test_lower_case_never_changes_the_length(text: str) -> None:
    assert len(lower(text)) == len(text)


def test_lower_case_text_is_found_as_by_a_search_that_ignores_case() -> None:
    letters = re.compile("[a-z]", re.IGNORECASE)
    found = [c for c in map(chr, range(sys.maxunicode + 1)) if letters.match(c)]
    assert set("AzİıſK") <= set(found)
    for character in found:
        expected = [a for a in string.ascii_lowercase if re.match(a, character, re.IGNORECASE)]
        assert [lower(character)] == expected


def test_a_long_text_is_folded_in_linear_time() -> None:
    assert is_linear(lambda n: fold("It’s a “test” of 50·5 {" * n), 20_000)
