"""What became of the works that pages cite: findings, or why there is none."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, insert, select, update

from citecheck.audit.ledger.plain import json_of
from citecheck.audit.ledger.runs import Run
from citecheck.audit.ledger.studies import note_studies
from citecheck.audit.ledger.tables import FindingRow, ReferenceRow, StudyRow
from citecheck.audit.values import ReferenceFound


def record(
    connection: Connection,
    run: Run,
    reference: int,
    found: ReferenceFound,
    *,
    reason: str,
    method: int,
    now: str,
) -> None:
    """Put down what became of a reference.

    The same as before confirms the finding that is there; a failure leaves it as it is.
    """
    row = ReferenceRow.id == reference
    if found.finding == "unchecked":
        failure = {"failure": found.why, "failed_run": run.number}
        connection.execute(update(ReferenceRow).where(row).values(**failure))
        return
    connection.execute(update(ReferenceRow).where(row).values(failure=None, failed_run=None))
    study, standing = None, None
    if found.record is not None:
        [study] = note_studies(connection, run, [found.record]).values()
        # As the ledger has it: a worker may have read a record that was kept before it changed.
        query = select(StudyRow.standing).where(StudyRow.id == study)
        standing = connection.execute(query).scalar_one()
    values = {
        "finding": found.finding,
        "study_id": study,
        "standing": standing,
        "why": found.why,
        "differences": json_of([each.model_dump() for each in found.differences]),
        "candidates": json_of(list(found.candidates)),
        "notices": json_of([each.model_dump() for each in found.notices]),
    }
    content = hashlib.sha256(
        json_of(values | {"study_id": found.record and found.record.id}).encode("utf-8", "replace")
    ).hexdigest()[:32]
    here = FindingRow.reference_id == reference, FindingRow.until_run.is_(None)
    current = connection.execute(
        select(FindingRow.id, FindingRow.content, FindingRow.method_id).where(*here)
    ).one_or_none()
    if current is not None:
        if (current.content, current.method_id) == (content, method):
            confirmed = {"confirmed_run": run.number, "confirmed_at": now}
            connection.execute(update(FindingRow).where(*here).values(**confirmed))
            return
        connection.execute(update(FindingRow).where(*here).values(until_run=run.number))
    values |= {
        "reference_id": reference,
        "from_run": run.number,
        "confirmed_run": run.number,
        "checked_at": now,
        "confirmed_at": now,
        "method_id": method,
        "reason": reason,
        "content": content,
    }
    connection.execute(insert(FindingRow).values(**values))
