"""The claims that stand on pages: what is known of each, and what a check needs."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, select

from citecheck.audit.due import Known
from citecheck.audit.ledger.decisions import holding
from citecheck.audit.ledger.occurrences import claim_of
from citecheck.audit.ledger.runs import CHUNK
from citecheck.audit.ledger.spans import watches_with
from citecheck.audit.ledger.tables import (
    ClaimRow,
    DecisionRow,
    EvidenceRow,
    FailureRow,
    MethodRow,
    OccurrenceRow,
    StudyRow,
    VerdictRow,
)
from citecheck.errors import ConfigError
from citecheck.model.audit import Method
from citecheck.model.claim import Claim


def facts(connection: Connection, *, now: str) -> Iterator[Known]:
    """Every claim on a page, but those that are decided to be none, in the order of the ledger."""
    methods = {
        row.id: Method.model_validate_json(row.value)
        for row in connection.execute(select(MethodRow.id, MethodRow.value))
    }
    after = 0
    while True:
        ids = connection.execute(
            select(ClaimRow.id)
            .where(
                ClaimRow.id > after,
                select(OccurrenceRow.id)
                .where(OccurrenceRow.claim_id == ClaimRow.id, OccurrenceRow.until_run.is_(None))
                .exists(),
            )
            .order_by(ClaimRow.id)
            .limit(CHUNK)
        ).scalars()
        chunk = list(ids)
        yield from _facts(connection, chunk, methods, now)
        if len(chunk) < CHUNK:
            return
        after = chunk[-1]


def _facts(
    connection: Connection, ids: list[int], methods: dict[int, Method], now: str
) -> Iterator[Known]:
    current = VerdictRow.until_run.is_(None)
    verdicts = {
        row.claim_id: row
        for row in connection.execute(
            select(VerdictRow.claim_id, VerdictRow.confirmed_run, VerdictRow.method_id).where(
                VerdictRow.claim_id.in_(ids), current
            )
        )
    }
    failed = set(
        connection.execute(
            select(FailureRow.claim_id).where(
                FailureRow.claim_id.in_(ids), FailureRow.until_run.is_(None)
            )
        ).scalars()
    )
    moved = set(
        connection.execute(
            select(VerdictRow.claim_id)
            .join(EvidenceRow, EvidenceRow.verdict_id == VerdictRow.id)
            .join(StudyRow, StudyRow.id == EvidenceRow.study_id)
            .where(VerdictRow.claim_id.in_(ids), current, EvidenceRow.standing != StudyRow.standing)
        ).scalars()
    )
    no_claims = set(
        connection.execute(
            select(ClaimRow.id)
            .join(DecisionRow, DecisionRow.fingerprint == ClaimRow.fingerprint)
            .where(ClaimRow.id.in_(ids), DecisionRow.verdict == "not-a-claim", holding(now))
        ).scalars()
    )
    watches = watches_with(connection, OccurrenceRow.claim_id, OccurrenceRow, ids)
    for claim in ids:
        if claim in no_claims:
            continue
        verdict = verdicts.get(claim)
        yield Known(
            id=claim,
            confirmed_run=verdict.confirmed_run if verdict else None,
            method=methods[verdict.method_id] if verdict else None,
            failed=claim in failed,
            moved=claim in moved,
            watches=frozenset(watches[claim]),
        )


def claims_of(connection: Connection, ids: Collection[int]) -> dict[int, Claim]:
    """The claims of these ids, at no place in particular."""
    query = select(ClaimRow.id, ClaimRow.fingerprint, ClaimRow.claim)
    rows = connection.execute(query.where(ClaimRow.id.in_(list(ids))))
    return {row.id: claim_of(row.fingerprint, row.claim) for row in rows}


def find(connection: Connection, name: str) -> tuple[int, str]:
    """The id and fingerprint of the claim that a fingerprint, or the beginning of one, names.

    Raises: ConfigError if there is none, or several.
    """
    given = name.strip().lower()
    if len(given) < 4 or not set(given) <= set("0123456789abcdef"):
        raise ConfigError(f"{name[:40]!r} is no fingerprint: name at least four hex digits of one.")
    rows = connection.execute(
        select(ClaimRow.id, ClaimRow.fingerprint)
        .where(ClaimRow.fingerprint.startswith(given))
        .order_by(ClaimRow.fingerprint)
        .limit(3)
    ).all()
    if not rows:
        raise ConfigError(f"The ledger knows no claim {given}.")
    if len(rows) > 1:
        raise ConfigError(f"Several claims begin with {given}; name more of the fingerprint.")
    return rows[0].id, rows[0].fingerprint
