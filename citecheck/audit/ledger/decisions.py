"""What people decided about claims."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, insert, or_, select, update

from citecheck.audit.ledger.tables import DecisionRow
from citecheck.model.audit import Decision

_COLUMNS: Final = (
    DecisionRow.fingerprint,
    DecisionRow.verdict,
    DecisionRow.reason,
    DecisionRow.by,
    DecisionRow.at,
    DecisionRow.until,
    DecisionRow.on,
)


def decide(connection: Connection, decision: Decision) -> None:
    """Put a decision down; it takes the place of an earlier one on the same claim."""
    withdraw(connection, decision.fingerprint, at=decision.at)
    connection.execute(insert(DecisionRow).values(**decision.model_dump()))


def withdraw(connection: Connection, fingerprint: str, *, at: str) -> bool:
    """Let the decision on a claim hold no longer; whether there was one."""
    gone = connection.execute(
        update(DecisionRow)
        .where(DecisionRow.fingerprint == fingerprint, DecisionRow.withdrawn_at.is_(None))
        .values(withdrawn_at=at)
    )
    return gone.rowcount > 0


def holding(now: str) -> ColumnElement[bool]:
    """What makes a decision hold at a time: neither withdrawn nor past its last day."""
    in_time = or_(DecisionRow.until.is_(None), DecisionRow.until >= now[:10])
    return and_(DecisionRow.withdrawn_at.is_(None), in_time)


def decisions(
    connection: Connection, fingerprints: Collection[str], *, now: str
) -> dict[str, Decision]:
    """The decisions that hold now on these claims, by fingerprint."""
    rows = connection.execute(
        select(*_COLUMNS).where(holding(now), DecisionRow.fingerprint.in_(list(fingerprints)))
    )
    return {row["fingerprint"]: Decision.model_validate(dict(row)) for row in rows.mappings()}


def holding_now(connection: Connection, *, now: str, most: int) -> list[Decision]:
    """The decisions that hold now, the newest first."""
    query = select(*_COLUMNS).where(holding(now)).order_by(DecisionRow.id.desc()).limit(most)
    return [Decision.model_validate(dict(row)) for row in connection.execute(query).mappings()]


def all_decisions(connection: Connection, fingerprint: str) -> list[tuple[Decision, str | None]]:
    """Every decision ever made on a claim, the newest first, and when it was withdrawn."""
    rows = connection.execute(
        select(*_COLUMNS, DecisionRow.withdrawn_at)
        .where(DecisionRow.fingerprint == fingerprint)
        .order_by(DecisionRow.id.desc())
    )
    found = [dict(row) for row in rows.mappings()]
    return [(Decision.model_validate(row), at) for row in found for at in [row.pop("withdrawn_at")]]
