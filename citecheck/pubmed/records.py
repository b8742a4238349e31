"""One PubMed record, article or book, as a study.

Every path is exact: identifiers and PMIDs of cited references lie deeper in the same
record and are never read. Text is the whole text of an element through inline markup
and MathML; runs of plain white space count as one space. Titles are as printed, the
brackets of a translated title included.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from citecheck.errors import MalformedRecord
from citecheck.model.study import Notice, PublicationType, Study
from citecheck.pubmed.dates import earliest, of_parts, of_text
from citecheck.pubmed.identifiers import clean_doi, clean_mesh_ui, clean_pmcid, clean_pmid
from citecheck.pubmed.standing import NOTICE_KINDS, standing_of

Element = Any  # lxml's element; its type stubs and its real interface differ

_SPACE = re.compile(r"[ \t\r\n]+")
_YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")
_NO_TITLE = "[not available]"


@dataclass(frozen=True, slots=True)
class Record:
    """One record with the version of its PMID; of several versions the highest counts."""

    study: Study
    version: int


def article_record(element: Element, known: Mapping[str, int]) -> Record | None:
    """The study of a PubmedArticle; None if it is known in this version or a higher one.

    Raises: MalformedRecord, naming PMID and element, without PMID or article.
    """
    citation = _child(element, "MedlineCitation")
    pmid, version = _pmid(citation, "MedlineCitation")
    if known.get(pmid, 0) >= version:
        return None
    article = _child(citation, "Article")
    if article is None:
        raise MalformedRecord(f"PMID {pmid} has no Article element.")
    data = _child(element, "PubmedData")
    journal = _child(article, "Journal")
    title = _title(article)
    types = _publication_types(_children(article, "PublicationTypeList"))
    notices = _notices(citation, data)
    identifiers = _identifiers(data)
    return Record(
        Study.model_validate(
            {
                "pmid": pmid,
                "doi": identifiers.get("doi") or _location_doi(article),
                "pmcid": identifiers.get("pmc"),
                "title": title,
                "abstract": _abstract(article) or _other_abstract(citation),
                "journal": _journal(journal, citation),
                "year": _article_year(journal, article),
                "published": _published(journal, article),
                "authors": _authors(article),
                "publication_types": types,
                "mesh": _mesh(citation),
                "chemicals": _chemicals(citation),
                "keywords": _keywords(citation),
                "standing": standing_of(types, notices, title),
                "notices": notices,
                "language": _language(article),
            }
        ),
        version,
    )


def book_record(element: Element, known: Mapping[str, int]) -> Record | None:
    """The study of a PubmedBookArticle, or None as above; a chapter's journal is its book.

    Raises: MalformedRecord without PMID.
    """
    document = _child(element, "BookDocument")
    pmid, version = _pmid(document, "BookDocument")
    if known.get(pmid, 0) >= version:
        return None
    book = _child(document, "Book")
    book_title = _text(_child(book, "BookTitle"))
    chapter_title = _text(_child(document, "ArticleTitle"))
    types = _publication_types([document])
    identifiers = {**_identifiers(_child(element, "PubmedBookData")), **_identifiers(document)}
    year = _year(_child(document, "ContributionDate")) if chapter_title else None
    return Record(
        Study.model_validate(
            {
                "pmid": pmid,
                "doi": identifiers.get("doi"),
                "pmcid": identifiers.get("pmc"),
                "title": chapter_title or book_title,
                "abstract": _abstract(document),
                "journal": book_title if chapter_title else None,
                "year": year or _year(_child(book, "PubDate")),
                "published": (_date(_child(document, "ContributionDate")) if year else None)
                or _date(_child(book, "PubDate")),
                "authors": _authors(document) or _authors(book),
                "publication_types": types,
                "keywords": _keywords(document),
                "standing": standing_of(types, ()),
                "language": _language(document),
            }
        ),
        version,
    )


def _child(parent: Element, tag: str) -> Element:
    return None if parent is None else next(parent.iterchildren(tag), None)


def _children(parent: Element, tag: str) -> list[Element]:
    return [] if parent is None else list(parent.iterchildren(tag))


def _text(element: Element) -> str:
    """The whole text of an element, inline markup and MathML included."""
    if element is None:
        return ""
    text = "".join(element.itertext()) if len(element) else element.text or ""
    if "\n" in text or "  " in text or "\t" in text or "\r" in text:
        text = _SPACE.sub(" ", text)
    return text.strip(" ")


def _pmid(parent: Element, name: str) -> tuple[str, int]:
    element = _child(parent, "PMID")
    pmid = clean_pmid(None if element is None else element.text)
    if pmid is None:
        raise MalformedRecord(f"A record has no PMID in {name}.")
    version = element.get("Version", "1")
    return pmid, int(version) if version.isdecimal() else 1


def _title(article: Element) -> str:
    title = _text(_child(article, "ArticleTitle"))
    if title and not title.lower().startswith(_NO_TITLE):
        return title
    return _text(_child(article, "VernacularTitle")) or title


def _abstract(parent: Element) -> list[dict[str, str]]:
    return _sections(_child(parent, "Abstract"))


def _other_abstract(citation: Element) -> list[dict[str, str]]:
    """The first further abstract in English, for records without one of their own."""
    for other in _children(citation, "OtherAbstract"):
        if other.get("Language", "eng") == "eng" and (sections := _sections(other)):
            return sections
    return []


def _sections(abstract: Element) -> list[dict[str, str]]:
    return [
        {"section": part.get("Label", ""), "text": text}
        for part in _children(abstract, "AbstractText")
        if (text := _text(part))
    ]


def _journal(journal: Element, citation: Element) -> str | None:
    name = _text(_child(journal, "Title")) or _text(_child(journal, "ISOAbbreviation"))
    return name or _text(_child(_child(citation, "MedlineJournalInfo"), "MedlineTA")) or None


def _article_year(journal: Element, article: Element) -> int | None:
    printed = _year(_child(_child(journal, "JournalIssue"), "PubDate"))
    return printed or _year(_child(article, "ArticleDate"))


def _published(journal: Element, article: Element) -> str | None:
    """In print or online, whichever was surely first."""
    printed = _date(_child(_child(journal, "JournalIssue"), "PubDate"))
    return earliest((printed, *map(_date, _children(article, "ArticleDate"))))


def _date(date: Element) -> str | None:
    parts = (_text(_child(date, tag)) for tag in ("Year", "Month", "Day"))
    return of_parts(*parts) or of_text(_text(_child(date, "MedlineDate")))


def _year(date: Element) -> int | None:
    """The year of a date, from `Year` or from the first year of a `MedlineDate`."""
    text = _text(_child(date, "Year")) or _text(_child(date, "MedlineDate"))
    found = _YEAR.search(text)
    return int(found[0]) if found else None


def _authors(parent: Element) -> list[str]:
    return [
        name
        for author in _children(_child(parent, "AuthorList"), "Author")
        if author.get("ValidYN") != "N" and (name := _author(author))
    ]


def _author(author: Element) -> str:
    collective = _text(_child(author, "CollectiveName"))
    if collective:
        return collective
    parts = (_text(_child(author, tag)) for tag in ("LastName", "Initials", "Suffix"))
    return " ".join(part for part in parts if part)


def _publication_types(parents: list[Element]) -> list[PublicationType]:
    return [
        PublicationType(name=name, ui=clean_mesh_ui(kind.get("UI")))
        for parent in parents
        for kind in parent.iterchildren("PublicationType")
        if (name := _text(kind))
    ]


def _mesh(citation: Element) -> list[dict[str, Any]]:
    return [
        _heading(heading)
        for heading in _children(_child(citation, "MeshHeadingList"), "MeshHeading")
        if _text(_child(heading, "DescriptorName"))
    ]


def _heading(heading: Element) -> dict[str, Any]:
    descriptor = _child(heading, "DescriptorName")
    qualifiers = _children(heading, "QualifierName")
    return {
        "name": _text(descriptor),
        "ui": clean_mesh_ui(descriptor.get("UI")),
        "major": any(part.get("MajorTopicYN") == "Y" for part in (descriptor, *qualifiers)),
        "qualifiers": [_text(qualifier) for qualifier in qualifiers],
    }


def _chemicals(citation: Element) -> list[dict[str, str | None]]:
    """Substances, and the supplementary diseases and protocols that no heading names."""
    named = [
        _child(chemical, "NameOfSubstance")
        for chemical in _children(_child(citation, "ChemicalList"), "Chemical")
    ]
    named += _children(_child(citation, "SupplMeshList"), "SupplMeshName")
    return [
        {"name": name, "ui": clean_mesh_ui(element.get("UI"))}
        for element in named
        if (name := _text(element))
    ]


def _keywords(parent: Element) -> list[str]:
    return [
        text
        for keywords in _children(parent, "KeywordList")
        for keyword in keywords.iterchildren("Keyword")
        if (text := _text(keyword))
    ]


def _notices(citation: Element, data: Element) -> list[Notice]:
    notices = [
        Notice(
            kind=item.get("RefType"),
            text=_text(_child(item, "RefSource")),
            pmid=clean_pmid(_text(_child(item, "PMID"))),
        )
        for item in _children(_child(citation, "CommentsCorrectionsList"), "CommentsCorrections")
        if item.get("RefType") in NOTICE_KINDS
    ]
    notices += [
        Notice(kind="PubStatusRetracted", text=_text(_child(date, "Year")))
        for date in _children(_child(data, "History"), "PubMedPubDate")
        if date.get("PubStatus") == "retracted"
    ]
    return notices


def _identifiers(parent: Element) -> dict[str, str]:
    """DOI and PMCID of the record itself; what is neither in form is dropped."""
    cleaners = {"doi": clean_doi, "pmc": clean_pmcid}
    found: dict[str, str] = {}
    for item in _children(_child(parent, "ArticleIdList"), "ArticleId"):
        kind = item.get("IdType")
        if kind in cleaners and (value := cleaners[kind](_text(item))):
            found.setdefault(kind, value)
    return found


def _location_doi(article: Element) -> str | None:
    for place in _children(article, "ELocationID"):
        if (
            place.get("EIdType") == "doi"
            and place.get("ValidYN") != "N"
            and (doi := clean_doi(_text(place)))
        ):
            return doi
    return None


def _language(parent: Element) -> str | None:
    languages = [_text(language) for language in _children(parent, "Language")]
    return "eng" if "eng" in languages else next(iter(languages), None) or None
