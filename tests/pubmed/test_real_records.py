"""Every recorded reply, against a second reading of the same bytes that shares no code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from citecheck.model.study import Study
from citecheck.pubmed.parse import parse_articles

RETRACTED = "Retracted Publication"


@pytest.fixture(scope="module")
def replies(shared_data: Path) -> list[tuple[list[ElementTree.Element], list[Study]]]:
    """Each file that is a PubmedArticleSet: its records by ElementTree, and by our parser."""
    return [(records(path), list(parse_articles(path.read_bytes()))) for path in files(shared_data)]


def files(folder: Path) -> Iterator[Path]:
    for path in sorted((folder / "pubmed").rglob("*.xml")) + sorted((folder / "eutils").rglob("*")):
        if path.is_file() and b"<PubmedArticleSet" in path.read_bytes()[:2000]:
            yield path


def records(path: Path) -> list[ElementTree.Element]:
    return [
        child
        for child in ElementTree.parse(path).getroot()
        if child.tag in ("PubmedArticle", "PubmedBookArticle")
    ]


def whole(element: ElementTree.Element | None) -> str:
    words = re.split(r"[ \t\r\n]+", "".join(element.itertext())) if element is not None else []
    return " ".join(word for word in words if word)


def pairs(
    replies: list[tuple[list[ElementTree.Element], list[Study]]],
) -> Iterator[tuple[ElementTree.Element, Study]]:
    for elements, studies in replies:
        yield from zip(elements, studies, strict=True)


def test_no_record_is_lost_and_each_has_its_own_pmid(
    replies: list[tuple[list[ElementTree.Element], list[Study]]],
) -> None:
    seen = 0
    for element, study in pairs(replies):
        own = element.findtext("MedlineCitation/PMID") or element.findtext("BookDocument/PMID")
        assert study.pmid == study.key == own
        seen += 1
    assert seen > 2000


def test_titles_and_abstracts_are_whole(
    replies: list[tuple[list[ElementTree.Element], list[Study]]],
) -> None:
    for element, study in pairs(replies):
        article = element.find("MedlineCitation/Article")
        home = article if article is not None else element.find("BookDocument")
        assert home is not None
        title = home.find("ArticleTitle")
        assert study.title == whole(title if title is not None else home.find("Book/BookTitle"))
        parts = [whole(part) for part in home.findall("Abstract/AbstractText")]
        if any(parts) or not element.findall("MedlineCitation/OtherAbstract"):
            assert [section.text for section in study.abstract] == [part for part in parts if part]
        labels = [
            part.get("Label") or "" for part in home.findall("Abstract/AbstractText") if whole(part)
        ]
        assert not labels or [section.section for section in study.abstract] == labels


def test_headings_types_and_identifiers_are_the_records_own(
    replies: list[tuple[list[ElementTree.Element], list[Study]]],
) -> None:
    for element, study in pairs(replies):
        path = "MedlineCitation/MeshHeadingList/MeshHeading/DescriptorName"
        assert [heading.ui for heading in study.mesh] == [
            name.get("UI") for name in element.findall(path)
        ]
        kinds = [kind.text for kind in element.iter("PublicationType")]
        assert [kind.name for kind in study.publication_types] == kinds
        cited = {
            (item.text or "").strip()
            for reference in element.iter("Reference")
            for item in reference.iter("ArticleId")
        }
        own = {
            (item.text or "").strip()
            for item in element.iterfind("PubmedData/ArticleIdList/ArticleId")
        }
        assert study.doi not in cited - own and study.pmcid not in cited - own


def test_standing_follows_from_types_and_reference_kinds(
    replies: list[tuple[list[ElementTree.Element], list[Study]]],
) -> None:
    standings = set()
    for element, study in pairs(replies):
        kinds = {item.get("RefType") for item in element.iter("CommentsCorrections")}
        types = {kind.text for kind in element.iter("PublicationType")}
        if RETRACTED in types or kinds & {"RetractionIn", "RetractedandRepublishedIn"}:
            expected = "retracted"
        elif "ExpressionOfConcernIn" in kinds:
            expected = "concern"
        elif kinds & {"CorrectedandRepublishedFrom", "RetractedandRepublishedFrom"}:
            expected = "republished"
        elif "ErratumIn" in kinds:
            expected = "corrected"
        else:
            expected = "current"
        assert study.standing == expected, study.pmid
        standings.add(study.standing)
    assert {"current", "corrected"} <= standings


def test_years_are_those_of_the_printed_date(
    replies: list[tuple[list[ElementTree.Element], list[Study]]],
) -> None:
    for element, study in pairs(replies):
        date = element.find("MedlineCitation/Article/Journal/JournalIssue/PubDate")
        if date is not None:
            printed = date.findtext("Year") or (date.findtext("MedlineDate") or "")[:4]
            assert str(study.year) == printed
