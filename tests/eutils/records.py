"""Studies as PubMed's XML: what efetch sends, and what a test may write to a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from citecheck.model.study import AbstractSection, MeshHeading, Notice, Study
from tests.eutils.markup import ascii_only, element, inline, leaf, optional
from tests.eutils.record import Record, as_records

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NEWEST_DTD = "260101"
_ISSN = "0000-0000"
"""No journal's; nothing is looked up by it."""

_CATEGORIES = {
    "BACKGROUND": ("background", "introduction", "context"),
    "OBJECTIVE": ("objective", "aim", "purpose", "importance"),
    "METHODS": ("method", "design", "setting", "participants", "patients", "intervention", "case"),
    "RESULTS": ("result", "finding", "outcome"),
    "CONCLUSIONS": ("conclusion", "interpretation", "discussion", "limitation"),
}


def article_set(
    studies: Iterable[Study | Record], *, dtd: str = NEWEST_DTD, deleted: Iterable[int] = ()
) -> bytes:
    """A whole PubmedArticleSet with declaration and DOCTYPE, in the order given.

    `dtd` is the release, YYMMDD. `deleted` PMIDs stand in DeleteCitation, as in bulk files.
    """
    records = [item if isinstance(item, Record) else as_records([item])[0] for item in studies]
    bodies = "".join(article(record) for record in records)
    gone = "".join(leaf("PMID", pmid, Version="1") for pmid in deleted)
    tail = element("DeleteCitation", gone) if gone else ""
    return ascii_only(f"{prolog(dtd)}<PubmedArticleSet>\n{bodies}{tail}</PubmedArticleSet>")


def prolog(dtd: str = NEWEST_DTD) -> str:
    """Declaration and DOCTYPE of an efetch reply."""
    day = dt.datetime.strptime(dtd, "%y%m%d").replace(tzinfo=dt.UTC)
    return (
        '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC '
        f'"-//NLM//DTD PubMedArticle, {day.day}st {day:%B %Y}//EN" '
        f'"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_{dtd}.dtd">\n'
    )


def article(record: Record) -> str:
    """One PubmedArticle, or PubmedBookArticle for a record of a book."""
    if record.book:
        return _book(record)
    return element("PubmedArticle", _citation(record), _pubmed_data(record))


def author(name: str, affiliation: str = "") -> str:
    """An Author element from "Family AB"; a name without initials is a group's."""
    family, _, initials = name.rpartition(" ")
    if not (family and initials.isupper() and initials.isalpha() and len(initials) <= 4):
        return element("Author", leaf("CollectiveName", name), ValidYN="Y")
    place = element("AffiliationInfo", leaf("Affiliation", affiliation)) if affiliation else ""
    parts = leaf("LastName", family), leaf("ForeName", " ".join(initials))
    return element("Author", *parts, leaf("Initials", initials), place, ValidYN="Y")


def _date(tag: str, day: dt.date, **attributes: str) -> str:
    parts = leaf("Year", day.year), leaf("Month", f"{day:%m}"), leaf("Day", f"{day:%d}")
    return element(tag, *parts, **attributes)


def _pub_date(record: Record) -> str:
    if record.medline_date:
        return element("PubDate", leaf("MedlineDate", record.medline_date))
    parts = [leaf("Year", record.published[0])]
    if record.season:
        parts.append(leaf("Season", record.season))
    elif len(record.published) > 1:
        parts.append(leaf("Month", MONTHS[record.published[1] - 1]))
        parts += [leaf("Day", f"{day:02}") for day in record.published[2:3]]
    return element("PubDate", *parts)


def _pmid(record: Record) -> str:
    return leaf("PMID", record.pmid, Version=str(record.version))


def _citation(record: Record) -> str:
    study = record.study
    indexed = _date("DateCompleted", record.date_entered) if record.is_indexed else ""
    parts = [
        _pmid(record), indexed, _date("DateRevised", record.date_entered), _article(record),
        _journal_info(record),
        _many("ChemicalList", [_chemical(heading) for heading in study.chemicals]),
        leaf("CitationSubset", "IM") if record.is_indexed else "",
        _many("CommentsCorrectionsList", [_comment(notice) for notice in record.notices]),
        _many("MeshHeadingList", [_heading(heading) for heading in study.mesh]),
        _other_abstract(record), _keywords(study),
    ]  # fmt: skip
    status = "MEDLINE" if record.is_indexed else "PubMed-not-MEDLINE"
    return element("MedlineCitation", *parts, Status=status, Owner="NLM")


def _article(record: Record) -> str:
    study = record.study
    issue = [optional("Volume", record.volume), optional("Issue", record.issue)]
    parts = [
        element(
            "Journal",
            leaf("ISSN", _ISSN, IssnType="Electronic"),
            element("JournalIssue", *issue, _pub_date(record), CitedMedium="Internet"),
            optional("Title", study.journal or ""),
            leaf("ISOAbbreviation", record.journal),
        ),
        inline("ArticleTitle", study.title),
        _pagination(record.pages) if record.pages or not study.doi else "",
        leaf("ELocationID", study.doi, EIdType="doi", ValidYN="Y") if study.doi else "",
        _abstract("Abstract", study.abstract),
        _authors(record),
        leaf("Language", record.language),
        _many(
            "PublicationTypeList",
            [leaf("PublicationType", name, UI=ui) for name, ui in record.types],
        ),
        inline("VernacularTitle", record.vernacular_title) if record.vernacular_title else "",
    ]
    return element("Article", *parts, PubModel="Print")


def _journal_info(record: Record) -> str:
    ids = leaf("NlmUniqueID", "9900001"), leaf("ISSNLinking", _ISSN)
    return element(
        "MedlineJournalInfo", leaf("Country", "England"), leaf("MedlineTA", record.journal), *ids
    )


def _pagination(pages: str) -> str:
    first, _, last = pages.partition("-")
    # A range may leave out the digits that both ends share: 117-26 is 117 to 126.
    full = first[: len(first) - len(last)] + last if last else ""
    start = leaf("StartPage", first) if first else ""
    return element("Pagination", start, optional("EndPage", full), leaf("MedlinePgn", pages))


def _abstract(tag: str, sections: Iterable[AbstractSection], **attributes: str) -> str:
    texts = [
        inline("AbstractText", section.text, Label=section.section, NlmCategory=_category(section))
        if section.section
        else inline("AbstractText", section.text)
        for section in sections
    ]
    return element(tag, *texts, **attributes) if texts else ""


def _category(section: AbstractSection) -> str:
    label = section.section.lower()
    for category, cues in _CATEGORIES.items():
        if any(cue in label for cue in cues):
            return category
    return "UNASSIGNED"


def _authors(record: Record) -> str:
    names = [author(name, record.affiliation) for name in record.study.authors]
    return element("AuthorList", *names, CompleteYN="Y") if names else ""


def _many(tag: str, items: list[str]) -> str:
    return element(tag, *items) if items else ""


def _chemical(heading: MeshHeading) -> str:
    name = leaf("NameOfSubstance", heading.name, UI=heading.ui or "")
    return element("Chemical", leaf("RegistryNumber", "0"), name)


def _comment(notice: Notice) -> str:
    pmid = leaf("PMID", notice.pmid, Version="1") if notice.pmid else ""
    return element("CommentsCorrections", leaf("RefSource", notice.text), pmid, RefType=notice.kind)


def _heading(heading: MeshHeading) -> str:
    # A topic is major through its qualifiers where it has any.
    major = "Y" if heading.major else "N"
    own = "N" if heading.qualifiers else major
    qualifiers = [
        leaf("QualifierName", name, UI="", MajorTopicYN=major) for name in heading.qualifiers
    ]
    name = leaf("DescriptorName", heading.name, UI=heading.ui or "", MajorTopicYN=own)
    return element("MeshHeading", name, *qualifiers)


def _other_abstract(record: Record) -> str:
    if not record.other_abstract:
        return ""
    text = inline("AbstractText", record.other_abstract)
    return element("OtherAbstract", text, Type="Publisher", Language="spa")


def _keywords(study: Study) -> str:
    words = [inline("Keyword", word, MajorTopicYN="N") for word in study.keywords]
    return element("KeywordList", *words, Owner="NOTNLM") if words else ""


def _history(record: Record, *, hours: bool = True) -> str:
    stages = ["pubmed", "medline"] if record.is_indexed else ["pubmed"]
    stages += ["retracted"] if record.retracted_in_history else []
    day = record.date_entered
    clock = (leaf("Hour", 6), leaf("Minute", 0)) if hours else ()
    date = leaf("Year", day.year), leaf("Month", day.month), leaf("Day", day.day)
    dates = [element("PubMedPubDate", *date, *clock, PubStatus=s) for s in ["entrez", *stages]]
    return element("History", *dates)


def _ids(**ids: object) -> str:
    entries = [leaf("ArticleId", value, IdType=kind) for kind, value in ids.items() if value]
    return element("ArticleIdList", *entries) if entries else ""


def _pubmed_data(record: Record) -> str:
    study = record.study
    cited = [
        element("Reference", leaf("Citation", e.citation), _ids(doi=e.doi, pubmed=e.pmid))
        for e in record.references
    ]
    ids = _ids(pubmed=record.pmid, pmc=study.pmcid, doi=study.doi)
    status = leaf("PublicationStatus", "ppublish")
    return element("PubmedData", _history(record), status, ids, _many("ReferenceList", cited))


def _book(record: Record) -> str:
    study = record.study
    publisher = leaf("PublisherName", "Loopback Press"), leaf("PublisherLocation", "Bethesda (MD)")
    accession = f"NBK{record.pmid}"
    authors = [author(name) for name in study.authors]
    book = element(
        "Book",
        element("Publisher", *publisher),
        leaf("BookTitle", record.book, book=accession.lower()),
        _pub_date(record),
        element("AuthorList", *authors, Type="authors", CompleteYN="Y") if authors else "",
    )
    document = element(
        "BookDocument",
        _pmid(record),
        _ids(bookaccession=accession, doi=study.doi),
        book,
        inline("ArticleTitle", study.title, book=accession.lower(), part="ch1"),
        leaf("Language", record.language),
        *[leaf("PublicationType", name, UI=ui) for name, ui in record.types],
        _abstract("Abstract", study.abstract),
    )
    status = leaf("PublicationStatus", "ppublish")
    data = _history(record, hours=False), status, _ids(pubmed=record.pmid)
    return element("PubmedBookArticle", document, element("PubmedBookData", *data))
