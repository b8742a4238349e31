"""One PubMed record, article or book, as the fields of a study.

Every path is exact: identifiers and PMIDs of cited references lie deeper in the same
record and are never read. Text is the whole text of an element through inline markup
and MathML; runs of plain white space count as one space. Titles are as printed, the
brackets of a translated title included.

Each element is visited once, and what it holds stays plain until someone asks for the study.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from citecheck.errors import MalformedRecord
from citecheck.model.study import Study
from citecheck.pubmed.identifiers import clean_doi, clean_mesh_ui, clean_pmcid, clean_pmid
from citecheck.pubmed.printed import (
    NO_DATE,
    Date,
    Fields,
    Printed,
    author_name,
    day_of,
    fields_of,
    language,
    notice,
    present,
    standing,
    year_of,
)

Element = Any  # lxml's element; its type stubs and its real interface differ

_SPACE = re.compile(r"[ \t\r\n]+")
_NAME_PARTS = ("LastName", "Initials", "Suffix", "CollectiveName")
_NONE: Mapping[str, Element] = {}
_LONGEST_VERSION = 5
"""More digits are no version, and Python makes no number of thousands of them."""
_mesh_ui = lru_cache(maxsize=65_536)(clean_mesh_ui)


class Record:
    """One record with the version of its PMID; of several versions the highest counts.

    `fields` are the values of a `Study` by name, as JSON could hold them; what is absent
    has the study's default.
    """

    def __init__(self, fields: Fields, version: int = 1) -> None:
        self.fields = fields
        self.version = version

    @cached_property
    def study(self) -> Study:
        """The record as a study."""
        return Study.model_validate(self.fields)

    @property
    def key(self) -> str:
        """The key of the study."""
        return self.fields.get("pmid") or self.study.key

    @classmethod
    def of(cls, study: Study) -> Record:
        """The record of a study that was read in another form."""
        record = cls(study.fields)
        record.__dict__["study"] = study
        return record


def article_record(element: Element, known: Mapping[str, int]) -> Record | None:
    """The study of a PubmedArticle; None if it is known in this version or a higher one.

    Raises: MalformedRecord, naming PMID and element, without PMID or article.
    """
    parts = _parts(element)
    citation = parts.get("MedlineCitation")
    inside = _parts(citation)
    pmid, version = _pmid(inside.get("PMID"), "MedlineCitation")
    assert citation is not None  # it held the PMID
    if known.get(pmid, 0) >= version:
        return None
    if "Article" not in inside:
        raise MalformedRecord(f"PMID {pmid} has no Article element.")
    article = _parts(inside["Article"])
    data = _parts(parts.get("PubmedData"))
    journal = _parts(article.get("Journal"))
    info = _parts(inside.get("MedlineJournalInfo"))
    identifiers = _identifiers(data.get("ArticleIdList"))
    printed = Printed(
        pmid=pmid,
        version=version,
        status=citation.get("Status"),
        doi=identifiers.get("doi") or _location_doi(inside["Article"]),
        pmcid=identifiers.get("pmc"),
        title=_text(article.get("ArticleTitle")),
        vernacular=_text(article.get("VernacularTitle")),
        abstract=_sections(article.get("Abstract")) or _other_abstract(citation),
        names=(
            _text(journal.get("Title")),
            _text(journal.get("ISOAbbreviation")),
            _text(info.get("MedlineTA")),
        ),
        issns=(_text(journal.get("ISSN")), _text(info.get("ISSNLinking"))),
        printed=_date(_first(journal.get("JournalIssue"), "PubDate")),
        online=[_date(date) for date in inside["Article"].iterchildren("ArticleDate")],
        authors=_authors(article.get("AuthorList")),
        types=_publication_types(article.get("PublicationTypeList")),
        mesh=_mesh(inside.get("MeshHeadingList")),
        chemicals=_chemicals(inside),
        keywords=_keywords(citation) if "KeywordList" in inside else [],
        notices=_notices(inside.get("CommentsCorrectionsList"), data),
        languages=_texts(inside["Article"].iterchildren("Language")),
    )
    return Record(fields_of(printed), version)


def book_record(element: Element, known: Mapping[str, int]) -> Record | None:
    """The study of a PubmedBookArticle, or None as above; a chapter's journal is its book.

    Raises: MalformedRecord without PMID.
    """
    parts = _parts(element)
    document = parts.get("BookDocument")
    inside = _parts(document)
    pmid, version = _pmid(inside.get("PMID"), "BookDocument")
    assert document is not None  # it held the PMID
    if known.get(pmid, 0) >= version:
        return None
    book = _parts(inside.get("Book"))
    data = _parts(parts.get("PubmedBookData"))
    book_title = _text(book.get("BookTitle"))
    chapter_title = _text(inside.get("ArticleTitle"))
    types = _publication_types(document)
    identifiers = {
        **_identifiers(data.get("ArticleIdList")),
        **_identifiers(inside.get("ArticleIdList")),
    }
    contributed = _date(inside.get("ContributionDate")) if chapter_title else NO_DATE
    printed = _date(book.get("PubDate"))
    year = year_of(contributed)
    languages = _texts(document.iterchildren("Language"))
    fields: Fields = {
        "pmid": pmid,
        "doi": identifiers.get("doi"),
        "pmcid": identifiers.get("pmc"),
        "title": chapter_title or book_title,
        "abstract": _sections(inside.get("Abstract")),
        "journal": book_title if chapter_title else None,
        "year": year or year_of(printed),
        "published": (day_of(contributed) if year else None) or day_of(printed),
        "authors": _authors(inside.get("AuthorList")) or _authors(book.get("AuthorList")),
        "publication_types": types,
        "keywords": _keywords(document),
        "standing": standing(types, [], ""),
        "language": language(languages),
        "languages": languages,
    }
    return Record(present(fields), version)


def _parts(parent: Element) -> Mapping[str, Element]:
    """The first child of each tag."""
    if parent is None:
        return _NONE
    return {child.tag: child for child in parent.iterchildren(reversed=True)}


def _first(parent: Element, tag: str) -> Element:
    return None if parent is None else next(parent.iterchildren(tag), None)


def _children(parent: Element, tag: str) -> Iterable[Element]:
    return () if parent is None else parent.iterchildren(tag)


def _text(element: Element) -> str:
    """The whole text of an element, inline markup and MathML included."""
    if element is None:
        return ""
    text: str = "".join(element.itertext()) if len(element) else element.text or ""
    if "\n" in text or "  " in text or "\t" in text or "\r" in text:
        text = _SPACE.sub(" ", text)
    return text.strip(" ")


def _texts(elements: Iterable[Element]) -> list[str]:
    return [text for element in elements if (text := _text(element))]


def _pmid(element: Element, name: str) -> tuple[str, int]:
    pmid = clean_pmid(None if element is None else element.text)
    if pmid is None:
        raise MalformedRecord(f"A record has no PMID in {name}.")
    version = element.get("Version", "1")
    known = version.isdecimal() and len(version) <= _LONGEST_VERSION
    return pmid, max(1, int(version)) if known else 1


def _other_abstract(citation: Element) -> list[Fields]:
    """The first further abstract in English, for records without one of their own."""
    for other in _children(citation, "OtherAbstract"):
        if other.get("Language", "eng") == "eng" and (sections := _sections(other)):
            return sections
    return []


def _sections(abstract: Element) -> list[Fields]:
    return [
        {"section": part.get("Label", ""), "text": text}
        for part in _children(abstract, "AbstractText")
        if (text := _text(part))
    ]


def _date(element: Element) -> Date:
    date = _parts(element)
    return Date(*(_text(date.get(tag)) for tag in ("Year", "Month", "Day", "MedlineDate")))


def _authors(authors: Element) -> list[str]:
    names: list[str] = []
    for author in _children(authors, "Author"):
        if author.get("ValidYN") != "N":
            found: dict[str, str] = {}
            for part in author.iterchildren(*_NAME_PARTS):
                found.setdefault(part.tag, _text(part))
            if name := author_name(*(found.get(part, "") for part in _NAME_PARTS)):
                names.append(name)
    return names


def _publication_types(parent: Element) -> list[Fields]:
    return _named(_children(parent, "PublicationType"))


def _named(elements: Iterable[Element]) -> list[Fields]:
    return [
        {"name": name, "ui": _mesh_ui(element.get("UI"))}
        for element in elements
        if (name := _text(element))
    ]


def _mesh(headings: Element) -> list[Fields]:
    """The headings; in a heading the descriptor comes before its qualifiers."""
    found: list[Fields] = []
    if headings is None:
        return found
    heading: Fields = {}
    for part in headings.iter("DescriptorName", "QualifierName"):
        name = _text(part)
        if part.tag == "DescriptorName":
            heading = {"name": name, "ui": _mesh_ui(part.get("UI"))}
            if name:
                found.append(heading)
        else:
            heading.setdefault("qualifiers", []).append(name)
        if part.get("MajorTopicYN") == "Y":
            heading["major"] = True
    return found


def _chemicals(citation: Mapping[str, Element]) -> list[Fields]:
    """Substances, and the supplementary diseases and protocols that no heading names."""
    named = [
        substance
        for chemical in _children(citation.get("ChemicalList"), "Chemical")
        for substance in chemical.iterchildren("NameOfSubstance")
    ]
    named += _children(citation.get("SupplMeshList"), "SupplMeshName")
    return _named(named)


def _keywords(parent: Element) -> list[str]:
    return [
        text
        for keywords in parent.iterchildren("KeywordList")
        for text in _texts(keywords.iterchildren("Keyword"))
    ]


def _notices(corrections: Element, data: Mapping[str, Element]) -> list[Fields]:
    notices: list[Fields] = []
    for item in _children(corrections, "CommentsCorrections"):
        parts = _parts(item)
        pmid = clean_pmid(_text(parts.get("PMID")))
        found = notice(item.get("RefType"), _text(parts.get("RefSource")), pmid)
        if found is not None:
            notices.append(found)
    retracted = [
        _text(_parts(date).get("Year"))
        for date in _children(data.get("History"), "PubMedPubDate")
        if date.get("PubStatus") == "retracted"
    ]
    if not retracted and _text(data.get("PublicationStatus")) == "retracted":
        retracted = [""]
    notices += [{"kind": "PubStatusRetracted", "text": year} for year in retracted]
    return notices


def _identifiers(ids: Element) -> dict[str, str]:
    """DOI and PMCID of the record itself; what is neither in form is dropped."""
    cleaners = {"doi": clean_doi, "pmc": clean_pmcid}
    found: dict[str, str] = {}
    for item in _children(ids, "ArticleId"):
        kind = item.get("IdType")
        if kind in cleaners and (value := cleaners[kind](_text(item))):
            found.setdefault(kind, value)
    return found


def _location_doi(article: Element) -> str | None:
    for place in article.iterchildren("ELocationID"):
        if (
            place.get("EIdType") == "doi"
            and place.get("ValidYN") != "N"
            and (doi := clean_doi(_text(place)))
        ):
            return doi
    return None
