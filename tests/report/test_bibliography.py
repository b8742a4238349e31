from __future__ import annotations

import io
import json
from typing import Any

import pytest

from citecheck.model.report import Report
from citecheck.report import csl_json, ris
from citecheck.report.bibliography import Author, Entry, entries
from tests.report.hostile import hostile_report
from tests.reports import checked, document, evidence, report
from tests.sample_report import sample_report

SENTENCE = "Valerian helps with insomnia."


def _cited(*studies: Any) -> Report:
    return report(document(SENTENCE, checked(SENTENCE, SENTENCE[:-1], evidence=studies)))


def test_each_study_is_listed_once_with_what_it_says_of_each_claim() -> None:
    text = "Valerian helps. Valerian heals."
    one, two = (checked(text, words, evidence=(evidence(),)) for words in text[:-1].split(". "))
    [entry] = entries(report(document(text, one, two)))
    assert entry.notes == (
        "citecheck: supports (of the claim “Valerian helps”)",
        "citecheck: supports (of the claim “Valerian heals”)",
    )


def test_a_retraction_comes_first() -> None:
    [entry] = entries(_cited(evidence(standing="retracted", weight=0.0)))
    assert entry.notes[0] == "citecheck: RETRACTED"


def test_nearest_studies_are_no_evidence() -> None:
    found = {entry.key for entry in entries(sample_report())}
    assert "90000001" in found
    assert "90000021" not in found


def test_a_work_that_is_cited_is_listed_and_marked_so() -> None:
    found = {entry.key: entry.notes for entry in entries(sample_report())}
    assert found["90000142"][0] == "citecheck: corrected since"
    assert found["90000142"][1].startswith("citecheck: cited in the text as [r2] Marsh D. Hops")
    assert found["90000142"][1].endswith(": differs from the record")
    # Cited twice, and evidence besides: one entry that says all of it.
    assert sum("cited in the text" in note for note in found["90000001"]) == 2
    assert "90000144" not in found


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Okoro AB", Author("Okoro", "A. B.")),
        ("Núñez de la Peña JM", Author("Núñez de la Peña", "J. M.")),
        ("Okoro, A. B.", Author("Okoro", "A. B.")),
        ("Šimić ŁÁ", Author("Šimić", "Ł. Á.")),
        ("Kim J-H", Author("Kim", "J. H.")),
        ("Okoro, Ada", Author("Okoro", "Ada")),
        ("The Tea Group", Author("The Tea Group", "")),
        ("李 明", Author("李 明", "")),
        ("Plato", Author("Plato", "")),
    ],
)
def test_a_name_is_parted_only_where_it_is_clear(name: str, author: Author) -> None:
    [entry] = entries(_cited(evidence(authors=(name,))))
    assert entry.authors == (author,)


def _read_ris(text: str) -> list[dict[str, Any]]:
    import rispy

    found: list[dict[str, Any]] = rispy.loads(text)
    return found


def test_ris_goes_through_a_reader_of_others_and_comes_back_equal() -> None:
    for each in (sample_report(), hostile_report()):
        read = _read_ris(ris.render(each))
        wanted = entries(each)
        assert len(read) == len(wanted)
        for got, entry in zip(read, wanted, strict=True):
            assert got["type_of_reference"] == "JOUR"
            assert got["title"] == entry.title
            assert got["authors"] == [_ris_name(author) for author in entry.authors]
            assert got["secondary_title"] == entry.journal
            assert got.get("year") == str(entry.study.year)
            assert got.get("accession_number") == entry.study.pmid
            assert got["notes"] == list(entry.notes)
            assert got["keywords"] == list(entry.publication_types)


def _ris_name(author: Author) -> str:
    return f"{author.family}, {author.given}" if author.given else author.family


def test_every_line_of_ris_is_a_tag_and_its_value() -> None:
    for line in ris.render(hostile_report()).splitlines():
        assert line == "" or (line[2:6] == "  - " and line[:2].isalnum() and line[:2].isupper())


def test_a_title_cannot_end_its_record_or_begin_another() -> None:
    title = "A\r\nER  - \r\n\r\nTY  - JOUR\u2028TI  - B"
    [read] = _read_ris(ris.render(_cited(evidence(title=title))))
    assert read["title"] == "A ER - TY - JOUR TI - B"


@pytest.mark.parametrize("name", ["id", "pmid", "pmcid", "doi", "journal"])
def test_no_line_of_a_record_begins_another_reference_in_ris(name: str) -> None:
    broken = "90000001\nER  - \nTY  - JOUR\nTI  - Injected"
    nameless = {"id": "x", "pmid": None}
    text = ris.render(_cited(evidence(**nameless | {name: broken})))
    assert text.count("\nTY  - ") + text.startswith("TY  - ") == 1
    [read] = _read_ris(text)
    assert "Injected" not in read.get("title", "")


def test_a_doi_with_odd_characters_survives_ris() -> None:
    doi = "10.1002/(SICI)1097-0258(19980815/30)17:15<1661::AID-SIM968>3.0.CO;2-2"
    [read] = _read_ris(ris.render(_cited(evidence(None, id=doi, doi=doi))))
    assert read["doi"] == doi
    assert len(read["urls"]) == 1


def _read_csl(text: str) -> dict[str, Any]:
    """As citeproc-py, the library of the CSL project's own list, reads it."""
    from citeproc.source.json import CiteProcJSON

    found: dict[str, Any] = CiteProcJSON(json.load(io.StringIO(text)))
    return found


def test_csl_json_goes_through_a_reader_of_others_and_comes_back_equal() -> None:
    read = _read_csl(csl_json.render(sample_report()))
    wanted = entries(sample_report())
    assert len(read) == len(wanted)
    for entry in wanted:
        _same(read[entry.key.lower()], entry)


def _same(got: Any, entry: Entry) -> None:
    assert got["type"] == "article-journal"
    assert str(got["title"]) == entry.title
    assert [str(name.get("family") or name["literal"]) for name in got["author"]] == [
        author.family for author in entry.authors
    ]
    assert str(got["container_title"]) == entry.journal
    assert got["issued"].year == entry.study.year
    assert str(got["PMID"]) == entry.study.pmid


def test_csl_json_of_a_hostile_report_is_sound() -> None:
    items = json.loads(csl_json.render(hostile_report()))
    assert [item["id"] for item in items] == ["90000001", "90000002"]
    assert all("\n" not in item["title"] for item in items)


def test_without_evidence_there_is_nothing_to_list() -> None:
    assert json.loads(csl_json.render(report())) == []
    assert _read_ris(ris.render(report())) == []
