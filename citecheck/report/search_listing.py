"""The searches of one claim as a page to read: what was asked, and which records came back."""

from __future__ import annotations

from collections.abc import Iterator

from citecheck.model.report import SearchListing
from citecheck.report import citation, wording
from citecheck.report.escape import code, text
from citecheck.report.markdown_parts import described
from citecheck.report.page import BLANK, Line, Piece, draw, line
from citecheck.report.terminal_claim import search_lines
from citecheck.report.view import View


def terminal(listing: SearchListing, view: View) -> str:
    """Every search as it was sent and understood, then the records by rank."""
    return draw(_lines(listing), view)


def _lines(listing: SearchListing) -> Iterator[Line]:
    yield line(listing.claim.text, "bold")
    yield line(f"Read as {wording.reading(listing.claim)}", "dim")
    for source in listing.sources:
        yield line(f"Source: {wording.source_line(source)}", "dim")
    yield BLANK
    yield from search_lines(listing.searches)
    yield BLANK
    yield line(_found(listing))
    for number, study in enumerate(listing.studies, 1):
        standing = wording.STANDINGS[study.standing]
        pieces: list[Piece] = [(standing, "bold"), (" · ", "dim")] if standing else []
        pieces.append((study.title or "No title", ""))
        yield Line(tuple(pieces), 2, (f"{number}. ", "dim"))
        known = (citation.published(study), citation.identifier(study))
        yield line(" · ".join(part for part in known if part), "dim", indent=5)


def markdown(listing: SearchListing) -> str:
    """The same as Markdown, with links."""
    return "\n".join(_markdown_lines(listing)) + "\n"


def _markdown_lines(listing: SearchListing) -> Iterator[str]:
    yield f"# {text(listing.claim.text)}"
    yield ""
    yield f"Read as {text(wording.reading(listing.claim))}"
    yield ""
    yield from (f"- Source: {text(wording.source_line(each))}" for each in listing.sources)
    yield ""
    for search in listing.searches:
        found = text(f"{wording.PURPOSES[search.purpose]}: {wording.searched(search)}")
        yield f"- {found}: {code(search.term)}"
        if search.translation and search.translation != search.term:
            yield f"  understood as {code(search.translation)}"
    yield ""
    yield _found(listing)
    yield ""
    yield from (f"- {described(study)}" for study in listing.studies)


def _found(listing: SearchListing) -> str:
    if not listing.studies:
        return "No study was read."
    return f"{wording.plural(len(listing.studies), 'study', 'studies')} read, none of them judged:"
