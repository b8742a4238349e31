"""Files of reference managers, whole and broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from citecheck.documents.read import read
from citecheck.model.document import Document, DocumentKind, Unreadable
from citecheck.model.reference import Reference
from citecheck.model.settings import Settings
from citecheck.references import files
from citecheck.references.find import find_references
from tests.growth import is_linear

FILES = {
    "a.bib": (
        "@string{s = {Sleep}}\n@article{okoro, title = {Tea and {Sleep}}, author = {Okor{\\'o}, "
        "Ana and Diaz, B.}, journal = {Sleep}, year = 2019, volume = 1, pages = {2--9}, doi = "
        "{10.1000/abc}}\n"
    ),
    "a.ris": (
        "TY  - JOUR\nAU  - Okoro, Ana\nAU  - Diaz, B.\nTI  - Tea and Sleep\nJO  - Sleep\n"
        "PY  - 2019\nVL  - 1\nSP  - 2\nEP  - 9\nDO  - 10.1000/abc\nER  - \n"
    ),
    "a.nbib": (
        "PMID- 12345\nTI  - Tea and Sleep\nAU  - Okoro A\nAU  - Diaz B\nJT  - Sleep\n"
        "DP  - 2019 Mar\nAID - 10.1000/abc [doi]\n\n"
    ),
    "a.json": (
        '[{"id": "x", "type": "article-journal", "title": "Tea and Sleep", "container-title": '
        '"Sleep", "DOI": "10.1000/abc", "issued": {"date-parts": [[2019, 3]]}, "author": '
        '[{"family": "Okoro", "given": "Ana"}, {"family": "Diaz"}]}]'
    ),
}


def references(tmp_path: Path, name: str, text: str) -> list[Reference]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    document = read(str(path), settings=Settings())
    assert isinstance(document, Document), document
    found = find_references(document)
    assert all(document.text[r.start : r.end] == r.text for r in found)
    return found


@pytest.mark.parametrize("name", FILES)
def test_every_form_says_the_same(name: str, tmp_path: Path) -> None:
    [reference] = references(tmp_path, name, FILES[name])
    cited = reference.cited
    assert (cited.title, cited.journal, cited.year) == ("Tea and Sleep", "Sleep", 2019)
    assert cited.doi == "10.1000/abc"
    assert cited.authors[0].startswith("Okoro")
    assert len(cited.authors) == 2


def test_an_entry_with_broken_braces_spoils_no_other_and_is_not_lost(tmp_path: Path) -> None:
    text = "@article{a, title={open\n@article{b, title={Tea}, year=2013}\n@book{c, title={Milk}}\n"
    broken, tea, milk = references(tmp_path, "a.bib", text)
    assert broken.cited.malformed and broken.text.startswith("@article{a")
    assert tea.cited.title == "Tea"
    assert milk.cited.kind == "a book"


def test_json_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    text = '[{"id": "x", "title": "Tea"}, {"id": "y", "title": '
    whole, rest = references(tmp_path, "a.json", text)
    assert whole.cited.title == "Tea"
    assert rest.cited.malformed


def test_other_json_is_still_no_article(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"rows": [1, 2, 3]}')
    found = read(str(path), settings=Settings())
    assert isinstance(found, Unreadable)
    assert "data and no article" in found.reason


@pytest.mark.parametrize("name", ["a.bib", "a.ris", "a.nbib"])
def test_a_file_without_any_entry_has_no_references(name: str, tmp_path: Path) -> None:
    assert references(tmp_path, name, "nothing here\n") == []


@pytest.mark.parametrize("dates", ["[5]", '[{"a": 1}]', '{"a": 1}', "[[]]", "[[null]]", "7"])
def test_a_date_of_another_shape_is_no_year(dates: str) -> None:
    text = f'[{{"title": "Zinc", "issued": {{"date-parts": {dates}}}}}]'
    [found] = files.read(text, "csl-json")
    assert (found.cited.title, found.cited.year) == ("Zinc", None)


@pytest.mark.parametrize(
    ("kind", "entry"),
    [
        ("bibtex", "@article{a, title = {Tea}}\n"),
        ("ris", "TY  - JOUR\nTI  - Tea\nER  - \n"),
        ("nbib", "PMID- 12345\nTI  - Tea\n"),
        ("csl-json", '{"title": "Tea"},\n'),
    ],
)
def test_entries_without_end_are_read_up_to_a_number(
    kind: DocumentKind, entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_ENTRIES", 3)
    assert [found.cited.title for found in files.read(entry * 3, kind)] == ["Tea"] * 3
    *read, rest = files.read(entry * 9, kind)
    assert [found.cited.title for found in read] == ["Tea"] * 3
    assert rest.cited.malformed == ("the rest of the file, after 3 entries",)
    assert (entry * 9)[rest.start : rest.end] == rest.text == (entry * 6).rstrip()


def test_items_in_one_object_share_its_text() -> None:
    """A few bytes each, they would otherwise cost kilobytes."""
    read = files.read(f'{{"items": [{"0, " * 2_000}0]}}', "csl-json")
    assert len(read) == 2_001
    assert len({id(found.text) for found in read}) == 1


@pytest.mark.parametrize("unit", ["now\nP", "/j.1\n", "TI  - Tea\n"])
def test_a_record_without_end_costs_no_more_than_its_length(unit: str) -> None:
    head = "TY  - JOUR\nTI  - Tea\n"
    assert is_linear(lambda size: files.read(head + unit * (size // len(unit)), "ris"), 2_000_000)
