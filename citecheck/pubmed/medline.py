"""PubMed's MEDLINE text export (.txt, .nbib) as studies.

Tags: NLM, "MEDLINE/PubMed Data Element (Field) Descriptions". The export gives names
without UIs, and runs the sections of an abstract together behind their labels.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from citecheck.errors import MalformedRecord
from citecheck.model.study import MeshHeading, Notice, PublicationType, Study
from citecheck.pubmed.dates import earliest, first_year, of_text
from citecheck.pubmed.identifiers import clean_doi, clean_pmcid, clean_pmid
from citecheck.pubmed.printed import language
from citecheck.pubmed.publication_types import type_ui
from citecheck.pubmed.standing import standing_of

_NOTICES = {
    "RIN": "RetractionIn", "ROF": "RetractionOf",
    "PRIN": "PartialRetractionIn", "PROF": "PartialRetractionOf",
    "RRI": "RetractedandRepublishedIn", "RRF": "RetractedandRepublishedFrom",
    "ECI": "ExpressionOfConcernIn", "ECF": "ExpressionOfConcernFor",
    "EIN": "ErratumIn", "EFR": "ErratumFor",
    "CRI": "CorrectedandRepublishedIn", "CRF": "CorrectedandRepublishedFrom",
    "RPI": "RepublishedIn", "RPF": "RepublishedFrom",
    "UIN": "UpdateIn", "UOF": "UpdateOf",
}  # fmt: skip

_CONTINUED = "      "
_STATUS_RETRACTED = "retracted"
_RETRACTED = f"[{_STATUS_RETRACTED}]"
"""Behind a date of the record's history."""
_PMID_IN_NOTICE = re.compile(r"PMID: ([0-9]+)")
_DOI_PLACE = re.compile(r"(?<!\S)(\S+) \[doi\]")  # the look back keeps the search linear
_SUBSTANCE = re.compile(r"[^(]*\((.+)\)")
_LABEL = re.compile(r"(?:^|(?<=[.?!)\]] ))([A-Z][A-Z /&,'-]{2,60}[A-Z]): ")


def parse_medline(
    lines: Iterable[str], *, on_malformed: Callable[[MalformedRecord], None] | None = None
) -> Iterator[Study]:
    """The studies of a text stream, in its order.

    A record without PMID goes to `on_malformed`, or is raised where that is None.

    Raises: MalformedRecord.
    """
    from Bio import Medline

    read: Any = Medline.parse
    for number, fields in enumerate(read(_unfolded(lines)), start=1):
        pmid = clean_pmid(fields.get("PMID"))
        if pmid:
            yield _study(pmid, fields)
            continue
        problem = MalformedRecord(f"Record {number} of the MEDLINE text has no PMID.")
        if on_malformed is None:
            raise problem
        on_malformed(problem)


def _unfolded(lines: Iterable[str]) -> Iterator[str]:
    """Each field on one line: the reader would take a continued notice for two."""
    whole = ""
    for raw in lines:
        line = raw.removeprefix("\ufeff").rstrip()
        if whole and line.startswith(_CONTINUED):
            whole += " " + line.strip()
            continue
        if whole:
            yield whole + "\n"
        whole = line.lstrip()
        if not line:
            yield "\n"
    if whole:
        yield whole + "\n"


def _study(pmid: str, fields: dict[str, Any]) -> Study:
    title = _first(fields, "TI", "TT", "BTI")
    types = tuple(PublicationType(name=name, ui=type_ui(name)) for name in _all(fields, "PT"))
    notices = tuple(
        Notice(kind=kind, text=text, pmid=clean_pmid(found[1] if found else None))
        for tag, kind in _NOTICES.items()
        for text in _all(fields, tag)
        for found in (_PMID_IN_NOTICE.search(text),)
    )
    retracted = [text for text in _all(fields, "PHST") if text.endswith(_RETRACTED)]
    if not retracted and _STATUS_RETRACTED in _all(fields, "PST"):
        retracted = [""]
    notices += tuple(Notice(kind="PubStatusRetracted", text=text) for text in retracted)
    return Study.model_validate(
        {
            "pmid": pmid,
            "doi": _doi(fields),
            "pmcid": clean_pmcid(_first(fields, "PMC")),
            "title": title,
            "abstract": _sections(_abstract(fields)),
            "journal": _first(fields, "JT", "TA") or None,
            "year": first_year(_first(fields, "DP", "DEP")),
            "published": earliest(
                of_text(text) for tag in ("DP", "DEP") for text in _all(fields, tag)
            ),
            "authors": (*_all(fields, "AU"), *_all(fields, "CN")),
            "publication_types": types,
            "mesh": tuple(_heading(term) for term in _all(fields, "MH")),
            "chemicals": tuple(_substances(fields)),
            "keywords": tuple(word.lstrip("*") for word in _all(fields, "OT")),
            "standing": standing_of(types, notices, title),
            "notices": notices,
            "language": language(_all(fields, "LA")),
        }
    )


def _all(fields: dict[str, Any], tag: str) -> list[str]:
    value = fields.get(tag, [])
    return [value] if isinstance(value, str) else [text for text in value if text]


def _first(fields: dict[str, Any], *tags: str) -> str:
    """The text of the first of these tags that has any."""
    return next((texts[0] for tag in tags if (texts := _all(fields, tag))), "")


def _doi(fields: dict[str, Any]) -> str | None:
    for text in (*_all(fields, "AID"), *_all(fields, "LID")):
        for found in _DOI_PLACE.finditer(text):
            if doi := clean_doi(found[1]):
                return doi
    return None


def _abstract(fields: dict[str, Any]) -> str:
    own = _first(fields, "AB")
    return own or (_first(fields, "OAB") if "eng" in _all(fields, "OABL") else "")


def _sections(text: str) -> list[dict[str, str]]:
    """The abstract by its labels, if it begins with one and has at least two."""
    labels = list(_LABEL.finditer(text))
    if len(labels) < 2 or labels[0].start() != 0:
        return [{"section": "", "text": text}] if text else []
    ends = [label.start() for label in labels[1:]] + [len(text)]
    sections = (
        {"section": label[1], "text": text[label.end() : end].strip()}
        for label, end in zip(labels, ends, strict=True)
    )
    return [section for section in sections if section["text"]]


def _heading(term: str) -> MeshHeading:
    """ "Hospitalization/*economics": a star marks a major topic."""
    name, *qualifiers = term.split("/")
    return MeshHeading(
        name=name.lstrip("*"),
        major="*" in term,
        qualifiers=tuple(qualifier.lstrip("*") for qualifier in qualifiers),
    )


def _substances(fields: dict[str, Any]) -> Iterator[MeshHeading]:
    """Names from "0 (Placebos)" and, in old exports, from NM."""
    found = (_SUBSTANCE.fullmatch(text) for text in _all(fields, "RN"))
    named = [match[1] for match in found if match]
    for name in dict.fromkeys((*named, *_all(fields, "NM"))):
        yield MeshHeading(name=name)
