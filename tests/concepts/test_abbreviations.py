"""Abbreviations that a text defines."""

from __future__ import annotations

import pytest

from citecheck.concepts.abbreviations import definitions


def _defined(text: str) -> dict[str, str]:
    return {found.short: text[found.start : found.end] for found in definitions(text)}


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Obsessive-compulsive disorder (OCD) is hard.", "OCD", "Obsessive-compulsive disorder"),
        ("with cognitive-behavioral therapy (CBT) and", "CBT", "cognitive-behavioral therapy"),
        ("reuptake inhibitors of serotonin (SSRIs)", "", ""),
        ("selective serotonin reuptake inhibitors (SSRIs)", "SSRI",
         "selective serotonin reuptake inhibitors"),
        ("an N-methyl-D-aspartate (NMDA) receptor", "NMDA", "N-methyl-D-aspartate"),
        ("coronavirus disease 2019 (COVID-19) spread", "COVID-19", "coronavirus disease 2019"),
        ("A sentence. Then low back pain [LBP] came.", "LBP", "low back pain"),
        ("by ketamine (KET) alone", "KET", "ketamine"),
        ("in the study (see there) and", "", ""),
        ("a dose of 5 mg (IV) twice", "", ""),
        ("no letters here (XQZ) at all", "", ""),
        ("(OCD) first", "", ""),
    ],
)  # fmt: skip
def test_an_abbreviation_is_taken_where_its_letters_stand_in_the_words_before(
    text: str, short: str, long: str
) -> None:
    assert _defined(text) == ({short: long} if short else {})


def test_a_long_form_never_reaches_over_a_sentence() -> None:
    assert _defined("Old cars. Drive (OCD) on.") == {}


def test_brackets_without_end_are_read_once() -> None:
    assert _defined("(AB" * 20_000) == {}
