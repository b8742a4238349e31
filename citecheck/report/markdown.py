"""The report as Markdown, for a pull request or an editor's mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from citecheck.model.claim import Claim
from citecheck.model.evidence import Evidence
from citecheck.model.report import CheckedClaim, CheckedDocument, Report
from citecheck.model.search import Search
from citecheck.model.study import Study
from citecheck.report import wording
from citecheck.report.context import around
from citecheck.report.escape import code, text
from citecheck.report.view import View

_SIGNS = {"supported": "✅", "contradicted": "❌", "unfound": "❔", "unchecked": "➖"}
_SHOWN: Final = 3
"""Studies of a kind that are shown; more are folded away."""


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
        yield from _document(document)
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


def _document(document: CheckedDocument) -> Iterator[str]:
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
    for number, claim in enumerate(document.claims):
        if number:
            yield ""
        yield from _claim(number + 1, claim, document.text)


def _claim(number: int, claim: CheckedClaim, article: str) -> Iterator[str]:
    word = wording.outcome(claim)
    facts = [word.capitalize()]
    if claim.unchecked:
        facts.append(wording.REASONS[claim.unchecked.reason])
    if claim.certainty:
        facts.append(f"{claim.certainty} certainty")
    if claim.disputed:
        facts.append("disputed")
    facts += [wording.RESTATED[f.code] for f in claim.flags if f.code in wording.RESTATED]
    yield f"### {number}. {_SIGNS[word]} {' · '.join(facts)}"
    yield ""
    yield f"> {in_context(claim, article)}"
    yield ""
    place = f" (line {claim.location.line}:{claim.location.column})" if claim.location else ""
    yield text(claim.why) + place
    if claim.unchecked and claim.unchecked.detail not in ("", claim.why):
        yield ""
        yield text(claim.unchecked.detail)
    notes = [f"Read as {text(wording.reading(claim))}"]
    notes += [
        f"**{flag.code}**: {text(flag.message)}"
        for flag in claim.flags
        if flag.code != "demonstration-data" and flag.code not in wording.RESTATED
    ]
    yield ""
    yield from (f"- {note}" for note in notes)
    yield from _evidence(claim)
    if claim.nearest:
        yield ""
        yield f"{wording.NOT_BEARING}:"
        yield ""
        yield from (f"- {described(each)}" for each in claim.nearest)
    if claim.searches:
        yield ""
        title = wording.plural(len(claim.searches), "search", "searches")
        yield from folded(title, list(searches(claim.searches)))


def _evidence(claim: CheckedClaim) -> Iterator[str]:
    tally = wording.tally(claim)
    if tally:
        yield ""
        yield tally
    shown: list[Evidence] = []
    rest: list[tuple[Evidence, ...]] = []
    names: list[str] = []
    for group in wording.grouped(claim):
        first = 0 if group.name == "silent" else _SHOWN
        shown += group.studies[:first]
        if group.studies[first:]:
            rest.append(group.studies[first:])
            names.append(
                f"{len(rest[-1]):,} {'' if group.name == 'silent' else 'more '}{group.more}"
            )
    if shown:
        yield ""
        yield from (row for each in shown for row in _study(each))
    if rest:
        yield ""
        yield from folded(
            ", ".join(names), [row for part in rest for e in part for row in _study(e)]
        )


def in_context(claim: Claim, article: str) -> str:
    """The sentence with the claim in bold, on one line."""
    before, words, after = around(article, claim)
    gap = " " if before[-1:].isspace() else ""
    next_gap = " " if after[:1].isspace() else ""
    return f"{text(before)}{gap}**{text(words)}**{next_gap}{text(after)}"


def _study(each: Evidence) -> Iterator[str]:
    said = f"{each.stance}, with results both ways" if each.mixed else each.stance
    if each.stance != "silent" and not wording.counted(each):
        said += ", but does not count"
    yield f"- **{said}** · {described(each)}"
    design = wording.design(each)
    yield f"  {text(f'{design[0].upper()}{design[1:]}. {each.why}')}"
    for number, sentence in enumerate(each.rationale):
        section = f" ({text(sentence.section.lower())})" if sentence.section else ""
        yield "  >" if number else ""
        yield f"  > “{text(sentence.text)}”{section}"


def described(each: Evidence | Study) -> str:
    """Standing, title, citation and identifier, linked where the record has a page."""
    standing = wording.STANDINGS[each.standing]
    identifier = text(wording.identifier(each))
    page = wording.link(each)
    parts = (
        f"**{standing}**" if standing else "",
        text(each.title),
        text(wording.published(each)),
        f"[{identifier}]({page})" if page else identifier,
    )
    return " · ".join(part for part in parts if part)


def searches(found: Sequence[Search]) -> Iterator[str]:
    """Every search as it was sent and understood, so that a reader can repeat it."""
    for search in found:
        yield f"- {text(wording.search_line(search))}: {code(search.term)}"
        if search.translation and search.translation != search.term:
            yield f"  understood as {code(search.translation)}"


def folded(title: str, lines: Sequence[str]) -> Iterator[str]:
    """Lines behind a title that opens them."""
    yield f"<details><summary>{title}</summary>"
    yield ""
    yield from lines
    yield ""
    yield "</details>"


def _closing(report: Report) -> Iterator[str]:
    sources = "; ".join(text(wording.source_line(source)) for source in report.sources) or "none"
    yield f"- Searched: {sources}, on {text(report.generated_at[:10])}."
    judge = text(f"{report.judge.name} {report.judge.version}".strip())
    tool = text(f"{report.tool.name} {report.tool.version}")
    yield f"- Judge: {judge}; verdict rules {text(report.rules_version)}; {tool}."
    yield f"- {wording.NOT_ADVICE}"
