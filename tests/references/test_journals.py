"""Names of journals: short and long, old and new, and those of other journals."""

from __future__ import annotations

from typing import Any

import pytest

from citecheck.references.journals import is_same_journal
from citecheck.text.tables import read_table

JOURNALS = read_table("citecheck.references", "journals.toml")["journals"]


@pytest.mark.parametrize("entry", JOURNALS, ids=lambda each: each["names"][0])
def test_other_names_of_a_journal_are_told_from_near_ones(entry: Any) -> None:
    first = entry["names"][0]
    for name in (*entry["names"], *entry["fires"]):
        assert is_same_journal(name, first), name
    for name in entry["near_miss"]:
        assert not is_same_journal(name, first), name


def test_initials_may_stand_for_several_words_of_a_journal() -> None:
    west = "Western Journal of Emergency Medicine"
    assert is_same_journal("West JEM", west)
    assert not is_same_journal("West JAM", west)


def test_a_name_without_words_tells_nothing() -> None:
    assert is_same_journal("(2019)", "Sleep") is None
    assert is_same_journal("Sleep", "…") is None
