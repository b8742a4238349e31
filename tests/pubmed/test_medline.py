from __future__ import annotations

import io
from pathlib import Path

import pytest

from citecheck.errors import MalformedRecord
from citecheck.model.study import MeshHeading, Notice, Study
from citecheck.pubmed.medline import parse_medline
from tests.growth import is_linear

from .replies import reply


@pytest.fixture(scope="module")
def studies() -> list[Study]:
    return list(parse_medline(io.StringIO(reply("medline.txt").decode())))


def test_a_record_is_read_field_by_field(studies: list[Study]) -> None:
    study = studies[0]
    assert (study.pmid, study.pmcid, study.doi) == ("99000201", "PMC9900201", "10.1000/Fennel")
    assert study.title == "Fennel tea for colic: a trial in two towns."
    assert study.authors == ("Fennel AB", "Dill C", "Tea Study Group")
    assert (study.journal, study.year, study.language) == ("Journal of made-up trials", 1998, "eng")
    assert [kind.ui for kind in study.publication_types] == ["D016428", "D016449"]
    assert study.keywords == ("fennel seed", "colic")


def test_sections_are_taken_apart_at_their_labels(studies: list[Study]) -> None:
    assert [section.section for section in studies[0].abstract] == [
        "BACKGROUND", "PATIENTS AND METHODS", "NOTE", "RESULTS", "CONCLUSION",
    ]  # fmt: skip
    assert studies[0].abstract[3].text == "Crying fell by 1 h (95% CI: 0.2 to 1.8)."


def test_one_label_makes_no_sections(studies: list[Study]) -> None:
    [section] = studies[2].abstract
    assert (section.section, section.text) == ("", "NOTE: one label is no structure.")


def test_labels_make_no_sections_where_the_abstract_does_not_begin_with_one() -> None:
    text = "PMID- 1\nAB  - Tea was drunk. METHODS: By cup. RESULTS: All drank.\n"
    [study] = parse_medline(io.StringIO(text))
    assert [section.section for section in study.abstract] == [""]
    assert study.abstract_text == "Tea was drunk. METHODS: By cup. RESULTS: All drank."


def test_stars_mark_major_headings_and_slashes_part_qualifiers(studies: list[Study]) -> None:
    assert studies[0].mesh == (
        MeshHeading(name="Colic", major=True, qualifiers=("drug therapy", "prevention & control")),
        MeshHeading(name="Tea", major=True),
        MeshHeading(name="Humans"),
    )


def test_substances_keep_the_brackets_of_their_names(studies: list[Study]) -> None:
    assert [chemical.name for chemical in studies[0].chemicals] == [
        "Placebos",
        "Dehydrogenase (NAD+), made up",
    ]


def test_a_folded_notice_is_one_notice_and_comments_are_none(studies: list[Study]) -> None:
    assert studies[0].notices == (
        Notice(kind="RetractionIn", text="J Made-up Trials. 2000;2:1"),
        Notice(
            kind="ErratumIn",
            text="J Made-up Trials. 1999 Mar;1(3):11-12, a long line that the export folds."
            " PMID: 99000202",
            pmid="99000202",
        ),
    )


def test_standing_is_that_of_the_paper_and_not_of_its_notice(studies: list[Study]) -> None:
    assert [study.standing for study in studies] == ["retracted", "current", "current"]


def test_a_record_needs_little_more_than_a_pmid(studies: list[Study]) -> None:
    assert (studies[1].language, studies[1].doi) == ("eng", "10.1000/erratum")
    assert (studies[2].year, studies[2].authors, studies[2].mesh) == (None, (), ())


def test_another_abstract_in_english_stands_in() -> None:
    text = "PMID- 1\nTI  - x\nOAB - Tea was drunk.\nOABL- eng\n\nPMID- 2\nOAB - T.\nOABL- fre\n"
    first, second = parse_medline(io.StringIO(text))
    assert (first.abstract_text, second.abstract) == ("Tea was drunk.", ())


def test_a_record_without_a_pmid_is_named_and_the_others_are_kept() -> None:
    text = "PMID- 1\nTI  - a\n\nTI  - lost\n\nPMID- 3\nTI  - c\n"
    with pytest.raises(MalformedRecord, match="Record 2 of the MEDLINE text has no PMID"):
        list(parse_medline(io.StringIO(text)))
    problems: list[MalformedRecord] = []
    found = list(parse_medline(io.StringIO(text), on_malformed=problems.append))
    assert [study.pmid for study in found] == ["1", "3"]
    assert len(problems) == 1


def test_an_identifier_without_end_is_read_in_time_that_grows_with_it() -> None:
    def read(size: int) -> object:
        return list(parse_medline(io.StringIO(f"PMID- 1\nTI  - a\nAID - 10.1{'0' * size}\n")))

    assert is_linear(read, 40_000)


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_nothing_is_no_record(text: str) -> None:
    assert list(parse_medline(io.StringIO(text))) == []


@pytest.mark.parametrize("text", ["      continued\n", "just words\n", "PM"])
def test_other_text_is_an_error_of_ours_and_of_nobody_else(text: str) -> None:
    with pytest.raises(MalformedRecord):
        list(parse_medline(io.StringIO(text)))


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    text = "\ufeffPMID- 1\r\nTI  - A title\r\n      in two lines.\r\n\r\nPMID- 2\r\n"
    first, second = parse_medline(io.StringIO(text, newline=""))
    assert (first.title, second.pmid) == ("A title in two lines.", "2")


def test_no_recorded_record_is_lost(shared_data: Path) -> None:
    seen = 0
    for path in sorted((shared_data / "pubmed").rglob("*.txt")):
        text = path.read_text("utf-8")
        expected = [line[6:].strip() for line in text.splitlines() if line.startswith("PMID- ")]
        found = list(parse_medline(io.StringIO(text)))
        assert [study.pmid for study in found] == expected
        joined = " ".join(text.split())
        for study in found:
            assert study.title and study.title in joined
            assert study.year and study.journal and study.publication_types
            for section in study.abstract:
                assert section.text in joined
        seen += len(found)
    assert seen > 1000


def test_recorded_headings_and_notices_are_complete(shared_data: Path) -> None:
    for path in sorted((shared_data / "pubmed").rglob("*.txt")):
        text = path.read_text("utf-8")
        found = list(parse_medline(io.StringIO(text)))
        lines = text.splitlines()
        for tag, count in (
            ("MH  -", sum(len(study.mesh) for study in found)),
            ("PT  -", sum(len(study.publication_types) for study in found)),
            ("EIN -", sum(n.kind == "ErratumIn" for s in found for n in s.notices)),
        ):
            assert count == sum(line.startswith(tag) for line in lines)


def test_a_date_of_its_history_says_that_a_record_was_retracted() -> None:
    text = "PMID- 1\nTI  - Tea\nPHST- 2019/01/01 00:00 [pubmed]\nPHST- 2020/02/03 00:00 {}\n"
    [retracted] = parse_medline(io.StringIO(text.format("[retracted]")))
    assert retracted.standing == "retracted"
    assert retracted.notices == (
        Notice(kind="PubStatusRetracted", text="2020/02/03 00:00 [retracted]", pmid=None),
    )
    [by_status] = parse_medline(io.StringIO(text.format("[medline]") + "PST - retracted\n"))
    assert by_status.standing == "retracted"
    [current] = parse_medline(io.StringIO(text.format("[medline]") + "PST - ppublish\n"))
    assert (current.standing, current.notices) == ("current", ())
