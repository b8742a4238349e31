"""All that a ledger holds, as lines that are the same for ledgers that say the same.

Numbers that the database gave are replaced by what they stand for, and times are left out: what
is compared is what was found, not when, nor in which order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, Select, select

from citecheck.audit.ledger.plain import json_of, of_json
from citecheck.audit.ledger.tables import (
    CitationRow,
    ClaimRow,
    DecisionRow,
    EvidenceRow,
    FailureRow,
    FindingRow,
    MethodRow,
    OccurrenceRow,
    PageRow,
    ReferenceRow,
    RunRow,
    SearchRow,
    StandingRow,
    StudyRow,
    TermRow,
    VerdictRow,
)

_LEFT_OUT: Final = {
    "id", "page_id", "claim_id", "verdict_id", "study_id", "term_id", "method_id",
    "reference_id",
    "started_at", "finished_at", "read_at", "checked_at", "confirmed_at", "failed_at",
    "searched_at", "at", "withdrawn_at", "requests", "resumed", "ledger",
}  # fmt: skip


def dump(connection: Connection) -> list[str]:
    """A line for each row of every table, sorted."""
    return sorted(_lines(connection))


def _lines(connection: Connection) -> Iterator[str]:
    for name, query in _QUERIES.items():
        for row in connection.execute(query).mappings():
            yield f"{name} {json_of(_kept(dict(row)))}"


def _kept(value: Any) -> Any:
    """The value without times and numbers, also within the JSON of a column."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        return _kept(of_json(value, object))
    if isinstance(value, dict):
        return {key: _kept(part) for key, part in value.items() if key not in _LEFT_OUT}
    if isinstance(value, list):
        return [_kept(part) for part in value]
    return value


_VERDICT: Final = (ClaimRow.fingerprint, VerdictRow.from_run.label("verdict_from"))
_QUERIES: Final[dict[str, Select[Any]]] = {
    "run": select(RunRow.__table__),
    "page": select(PageRow.__table__),
    "claim": select(ClaimRow.__table__),
    "occurrence": select(
        PageRow.watch, PageRow.origin, ClaimRow.fingerprint, OccurrenceRow.__table__
    )
    .join_from(OccurrenceRow, PageRow)
    .join(ClaimRow, ClaimRow.id == OccurrenceRow.claim_id),
    "verdict": select(ClaimRow.fingerprint, MethodRow.value.label("method"), VerdictRow.__table__)
    .join_from(VerdictRow, ClaimRow)
    .join(MethodRow, MethodRow.id == VerdictRow.method_id),
    "evidence": select(*_VERDICT, StudyRow.key, EvidenceRow.__table__)
    .join_from(EvidenceRow, VerdictRow)
    .join(ClaimRow, ClaimRow.id == VerdictRow.claim_id)
    .join(StudyRow, StudyRow.id == EvidenceRow.study_id),
    "search": select(*_VERDICT, TermRow.value, SearchRow.__table__)
    .join_from(SearchRow, VerdictRow)
    .join(ClaimRow, ClaimRow.id == VerdictRow.claim_id)
    .join(TermRow, TermRow.id == SearchRow.term_id),
    "study": select(StudyRow.__table__),
    "standing": select(StudyRow.key, StandingRow.__table__).join_from(StandingRow, StudyRow),
    "failure": select(ClaimRow.fingerprint, FailureRow.__table__).join_from(FailureRow, ClaimRow),
    "reference": select(ReferenceRow.__table__),
    "citation": select(
        PageRow.watch, PageRow.origin, ReferenceRow.fingerprint, CitationRow.__table__
    )
    .join_from(CitationRow, PageRow)
    .join(ReferenceRow, ReferenceRow.id == CitationRow.reference_id),
    "finding": select(
        ReferenceRow.fingerprint,
        MethodRow.value.label("method"),
        StudyRow.key.label("study"),
        FindingRow.__table__,
    )
    .join_from(FindingRow, ReferenceRow)
    .join(MethodRow, MethodRow.id == FindingRow.method_id)
    .outerjoin(StudyRow, StudyRow.id == FindingRow.study_id),
    "decision": select(DecisionRow.__table__),
}
