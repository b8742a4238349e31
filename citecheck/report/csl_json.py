"""The evidence and the cited works as CSL-JSON, for Zotero, pandoc and citeproc."""

from __future__ import annotations

from typing import Any

from citecheck.model.report import Report
from citecheck.report import citation
from citecheck.report.bibliography import Author, Entry, entries
from citecheck.report.json import dump


def render(report: Report) -> str:
    """Every study that bears on a claim or is cited, once; `note` says what it says of which.

    Source of the shape: Citation Style Language 1.0.2, csl-data.json.
    """
    return dump([_item(each) for each in entries(report)]) + "\n"


def _item(entry: Entry) -> dict[str, Any]:
    study = entry.study
    known = {
        "title": entry.title,
        "author": [_name(author) for author in entry.authors],
        "container-title": entry.journal,
        "issued": {"date-parts": [[study.year]]} if study.year is not None else None,
        "DOI": entry.doi,
        "PMID": study.pmid,
        "PMCID": study.pmcid,
        "URL": citation.link(study),
        "note": "\n".join(entry.notes),
    }
    identity = {"id": entry.key, "type": "article-journal"}
    return identity | {key: value for key, value in known.items() if value}


def _name(author: Author) -> dict[str, str]:
    if author.given:
        return {"family": author.family, "given": author.given}
    return {"literal": author.family}
