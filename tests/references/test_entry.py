"""Entries taken apart: authors, title, journal, year, place, identifiers."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest

from citecheck.references.entry import read_entry
from citecheck.references.names import surname
from citecheck.text.normalise import fold

Form = Literal["NFC", "NFD"]

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


@pytest.mark.parametrize(
    "names",
    [
        ("Kim J-H", "Park S-Y", "Dupont JP-M"),
        ("ter Haar GL", "'t Hoen PAC", "van 't Veer LJ"),
        ("LIU YJ", "WANG X"),
        ("GBD 2019 Tea Collaborators",),
        ("Simic G", "García-López MÁ"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_author_of_a_list_is_read(names: tuple[str, ...], form: Form) -> None:
    entry = f"{', '.join(names)}. Tea and sleep in adults. J Sleep Res. 2019;1:2-9."
    cited = read_entry(unicodedata.normalize(form, entry))
    assert [name.rstrip(".") for name in cited.authors] == [fold(name) for name in names]
    assert cited.title == "Tea and sleep in adults"


@pytest.mark.parametrize("before", ["", "doi:", "https://doi.org/"])
def test_a_doi_of_the_nineties_has_angle_brackets(before: str) -> None:
    doi = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"
    cited = read_entry(f"Okoro A. Tea and sleep in adults. Stat Med. 1998;17:1661. {before}{doi}.")
    assert (cited.doi, cited.url) == (doi, None)
    assert read_entry("<p>doi:10.1000/abc</p>").doi == "10.1000/abc"


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
        ("Kim J-H", "Kim"),
        ("Dupont J.-P.", "Dupont"),
        ("van 't Veer LJ", "van 't Veer"),
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
            ") Okoro , A.Tea and sleep in adults. Sleep , 1 , 2 ( 2019 ).",
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
