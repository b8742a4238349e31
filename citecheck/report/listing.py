"""What the commands that only look print: the claims of texts, and the searches of a claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Protocol

from citecheck.model.claim import Claim
from citecheck.model.report import ExtractedDocument, SearchListing
from citecheck.report import escape, json, markdown, wording
from citecheck.report.formats import pick
from citecheck.report.page import BLANK, Line, draw, line
from citecheck.report.terminal import heading
from citecheck.report.terminal_claim import in_context, named, place, search_lines
from citecheck.report.view import View


class ClaimsRenderer(Protocol):
    """Text of what documents claim; time and exit code are shown where the format has them."""

    def __call__(
        self,
        documents: Sequence[ExtractedDocument],
        view: View,
        *,
        generated_at: str | None = None,
        exit_code: int = 0,
    ) -> str: ...


class SearchRenderer(Protocol):
    """Text of one claim's searches; `generated_at` is shown where the format has it."""

    def __call__(
        self, listing: SearchListing, view: View, *, generated_at: str | None = None
    ) -> str: ...


def claims_renderer(name: str) -> ClaimsRenderer:
    """What writes claims in this format. Raises: UnknownFormat."""
    return pick(name, CLAIM_FORMATS)


def search_renderer(name: str) -> SearchRenderer:
    """What writes searches in this format. Raises: UnknownFormat."""
    return pick(name, SEARCH_FORMATS)


def _claims_terminal(
    documents: Sequence[ExtractedDocument],
    view: View,
    *,
    generated_at: str | None = None,
    exit_code: int = 0,
) -> str:
    return draw((each for document in documents for each in _document(document, view)), view)


def _document(document: ExtractedDocument, view: View) -> Iterator[Line]:
    yield from heading(document.title, document.origin)
    for said in _state(document):
        yield line(said)
    for number, claim in enumerate(document.claims, 1):
        yield BLANK
        yield from _claim(number, claim, document.text, view)
    yield BLANK


def _state(document: ExtractedDocument) -> Iterator[str]:
    """What to say of the document as a whole."""
    if document.status == "unreadable":
        yield f"Could not be read: {document.reason or 'no reason given'}"
        return
    if document.status == "partial":
        yield f"Read in part only: {document.reason or 'no reason given'}"
    if document.claims:
        yield f"{wording.plural(len(document.claims), 'claim')}, none of them checked."
    else:
        yield "No claim about health was found in this text."


def _claim(number: int, claim: Claim, text: str, view: View) -> Iterator[Line]:
    yield Line(((_kind(claim), "bold"), (place(claim), "dim")), lead=(f"{number}. ", "dim"))
    yield in_context(claim, text, view)
    for name, said in _parts(claim):
        yield Line(((said, ""),), 2, (f"{name:<14}", "dim"))


def _kind(claim: Claim) -> str:
    return wording.KINDS[claim.kind]


def _parts(claim: Claim) -> Iterator[tuple[str, str]]:
    """The roles that were recognised and how the claim is worded, one a line."""
    for role in ("intervention", "comparator", "condition", "outcome"):
        ref = getattr(claim, role)
        if ref is None:
            continue
        named = f"{ref.text} = {ref.concept}" if ref.concept not in (None, ref.text) else ref.text
        ui = f" ({ref.concept_id})" if ref.concept_id else ""
        around = ", from the text around" if ref.from_ == "context" else ""
        yield role, f"{named}{ui}{around}"
    if claim.direction != "unspecified":
        yield "direction", claim.direction.replace("-", " ")
    hedged = ", hedged" if claim.hedged else ""
    yield "wording", f"{wording.STRENGTHS[claim.strength]} (strength {claim.strength}{hedged})"
    if claim.cue:
        yield "cue", f"“{claim.cue}”"
    if claim.claimed_study_type:
        yield "study type", claim.claimed_study_type.replace("-", " ")


def _claims_markdown(
    documents: Sequence[ExtractedDocument],
    view: View,
    *,
    generated_at: str | None = None,
    exit_code: int = 0,
) -> str:
    return "\n".join(each for document in documents for each in _document_markdown(document))


def _document_markdown(document: ExtractedDocument) -> Iterator[str]:
    yield f"# {escape.text(document.title or document.origin)}"
    yield ""
    if document.title:
        yield escape.code(document.origin)
        yield ""
    for said in _state(document):
        yield escape.text(said)
        yield ""
    for number, claim in enumerate(document.claims, 1):
        yield f"## {number}. {_kind(claim).capitalize()}{place(claim)}"
        yield ""
        yield f"> {markdown.in_context(claim, document.text)}"
        yield ""
        yield from (f"- {name}: {escape.text(said)}" for name, said in _parts(claim))
        yield ""


def _claims_json(
    documents: Sequence[ExtractedDocument],
    view: View,
    *,
    generated_at: str | None = None,
    exit_code: int = 0,
) -> str:
    return json.render_claims(documents, generated_at=generated_at, exit_code=exit_code)


def _search_terminal(listing: SearchListing, view: View, *, generated_at: str | None = None) -> str:
    return draw(_search_lines(listing), view)


def _search_lines(listing: SearchListing) -> Iterator[Line]:
    yield line(listing.claim.text, "bold")
    yield line(f"Read as {wording.reading(listing.claim)}", "dim")
    for source in listing.sources:
        yield line(f"Source: {wording.source_line(source)}", "dim")
    yield BLANK
    yield from search_lines(listing.searches)
    yield BLANK
    yield line(_found(listing))
    for number, study in enumerate(listing.studies, 1):
        yield Line(((named(study), ""),), 2, (f"{number}. ", "dim"))
        standing = wording.STANDINGS[study.standing]
        if standing:
            yield line(standing, "bold", indent=5)
        yield line(study.title, "dim", indent=5)


def _found(listing: SearchListing) -> str:
    if not listing.studies:
        return "No study was read."
    return f"{wording.plural(len(listing.studies), 'study', 'studies')} read, none of them judged:"


def _search_markdown(listing: SearchListing, view: View, *, generated_at: str | None = None) -> str:
    return "\n".join(_search_markdown_lines(listing)) + "\n"


def _search_markdown_lines(listing: SearchListing) -> Iterator[str]:
    yield f"# {escape.text(listing.claim.text)}"
    yield ""
    yield f"Read as {escape.text(wording.reading(listing.claim))}"
    yield ""
    yield from (f"- Source: {escape.text(wording.source_line(each))}" for each in listing.sources)
    yield ""
    yield from markdown.searches(listing.searches)
    yield ""
    yield _found(listing)
    yield ""
    for study in listing.studies:
        yield f"- {markdown.described(study)}"


def _search_json(listing: SearchListing, view: View, *, generated_at: str | None = None) -> str:
    return json.render_search(listing, generated_at=generated_at)


CLAIM_FORMATS: Final[Mapping[str, ClaimsRenderer]] = MappingProxyType(
    {"terminal": _claims_terminal, "json": _claims_json, "markdown": _claims_markdown}
)
SEARCH_FORMATS: Final[Mapping[str, SearchRenderer]] = MappingProxyType(
    {"terminal": _search_terminal, "json": _search_json, "markdown": _search_markdown}
)
