"""What the commands for a part print: claims, the searches of one, and references."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Protocol

from citecheck.model.report import ExtractedDocument, Report, SearchListing
from citecheck.report import claims_listing, json, search_listing
from citecheck.report.formats import FORMATS, pick
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


ReferencesRenderer = Callable[[Report, View], str]
"""Text of the references of a report."""


def references_renderer(name: str) -> ReferencesRenderer:
    """What writes references in this format. Raises: UnknownFormat."""
    return pick(name, REFERENCE_FORMATS)


def _claims_terminal(
    documents: Sequence[ExtractedDocument],
    view: View,
    *,
    generated_at: str | None = None,
    exit_code: int = 0,
) -> str:
    return claims_listing.terminal(documents, view)


def _claims_markdown(
    documents: Sequence[ExtractedDocument],
    view: View,
    *,
    generated_at: str | None = None,
    exit_code: int = 0,
) -> str:
    return claims_listing.markdown(documents)


def _claims_json(
    documents: Sequence[ExtractedDocument],
    view: View,
    *,
    generated_at: str | None = None,
    exit_code: int = 0,
) -> str:
    return json.render_claims(documents, generated_at=generated_at, exit_code=exit_code)


def _search_terminal(listing: SearchListing, view: View, *, generated_at: str | None = None) -> str:
    return search_listing.terminal(listing, view)


def _search_markdown(listing: SearchListing, view: View, *, generated_at: str | None = None) -> str:
    return search_listing.markdown(listing)


def _search_json(listing: SearchListing, view: View, *, generated_at: str | None = None) -> str:
    return json.render_search(listing, generated_at=generated_at)


CLAIM_FORMATS: Final[Mapping[str, ClaimsRenderer]] = MappingProxyType(
    {"terminal": _claims_terminal, "json": _claims_json, "markdown": _claims_markdown}
)
SEARCH_FORMATS: Final[Mapping[str, SearchRenderer]] = MappingProxyType(
    {"terminal": _search_terminal, "json": _search_json, "markdown": _search_markdown}
)
REFERENCE_FORMATS: Final[Mapping[str, ReferencesRenderer]] = MappingProxyType(
    {name: each.render for name, each in FORMATS.items() if name != "claimreview"}
)
"""Those of a report; a review of claims alone has nothing to say of references."""
