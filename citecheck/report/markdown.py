"""The report as Markdown, for a pull request or an editor's mail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from citecheck.model.report import CheckedClaim, CheckedDocument, Report
from citecheck.model.verdict import Outcome
from citecheck.report import reference_words, references, wording
from citecheck.report.accepted import sentence
from citecheck.report.escape import code, naming, text
from citecheck.report.markdown_claim import claim_lines
from citecheck.report.markdown_parts import folded, receipts
from citecheck.report.receipt import Numbers, command, numbered
from citecheck.report.view import View

_SIGNS: Final[dict[Outcome, str]] = {
    "supported": "✅",
    "contradicted": "❌",
    "unfound": "❔",
    "unchecked": "➖",
}


def render(report: Report, view: View | None = None) -> str:
    """A table of verdicts, then every claim with its evidence quoted and its searches folded.

    Of the view it takes what an editor accepts: a document on paper has no width, and
    always says all.
    """
    if reference_words.alone(report):
        return references.markdown(report)
    return "\n".join(_lines(report, view or View())) + "\n"


def _lines(report: Report, view: View) -> Iterator[str]:
    yield f"# {reference_words.title(report)}"
    yield ""
    warning = wording.demonstration(report)
    if warning:
        yield f"> **{text(warning)}**"
        yield ""
    yield from _summary(report)
    for document in report.documents:
        yield ""
        yield from _document(document, report, view)
    yield ""
    yield "---"
    yield ""
    yield from _closing(report)


def _summary(report: Report) -> Iterator[str]:
    yield "| Document | Supported | Contradicted | Unfound | Unchecked | Disputed |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for document in report.documents:
        name = _name(document)
        if document.status == "unreadable":
            yield f"| {name} | could not be read | | | | |"
            continue
        found = dict(wording.counts(document.claims))
        cells = [str(found.get(word, 0)) for word in wording.OUTCOMES]
        cells.append(str(sum(claim.disputed for claim in document.claims)))
        yield f"| {name} | {' | '.join(cells)} |"


def _document(document: CheckedDocument, report: Report, view: View) -> Iterator[str]:
    yield f"## {_name(document)}"
    yield ""
    if document.title:
        yield code(document.origin)
        yield ""
    if document.status == "unreadable":
        yield f"Could not be read: {_reason(document)}"
        return
    if document.status == "partial":
        yield f"Read in part only: {_reason(document)}"
        yield ""
    if not document.claims:
        yield "No claim about health was found in this text."
    else:
        yield from _checked(document, report, view)
    if document.references:
        yield ""
        yield "### References"
        yield ""
        yield from references.markdown_lines(document, report)


def _name(document: CheckedDocument) -> str:
    return text(document.title) if document.title else naming(document.origin, document.origin)


def _reason(document: CheckedDocument) -> str:
    return naming(document.reason or "no reason given", document.origin)


def _checked(document: CheckedDocument, report: Report, view: View) -> Iterator[str]:
    numbers = numbered(search for claim in document.claims for search in claim.searches)
    yield from _claims(document, numbers, report, view)
    if numbers:
        yield ""
        title = wording.plural(len(numbers), "search", "searches")
        yield from folded(title, list(receipts(numbers)))


def _claims(
    document: CheckedDocument, numbers: Numbers, report: Report, view: View
) -> Iterator[str]:
    shown: dict[tuple[str, ...], int] = {}
    for number, claim in enumerate(document.claims, 1):
        if number > 1:
            yield ""
        twin = shown.setdefault(tuple(each.id for each in claim.nearest), number)
        yield f"### {number}. {_verdict(claim)}"
        yield ""
        yield from claim_lines(
            claim,
            document.text,
            numbers,
            twin=twin if twin < number else None,
            repeat=command(claim, document, report),
            accepted=sentence(claim, view),
        )


def _verdict(claim: CheckedClaim) -> str:
    word = wording.outcome(claim)
    return f"{_SIGNS[word]} {' · '.join([word.capitalize(), *wording.facts(claim)])}"


def _closing(report: Report) -> Iterator[str]:
    yield f"- {text(wording.searched_in(report))}"
    tool = f"{report.tool.name} {report.tool.version}"
    yield f"- {text(f'{wording.judged(report)}; {tool}.')}"
    yield f"- {wording.NOT_ADVICE}"
