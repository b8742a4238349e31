"""Records of NLM's bulk files, read from their bytes in a fraction of the time that a tree takes.

NLM writes its files by machine and to its DTD. Where XML has no comment, no CDATA section and
no processing instruction, each "<" begins a tag, so the elements that a study is made of can be
found by their tags, without a tree of the others. A record that has anything more than these
elements hold by the DTD, an element or an attribute in another form than NLM's, is not read
here: it goes to the reader of any XML, and what that says stands. Damage in elements that no
study is made of (an affiliation, a reference) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from citecheck.errors import MalformedRecord
from citecheck.pubmed.identifiers import clean_doi, clean_mesh_ui, clean_pmcid, clean_pmid
from citecheck.pubmed.parse import Deletion, parse_records
from citecheck.pubmed.printed import NO_DATE, Date, Fields, Printed, author_name, fields_of, notice
from citecheck.pubmed.records import Record
from citecheck.pubmed.split import CLOSE, END, OPEN
from citecheck.pubmed.tags import (
    ATTRIBUTES,
    REMEMBERED,
    NotPlain,
    attributes_of,
    clean,
    cut,
    each,
    inside,
)

_HEAD = re.compile(
    rf"\s*<PubmedArticle>\s*<MedlineCitation(?P<attributes>{ATTRIBUTES})>"
    r"\s*<PMID(?: Version=\"(?P<version>[1-9][0-9]{0,3})\")?>(?P<pmid>[0-9]+)</PMID>"
)
_AUTHOR = re.compile(
    r"<Author ([^>]*)>\s*(?:<LastName>([^<]*)</LastName>\s*)?(?:<ForeName>[^<]*</ForeName>\s*)?"
    r"(?:<Initials>([^<]*)</Initials>\s*)?(?:<Suffix>([^<]*)</Suffix>\s*)?"
    r"(?:<CollectiveName>([^<]*)</CollectiveName>\s*)?"
    r"<(?:/Author>|Identifier |AffiliationInfo>)"
)
_NAMES = 65_536
"""Of headings with and without a mark there are as many."""


def bulk_records(
    piece: bytes, *, on_malformed: Callable[[MalformedRecord], None]
) -> Iterator[Record | Deletion]:
    """What `parse_records` makes of a part of a bulk file, as `split.pieces` cuts it.

    Raises: MalformedRecord for broken XML, where it is not in a part that no study is made of.
    """
    if (
        not piece.startswith(OPEN)
        or _after_a_tag_opens(b"!", piece)
        or _after_a_tag_opens(b"?", piece)
    ):
        yield from parse_records(piece, on_malformed=on_malformed)
        return
    *parts, rest = piece.removeprefix(OPEN).split(END)
    for part in parts:
        record = plain_record(part)
        if record is not None:
            yield record
        else:
            yield from parse_records(OPEN + part + END + CLOSE, on_malformed=on_malformed)
    yield from parse_records(OPEN + rest, on_malformed=on_malformed)


def _after_a_tag_opens(mark: bytes, piece: bytes) -> bool:
    """Whether "<" and a rare character follow each other; one character is found fastest."""
    at = piece.find(mark)
    while at >= 0:
        if piece[at - 1 : at] == b"<":
            return True
        at = piece.find(mark, at + 1)
    return False


def plain_record(content: bytes) -> Record | None:
    """The record of one PubmedArticle in NLM's form; None for any other, and for damage seen."""
    try:
        printed = _printed(content.decode())
    except (UnicodeDecodeError, NotPlain):
        return None
    return Record(fields_of(printed), printed.version)


def _printed(text: str) -> Printed:
    head = _HEAD.match(text)
    pmid = clean_pmid(head["pmid"]) if head else None
    start = text.find("<Article ")
    end = text.find("</Article>", start)
    data = text.find("</MedlineCitation>", end)
    if head is None or pmid is None or min(start, end, data) < 0:
        raise NotPlain
    if text.find("<PubmedArticle", head.end()) >= 0:
        raise NotPlain
    if text.find("<MedlineCitation", head.end()) >= 0:
        # Of two, each would give a part of the record.
        raise NotPlain
    abstract, article = cut(text[start:end], "<Abstract", "</Abstract>")
    authors, article = cut(article, "<AuthorList", "</AuthorList>")
    headings, after = cut(text[end:data], "<MeshHeadingList", "</MeshHeadingList>")
    journal, article = cut(article, "<Journal", "</Journal>")
    issue, journal = cut(journal, "<JournalIssue", "</JournalIssue>")
    issn, title, abbreviation = _journal(journal)
    medline, linking = _journal_info(inside(after, "<MedlineJournalInfo", "</MedlineJournalInfo>"))
    identifiers = _identifiers(text, data)
    return Printed(
        pmid=pmid,
        version=int(head["version"] or 1),
        status=attributes_of(head["attributes"]).get("Status"),
        doi=identifiers.get("doi") or _location_doi(article),
        pmcid=identifiers.get("pmc"),
        title=clean(inside(article, "<ArticleTitle", "</ArticleTitle>")),
        vernacular=clean(inside(article, "<VernacularTitle", "</VernacularTitle>")),
        abstract=_sections(abstract) or _other_abstract(after),
        names=(title, abbreviation, medline),
        issns=(issn, linking),
        printed=_date(inside(issue, "<PubDate", "</PubDate>")),
        online=[_date(date) for _, date in each(article, "<ArticleDate", "</ArticleDate>")],
        authors=_authors(authors) if authors else [],
        types=[*_types(inside(article, "<PublicationTypeList", "</PublicationTypeList>"))],
        mesh=_mesh(headings) if headings else [],
        chemicals=_chemicals(after) if "Name" in after else [],
        keywords=_keywords(after),
        notices=_notices(inside(after, "<CommentsCorrectionsList", "</CommentsCorrectionsList>")),
        languages=[*_languages(article)],
    )


@lru_cache(maxsize=REMEMBERED)
def _date(content: str) -> Date:
    if not content:
        return NO_DATE
    tags = ("Year", "Month", "Day", "MedlineDate")
    return Date(*(clean(inside(content, f"<{tag}", f"</{tag}>")) for tag in tags))


@lru_cache(maxsize=REMEMBERED)
def _journal(content: str) -> tuple[str, str, str]:
    """ISSN, title and abbreviation."""
    return (
        next((clean(issn) for _, issn in each(content, "<ISSN", "</ISSN>")), ""),
        clean(inside(content, "<Title", "</Title>")),
        clean(inside(content, "<ISOAbbreviation", "</ISOAbbreviation>")),
    )


@lru_cache(maxsize=REMEMBERED)
def _journal_info(content: str) -> tuple[str, str]:
    """MEDLINE's abbreviation and the linking ISSN."""
    return (
        clean(inside(content, "<MedlineTA", "</MedlineTA>")),
        clean(inside(content, "<ISSNLinking", "</ISSNLinking>")),
    )


def _sections(abstract: str) -> list[Fields]:
    return [
        {"section": attributes_of(attributes).get("Label", "") if attributes else "", "text": text}
        for attributes, part in each(abstract, "<AbstractText", "</AbstractText>")
        if (text := clean(part))
    ]


def _other_abstract(text: str) -> list[Fields]:
    """The first further abstract in English."""
    for attributes, other in each(text, "<OtherAbstract", "</OtherAbstract>"):
        if attributes_of(attributes).get("Language", "eng") == "eng" and (
            found := _sections(other)
        ):
            return found
    return []


def _authors(authors: str) -> list[str]:
    found = _AUTHOR.findall(authors)
    if len(found) != authors.count("</Author>"):
        raise NotPlain
    names = []
    for attributes, last, initials, suffix, collective in found:
        if last and collective:
            raise NotPlain
        if attributes != 'ValidYN="Y"' and attributes_of(" " + attributes).get("ValidYN") == "N":
            continue
        if name := clean(author_name(last, initials, suffix, collective)):
            names.append(name)
    return names


@lru_cache(maxsize=REMEMBERED)
def _types(content: str) -> tuple[Fields, ...]:
    return tuple(_named(content, "<PublicationType", "</PublicationType>"))


def _named(content: str, opened: str, closed: str) -> Iterator[Fields]:
    for attributes, part in each(content, opened, closed):
        if name := clean(part):
            yield {"name": name, "ui": clean_mesh_ui(attributes_of(attributes).get("UI"))}


def _mesh(headings: str) -> list[Fields]:
    *parts, rest = headings.split("</MeshHeading>")
    if rest and not rest.isspace():
        raise NotPlain
    return [heading for part in parts if (heading := _heading(part)) is not None]


@lru_cache(maxsize=REMEMBERED)
def _heading(content: str) -> Fields | None:
    """A heading with its qualifiers; the same are in many records."""
    descriptor, *parts = content.split("<QualifierName")
    name, ui, major = _descriptor(descriptor)
    heading: Fields = {"name": name, "ui": ui}
    if parts:
        qualifiers = [_qualifier(part) for part in parts]
        heading["qualifiers"] = [name for name, _ in qualifiers]
        major = major or any(main for _, main in qualifiers)
    if major:
        heading["major"] = True
    return heading if name else None


@lru_cache(maxsize=_NAMES)
def _descriptor(content: str) -> tuple[str, str | None, bool]:
    """Name, UI and whether it is a main topic."""
    found = each(content, "<DescriptorName", "</DescriptorName>")
    if len(found) != 1:
        raise NotPlain
    [(attributes, part)] = found
    said = attributes_of(attributes)
    return clean(part), clean_mesh_ui(said.get("UI")), said.get("MajorTopicYN") == "Y"


@lru_cache(maxsize=_NAMES)
def _qualifier(content: str) -> tuple[str, bool]:
    """Name, and whether it is a main topic, of what follows the name of the tag."""
    if "<DescriptorName" in content:
        raise NotPlain
    [(attributes, part)] = each("<QualifierName" + content, "<QualifierName", "</QualifierName>")
    return clean(part), attributes_of(attributes).get("MajorTopicYN") == "Y"


def _chemicals(text: str) -> list[Fields]:
    return [
        *_named(
            inside(text, "<ChemicalList", "</ChemicalList>"),
            "<NameOfSubstance",
            "</NameOfSubstance>",
        ),
        *_named(
            inside(text, "<SupplMeshList", "</SupplMeshList>"),
            "<SupplMeshName",
            "</SupplMeshName>",
        ),
    ]


def _keywords(text: str) -> list[str]:
    return [
        keyword
        for _, keywords in each(text, "<KeywordList", "</KeywordList>")
        for _, part in each(keywords, "<Keyword", "</Keyword>")
        if (keyword := clean(part))
    ]


def _notices(corrections: str) -> list[Fields]:
    notices = []
    for attributes, part in each(corrections, "<CommentsCorrections", "</CommentsCorrections>"):
        pmid = next((clean_pmid(clean(pmid)) for _, pmid in each(part, "<PMID", "</PMID>")), None)
        source = clean(inside(part, "<RefSource", "</RefSource>"))
        found = notice(attributes_of(attributes).get("RefType"), source, pmid)
        if found is not None:
            notices.append(found)
    return notices


def _identifiers(text: str, start: int) -> dict[str, str]:
    """The record's own identifiers, which stand before those of the works that it cites."""
    data = text[start : text.find("</ArticleIdList>", start)]
    # Its status, or a later date in its history, may say that it was retracted.
    if "<Reference" in data or "retracted" in data:
        raise NotPlain
    cleaners = {"doi": clean_doi, "pmc": clean_pmcid}
    found: dict[str, str] = {}
    listed = data.partition("<ArticleIdList>")[2]
    for attributes, part in each(listed, "<ArticleId", "</ArticleId>"):
        kind = attributes_of(attributes).get("IdType", "")
        if kind in cleaners and (value := cleaners[kind](clean(part))):
            found.setdefault(kind, value)
    return found


def _location_doi(article: str) -> str | None:
    for attributes, part in each(article, "<ELocationID", "</ELocationID>"):
        said = attributes_of(attributes)
        if said.get("EIdType") == "doi" and said.get("ValidYN") != "N":
            doi = clean_doi(clean(part))
            if doi:
                return doi
    return None


def _languages(article: str) -> Iterator[str]:
    for _, part in each(article, "<Language", "</Language>"):
        if language := clean(part):
            yield language
