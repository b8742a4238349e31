"""What a search on the mirror found, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from citecheck.model.search import SearchResult, SourceInfo
from citecheck.model.study import Study
from citecheck.report.citation import identifier, published
from citecheck.report.safe import visible


def _text(result: SearchResult, studies: Sequence[Study], info: SourceInfo) -> str:
    lines = [
        f"{result.count:,} of {info.records or 0:,} records, data as of {info.data_as_of}",
        f"Understood as: {visible(result.translation)}",
    ]
    for number, study in enumerate(studies, 1):
        known = " · ".join(part for part in (published(study), identifier(study)) if part)
        lines += [f"{number}. {visible(study.title or 'No title')}", f"   {visible(known)}"]
    return "\n".join(lines)


def _json(result: SearchResult, studies: Sequence[Study], info: SourceInfo) -> str:
    found = {
        "term": result.term,
        "translation": result.translation,
        "count": result.count,
        "pmids": list(result.keys),
        "searched_at": result.searched_at,
        "source": info.detail,
        "data_as_of": info.data_as_of,
        "records": info.records,
    }
    return json.dumps(found, indent=2, ensure_ascii=False)


def _pmid(result: SearchResult, studies: Sequence[Study], info: SourceInfo) -> str:
    return "\n".join(result.keys)


Listing = Callable[[SearchResult, Sequence[Study], SourceInfo], str]
LISTINGS: dict[str, Listing] = {"text": _text, "json": _json, "pmid": _pmid}
