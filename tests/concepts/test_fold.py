"""Names and texts as keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.concepts.fold import key, respelt, scan, stem_of, upright


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cluster Headaches", "headache, cluster"),
        ("Leukemia, Myeloid, Acute", "acute myeloid leukaemia"),
        ("Omega-3", "omega 3"),
        ("omega3", "Omega‑3"),
        ("TNF-α", "TNF-alpha"),
        ("Alzheimer’s Disease", "Alzheimer Disease"),
        ("β-blockers", "Beta Blocker"),
        ("St. John's wort", "St Johns wort"),
        ("oesophageal tumours", "esophageal tumor"),
        ("Diarrhoea", "diarrhea"),
        ("analyses", "analysis"),
        ("calories", "calorie"),
        ("tomatoes", "tomato"),
        ("SSRIs", "ssri"),
        ("UTIs", "UTI"),
        ("randomisation", "randomization"),
        ("café", "cafe"),
    ],
)
def test_what_differs_only_in_form_has_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("AIDS", "aid"), ("Headache (cluster)", "headache cluster"), ("pain. Relief", "pain relief")],
)
def test_what_differs_in_meaning_has_two(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_an_inverted_name_is_set_upright() -> None:
    assert upright("Diabetes Mellitus, Type 2") == "Type 2 Diabetes Mellitus"
    assert upright("3,4-methylenedioxymethamphetamine") == "3,4-methylenedioxymethamphetamine"


def test_a_word_cut_at_a_digit_neither_begins_nor_closes_a_name() -> None:
    words = scan("vitamin D3")
    assert words.joined == "vitamin d 3 "
    assert words.closes == (True, False, True)
    assert words.begins == (True, True, False)


def test_another_spelling_moves_the_keys_and_not_the_places() -> None:
    words = scan("the migrane came. It went")
    read = respelt(words, {1: "migraine"})
    assert read.joined == "the migraine came | it went "
    assert (read.starts, read.ends) == (words.starts, words.ends)
    assert [read.joined[o : o + 2] for o in read.offsets] == ["th", "mi", "ca", "it", "we"]
    assert read.stems == ("the", "migraine", "came", "it", "went")


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    words = scan(text)
    assert len(words.offsets) == len(words.starts) == len(words.ends) == len(words.begins)
    places = zip(words.starts, words.ends, words.offsets, words.stems, strict=True)
    for start, end, offset, stem in places:
        assert 0 <= start < end <= len(text)
        assert words.joined.startswith(f"{stem} ", offset)


@given(st.text(alphabet="abcdefghiosuxyz", min_size=1, max_size=12))
def test_the_stem_of_a_word_is_never_longer_by_more_than_a_letter(word: str) -> None:
    assert len(stem_of(word)) <= len(word) + 1
