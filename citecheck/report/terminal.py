"""The report for a reader at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citecheck.model.report import CheckedClaim, CheckedDocument, Report
from citecheck.report import references, wording
from citecheck.report.page import BLANK, RULE, Line, Piece, draw, line
from citecheck.report.reference_words import alone
from citecheck.report.terminal_claim import OUTCOME_STYLES, claim_lines
from citecheck.report.view import View


def render(report: Report, view: View) -> str:
    """The verdicts in the order of each text, every one with its evidence quoted."""
    if alone(report):
        return references.terminal(report, view)
    return draw(_lines(report, view), view)


def _lines(report: Report, view: View) -> Iterator[Line]:
    for document in report.documents:
        yield from _document(document, view)
        yield BLANK
    yield RULE
    yield from _closing(report)


def _document(document: CheckedDocument, view: View) -> Iterator[Line]:
    yield from heading(document.title, document.origin)
    if document.status == "unreadable":
        yield line(f"Could not be read: {document.reason or 'no reason given'}", "bold magenta")
        return
    if document.status == "partial":
        yield line(f"Read in part only: {document.reason or 'no reason given'}", "magenta")
    if not document.claims:
        yield line("No claim about health was found in this text.")
    else:
        yield from _claims(document, view)
    if document.references:
        yield BLANK
        yield from references.terminal_lines(document, view, every=view.verbose)


def _claims(document: CheckedDocument, view: View) -> Iterator[Line]:
    yield summary(document.claims)
    shown: dict[tuple[str, ...], CheckedClaim] = {}
    for claim in document.claims:
        nearest = tuple(each.id for each in claim.nearest)
        yield BLANK
        yield from claim_lines(claim, document.text, view, twin=shown.get(nearest))
        shown.setdefault(nearest, claim)


def heading(title: str | None, origin: str) -> Iterator[Line]:
    """The title over a rule, and where the text came from."""
    yield line(title or origin, "bold")
    if title:
        yield line(origin, "dim")
    yield RULE


def summary(claims: Sequence[CheckedClaim]) -> Line:
    """ "5 claims: ✓ 1 supported, ✗ 2 contradicted, ? 2 unfound (1 disputed)"."""
    pieces: list[Piece] = [(f"{wording.plural(len(claims), 'claim')}: ", "")]
    for number, (word, count) in enumerate(wording.counts(claims)):
        pieces.append((", " if number else "", ""))
        pieces.append((f"{wording.SIGNS[word]} {count:,} {word}", OUTCOME_STYLES[word]))
    disputed = sum(claim.disputed for claim in claims)
    if disputed:
        pieces.append((f" ({disputed:,} disputed)", ""))
    return Line(tuple(pieces))


def _closing(report: Report) -> Iterator[Line]:
    if len(report.documents) > 1:
        claims = [claim for document in report.documents for claim in document.claims]
        total = summary(claims)
        where = f"{wording.plural(len(report.documents), 'document')}, "
        yield Line(((where, "bold"), *total.pieces))
    warning = wording.demonstration(report)
    if warning:
        yield line(warning, "bold", lead=("! ", "bold yellow"))
    yield line(wording.searched_in(report), "dim")
    tool = f"{report.tool.name} {report.tool.version}"
    yield line(f"{wording.judged(report)}; {tool}.", "dim")
    yield line(wording.NOT_ADVICE, "dim")
