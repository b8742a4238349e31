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
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from citecheck.errors import MalformedRecord
from citecheck.pubmed.identifiers import clean_doi, clean_mesh_ui, clean_pmcid, clean_pmid
from citecheck.pubmed.parse import Deletion, parse_records
from citecheck.pubmed.printed import NO_DATE, Date, Fields, Printed, author_name, fields_of, notice
from citecheck.pubmed.records import Record
from citecheck.pubmed.split import CLOSE, END, OPEN

_ATTRIBUTES = r"(?:\s+[\w:.-]+=\"[^\"<]*\")*\s*"
_HEAD = re.compile(
    rf"\s*<PubmedArticle>\s*<MedlineCitation(?P<attributes>{_ATTRIBUTES})>"
    r"\s*<PMID(?: Version=\"(?P<version>[1-9][0-9]{0,3})\")?>(?P<pmid>[0-9]+)</PMID>"
)
_INLINE = re.compile(rf"</?[A-Za-z][\w:.-]*{_ATTRIBUTES}/?>")
_MARKUP = frozenset({"i", "/i", "b", "/b", "u", "/u", "sub", "/sub", "sup", "/sup"})
"""The tags that most texts have alone."""
_ATTRIBUTE = re.compile(r"\s+([\w:.-]+)=\"([^\"<]*)\"")
_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));|&")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_SPACE = re.compile(r"[ \t\r\n]+")
_AUTHOR = re.compile(
    r"<Author ([^>]*)>\s*(?:<LastName>([^<]*)</LastName>\s*)?(?:<ForeName>[^<]*</ForeName>\s*)?"
    r"(?:<Initials>([^<]*)</Initials>\s*)?(?:<Suffix>([^<]*)</Suffix>\s*)?"
    r"(?:<CollectiveName>([^<]*)</CollectiveName>\s*)?"
    r"<(?:/Author>|Identifier |AffiliationInfo>)"
)
_REMEMBERED = 16_384
"""Of short parts that many records share: dates, journals, types."""
_NAMES = 65_536
"""Of headings with and without a mark there are as many."""


class _NotPlain(Exception):
    """Something that only the reader of any XML may judge."""


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
    except (UnicodeDecodeError, _NotPlain):
        return None
    return Record(fields_of(printed), printed.version)


def _printed(text: str) -> Printed:
    head = _HEAD.match(text)
    pmid = clean_pmid(head["pmid"]) if head else None
    start = text.find("<Article ")
    end = text.find("</Article>", start)
    data = text.find("</MedlineCitation>", end)
    if head is None or pmid is None or min(start, end, data) < 0:
        raise _NotPlain
    if text.find("<PubmedArticle", head.end()) >= 0:
        raise _NotPlain
    if text.find("<MedlineCitation", head.end()) >= 0:
        # Of two, each would give a part of the record.
        raise _NotPlain
    abstract, article = _cut(text[start:end], "<Abstract", "</Abstract>")
    authors, article = _cut(article, "<AuthorList", "</AuthorList>")
    headings, after = _cut(text[end:data], "<MeshHeadingList", "</MeshHeadingList>")
    journal, article = _cut(article, "<Journal", "</Journal>")
    issue, journal = _cut(journal, "<JournalIssue", "</JournalIssue>")
    issn, title, abbreviation = _journal(journal)
    medline, linking = _journal_info(_inside(after, "<MedlineJournalInfo", "</MedlineJournalInfo>"))
    identifiers = _identifiers(text, data)
    return Printed(
        pmid=pmid,
        version=int(head["version"] or 1),
        status=_attributes(head["attributes"]).get("Status"),
        doi=identifiers.get("doi") or _location_doi(article),
        pmcid=identifiers.get("pmc"),
        title=_clean(_inside(article, "<ArticleTitle", "</ArticleTitle>")),
        vernacular=_clean(_inside(article, "<VernacularTitle", "</VernacularTitle>")),
        abstract=_sections(abstract) or _other_abstract(after),
        names=(title, abbreviation, medline),
        issns=(issn, linking),
        printed=_date(_inside(issue, "<PubDate", "</PubDate>")),
        online=[_date(date) for _, date in _each(article, "<ArticleDate", "</ArticleDate>")],
        authors=_authors(authors) if authors else [],
        types=[*_types(_inside(article, "<PublicationTypeList", "</PublicationTypeList>"))],
        mesh=_mesh(headings) if headings else [],
        chemicals=_chemicals(after) if "Name" in after else [],
        keywords=_keywords(after),
        notices=_notices(_inside(after, "<CommentsCorrectionsList", "</CommentsCorrectionsList>")),
        languages=[*_languages(article)],
    )


def _cut(text: str, opened: str, closed: str) -> tuple[str, str]:
    """What the first element of a name holds, and the text without the element."""
    start = text.find(opened)
    if start < 0:
        return "", text
    inside = text.find(">", start) + 1
    end = text.find(closed, inside)
    if end < 0 or not inside or text[inside - 2] == "/":
        raise _NotPlain
    return text[inside:end], text[:start] + text[end + len(closed) :]


def _inside(text: str, opened: str, closed: str) -> str:
    """What the first element of a name holds, which has no attributes; "" where there is none."""
    start = text.find(opened)
    if start < 0:
        return ""
    start += len(opened) + 1
    end = text.find(closed, start)
    if end < 0 or text[start - 1] != ">":
        raise _NotPlain
    return text[start:end]


def _each(text: str, opened: str, closed: str) -> list[tuple[str, str]]:
    """The attributes and the inside of each element of a name."""
    if opened not in text:
        return []
    found = []
    for part in text.split(opened)[1:]:
        middle = part.find(">")
        attributes = part[:middle]
        end = part.find(closed, middle)
        if end < 0 or attributes.count('"') % 2:
            raise _NotPlain
        found.append((attributes, part[middle + 1 : end]))
    return found


def _clean(content: str) -> str:
    """The whole text of an element, as `records.py` has it."""
    if "<" in content:
        content = _without_tags(content)
    if "&" in content:
        # Of references most texts have one kind.
        if content.count("&lt;") == content.count("&"):
            content = content.replace("&lt;", "<")
        else:
            content = _REFERENCE.sub(_character, content)
    if "\n" in content or "  " in content or "\t" in content or "\r" in content:
        content = _SPACE.sub(" ", content)
    return content.strip(" ")


def _without_tags(content: str) -> str:
    first, *parts = content.split("<")
    kept = [first]
    for part in parts:
        tag, _, text = part.partition(">")
        if tag not in _MARKUP:
            break
        kept.append(text)
    else:
        return "".join(kept)
    content = _INLINE.sub("", content)
    if "<" in content:
        raise _NotPlain
    return content


def _character(reference: re.Match[str]) -> str:
    name, decimal, hexadecimal = reference.groups()
    if name:
        return _NAMED[name]
    number = int(decimal) if decimal else int(hexadecimal, 16) if hexadecimal else 0
    if (number < 32 and number not in (9, 10, 13)) or 0xD7FF < number < 0xE000 or number > 0xFFFD:
        raise _NotPlain
    return chr(number)


@lru_cache(maxsize=_REMEMBERED)
def _attributes(content: str) -> Mapping[str, str]:
    if re.fullmatch(_ATTRIBUTES, content) is None:
        raise _NotPlain
    found = {}
    for name, value in _ATTRIBUTE.findall(content):
        if "\n" in value or "\t" in value or "\r" in value:
            raise _NotPlain
        found[name] = _REFERENCE.sub(_character, value)
    return found


@lru_cache(maxsize=_REMEMBERED)
def _date(content: str) -> Date:
    if not content:
        return NO_DATE
    tags = ("Year", "Month", "Day", "MedlineDate")
    return Date(*(_clean(_inside(content, f"<{tag}", f"</{tag}>")) for tag in tags))


@lru_cache(maxsize=_REMEMBERED)
def _journal(content: str) -> tuple[str, str, str]:
    """ISSN, title and abbreviation."""
    return (
        next((_clean(issn) for _, issn in _each(content, "<ISSN", "</ISSN>")), ""),
        _clean(_inside(content, "<Title", "</Title>")),
        _clean(_inside(content, "<ISOAbbreviation", "</ISOAbbreviation>")),
    )


@lru_cache(maxsize=_REMEMBERED)
def _journal_info(content: str) -> tuple[str, str]:
    """MEDLINE's abbreviation and the linking ISSN."""
    return (
        _clean(_inside(content, "<MedlineTA", "</MedlineTA>")),
        _clean(_inside(content, "<ISSNLinking", "</ISSNLinking>")),
    )


def _sections(abstract: str) -> list[Fields]:
    return [
        {"section": _attributes(attributes).get("Label", "") if attributes else "", "text": text}
        for attributes, part in _each(abstract, "<AbstractText", "</AbstractText>")
        if (text := _clean(part))
    ]


def _other_abstract(text: str) -> list[Fields]:
    """The first further abstract in English."""
    for attributes, other in _each(text, "<OtherAbstract", "</OtherAbstract>"):
        if _attributes(attributes).get("Language", "eng") == "eng" and (found := _sections(other)):
            return found
    return []


def _authors(authors: str) -> list[str]:
    found = _AUTHOR.findall(authors)
    if len(found) != authors.count("</Author>"):
        raise _NotPlain
    names = []
    for attributes, last, initials, suffix, collective in found:
        if last and collective:
            raise _NotPlain
        if attributes != 'ValidYN="Y"' and _attributes(" " + attributes).get("ValidYN") == "N":
            continue
        if name := _clean(author_name(last, initials, suffix, collective)):
            names.append(name)
    return names


@lru_cache(maxsize=_REMEMBERED)
def _types(content: str) -> tuple[Fields, ...]:
    return tuple(_named(content, "<PublicationType", "</PublicationType>"))


def _named(content: str, opened: str, closed: str) -> Iterator[Fields]:
    for attributes, part in _each(content, opened, closed):
        if name := _clean(part):
            yield {"name": name, "ui": clean_mesh_ui(_attributes(attributes).get("UI"))}


def _mesh(headings: str) -> list[Fields]:
    *parts, rest = headings.split("</MeshHeading>")
    if rest and not rest.isspace():
        raise _NotPlain
    return [heading for part in parts if (heading := _heading(part)) is not None]


@lru_cache(maxsize=_REMEMBERED)
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
    found = _each(content, "<DescriptorName", "</DescriptorName>")
    if len(found) != 1:
        raise _NotPlain
    [(attributes, part)] = found
    said = _attributes(attributes)
    return _clean(part), clean_mesh_ui(said.get("UI")), said.get("MajorTopicYN") == "Y"


@lru_cache(maxsize=_NAMES)
def _qualifier(content: str) -> tuple[str, bool]:
    """Name, and whether it is a main topic, of what follows the name of the tag."""
    if "<DescriptorName" in content:
        raise _NotPlain
    [(attributes, part)] = _each("<QualifierName" + content, "<QualifierName", "</QualifierName>")
    return _clean(part), _attributes(attributes).get("MajorTopicYN") == "Y"


def _chemicals(text: str) -> list[Fields]:
    return [
        *_named(
            _inside(text, "<ChemicalList", "</ChemicalList>"),
            "<NameOfSubstance",
            "</NameOfSubstance>",
        ),
        *_named(
            _inside(text, "<SupplMeshList", "</SupplMeshList>"),
            "<SupplMeshName",
            "</SupplMeshName>",
        ),
    ]


def _keywords(text: str) -> list[str]:
    return [
        keyword
        for _, keywords in _each(text, "<KeywordList", "</KeywordList>")
        for _, part in _each(keywords, "<Keyword", "</Keyword>")
        if (keyword := _clean(part))
    ]


def _notices(corrections: str) -> list[Fields]:
    notices = []
    for attributes, part in _each(corrections, "<CommentsCorrections", "</CommentsCorrections>"):
        pmid = next((clean_pmid(_clean(pmid)) for _, pmid in _each(part, "<PMID", "</PMID>")), None)
        source = _clean(_inside(part, "<RefSource", "</RefSource>"))
        found = notice(_attributes(attributes).get("RefType"), source, pmid)
        if found is not None:
            notices.append(found)
    return notices


def _identifiers(text: str, start: int) -> dict[str, str]:
    """The record's own identifiers, which stand before those of the works that it cites."""
    data = text[start : text.find("</ArticleIdList>", start)]
    # A later date in its history may say that it was retracted.
    if "<Reference" in data or 'PubStatus="retracted"' in data:
        raise _NotPlain
    cleaners = {"doi": clean_doi, "pmc": clean_pmcid}
    found: dict[str, str] = {}
    listed = data.partition("<ArticleIdList>")[2]
    for attributes, part in _each(listed, "<ArticleId", "</ArticleId>"):
        kind = _attributes(attributes).get("IdType", "")
        if kind in cleaners and (value := cleaners[kind](_clean(part))):
            found.setdefault(kind, value)
    return found


def _location_doi(article: str) -> str | None:
    for attributes, part in _each(article, "<ELocationID", "</ELocationID>"):
        said = _attributes(attributes)
        if said.get("EIdType") == "doi" and said.get("ValidYN") != "N":
            doi = clean_doi(_clean(part))
            if doi:
                return doi
    return None


def _languages(article: str) -> Iterator[str]:
    for _, part in _each(article, "<Language", "</Language>"):
        if language := _clean(part):
            yield language
