"""How to repeat what was searched: the command, beside the record that PRISMA-S asks for."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence

from citecheck.model.claim import required_concepts
from citecheck.model.report import CheckedClaim, CheckedDocument, Report
from citecheck.model.search import Search, SourceInfo
from citecheck.model.settings import Settings
from citecheck.report.safe import visible

Numbers = Mapping[Search, int]
"""The searches of a document, each once whatever it was for, numbered from 1 as they come."""

_NOT_A_FILE = ("-", "text", "claims")


def command(claim: CheckedClaim, document: CheckedDocument, report: Report) -> str | None:
    """One command that asks the sources the same again; None where no search was made.

    A claim that took a concept from the text around it needs that text, so its command
    checks the document anew; without a file or an address there is none. `search` asks for the
    first of the things that a sentence lists, so the others are checked anew too.
    Source: PRISMA-S, items 1, 8 and 13 (Rethlefsen 2021, PMID 33499930).
    """
    if not claim.searches:
        return None
    where = [*_where(report), *_limits(report)]
    if all(ref is None or ref.from_ == "sentence" for _, ref in required_concepts(claim)):
        if _is_first_of_its_words(claim, document):
            return _line("search", *where, *_operand(claim.text))
        return _line("check", *where, f"--claim={visible(claim.text)}")
    if document.origin in _NOT_A_FILE:
        return None
    return _line("check", *where, *_operand(document.origin))


def references_command(document: CheckedDocument, report: Report) -> str | None:
    """One command that looks for the references of a file or an address again."""
    if not document.searches or document.origin in _NOT_A_FILE:
        return None
    return _line("refs", *_where(report), *_operand(document.origin))


def _is_first_of_its_words(claim: CheckedClaim, document: CheckedDocument) -> bool:
    first = next((each for each in document.claims if each.start == claim.start), claim)
    return first.id == claim.id


def _where(report: Report) -> Iterator[str]:
    for each in report.sources:
        yield from ("--source", _specification(each))


def _specification(source: SourceInfo) -> str:
    return source.detail if source.kind in ("file", "folder") else source.kind


def _limits(report: Report) -> Iterator[str]:
    """What the run was told and another would not assume by itself."""
    told = report.limits
    if told and told.max_studies != Settings.model_fields["max_studies"].default:
        yield from ("--max-studies", str(told.max_studies))
    if told and told.published_before:
        yield from ("--published-before", told.published_before)


def _operand(words: str) -> Sequence[str]:
    shown = visible(words)
    return ("--", shown) if shown.startswith("-") else (shown,)


def _line(*words: str) -> str:
    return visible(shlex.join(("citecheck", *words)))


def numbered(searches: Iterable[Search]) -> Numbers:
    """A number for every search; claims that asked the same share it."""
    found: dict[Search, int] = {}
    for search in searches:
        found.setdefault(receipt(search), len(found) + 1)
    return found


def receipt(search: Search) -> Search:
    """The search without what sets askers apart: what it was for and the time of day."""
    day = search.searched_at[:10]
    return search.model_copy(update={"purpose": "evidence", "searched_at": day})
