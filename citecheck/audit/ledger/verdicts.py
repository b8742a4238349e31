"""What checks found: verdicts with their evidence and receipts, or why there is none."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, insert, select, update

from citecheck.audit.ledger.plain import json_of
from citecheck.audit.ledger.runs import Run
from citecheck.audit.ledger.studies import note_studies
from citecheck.audit.ledger.tables import (
    EvidenceRow,
    FailureRow,
    MethodRow,
    SearchRow,
    TermRow,
    VerdictRow,
)
from citecheck.model.audit import Method
from citecheck.model.report import CheckedClaim
from citecheck.model.search import Search
from citecheck.model.verdict import Unchecked


def method_id(connection: Connection, method: Method) -> int:
    """The method's number in this ledger."""
    value = method.model_dump_json()
    query = select(MethodRow.id).where(MethodRow.value == value)
    known = connection.scalar(query)
    if known is None:
        connection.execute(insert(MethodRow).values(value=value))
        known = connection.execute(query).scalar_one()
    return known


def record(
    connection: Connection,
    run: Run,
    claim: int,
    checked: CheckedClaim,
    *,
    reason: str,
    method: int,
    now: str,
) -> None:
    """Put down what the check of a claim found.

    The same as before confirms the verdict that is there; a failure leaves it as it is.
    """
    if checked.unchecked is not None and checked.unchecked.is_failure:
        _fail(connection, run, claim, checked.unchecked, now)
        return
    connection.execute(
        update(FailureRow)
        .where(FailureRow.claim_id == claim, FailureRow.until_run.is_(None))
        .values(until_run=run.number)
    )
    content = _content(checked)
    current = connection.execute(
        select(VerdictRow.id, VerdictRow.content, VerdictRow.method_id).where(
            VerdictRow.claim_id == claim, VerdictRow.until_run.is_(None)
        )
    ).one_or_none()
    studies = note_studies(connection, run, checked.evidence)
    if current is not None:
        row = VerdictRow.id == current.id
        if (current.content, current.method_id) == (content, method):
            confirmed = {"confirmed_run": run.number, "confirmed_at": now}
            connection.execute(update(VerdictRow).where(row).values(**confirmed))
            return
        connection.execute(update(VerdictRow).where(row).values(until_run=run.number))
    verdict = connection.execute(
        insert(VerdictRow)
        .values(
            claim_id=claim,
            from_run=run.number,
            confirmed_run=run.number,
            checked_at=now,
            confirmed_at=now,
            method_id=method,
            reason=reason,
            verdict=checked.verdict,
            unchecked=checked.unchecked.reason if checked.unchecked else None,
            disputed=checked.disputed,
            certainty=checked.certainty,
            why=checked.why,
            flags=json_of([flag.model_dump() for flag in checked.flags]),
            tally=checked.tally.model_dump_json(),
            content=content,
        )
        .returning(VerdictRow.id)
    ).scalar_one()
    _put_evidence(connection, verdict, checked, studies)
    _put_searches(connection, verdict, checked.searches)


def _fail(connection: Connection, run: Run, claim: int, failure: Unchecked, now: str) -> None:
    values = {
        "last_run": run.number,
        "failed_at": now,
        "reason": failure.reason,
        "detail": failure.detail,
    }
    again = connection.execute(
        update(FailureRow)
        .where(FailureRow.claim_id == claim, FailureRow.until_run.is_(None))
        .values(**values)
    )
    if again.rowcount == 0:
        values |= {"claim_id": claim, "from_run": run.number}
        connection.execute(insert(FailureRow).values(**values))


def _content(checked: CheckedClaim) -> str:
    """A digest of all that was found, but for when and how it was searched."""
    found = checked.model_dump(
        mode="json",
        include={
            "verdict",
            "unchecked",
            "disputed",
            "certainty",
            "why",
            "flags",
            "tally",
            "evidence",
        },
    )
    return hashlib.sha256(json_of(found).encode()).hexdigest()[:32]


def _put_evidence(
    connection: Connection, verdict: int, checked: CheckedClaim, studies: dict[str, int]
) -> None:
    rows = [
        {
            "verdict_id": verdict,
            "rank": rank,
            "study_id": studies[each.id],
            "stance": each.stance,
            "standing": each.standing,
            "weight": each.weight,
            "probability": each.probability,
            "mixed": each.mixed,
            "rationale": json_of([part.model_dump() for part in each.rationale]),
            "why": each.why,
        }
        for rank, each in enumerate(checked.evidence)
    ]
    if rows:
        connection.execute(insert(EvidenceRow), rows)


def _put_searches(connection: Connection, verdict: int, searches: Sequence[Search]) -> None:
    values = [each.model_dump_json(include={"term", "translation", "url"}) for each in searches]
    digests = [hashlib.sha256(value.encode()).hexdigest()[:32] for value in values]
    asked = dict(zip(digests, values, strict=True))
    query = select(TermRow.digest, TermRow.id).where(TermRow.digest.in_(list(asked)))
    known = {row.digest: row.id for row in connection.execute(query)}
    fresh = [{"digest": d, "value": value} for d, value in asked.items() if d not in known]
    if fresh:
        connection.execute(insert(TermRow), fresh)
        known = {row.digest: row.id for row in connection.execute(query)}
    rows = [
        {
            "verdict_id": verdict,
            "rank": rank,
            "term_id": known[digest],
            **each.model_dump(include={"source", "purpose", "count", "retrieved", "searched_at"}),
        }
        for rank, (digest, each) in enumerate(zip(digests, searches, strict=True))
    ]
    if rows:
        connection.execute(insert(SearchRow), rows)
