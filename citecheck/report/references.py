"""The works that a text cites, as lines to read at a terminal or in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from citecheck.model.reference import CheckedReference, Finding
from citecheck.model.report import CheckedDocument, Report
from citecheck.report import citation, wording
from citecheck.report.escape import code, naming, text
from citecheck.report.markdown_parts import described, folded, receipts
from citecheck.report.page import BLANK, RULE, Line, Piece, draw, line
from citecheck.report.receipt import receipt, references_command
from citecheck.report.reference_words import (
    NO_ACCUSATION,
    NONE,
    SIGNS,
    in_brief,
    notable,
    outcome,
    summary,
    told,
)
from citecheck.report.terminal_claim import search_lines
from citecheck.report.view import View

_STYLES: Final[dict[Finding, str]] = {
    "resolved": "green", "mismatched": "yellow", "ambiguous": "yellow", "not-in-pubmed": "dim",
    "not-found": "bold yellow", "malformed": "dim", "unchecked": "bold magenta",
}  # fmt: skip
_TITLE: Final = 160
_CANDIDATES: Final = 3


def terminal(report: Report, view: View) -> str:
    """Every reference of every document."""
    lines = (each for document in report.documents for each in _page(document, report, view))
    return draw(lines, view)


def markdown(report: Report) -> str:
    """The same as Markdown, with the searches folded away."""
    lines: list[str] = []
    for document in report.documents:
        origin = document.origin
        lines += [f"# {text(document.title) if document.title else naming(origin, origin)}", ""]
        if document.status == "unreadable":
            reason = naming(document.reason or "no reason given", origin)
            lines += [f"Could not be read: {reason}", ""]
        elif not document.references:
            lines += [NONE, ""]
        else:
            lines += [*markdown_lines(document, report), ""]
    lines += [text(wording.searched_in(report)), "", NO_ACCUSATION]
    return "\n".join(lines) + "\n"


def _page(document: CheckedDocument, report: Report, view: View) -> Iterator[Line]:
    yield line(document.title or document.origin, "bold")
    yield RULE
    if document.status == "unreadable":
        yield line(f"Could not be read: {document.reason or 'no reason given'}", "bold magenta")
    elif not document.references:
        yield line(NONE)
    else:
        yield from terminal_lines(document, view, every=True)
    yield BLANK
    yield line(wording.searched_in(report), "dim")
    yield line(NO_ACCUSATION, "dim")


def terminal_lines(document: CheckedDocument, view: View, *, every: bool) -> Iterator[Line]:
    """A line of counts, then the references; without `every` only those that need a look."""
    references = document.references
    yield line(summary(references), "bold")
    numbers = _claim_numbers(document)
    for each in references:
        if every or notable(each):
            yield from _terminal_entry(each, numbers)
    if view.verbose:
        yield from search_lines(document.searches)


def markdown_lines(document: CheckedDocument, report: Report) -> Iterator[str]:
    """Counts, a list of all references, and the searches that were made for them."""
    yield summary(document.references)
    yield ""
    numbers = _claim_numbers(document)
    for each in document.references:
        yield f"- **{text(outcome(each))}**: {text(in_brief(each))}"
        for said in (*told(each), *_places(each, numbers)):
            yield f"  - {text(said)}"
        if each.record is not None:
            yield f"  - {described(each.record)}"
        for other in each.candidates[:_CANDIDATES]:
            yield f"  - perhaps: {described(other)}"
    repeat = references_command(document, report)
    if repeat:
        yield ""
        yield f"Repeat: {code(repeat)}"
    if document.searches:
        searches = {receipt(search): number for number, search in enumerate(document.searches, 1)}
        yield ""
        yield from folded(
            f"{wording.plural(len(searches), 'search', 'searches')} for references",
            list(receipts(searches)),
        )


def _terminal_entry(each: CheckedReference, numbers: dict[str, int]) -> Iterator[Line]:
    style = _STYLES[each.finding]
    pieces: tuple[Piece, ...] = ((outcome(each), style), (f" · {in_brief(each)}", ""))
    yield Line(pieces, 0, (f"{SIGNS[each.finding]} ", style))
    for said in told(each):
        yield line(said, indent=2)
    for said in _places(each, numbers):
        yield line(said, "dim", indent=2)
    if each.record is not None:
        yield line(_named(each), "dim", indent=2)
    for other in each.candidates[:_CANDIDATES]:
        found = f"{citation.citation(other)} · {citation.identifier(other)}"
        yield line(found, "dim", indent=2, lead=("perhaps ", "dim"))


def _claim_numbers(document: CheckedDocument) -> dict[str, int]:
    return {claim.id: number for number, claim in enumerate(document.claims, 1)}


def _places(each: CheckedReference, numbers: dict[str, int]) -> Iterator[str]:
    """An earlier reference to the same work; the claims that cite it, where they are shown."""
    if each.duplicate_of:
        yield f"The same work as {each.duplicate_of}."
    known = [f"{numbers[claim]:,}" for claim in each.claims if claim in numbers]
    if not known:
        return
    which = known[0] if len(known) == 1 else f"{', '.join(known[:-1])} and {known[-1]}"
    yield f"Cited for claim{'' if len(known) == 1 else 's'} {which}."


def _named(each: CheckedReference) -> str:
    if each.record is None:
        return ""
    title = wording.clipped(each.record.title, _TITLE)
    return f"{citation.published(each.record)} · {title} · {citation.identifier(each.record)}"
