"""When a reference and a record are the same work, and where they part."""

from __future__ import annotations

from typing import Any

import pytest

from citecheck.model.reference import Cited
from citecheck.model.study import Study
from citecheck.references.compare import compare
from citecheck.references.entry import read_entry

STUDY = Study(
    pmid="101",
    doi="10.1000/abc",
    title="Tea before bed and the quality of sleep in adults: a randomized trial",
    authors=("Okoro AB", "Diaz C"),
    journal="Journal of Sleep Research",
    year=2019,
)


def cited(**changes: Any) -> Cited:
    values: dict[str, Any] = {
        "authors": ("Okoro AB",), "title": STUDY.title, "journal": "J Sleep Res", "year": 2019,
    }  # fmt: skip
    return Cited(**{**values, **changes})


def test_a_faithful_reference_differs_in_nothing() -> None:
    assert compare(cited(), STUDY).differences == ()
    assert compare(cited(), STUDY).fits


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"year": 2015}, "year"),
        ({"journal": "Kidney International"}, "journal"),
        ({"authors": ("Lindqvist B",)}, "author"),
        ({"pmid": "110"}, "pmid"),
        ({"doi": "10.1000/abd"}, "doi"),
        ({"title": "Milk before breakfast and the length of dreams in cats"}, "title"),
    ],
)
def test_each_field_that_differs_is_named(changes: dict[str, Any], field: str) -> None:
    assert [d.field for d in compare(cited(**changes), STUDY).differences] == [field]


@pytest.mark.parametrize(
    "changes",
    [
        {"year": 2020},
        {"doi": "10.1000/ABC"},
        {"title": "Tea before bed and the qualty of sleep in adluts: a randomized trial"},
        {"title": "Tea before bed and the quality of sleep in adults"},
        {"authors": ("Okoro, A. B.",)},
        {"journal": "J. Sleep Res."},
        {"journal": None, "year": None, "authors": ()},
    ],
)
def test_slips_and_styles_are_no_differences(changes: dict[str, Any]) -> None:
    same = compare(cited(**changes), STUDY)
    assert same.differences == ()
    assert same.fits


@pytest.mark.parametrize(
    ("signed", "bare"),
    [
        ("Šimić Á", "Simic A"), ("Öz Ç", "Oz C"), ("Łoś Ł", "Los L"), ("İnan B", "Inan B"),
        ("Ødum B", "Odum B"), ("Đỗ T", "Do T"), ("Nguyễn T", "Nguyen T"), ("Ægir B", "Aegir B"),
        ("Kim JH", "Kim J-H"),
    ],
)  # fmt: skip
def test_an_author_is_the_same_with_and_without_marks(signed: str, bare: str) -> None:
    study = STUDY.model_copy(update={"authors": (signed, "Diaz C")})
    for printed in (signed, bare):
        entry = read_entry(f"{printed}, Diaz C. {STUDY.title}. J Sleep Res. 2019;1:2-9.")
        assert len(entry.authors) == 2
        assert compare(entry, study).differences == ()


@pytest.mark.parametrize(
    "entry",
    [
        "Vitamin D and Sleep in Adults: A Randomized Clinical Trial. PMID: 101",
        "Vitamin D and Sleep in Adults: A Randomized Clinical Trial. J Sleep Res. 2019;1:2-9.",
    ],
)
def test_a_title_taken_for_an_author_or_a_journal_is_held_against_nobody(entry: str) -> None:
    study = STUDY.model_copy(
        update={"title": "Vitamin D and Sleep in Adults: A Randomized Clinical Trial"}
    )
    assert compare(read_entry(entry), study, entry=entry).differences == ()


def test_the_authors_of_a_paper_do_not_make_another_paper_theirs() -> None:
    other = cited(title="Coffee after lunch and the mood of nurses: a cohort study")
    assert not compare(other, STUDY).fits


def test_a_title_that_says_less_fits_where_all_else_agrees() -> None:
    short = cited(title="Tea before bed and sleep quality: adults randomized")
    assert compare(short, STUDY).fits and compare(short, STUDY).differences == ()
    assert not compare(short.model_copy(update={"year": 2011}), STUDY).fits
    other = cited(title="Tea before bed and nightmares of grown cats: randomized")
    assert not compare(other, STUDY).fits
