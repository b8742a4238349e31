"""Records as PubMed writes them: valid by NLM's own DTD, and read back by independent parsers."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from lxml import etree

from citecheck.model.study import Study
from tests.eutils.medline import medline
from tests.eutils.record import Record, as_records
from tests.eutils.records import article_set
from tests.eutils.specimens import BOOK, RECORDS, SEASON, TRIAL, study

PARSER = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False)


@pytest.fixture(scope="module")
def dtd() -> etree.DTD:
    """The newest of NLM's DTDs that Biopython brings along."""
    entrez = pytest.importorskip("Bio.Entrez")
    return etree.DTD(str(Path(entrez.__file__).parent / "DTDs" / "pubmed_250101.dtd"))


def parsed(*studies: Study | Record) -> etree._Element:
    return etree.fromstring(article_set(studies), PARSER)


def text_of(node: etree._Element | None) -> str:
    return "" if node is None else "".join(node.itertext())


def test_every_kind_of_record_is_valid_by_nlms_dtd(dtd: etree.DTD) -> None:
    for record in RECORDS:
        valid = dtd.validate(parsed(record))
        assert valid, (record, dtd.error_log.filter_from_errors())


def test_the_validation_would_notice_a_record_out_of_shape(dtd: etree.DTD) -> None:
    root = parsed(TRIAL)
    root[0].remove(root[0][0])
    assert not dtd.validate(root)


def test_inline_markup_becomes_elements_and_other_signs_are_escaped() -> None:
    root = parsed(TRIAL)
    title = root.find(".//ArticleTitle")
    assert title is not None
    assert [child.tag for child in title] == ["i"]
    assert text_of(title) == TRIAL.title
    methods = root.findall(".//AbstractText")[1]
    assert text_of(methods) == ("Sixty adults were randomized; plasma CO2 was kept at p < 5 kPa.")
    assert [child.tag for child in methods] == ["sub"]


def test_an_unpaired_bracket_in_a_text_stays_text() -> None:
    root = parsed(study(1, "If a<b and c>d & e", ("", "p <0.05")))
    assert text_of(root.find(".//ArticleTitle")) == "If a<b and c>d & e"
    assert text_of(root.find(".//AbstractText")) == "p <0.05"


def test_efetch_bytes_are_ascii_with_hexadecimal_references() -> None:
    body = article_set([TRIAL])
    assert body.isascii()
    assert b"&#xc5;ngstr&#xf6;m" in body


def test_sections_carry_their_label_and_nlms_category() -> None:
    sections = parsed(TRIAL).findall(".//AbstractText")
    assert [(s.get("Label"), s.get("NlmCategory")) for s in sections] == [
        ("BACKGROUND", "BACKGROUND"),
        ("METHODS", "METHODS"),
        ("RESULTS", "RESULTS"),
        ("CONCLUSIONS", "CONCLUSIONS"),
    ]


def test_a_label_that_nlm_does_not_know_is_unassigned() -> None:
    (section,) = parsed(study(1, "x", ("FUNDING", "None."))).findall(".//AbstractText")
    assert (section.get("Label"), section.get("NlmCategory")) == ("FUNDING", "UNASSIGNED")


def test_ids_of_cited_works_stand_beside_the_records_own() -> None:
    root = parsed(TRIAL)
    own = root.findall("PubmedArticle/PubmedData/ArticleIdList/ArticleId")
    assert {i.get("IdType"): i.text for i in own} == {
        "pubmed": "31000001", "pmc": "PMC9900001", "doi": "10.5555/loop.1",
    }  # fmt: skip
    everywhere = [i.text for i in root.iter("ArticleId")]
    assert "31000003" in everywhere
    assert "10.5555/loop.3" in everywhere


@pytest.mark.parametrize(
    ("standing", "ref_type"),
    [
        ("retracted", "RetractionIn"),
        ("concern", "ExpressionOfConcernIn"),
        ("corrected", "ErratumIn"),
        ("republished", "CorrectedandRepublishedIn"),
    ],
)
def test_a_standing_without_notice_is_still_written(standing: str, ref_type: str) -> None:
    root = parsed(study(1, "Something", standing=standing))  # type: ignore[arg-type]
    assert [c.get("RefType") for c in root.iter("CommentsCorrections")] == [ref_type]
    types = {p.text: p.get("UI") for p in root.iter("PublicationType")}
    assert (types.get("Retracted Publication") == "D016441") == (standing == "retracted")


def test_a_retraction_can_stand_in_the_history_alone() -> None:
    root = parsed(Record(study(1, "Something"), retracted_in_history=True))
    assert "retracted" in [date.get("PubStatus") for date in root.iter("PubMedPubDate")]
    assert "retracted" not in article_set([study(1, "Something")]).decode()


def test_a_major_topic_is_marked_at_its_qualifier_where_it_has_one() -> None:
    root = parsed(study(1, "x", mesh=("*Ketamine/therapeutic use", "*Humans", "Mice")))
    marked = [
        (node.text, node.get("MajorTopicYN"))
        for node in root.iter("DescriptorName", "QualifierName")
    ]
    assert marked == [("Ketamine", "N"), ("therapeutic use", "Y"), ("Humans", "Y"), ("Mice", "N")]


def test_books_seasons_and_versions_have_their_own_elements() -> None:
    assert [child.tag for child in parsed(BOOK)] == ["PubmedBookArticle"]
    root = parsed(SEASON)
    assert root.findtext(".//PubDate/Season") == "Spring"
    assert root.find(".//MedlineCitation/PMID").get("Version") == "2"  # type: ignore[union-attr]


def test_deleted_records_stand_at_the_end_of_the_set(dtd: etree.DTD) -> None:
    root = etree.fromstring(article_set([TRIAL], deleted=[5, 6]), PARSER)
    assert [pmid.text for pmid in root.findall("DeleteCitation/PMID")] == ["5", "6"]
    assert dtd.validate(root)


def test_the_doctype_names_the_release_asked() -> None:
    assert b"1st January 2026" in article_set([TRIAL])
    assert b"pubmed_190101.dtd" in article_set([TRIAL], dtd="190101")


def test_a_study_without_pmid_is_no_pubmed_record() -> None:
    with pytest.raises(ValueError, match="no PMID"):
        Record(Study(doi="10.5555/none"))


def test_a_pmid_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        as_records([study(1, "a"), study(1, "b")])


def test_medline_text_is_read_by_an_independent_parser() -> None:
    reader = pytest.importorskip("Bio.Medline")
    records = as_records(RECORDS)
    found = list(reader.parse(io.StringIO(medline(records).decode())))
    assert [row["PMID"] for row in found] == [str(record.pmid) for record in records]
    by_pmid = {row["PMID"]: row for row in found}
    trial = by_pmid["31000001"]
    assert trial["TI"] == TRIAL.title
    assert trial["AB"].startswith("BACKGROUND: Nobody had tried")
    assert "CO2 was kept at p < 5 kPa" in trial["AB"]
    assert trial["MH"][1] == "Ketamine/*administration & dosage"
    assert by_pmid["31000004"]["MH"][-1] == "*Obsessive-Compulsive Disorder"
    assert trial["PT"] == ["Journal Article", "Randomized Controlled Trial"]
    assert trial["CN"] == ["The Aura Study Group"]
    assert trial["SO"] == "J Loopback Med. 2019 Mar 4;12(3):117-26."
    assert by_pmid["31000004"]["RIN"] == ["J Loopback Med. 2021;3:9. PMID: 31000005"]
    assert by_pmid["31000007"]["DP"] == "1998 Nov-Dec"
