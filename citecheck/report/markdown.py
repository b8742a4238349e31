"""The report as Markdown, for a pull request or an editor's mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from citecheck.model.report import CheckedClaim, CheckedDocument, Report
from citecheck.model.search import SourceInfo
from citecheck.report import wording
from citecheck.report.escape import code, text
from citecheck.report.markdown_claim import claim_lines
from citecheck.report.markdown_parts import folded, receipts
from citecheck.report.receipt import Numbers, command, numbered
from citecheck.report.references import markdown_lines
from citecheck.report.view import View
from citecheck.report.wording import Outcome

_SIGNS: Final[dict[Outcome, str]] = {
    "supported": "✅",
    "contradicted": "❌",
    "unfound": "❔",
    "unchecked": "➖",
}


def render(report: Report, view: View | None = None) -> str:
    """A table of verdicts, then every claim with its evidence quoted and its searches folded.

    The view changes nothing: a document on paper has no width, and always says all.
    """
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    claims = wording.plural(report.summary.claims, "claim")
    yield f"# {claims} checked against studies"
    yield ""
    warning = wording.demonstration(report)
    if warning:
        yield f"> **{text(warning)}**"
        yield ""
    yield from _summary(report)
    for document in report.documents:
        yield ""
        yield from _document(document, report.sources)
    yield ""
    yield "---"
    yield ""
    yield from _closing(report)


def _summary(report: Report) -> Iterator[str]:
    yield "| Document | Supported | Contradicted | Unfound | Unchecked | Disputed |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for document in report.documents:
        name = text(document.title or document.origin)
        if document.status == "unreadable":
            yield f"| {name} | could not be read | | | | |"
            continue
        found = dict(wording.counts(document.claims))
        cells = [str(found.get(word, 0)) for word in wording.OUTCOMES]
        cells.append(str(sum(claim.disputed for claim in document.claims)))
        yield f"| {name} | {' | '.join(cells)} |"


def _document(document: CheckedDocument, sources: Sequence[SourceInfo]) -> Iterator[str]:
    yield f"## {text(document.title or document.origin)}"
    yield ""
    if document.title:
        yield code(document.origin)
        yield ""
    if document.status == "unreadable":
        yield f"Could not be read: {text(document.reason or 'no reason given')}"
        return
    if document.status == "partial":
        yield f"Read in part only: {text(document.reason or 'no reason given')}"
        yield ""
    if not document.claims:
        yield "No claim about health was found in this text."
    else:
        yield from _checked(document, sources)
    if document.references:
        yield ""
        yield "### References"
        yield ""
        yield from markdown_lines(document.references)


def _checked(document: CheckedDocument, sources: Sequence[SourceInfo]) -> Iterator[str]:
    numbers = numbered(search for claim in document.claims for search in claim.searches)
    yield from _claims(document, numbers, sources)
    if numbers:
        yield ""
        title = wording.plural(len(numbers), "search", "searches")
        yield from folded(title, list(receipts(numbers)))


def _claims(
    document: CheckedDocument, numbers: Numbers, sources: Sequence[SourceInfo]
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
            repeat=command(claim, document, sources),
        )


def _verdict(claim: CheckedClaim) -> str:
    word = wording.outcome(claim)
    return f"{_SIGNS[word]} {' · '.join([word.capitalize(), *wording.facts(claim)])}"


def _closing(report: Report) -> Iterator[str]:
    sources = "; ".join(text(wording.source_line(source)) for source in report.sources) or "none"
    yield f"- Searched: {sources}, on {text(report.generated_at[:10])}."
    judge = text(f"{report.judge.name} {report.judge.version}".strip())
    tool = text(f"{report.tool.name} {report.tool.version}")
    yield f"- Judge: {judge}; verdict rules {text(report.rules_version)}; {tool}."
    yield f"- {wording.NOT_ADVICE}"
