"""ESearch: from a term and its parameters to a page of PMIDs."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass

from tests.eutils.dates import days_of
from tests.eutils.evaluate import Evaluator
from tests.eutils.headings import Headings
from tests.eutils.history import History
from tests.eutils.index import Hits, Index
from tests.eutils.reading import Gaps, Notes, Part, joined
from tests.eutils.record import Record
from tests.eutils.request import Request
from tests.eutils.text import fold
from tests.eutils.vocabulary import vocabulary

MOST_IDS = 9_999
"""How many records of a result ESearch serves."""

CEILING = (
    "Search Backend failed: Exception:\n'retstart' cannot be larger than 9998. For PubMed, "
    "ESearch can only retrieve the first 9,999 records matching the query. To obtain more "
    "than 9,999 PubMed records, consider using EDirect that contains additional logic to "
    "batch PubMed search results automatically so that an arbitrary number can be retrieved. "
    "For details see https://www.ncbi.nlm.nih.gov/books/NBK25499/"
)
CLAMPED = "PubMed ESearch returns at most 9,999 records; retmax was reduced to 9999."
NO_ITEMS = "No items found."


class Refused(Exception):
    """A request that NCBI answers with an ERROR inside a 200; the text is NCBI's."""


@dataclass(frozen=True)
class Found:
    """One page of a result. `translation` is None for a count alone."""

    count: int
    ids: tuple[int, ...]
    start: int
    translation: str
    notes: Notes
    web_env: str = ""
    query_key: int = 0


@dataclass(frozen=True)
class Library:
    """Everything that a search needs to know."""

    index: Index
    headings: Headings
    history: History
    today: dt.date
    gaps: Gaps


def search(request: Request, library: Library) -> Found:
    """Runs an esearch request. Raises Refused, CannotRun or HistoryGone."""
    params = request.params
    start, most = request.number("retstart", 0), request.number("retmax", 20)
    web_env = params.get("webenv", "")
    evaluator = Evaluator(
        library.index,
        library.headings,
        today=library.today,
        gaps=library.gaps | request.gaps,
        stored=_stored(library.history, web_env),
    )
    part = _whole(request, evaluator, library)
    if start > MOST_IDS - 1:
        raise Refused(CEILING)
    notes = evaluator.notes
    ordered = _ordered(part.hits, params.get("sort", ""), notes, library.index)
    if most > MOST_IDS:
        notes.messages.append(CLAMPED)
    page = ordered[start : min(start + most, MOST_IDS)]
    if not ordered:
        notes.messages.append(NO_ITEMS)
    found = Found(len(ordered), tuple(page), start, part.translation, notes)
    if params.get("usehistory", "").lower() != "y":
        return found
    kept = library.history.keep(ordered, web_env)
    return Found(found.count, found.ids, start, part.translation, notes, *kept)


def _whole(request: Request, evaluator: Evaluator, library: Library) -> Part:
    """The term, the stored query and the dates of a request, all of them required."""
    params = request.params
    term, key = params.get("term", "").strip(), params.get("query_key", "")
    if not term and not key:
        raise Refused("Empty term and query_key - nothing todo")
    parts = [evaluator.run(term)] if term else []
    if key:
        parts.insert(0, evaluator.run(f"#{key}"))
    dates = _dates(request, library)
    return joined("AND", *parts, *([dates] if dates else []))


def _dates(request: Request, library: Library) -> Part | None:
    params = request.params
    days = days_of(params.get("mindate", ""), params.get("maxdate", ""))
    back = request.number("reldate", 0)
    if back and days is None:
        days = library.today - dt.timedelta(days=back), library.today
    if days is None:
        return None
    tag = params.get("datetype", "edat").lower()
    field = vocabulary().tags[tag if tag in vocabulary().tags else "edat"]
    term = f"{days[0]:%Y/%m/%d}:{days[1]:%Y/%m/%d}[{field.full}]"
    return Evaluator(library.index, library.headings, today=library.today).run(term)


def _stored(history: History, web_env: str) -> Callable[[int], Hits | None]:
    def find(key: int) -> Hits | None:
        kept = history.find(web_env, key)
        return None if kept is None else frozenset(kept)

    return find


def _ordered(hits: Hits, sort: str, notes: Notes, index: Index) -> list[int]:
    """The hits in the order asked; without a wish the newest entry comes first."""
    # The index holds its records by date of entry, newest first; every sort below is stable.
    records = [record for record in index.records if record.pmid in hits]
    match sort.lower().replace("+", " "):
        case "relevance":
            weights = {word: _rarity(word, index) for word in set(notes.sought)}
            records.sort(key=lambda r: _relevance(r, weights, index), reverse=True)
        case "pub_date" | "pub date":
            records.sort(key=lambda r: r.date_published, reverse=True)
        case "author" | "first author":
            records.sort(key=lambda r: fold(next(iter(r.study.authors), "")))
        case "journalname" | "journal":
            records.sort(key=lambda r: fold(r.journal))
        case _:
            pass
    return [record.pmid for record in records]


def _rarity(word: str, index: Index) -> float:
    held = len(index.with_all([word], "all"))
    return math.log(1 + len(index.records) / (1 + held))


def _relevance(record: Record, weights: dict[str, float], index: Index) -> float:
    score = 0.0
    for word, weight in weights.items():
        in_title, elsewhere = index.occurrences(word, record.pmid)
        score += weight * (3 * min(in_title, 1) + elsewhere / (elsewhere + 2))
    return score
