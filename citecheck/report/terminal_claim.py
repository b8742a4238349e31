"""One claim on a terminal: verdict, the claim in its context, why, and the evidence quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from citecheck.model.claim import Claim
from citecheck.model.evidence import Evidence, Stance
from citecheck.model.report import CheckedClaim
from citecheck.model.search import Search
from citecheck.model.study import Study
from citecheck.model.verdict import Outcome
from citecheck.report import accepted, citation, wording
from citecheck.report.context import around
from citecheck.report.page import Line, Piece, line
from citecheck.report.view import View

OUTCOME_STYLES: Final[dict[Outcome, str]] = {
    "supported": "bold green",
    "contradicted": "bold red",
    "unfound": "bold yellow",
    "unchecked": "bold magenta",
}
_STANCE_SIGNS: Final[dict[Stance, str]] = {"supports": "✓", "contradicts": "✗", "silent": "·"}
_STANCE_STYLES: Final[dict[Stance, str]] = {
    "supports": "green",
    "contradicts": "red",
    "silent": "dim",
}
_SHOWN: Final = 3
"""Studies of a kind that are shown unless all are asked for."""
_QUOTED: Final = 2
"""Sentences of a study, likewise."""
_CLIPPED: Final = 90
_SAID_ELSEWHERE: Final = frozenset({"demonstration-data", *wording.RESTATED})
"""Flags that the verdict's own line and sentence give, or the end of the report."""
_INDENT: Final = 2


def claim_lines(
    claim: CheckedClaim, text: str, view: View, *, twin: CheckedClaim | None = None
) -> Iterator[Line]:
    """Everything that is shown about one claim of `text`.

    `twin` was shown before and has the same nearest studies, which are not shown again.
    """
    yield _verdict(claim)
    yield in_context(claim, text, view)
    yield line(f"Read as {wording.reading(claim)}", "dim", indent=_INDENT)
    if view.verbose:
        for note in claim.context:
            yield line(f"* {note.role}: “{note.text}”", "dim", indent=_INDENT + 2)
    yield line(claim.why, indent=_INDENT)
    if claim.unchecked and claim.unchecked.detail not in ("", claim.why):
        yield line(claim.unchecked.detail, indent=_INDENT)
    let_stand = accepted.sentence(claim, view)
    if let_stand:
        yield line(let_stand, "bold", indent=_INDENT)
    for flag in claim.flags:
        if flag.code in _SAID_ELSEWHERE and not view.verbose:
            continue
        said: Piece = (f"{flag.code}: ", "bold")
        yield Line((said, (flag.message, "")), _INDENT, ("! ", "bold yellow"))
    tally = wording.tally(claim)
    if tally:
        yield line(tally, indent=_INDENT)
    yield from _evidence(claim, view)
    yield from _nearest(claim.nearest, view, twin)
    if view.searches or view.verbose:
        yield from search_lines(claim.searches)


def _verdict(claim: CheckedClaim) -> Line:
    word = wording.outcome(claim)
    pieces: list[Piece] = [(word, OUTCOME_STYLES[word])]
    for fact in wording.facts(claim):
        pieces += [(" · ", ""), (fact, "bold" if fact == "disputed" else "")]
    pieces.append((place(claim), "dim"))
    return Line(tuple(pieces), lead=(f"{wording.SIGNS[word]} ", OUTCOME_STYLES[word]))


def place(claim: Claim) -> str:
    """ " · line 4:17", or nothing where the text has no lines of its own."""
    if claim.location is None:
        return ""
    return f" · line {claim.location.line}:{claim.location.column}"


def in_context(claim: Claim, text: str, view: View) -> Line:
    """The sentence with the claim set off: bold in colour, in «marks» without."""
    before, words, after = around(text, claim)
    whole = not before.strip() and not after.strip(" .!?")
    marks = ("", "") if view.colour or whole else ("«", "»")
    set_off = f"{marks[0]}{words}{marks[1]}"
    pieces = ((before, "dim"), (set_off, "bold"), (after, "dim"))
    return Line(pieces, _INDENT, ("│ ", "dim"), barred=True)


def _evidence(claim: CheckedClaim, view: View) -> Iterator[Line]:
    for group in wording.grouped(claim):
        if group.name == "silent" and claim.verdict != "unfound" and not view.verbose:
            continue  # the tally has counted them
        shown = group.studies if view.verbose else group.studies[:_SHOWN]
        for each in shown:
            yield from _study(each, view)
        rest = len(group.studies) - len(shown)
        if rest:
            yield line(f"and {rest:,} more {group.more}", "dim", indent=_INDENT + 2)


def _study(each: Evidence, view: View) -> Iterator[Line]:
    sign, style = _STANCE_SIGNS[each.stance], _STANCE_STYLES[each.stance]
    if each.mixed:
        sign, style = "±", "yellow"
    if not wording.counted(each):
        sign, style = "·", "dim"
    pieces = ((wording.said(each), style), (f" · {named(each)}", ""))
    yield Line(pieces, _INDENT, (f"{sign} ", style))
    inner = _INDENT + 2
    if view.verbose and each.title:
        yield line(each.title, "italic", indent=inner)
    facts: list[Piece] = []
    standing = wording.STANDINGS[each.standing]
    if standing:
        facts += [(standing, "bold reverse red" if standing.isupper() else "bold"), (" · ", "")]
    facts.append((citation.design(each), "dim"))
    if view.verbose:
        facts.append((f" · probability {each.probability:.2f}, weight {each.weight:.2f}", "dim"))
    if each.why and (view.verbose or not each.rationale):
        facts.append((f". {each.why}", "dim"))
    yield Line(tuple(facts), inner)
    for sentence in each.rationale if view.verbose else each.rationale[:_QUOTED]:
        section = f" {sentence.section.lower()}" if sentence.section else ""
        yield Line(((f"“{sentence.text}”", ""), (section, "dim")), inner)


def named(each: Evidence | Study) -> str:
    """The citation and the identifier by which to find it."""
    identifier = citation.identifier(each)
    return f"{citation.citation(each)} · {identifier}" if identifier else citation.citation(each)


def _nearest(nearest: Sequence[Evidence], view: View, twin: CheckedClaim | None) -> Iterator[Line]:
    if not nearest:
        return
    if twin and not view.verbose:
        where = f"line {twin.location.line}" if twin.location else f"“{twin.text}”"
        yield line(f"{wording.NOT_BEARING}: the same as for {where}.", indent=_INDENT)
        return
    yield line(f"{wording.NOT_BEARING}:", indent=_INDENT)
    shown = nearest if view.verbose else nearest[:_SHOWN]
    for each in shown:
        standing = wording.STANDINGS[each.standing]
        pieces: list[Piece] = [(standing, "bold"), (" · ", "dim")] if standing else []
        pieces.append((named(each), "dim"))
        if each.authors and each.title:
            pieces.append((f" · {wording.clipped(each.title, _CLIPPED)}", "dim"))
        yield Line(tuple(pieces), _INDENT + 2, ("- ", "dim"))
    if len(nearest) > len(shown):
        yield line(f"and {len(nearest) - len(shown):,} more", "dim", indent=_INDENT + 4)


def search_lines(searches: Sequence[Search]) -> Iterator[Line]:
    """Every search as it was sent and understood, so that a reader can repeat it."""
    if not searches:
        return
    yield line("Searches:", indent=_INDENT)
    for search in searches:
        purpose = wording.PURPOSES[search.purpose]
        yield line(f"{purpose}: {wording.searched(search)}", indent=_INDENT + 2)
        yield line(search.term, indent=_INDENT + 4, lead=("sent        ", "dim"))
        if search.translation and search.translation != search.term:
            yield line(search.translation, indent=_INDENT + 4, lead=("understood  ", "dim"))
