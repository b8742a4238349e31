"""What the commands for a part print: claims, the searches of one, and references."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from citecheck.model.report import ExtractedDocument, Report, SearchListing
from citecheck.report import claims_listing, json, search_listing
from citecheck.report.formats import FORMATS, pick
from citecheck.report.view import View


class Extraction(NamedTuple):
    """What documents claim, when that was read, and the exit code of the command."""

    documents: Sequence[ExtractedDocument]
    generated_at: str | None = None
    exit_code: int = 0


class Searched(NamedTuple):
    """The searches of one claim, and when they were made."""

    listing: SearchListing
    generated_at: str | None = None


ClaimsRenderer = Callable[[Extraction, View], str]
SearchRenderer = Callable[[Searched, View], str]
ReferencesRenderer = Callable[[Report, View], str]


def claims_renderer(name: str) -> ClaimsRenderer:
    """What writes claims in this format. Raises: UnknownFormat."""
    return pick(name, CLAIM_FORMATS)


def search_renderer(name: str) -> SearchRenderer:
    """What writes searches in this format. Raises: UnknownFormat."""
    return pick(name, SEARCH_FORMATS)


def references_renderer(name: str) -> ReferencesRenderer:
    """What writes references in this format. Raises: UnknownFormat."""
    return pick(name, REFERENCE_FORMATS)


CLAIM_FORMATS: Final[Mapping[str, ClaimsRenderer]] = MappingProxyType(
    {
        "terminal": lambda found, view: claims_listing.terminal(found.documents, view),
        "json": lambda found, _: json.render_claims(
            found.documents, generated_at=found.generated_at, exit_code=found.exit_code
        ),
        "markdown": lambda found, _: claims_listing.markdown(found.documents),
    }
)
SEARCH_FORMATS: Final[Mapping[str, SearchRenderer]] = MappingProxyType(
    {
        "terminal": lambda found, view: search_listing.terminal(found.listing, view),
        "json": lambda found, _: json.render_search(found.listing, generated_at=found.generated_at),
        "markdown": lambda found, _: search_listing.markdown(found.listing),
    }
)
REFERENCE_FORMATS: Final[Mapping[str, ReferencesRenderer]] = MappingProxyType(
    {name: each.render for name, each in FORMATS.items() if name != "claimreview"}
)
"""Those of a report; a review of claims alone has nothing to say of references."""
