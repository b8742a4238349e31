"""The evidence and the cited works as RIS, for Zotero, EndNote and the like."""

from __future__ import annotations

from typing import Any

from citecheck.model.report import Report
from citecheck.report import citation
from citecheck.report.bibliography import Author, Entry, entries
from citecheck.report.safe import visible


def render(report: Report) -> str:
    """Every study that bears on a claim or is cited, once; its notes say what it says of which."""
    import rispy

    class Plain(rispy.RisWriter):  # type: ignore[misc]
        """The library's own number before each reference is no RIS."""

        def set_header(self, count: int) -> str:
            return ""

    text: str = rispy.dumps([_reference(each) for each in entries(report)], implementation=Plain)
    return text.lstrip() + "\n"


def _reference(entry: Entry) -> dict[str, Any]:
    study = entry.study
    known = {
        "id": citation.identifier(study),
        "title": entry.title,
        "authors": [_name(author) for author in entry.authors],
        "secondary_title": entry.journal,
        "year": str(study.year) if study.year is not None else None,
        "doi": entry.doi,
        "accession_number": visible(study.pmid or ""),
        "name_of_database": "PubMed" if study.pmid else None,
        "custom2": visible(study.pmcid or ""),
        "urls": [page] if (page := citation.link(study)) else [],
        "keywords": list(entry.publication_types),
        "notes": list(entry.notes),
    }
    return {"type_of_reference": "JOUR"} | {key: value for key, value in known.items() if value}


def _name(author: Author) -> str:
    return f"{author.family}, {author.given}" if author.given else author.family
