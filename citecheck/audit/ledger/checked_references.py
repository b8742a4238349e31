"""Works that pages cite, as they were found, for the report on what changed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, select

from citecheck.audit.ledger.plain import of_json
from citecheck.audit.ledger.tables import (
    CitationRow,
    FindingRow,
    PageRow,
    ReferenceRow,
    StudyRow,
)
from citecheck.model.evidence import Evidence
from citecheck.model.reference import CheckedReference, Reference


class CitedOn(NamedTuple):
    """A reference on the page that cites it; its offsets are those in its own text."""

    watch: str
    origin: str
    title: str | None
    reference: CheckedReference


def references_on_pages(connection: Connection, fingerprints: Collection[str]) -> list[CitedOn]:
    """These references on every page that cites them now, by page and place.

    The ledger keeps neither the words around a citation nor the candidates' records.
    """
    rows = connection.execute(
        select(
            PageRow.watch,
            PageRow.origin,
            PageRow.title,
            ReferenceRow.value.label("reference"),
            ReferenceRow.failure,
            FindingRow.finding,
            FindingRow.standing,
            FindingRow.why,
            FindingRow.differences,
            FindingRow.notices,
            StudyRow.value.label("study"),
        )
        .select_from(CitationRow)
        .join(PageRow, PageRow.id == CitationRow.page_id)
        .join(ReferenceRow, ReferenceRow.id == CitationRow.reference_id)
        .outerjoin(
            FindingRow,
            and_(FindingRow.reference_id == ReferenceRow.id, FindingRow.until_run.is_(None)),
        )
        .outerjoin(StudyRow, StudyRow.id == FindingRow.study_id)
        .where(ReferenceRow.fingerprint.in_(list(fingerprints)), CitationRow.until_run.is_(None))
        .order_by(PageRow.watch, PageRow.origin, CitationRow.start)
    )
    return [CitedOn(row.watch, row.origin, row.title, _checked(row)) for row in rows]


def _checked(row: Any) -> CheckedReference:
    cited = Reference.model_validate_json(row.reference)
    known = row.finding is not None
    return CheckedReference.model_validate(
        {
            "id": cited.id,
            "text": cited.text,
            "start": 0,
            "end": len(cited.text),
            "location": None,
            "cited": cited.cited,
            "finding": row.finding if known else "unchecked",
            "record": _record(row) if row.study else None,
            "differences": of_json(row.differences, list) if known else (),
            "candidates": (),
            "standing": row.standing,
            "notices": of_json(row.notices, list) if known else (),
            "mentions": (),
            "claims": (),
            "duplicate_of": None,
            "searches": (),
            "why": _why(row),
        }
    )


def _why(row: Any) -> str:
    if row.finding is None:
        return row.failure or "It is due, and was left for the next run."
    return f"{row.why} The last look-up failed: {row.failure}" if row.failure else row.why


def _record(row: Any) -> Evidence:
    bare = {"stance": "silent", "probability": 1.0, "weight": 0.0, "mixed": False, "why": ""}
    known = of_json(row.study, dict)
    return Evidence.model_validate(known | bare | {"standing": row.standing, "rationale": ()})
