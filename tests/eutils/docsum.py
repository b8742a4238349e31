"""Document summaries: what esummary says of a record, in its three shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.eutils.markup import element, leaf
from tests.eutils.medline import date_text, source_text
from tests.eutils.record import Record
from tests.eutils.text import fold

Item = tuple[str, str, "str | list[tuple[str, str, str]]"]

_NO_SUMMARY = "cannot get document summary"


@dataclass(frozen=True)
class Summary:
    """The summary of one id; without a record it is the error that NCBI sends instead."""

    uid: str
    record: Record | None

    @property
    def error(self) -> str:
        """Why there is no summary, or nothing."""
        return "" if self.record else _NO_SUMMARY

    def as_json(self) -> dict[str, Any]:
        """The summary as a JSON object."""
        if self.record is None:
            return {"uid": self.uid, "error": self.error}
        return {"uid": self.uid, **_values(self.record)}

    def elements_v2(self) -> list[str]:
        """The children of a DocumentSummary."""
        assert self.record is not None
        return [_element(name, value) for name, value in _values(self.record).items()]

    def items_v1(self) -> list[Item]:
        """Name, type and value of the items of a DocSum; a list of items for a list."""
        assert self.record is not None
        record, values = self.record, _values(self.record)
        authors = [("Author", "String", author) for author in record.study.authors]
        when = f"{record.date_entered:%Y/%m/%d} 06:00"
        return [
            ("PubDate", "Date", values["pubdate"]),
            ("EPubDate", "Date", ""),
            ("Source", "String", values["source"]),
            ("AuthorList", "List", authors),
            ("LastAuthor", "String", values["lastauthor"]),
            ("Title", "String", values["title"]),
            ("Volume", "String", values["volume"]),
            ("Issue", "String", values["issue"]),
            ("Pages", "String", values["pages"]),
            ("LangList", "List", [("Lang", "String", record.language)]),
            ("NlmUniqueID", "String", ""),
            ("ISSN", "String", ""),
            ("ESSN", "String", ""),
            ("PubTypeList", "List", [("PubType", "String", name) for name, _ in record.types]),
            ("RecordStatus", "String", values["recordstatus"]),
            ("PubStatus", "String", "ppublish"),
            ("ArticleIds", "List", [(k, "String", v) for k, v in _ids(record)]),
            ("DOI", "String", record.study.doi or ""),
            ("History", "List", [(k, "Date", when) for k in ("pubmed", "medline", "entrez")]),
            ("References", "List", []),
            ("HasAbstract", "Integer", str(int(bool(record.abstract)))),
            ("PmcRefCount", "Integer", "0"),
            ("FullJournalName", "String", values["fulljournalname"]),
            ("ELocationID", "String", values["elocationid"]),
            ("SO", "String", source_text(record)),
        ]


# The names of version 2.0's elements where they are not the JSON's with a capital letter.
_ELEMENTS = {
    "pubdate": "PubDate", "epubdate": "EPubDate", "lastauthor": "LastAuthor",
    "sorttitle": "SortTitle", "nlmuniqueid": "NlmUniqueID", "issn": "ISSN", "essn": "ESSN",
    "pubtype": "PubType", "recordstatus": "RecordStatus", "pubstatus": "PubStatus",
    "articleids": "ArticleIds", "pmcrefcount": "PmcRefCount",
    "fulljournalname": "FullJournalName", "elocationid": "ELocationID", "doctype": "DocType",
    "srccontriblist": "SrcContribList", "booktitle": "BookTitle",
    "publisherlocation": "PublisherLocation", "publishername": "PublisherName",
    "srcdate": "SrcDate", "reportnumber": "ReportNumber",
    "availablefromurl": "AvailableFromURL", "locationlabel": "LocationLabel",
    "doccontriblist": "DocContribList", "docdate": "DocDate", "bookname": "BookName",
    "sortpubdate": "SortPubDate", "sortfirstauthor": "SortFirstAuthor", "authtype": "AuthType",
    "clusterid": "ClusterID", "idtype": "IdType", "idtypen": "IdTypeN", "viewcount": "ViewCount",
}  # fmt: skip
_CHILDREN = {
    "authors": "Author", "articleids": "ArticleId", "history": "PubMedPubDate", "lang": "string",
    "pubtype": "flag", "attributes": "flag",
}  # fmt: skip


def _element(name: str, value: Any) -> str:
    tag = _ELEMENTS.get(name, name[:1].upper() + name[1:])
    if isinstance(value, dict):
        return element(tag, *[_element(key, inner) for key, inner in value.items()])
    if not isinstance(value, list):
        return leaf(tag, value)
    child = _CHILDREN.get(name, "string")
    items = (
        element(child, *[_element(key, inner) for key, inner in one.items()])
        if isinstance(one, dict)
        else leaf(child, one)
        for one in value
    )
    return element(tag, *items)


def _ids(record: Record) -> list[tuple[str, str]]:
    study = record.study
    ids = [("pubmed", str(record.pmid)), ("doi", study.doi), ("pmc", study.pmcid)]
    return [(kind, value) for kind, value in ids if value]


def _values(record: Record) -> dict[str, Any]:
    study = record.study
    numbers = {"pubmed": 1, "doi": 3, "pmc": 8}
    when = f"{record.date_entered:%Y/%m/%d} 06:00"
    stages = ["entrez", "pubmed", *(["medline"] if record.is_indexed else [])]
    empty = dict.fromkeys(
        ("booktitle", "medium", "edition", "publisherlocation", "publishername", "srcdate",
         "reportnumber", "availablefromurl", "locationlabel"), "",
    )  # fmt: skip
    status = "PubMed - indexed for MEDLINE" if record.is_indexed else "PubMed"
    return {
        "pubdate": date_text(record),
        "epubdate": "",
        "source": record.journal,
        "authors": [{"name": n, "authtype": "Author", "clusterid": ""} for n in study.authors],
        "lastauthor": next(iter(study.authors[-1:]), ""),
        "title": record.title,
        "sorttitle": fold(record.title).rstrip("."),
        "volume": record.volume,
        "issue": record.issue,
        "pages": record.pages,
        "lang": [record.language],
        "nlmuniqueid": "",
        "issn": "",
        "essn": "",
        "pubtype": [name for name, _ in record.types],
        "recordstatus": status,
        "pubstatus": "4",
        "articleids": [
            {"idtype": kind, "idtypen": numbers[kind], "value": value}
            for kind, value in _ids(record)
        ],
        "history": [{"pubstatus": stage, "date": when} for stage in stages],
        "references": [],
        "attributes": ["Has Abstract"] if record.abstract else [],
        "pmcrefcount": 0,
        "fulljournalname": study.journal or record.journal,
        "elocationid": f"doi: {study.doi}" if study.doi else "",
        "viewcount": 0,
        "doctype": "citation",
        "srccontriblist": [],
        **empty,
        "doccontriblist": [],
        "docdate": "",
        "bookname": "",
        "chapter": "",
        "sortpubdate": f"{record.date_published:%Y/%m/%d} 00:00",
        "sortfirstauthor": next(iter(study.authors), ""),
    }
