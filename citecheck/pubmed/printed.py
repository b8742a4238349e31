"""What a record says, element by element, and the rules by which that becomes a study's fields.

The elements are read by `records.py`, from any XML, and by `plain.py`, from XML as NLM
writes its bulk files; what is made of them is said here alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from citecheck.model.study import Standing
from citecheck.pubmed.dates import earliest, of_parts, of_text
from citecheck.pubmed.standing import NOTICE_KINDS, standing_from

Fields = dict[str, Any]
"""The values of a `Study` by name, as JSON could hold them."""

_NO_TITLE = "[not available]"
_YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")


class Date(NamedTuple):
    """The parts of a date as printed; what is absent is empty."""

    year: str = ""
    month: str = ""
    day: str = ""
    medline: str = ""


NO_DATE = Date()


class Printed(NamedTuple):
    """A PubmedArticle as printed: whole texts of elements, "" and empty for what is absent.

    `names` are the journal's three names, the fullest first, and `issns` its two ISSNs; `online`
    are the dates of `ArticleDate`; `authors` have their names put together.
    """

    pmid: str
    version: int
    status: str | None
    doi: str | None
    pmcid: str | None
    title: str
    vernacular: str
    abstract: list[Fields]
    names: tuple[str, str, str]
    issns: tuple[str, str]
    printed: Date
    online: list[Date]
    authors: list[str]
    types: list[Fields]
    mesh: list[Fields]
    chemicals: list[Fields]
    keywords: list[str]
    notices: list[Fields]
    languages: list[str]


def fields_of(article: Printed) -> Fields:
    """The fields of the study; what is absent has the study's default."""
    names = _journal_names(article.names, article.issns)
    title = article.title
    if not title or title.lower().startswith(_NO_TITLE):
        title = article.vernacular or title
    dates = [day_of(article.printed), *map(day_of, article.online)]
    first_online = article.online[0] if article.online else NO_DATE
    return present(
        {
            "pmid": article.pmid,
            "doi": article.doi,
            "pmcid": article.pmcid,
            "title": title,
            "abstract": article.abstract,
            "journal": names[0] if names else None,
            "journal_names": names[1:],
            "year": year_of(article.printed) or year_of(first_online),
            "published": earliest(dates) if len(dates) > 1 else dates[0],
            "authors": article.authors,
            "publication_types": article.types,
            "mesh": article.mesh,
            "chemicals": article.chemicals,
            "keywords": article.keywords,
            "notices": article.notices,
            "standing": standing(article.types, article.notices, title),
            "language": language(article.languages),
            "languages": article.languages,
            "indexing": article.status,
        }
    )


def present(fields: Fields) -> Fields:
    """Without what the study has by default."""
    return {name: value for name, value in fields.items() if value}


@lru_cache(maxsize=16_384)
def year_of(date: Date) -> int | None:
    """The year of a date, from `Year` or from the first year of a `MedlineDate`."""
    found = _YEAR.search(date.year or date.medline)
    return int(found[0]) if found else None


@lru_cache(maxsize=16_384)
def day_of(date: Date) -> str | None:
    """The date as exactly as it says, None for what is no date."""
    return of_parts(date.year, date.month, date.day) or of_text(date.medline)


def author_name(last: str, initials: str, suffix: str, collective: str) -> str:
    """A person or a group as authors are named; "" for nobody."""
    if last and initials and not (suffix or collective):
        return f"{last} {initials}"
    return collective or " ".join(filter(None, (last, initials, suffix)))


def notice(kind: str | None, text: str, pmid: str | None) -> Fields | None:
    """A note that changes or questions the record; None for comments and cited works."""
    return {"kind": kind, "text": text, "pmid": pmid} if kind in NOTICE_KINDS else None


def standing(types: Sequence[Fields], notices: Sequence[Fields], title: str) -> Standing | None:
    """The standing where it is not that of most records."""
    kinds = [notice["kind"] for notice in notices]
    found = standing_from([(kind["name"] or "", kind["ui"]) for kind in types], kinds, title)
    return None if found == "current" else found


def language(languages: Sequence[str]) -> str | None:
    """English if it is one of the languages, else the first."""
    return "eng" if "eng" in languages else next(iter(languages), None)


def _journal_names(names: tuple[str, ...], issns: tuple[str, ...]) -> list[str]:
    """The names and ISSNs, each once; ISSNs alone name no journal."""
    if not any(names):
        return []
    return list(dict.fromkeys(name for name in (*names, *issns) if name))
