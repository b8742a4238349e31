"""The report as JSON, exactly DESIGN's shape, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from citecheck._version import __version__
from citecheck.errors import ConfigError
from citecheck.model.reference import CheckedReference
from citecheck.model.report import CheckedClaim, ExtractedDocument, Report, SearchListing
from citecheck.report.safe import REPLACEMENT, visible

SCHEMA_VERSION = "1"

# Inside strings JSON allows these; a terminal or a line reader would act on them.
_ACTED_UPON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def render(report: Report) -> str:
    """The whole report. Only the times in it differ between runs of one version on one input."""
    return dump(report.model_dump()) + "\n"


def render_claims(
    documents: Sequence[ExtractedDocument],
    *,
    generated_at: str | None = None,
    exit_code: int = 0,
) -> str:
    """What the documents claim: the report's shape, claims without the keys from `verdict` on.

    No source was asked and nothing was judged: `sources` is empty; the judge and its cost,
    the rules, the limits and the counts of verdicts are null.
    """
    unasked = dict.fromkeys(
        ("supported", "contradicted", "unfound", "unchecked", "disputed", "requests")
    )
    value: dict[str, Any] = _opening(generated_at) | {
        "exit_code": exit_code,
        "sources": [],
        "judge": None,
        "judge_cost": None,
        "rules_version": None,
        "limits": None,
        "summary": {
            "documents": len(documents),
            "claims": sum(len(document.claims) for document in documents),
        }
        | unasked,
        "documents": [document.model_dump() for document in documents],
    }
    return dump(value) + "\n"


def render_search(listing: SearchListing, *, generated_at: str | None = None) -> str:
    """The claim as it was read, the searches built for it, and the records that came back."""
    return dump(_opening(generated_at) | listing.model_dump()) + "\n"


def _opening(generated_at: str | None) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "citecheck", "version": __version__},
        "generated_at": generated_at,
    }


def dump(value: object, *, indent: int | None = 2) -> str:
    """JSON in UTF-8 characters as they are, but for those that would act on a reader."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    text = _HALF_CHARACTER.sub(REPLACEMENT, text)
    return _ACTED_UPON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def load(text: str) -> Report:
    """The report that `render` wrote.

    Raises: ConfigError, in one sentence, if the text is no report, is of another schema
    version, or contradicts itself.
    """
    data = text.encode("utf-8", "replace")
    try:
        found = from_json(data, allow_inf_nan=False)
    except ValueError as error:
        raise ConfigError(f"This is not a report of citecheck: {_not_json(error)}.") from error
    version = found.get("schema_version") if isinstance(found, dict) else None
    if not isinstance(version, str):
        raise ConfigError("This is not a report of citecheck: it has no schema_version.")
    if version != SCHEMA_VERSION:
        raise ConfigError(
            f"This report has schema version {version[:20]!r}; "
            f"this citecheck reads version {SCHEMA_VERSION!r}."
        )
    try:
        report = Report.model_validate_json(data, strict=True)
    except ValidationError as error:
        raise ConfigError(f"This report is damaged: {_first(error)}.") from error
    _points_into_its_texts(report)
    return report


def _not_json(error: ValueError) -> str:
    return f"it is no JSON ({error})"


def _first(error: ValidationError) -> str:
    problem = error.errors(include_url=False, include_input=False)[0]
    place = visible(".".join(str(part) for part in problem["loc"])) or "the report"
    more = error.error_count() - 1
    others = f" (and {more} more)" if more else ""
    return f"{place[:120]}: {problem['msg'].removeprefix('Value error, ')}{others}"


def _points_into_its_texts(report: Report) -> None:
    for document in report.documents:
        for claim in document.claims:
            _stands_in(document.text, "claim", claim)
        for reference in document.references:
            _stands_in(document.text, "reference", reference)


def _stands_in(text: str, what: str, each: CheckedClaim | CheckedReference) -> None:
    inside = 0 <= each.start <= each.end <= len(text)
    if not inside or text[each.start : each.end] != each.text:
        raise ConfigError(
            f"This report is damaged: {what} {visible(each.id)[:40]} is not the text "
            "at the place that it names."
        )
