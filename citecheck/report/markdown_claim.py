"""One claim in Markdown: the claim in its context, why, the evidence quoted, the searches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from citecheck.model.evidence import Evidence
from citecheck.model.report import CheckedClaim
from citecheck.report import citation, wording
from citecheck.report.escape import code, text
from citecheck.report.markdown_parts import described, folded, in_context
from citecheck.report.receipt import Numbers, receipt

_SHOWN: Final = 3
"""Studies of a kind that are shown; more are folded away."""


def claim_lines(
    claim: CheckedClaim,
    article: str,
    numbers: Numbers,
    *,
    twin: int | None = None,
    repeat: str | None = None,
    accepted: str | None = None,
) -> Iterator[str]:
    """Everything about one claim of an article but its heading.

    `twin` is the number of an earlier claim with the same nearest studies, `repeat` the
    command that searches again, `accepted` says that an editor lets the claim stand.
    """
    yield f"> {in_context(claim, article)}"
    yield ""
    place = f" (line {claim.location.line}:{claim.location.column})" if claim.location else ""
    yield text(claim.why) + place
    if claim.unchecked and claim.unchecked.detail not in ("", claim.why):
        yield ""
        yield text(claim.unchecked.detail)
    yield ""
    if accepted:
        yield f"- **{text(accepted)}**"
    yield f"- Read as {text(wording.reading(claim))}"
    for flag in claim.flags:
        if flag.code != "demonstration-data" and flag.code not in wording.RESTATED:
            yield f"- **{flag.code}**: {text(flag.message)}"
    if claim.searches:
        asked = (f"{numbers[receipt(s)]} ({wording.PURPOSES[s.purpose]})" for s in claim.searches)
        yield f"- Searches: {', '.join(asked)}"
        if repeat:
            yield f"- Repeat: {code(repeat)}"
    yield from _evidence(claim)
    yield from _nearest(claim, twin)


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


def _study(each: Evidence) -> Iterator[str]:
    yield f"- **{wording.said(each)}** · {described(each)}"
    design = citation.design(each)
    yield f"  {text(f'{design[0].upper()}{design[1:]}. {each.why}')}"
    for number, sentence in enumerate(each.rationale):
        section = f" ({text(sentence.section.lower())})" if sentence.section else ""
        yield "  >" if number else ""
        yield f"  > “{text(sentence.text)}”{section}"


def _nearest(claim: CheckedClaim, twin: int | None) -> Iterator[str]:
    if not claim.nearest:
        return
    yield ""
    if twin:
        yield f"{wording.NOT_BEARING}: the same as for claim {twin}."
        return
    yield f"{wording.NOT_BEARING}:"
    yield ""
    yield from (f"- {described(each)}" for each in claim.nearest)
