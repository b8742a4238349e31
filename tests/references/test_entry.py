"""Entries taken apart: authors, title, journal, year, place, identifiers."""

from __future__ import annotations

import pytest

from citecheck.references.entry import read_entry
from citecheck.references.names import surname

STYLES = {
    "vancouver": "Okoro A, de Wit B. Tea and sleep: a trial. J Sleep Res. 2019 Mar;12(3):4-9.",
    "apa": "Okoro, A., & de Wit, B. (2019). Tea and sleep: a trial. Journal of Sleep, 12(3), 4–9.",
    "nature": "Okoro, A. et al. Tea and sleep: a trial. J. Sleep Res. 12, 4–9 (2019).",
    "harvard": "Okoro, A. and de Wit, B. 2019. ‘Tea and sleep: a trial’, Sleep, 12(3), pp. 4-9.",
}


@pytest.mark.parametrize("style", STYLES)
def test_the_main_styles_are_read_alike(style: str) -> None:
    cited = read_entry(STYLES[style])
    assert surname(cited.authors[0]) == "Okoro"
    assert cited.title == "Tea and sleep: a trial"
    assert cited.year == 2019
    assert (cited.volume, cited.pages) == ("12", "4-9")
    assert cited.journal and "Sleep" in cited.journal


def test_a_question_in_a_title_does_not_end_it() -> None:
    cited = read_entry("Okoro A. Does tea help? A randomized trial. Sleep. 2019;1:2-3.")
    assert cited.title == "Does tea help? A randomized trial"
    assert cited.journal == "Sleep"


def test_an_entry_without_title_is_read_as_its_place() -> None:
    cited = read_entry("J Sleep Res (1985). 2004 Dec;97(6):1911-1925")
    assert (cited.journal, cited.year, cited.volume) == ("J Sleep Res", 2004, "97")
    assert cited.title is None


def test_what_cannot_be_an_identifier_is_told() -> None:
    assert read_entry("Okoro A. Tea. PMID: 0000.").malformed == ("0000",)
    assert read_entry("doi: 10.1016").malformed == ("10.1016",)


def test_brackets_belong_to_a_doi_that_opened_them() -> None:
    assert read_entry("(doi:10.1016/S2215-0366(17)30272-9).").doi == "10.1016/S2215-0366(17)30272-9"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Okoro CI", "Okoro"),
        ("Okoro, C. I.", "Okoro"),
        ("C. Okoro", "Okoro"),
        ("de Wit IF", "de Wit"),
        ("Pope HG Jr", "Pope"),
        ("TEA Collaborative Group", "TEA Collaborative Group"),
        ("Šimić GÁ", "Šimić"),
        ("Łoś-Žižek, Ö.", "Łoś-Žižek"),
        ("Đ. İnan", "İnan"),
    ],
)
def test_a_surname_is_found_in_every_form(name: str, expected: str) -> None:
    assert surname(name) == expected


@pytest.mark.parametrize(
    ("entry", "authors", "title", "journal", "year"),
    [
        (
            'Okoro, Ada, Bo de Wit, and Cy Ito. "Tea and Sleep: A Trial." Sleep 12, no. 3 (2019).',
            ("Okoro, Ada", "Bo de Wit", "Cy Ito"), "Tea and Sleep: A Trial", "Sleep", 2019,
        ),
        (
            "Tea and sleep in adults. Okoro A, Diaz B. Sleep Med 2019 Feb 12",
            ("Okoro A", "Diaz B."), "Tea and sleep in adults", "Sleep Med", 2019,
        ),
        (
            "Okoro A. Tea and sleep in adults. Sleep Med. Mar-Apr 2019;3(2):4-9.",
            ("Okoro A.",), "Tea and sleep in adults", "Sleep Med", 2019,
        ),
        ("Okoro et al. Nat. Med. 2019, 27, 1025-1033.", ("Okoro",), None, "Nat. Med", 2019),
        (
            "Okoro A. Tea and sleep in adults. Sleep 2019. (accessed 3 March 2022)",
            ("Okoro A.",), "Tea and sleep in adults", "Sleep", 2019,
        ),
        (
            "Okoro A. RETRACTED: Tea and sleep in adults. Sleep. 2019;1:2.",
            ("Okoro A.",), "Tea and sleep in adults", "Sleep", 2019,
        ),
        (
            "Okoro , A.Tea and sleep in adults. Sleep , 1 , 2 ( 2019 ).",
            ("Okoro, A.",), "Tea and sleep in adults", "Sleep", 2019,
        ),
    ],
)  # fmt: skip
def test_less_usual_styles_are_read_too(
    entry: str, authors: tuple[str, ...], title: str | None, journal: str, year: int
) -> None:
    cited = read_entry(entry)
    assert cited.authors == authors
    assert (cited.title, cited.journal, cited.year) == (title, journal, year)


def test_a_year_before_the_volume_is_no_volume() -> None:
    cited = read_entry("Okoro et al. Nat. Med. 2019, 27, 1025-1033.")
    assert (cited.volume, cited.pages) == ("27", "1025-1033")
