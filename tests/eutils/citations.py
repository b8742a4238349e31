"""ECitMatch and ESpell: from a citation to its PMID, from a slip to the word meant."""

from __future__ import annotations

import difflib

from tests.eutils.index import Index
from tests.eutils.record import Record
from tests.eutils.text import normal, words

_LEAST_LIKENESS = 0.75


def match_citations(bdata: str, index: Index) -> str:
    """One line for each citation `journal|year|volume|page|author|key|`, the answer at its end."""
    lines = bdata.replace("\r\n", "\r").replace("\n", "\r").split("\r")
    return "".join(f"{_matched(line, index)}\n" for line in lines if line.strip())


def _matched(line: str, index: Index) -> str:
    journal, year, volume, page, author, key = (*line.split("|"), *[""] * 6)[:6]
    asked = f"{journal}|{year}|{volume}|{page}|{author}|{key}"
    known = [r for r in index.records if normal(journal) in r.values("journal")]
    if journal and not known:
        return f"{asked}|NOT_FOUND;INVALID_JOURNAL"
    found = [
        record
        for record in (known if journal else index.records)
        if (not year or year == str(record.published[0]))
        and _agrees(volume, "volume", record)
        and _agrees(page, "page", record)
        and _is_by(author, record)
    ]
    match found:
        case []:
            return f"{asked}|NOT_FOUND"
        case [record]:
            return f"{asked}|{record.pmid}"
        case _:
            return f"{asked}|AMBIGUOUS ({len(found)} citations)"


def _agrees(value: str, key: str, record: Record) -> bool:
    return not value or normal(value) in record.values(key)


def _is_by(author: str, record: Record) -> bool:
    wanted = normal(author)
    return not wanted or any(name.startswith(wanted) for name in record.values("author"))


def spell(term: str, index: Index) -> tuple[str, list[tuple[str, bool]]]:
    """The corrected term, and its pieces with whether each was replaced; "" if all is well."""
    known = sorted(index.vocabulary)
    pieces: list[tuple[str, bool]] = []
    for word in term.split():
        plain = "".join(words(word))
        close = difflib.get_close_matches(plain, known, n=1, cutoff=_LEAST_LIKENESS)
        is_slip = plain not in index.vocabulary and bool(close)
        pieces.append((close[0], True) if is_slip else (word, False))
    if not any(new for _, new in pieces):
        return "", [(term, False)]
    return " ".join(text for text, _ in pieces), pieces
