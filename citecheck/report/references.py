"""The works that a text cites, as lines to read: each with what was found, accusing nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from citecheck.model.reference import CheckedReference, ExtractedReference, Finding
from citecheck.model.report import CheckedDocument, Report
from citecheck.report import citation, wording
from citecheck.report.escape import text
from citecheck.report.markdown_parts import described
from citecheck.report.page import BLANK, RULE, Line, Piece, draw, line
from citecheck.report.view import View

WORDS: Final[dict[Finding, str]] = {
    "resolved": "resolved",
    "mismatched": "differs from the record",
    "ambiguous": "fits several records",
    "not-in-pubmed": "need not be in PubMed",
    "not-found": "not found",
    "malformed": "too little to go by",
    "unchecked": "unchecked",
}
_SIGNS: Final[dict[Finding, str]] = {
    "resolved": "✓", "mismatched": "±", "ambiguous": "?", "not-in-pubmed": "·",
    "not-found": "?", "malformed": "·", "unchecked": "–",
}  # fmt: skip
_STYLES: Final[dict[Finding, str]] = {
    "resolved": "green", "mismatched": "yellow", "ambiguous": "yellow", "not-in-pubmed": "dim",
    "not-found": "bold yellow", "malformed": "dim", "unchecked": "magenta",
}  # fmt: skip
_SHOWN: Final = 160
_CANDIDATES: Final = 3


def terminal(report: Report, view: View) -> str:
    """Every reference of every document."""
    lines = (each for document in report.documents for each in _page(document, report, view))
    return draw(lines, view)


def markdown(report: Report) -> str:
    """The same as Markdown."""
    lines: list[str] = []
    for document in report.documents:
        lines += [f"# {text(document.title or document.origin)}", ""]
        if document.status == "unreadable":
            lines += [f"Could not be read: {text(document.reason or 'no reason given')}", ""]
        elif not document.references:
            lines += [_NONE, ""]
        else:
            lines += [*markdown_lines(document.references), ""]
    return "\n".join((*lines, f"Searched: {text(_sources(report))}.")) + "\n"


_NONE: Final = "No reference was found in this text."


def _page(document: CheckedDocument, report: Report, view: View) -> Iterator[Line]:
    yield line(document.title or document.origin, "bold")
    yield RULE
    if document.status == "unreadable":
        yield line(f"Could not be read: {document.reason or 'no reason given'}", "bold magenta")
    elif not document.references:
        yield line(_NONE)
    else:
        yield from terminal_lines(document.references, every=True)
    yield BLANK
    yield line(f"Searched: {_sources(report)}, on {report.generated_at[:10]}.", "dim")


def terminal_lines(references: Sequence[CheckedReference], *, every: bool) -> Iterator[Line]:
    """A line of counts, then the references; without `every` only those that need a look."""
    yield line(summary(references), "bold")
    for each in references:
        if every or notable(each):
            yield from _terminal_entry(each)


def markdown_lines(references: Sequence[CheckedReference]) -> Iterator[str]:
    """Counts, then a list of all references."""
    yield summary(references)
    yield ""
    for each in references:
        yield f"- **{text(outcome(each))}**: {text(in_brief(each))}"
        for said in _told(each):
            yield f"  - {text(said)}"
        if each.record is not None:
            yield f"  - {described(each.record)}"
        for other in each.candidates[:_CANDIDATES]:
            yield f"  - perhaps: {described(other)}"


def summary(references: Sequence[CheckedReference]) -> str:
    """ "12 references: 9 resolved, 2 differ from the record, 1 not found; 1 retracted since"."""
    counts = Counter(each.finding for each in references)
    parts = [f"{counts[finding]:,} {word}" for finding, word in WORDS.items() if counts[finding]]
    retracted = sum(each.standing == "retracted" for each in references)
    since = f"; {retracted:,} retracted since" if retracted else ""
    return f"{wording.plural(len(references), 'reference')}: {', '.join(parts)}{since}"


def outcome(each: CheckedReference) -> str:
    """ "resolved", "not found", "resolved, retracted since"."""
    standing = wording.STANDINGS[each.standing] if each.standing else ""
    return f"{WORDS[each.finding]}, {standing}" if standing else WORDS[each.finding]


def in_brief(each: CheckedReference | ExtractedReference) -> str:
    """ "[r3] Okoro A. Tea and sleep ...": its id and its words on one line."""
    return wording.clipped(f"[{each.id}] {' '.join(each.text.split())}", _SHOWN)


def notable(each: CheckedReference) -> bool:
    """Whether a reader should look at it."""
    sound = each.finding in ("resolved", "not-in-pubmed") and each.standing in (None, "current")
    return not sound or each.duplicate_of is not None


def _terminal_entry(each: CheckedReference) -> Iterator[Line]:
    sign, style = _SIGNS[each.finding], _STYLES[each.finding]
    pieces: tuple[Piece, ...] = (
        (outcome(each), style),
        (f" · {in_brief(each)}", ""),
    )
    yield Line(pieces, 0, (f"{sign} ", style))
    for said in _told(each):
        yield line(said, indent=2)
    if each.record is not None:
        yield line(_named(each), "dim", indent=2)
    for other in each.candidates[:_CANDIDATES]:
        found = f"{citation.citation(other)} · {citation.identifier(other)}"
        yield line(found, "dim", indent=2, lead=("perhaps ", "dim"))


def _told(each: CheckedReference) -> Iterator[str]:
    if each.finding != "resolved":
        yield each.why
    for notice in each.notices:
        yield f"{notice.kind}: {notice.text}".rstrip(": ")
    if each.duplicate_of:
        yield f"The same work as {each.duplicate_of}."


def _named(each: CheckedReference) -> str:
    if each.record is None:
        return ""
    title = wording.clipped(each.record.title, _SHOWN)
    return f"{citation.published(each.record)} · {title} · {citation.identifier(each.record)}"


def _sources(report: Report) -> str:
    return "; ".join(wording.source_line(source) for source in report.sources) or "none"
