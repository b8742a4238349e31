"""The forms in which records write a name."""

from __future__ import annotations

from typing import Any

import pytest

from citecheck.queries.forms import british, forms
from citecheck.text.tables import read_table

TABLE = read_table("citecheck.queries", "forms.toml")


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("statin", {"statins"}),
        ("Statins", {"statin"}),
        ("biopsy", {"biopsies"}),
        ("biopsies", {"biopsy"}),
        ("toxin box", {"toxin boxes"}),
        ("reflexes", {"reflex"}),
        ("headaches", {"headache"}),
        ("metastasis", {"metastases"}),
        ("diagnoses", {"diagnosis"}),
        ("SSRIs", {"ssri"}),
        ("AIDS", set()),
        ("virus", set()),
        ("arthritis", set()),
        ("illness", set()),
        ("type 2 diabetes", set()),
        ("vitamin B12", set()),
        ("tumor", {"tumors", "tumour", "tumours"}),
    ],
)
def test_a_name_is_written_in_one_number_and_the_other(name: str, others: set[str]) -> None:
    assert forms(name)[0] == name.lower()
    assert set(forms(name)[1:]) == others


@pytest.mark.parametrize("entry", TABLE["british"], ids=lambda entry: entry["british"][0])
def test_each_spelling_changes_its_example_and_not_its_near_miss(entry: dict[str, Any]) -> None:
    assert entry["source"]
    american, changed = entry["fires"]
    assert british(american) == changed
    assert british(entry["near_miss"]) == entry["near_miss"]


def test_a_word_that_looks_like_a_plural_gains_no_singular() -> None:
    same = TABLE["same"]
    assert same["source"]
    assert forms(same["fires"]) == (same["fires"],)
    assert len(forms(same["near_miss"])) == 2
    for word in same["words"]:
        assert forms(word)[0] == word
        assert not any(form + "s" == word for form in forms(word))
