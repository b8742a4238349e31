"""What the ledger says of any run: where claims stood at its end, and what changed since another.

Everything is read a chunk at a time, and only what the runs between touched is looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from sqlalchemy import Connection, func, select, union

from citecheck.audit.compare import compare
from citecheck.audit.ledger.decisions import decisions
from citecheck.audit.ledger.occurrences import claim_of
from citecheck.audit.ledger.plain import title_in
from citecheck.audit.ledger.spans import NOW, PAGES_NAMED, between, holds, pages_with
from citecheck.audit.ledger.tables import (
    ClaimRow,
    EvidenceRow,
    FailureRow,
    MethodRow,
    OccurrenceRow,
    StudyRow,
    VerdictRow,
)
from citecheck.model.audit import Change, Method, Speaking, Standpoint
from citecheck.model.verdict import Outcome

_CHUNK: Final = 200


def changes(connection: Connection, since: int, until: int, *, now: str) -> Iterator[Change]:
    """What changed from the end of run `since` to the end of run `until`, by fingerprint.

    `now` says which decisions hold.
    """
    after = ""
    while touched := _touched(connection, since, until, after):
        yield from _compared(connection, list(touched), since, until, now)
        after = max(touched.values())


def standpoints(
    connection: Connection, claims: Collection[int], run: int = NOW
) -> dict[int, Standpoint]:
    """Where claims stood at the end of a run; those that no page had then are left out."""
    ids = list(claims)
    here = connection.execute(
        select(OccurrenceRow.claim_id)
        .where(OccurrenceRow.claim_id.in_(ids), holds(OccurrenceRow, run))
        .distinct()
    ).scalars()
    verdicts = _verdicts(connection, ids, run)
    failures = {
        row.claim_id: row.detail
        for row in connection.execute(
            select(FailureRow.claim_id, FailureRow.detail).where(
                FailureRow.claim_id.in_(ids), holds(FailureRow, run)
            )
        )
    }
    return {
        claim: verdicts.get(claim, Standpoint(outcome=None)).model_copy(
            update={"failure": failures.get(claim)}
        )
        for claim in here
    }


def verdict_of(connection: Connection, claim: int) -> Outcome | None:
    """What a claim is judged now; None where nobody came to check it."""
    return _verdicts(connection, [claim], NOW).get(claim, Standpoint(outcome=None)).outcome


def verdict_in(connection: Connection, claim: int, run: int) -> Standpoint:
    """What a claim's verdict was at the end of a run, whether or not a page had the claim."""
    return _verdicts(connection, [claim], run).get(claim, Standpoint(outcome=None))


def _verdicts(connection: Connection, ids: list[int], run: int) -> dict[int, Standpoint]:
    rows = connection.execute(
        select(VerdictRow.__table__, MethodRow.value.label("method"))
        .join(MethodRow, MethodRow.id == VerdictRow.method_id)
        .where(VerdictRow.claim_id.in_(ids), holds(VerdictRow, run))
    ).mappings()
    found = {row["id"]: row for row in rows}
    speaking = _speaking(connection, list(found))
    return {
        row["claim_id"]: Standpoint(
            outcome=row["verdict"] or "unchecked",
            disputed=row["disputed"],
            certainty=row["certainty"],
            why=row["why"],
            checked_at=row["confirmed_at" if row["confirmed_run"] <= run else "checked_at"],
            method=Method.model_validate_json(row["method"]),
            speaking=tuple(speaking.get(verdict, ())),
            unchecked=row["unchecked"],
        )
        for verdict, row in found.items()
    }


def _speaking(connection: Connection, verdicts: list[int]) -> dict[int, list[Speaking]]:
    found: dict[int, list[Speaking]] = {}
    for row in connection.execute(
        select(
            EvidenceRow.verdict_id,
            EvidenceRow.stance,
            EvidenceRow.standing,
            EvidenceRow.weight,
            StudyRow.key,
            StudyRow.value,
        )
        .join(StudyRow, StudyRow.id == EvidenceRow.study_id)
        .where(EvidenceRow.verdict_id.in_(verdicts), EvidenceRow.stance != "silent")
        .order_by(EvidenceRow.verdict_id, EvidenceRow.rank)
    ):
        found.setdefault(row.verdict_id, []).append(
            Speaking.model_validate(
                {
                    "key": row.key,
                    "title": title_in(row.value),
                    "stance": row.stance,
                    "standing": row.standing,
                    "weight": row.weight,
                }
            )
        )
    return found


def _touched(connection: Connection, since: int, until: int, after: str) -> dict[int, str]:
    """The next claims that anything happened to between the ends of two runs, by fingerprint."""
    touched = union(
        between(OccurrenceRow.claim_id, OccurrenceRow.from_run, since, until),
        between(OccurrenceRow.claim_id, OccurrenceRow.until_run, since, until),
        between(VerdictRow.claim_id, VerdictRow.from_run, since, until),
        between(FailureRow.claim_id, FailureRow.last_run, since, until),
    ).subquery()
    rows = connection.execute(
        select(ClaimRow.id, ClaimRow.fingerprint)
        .where(ClaimRow.fingerprint > after, ClaimRow.id.in_(select(touched.c.whose)))
        .order_by(ClaimRow.fingerprint)
        .limit(_CHUNK)
    )
    return {row.id: row.fingerprint for row in rows}


def _compared(
    connection: Connection, ids: list[int], since: int, until: int, now: str
) -> Iterator[Change]:
    before, after = (standpoints(connection, ids, run) for run in (since, until))
    claims = {
        row.id: row
        for row in connection.execute(
            select(ClaimRow.id, ClaimRow.fingerprint, ClaimRow.claim).where(ClaimRow.id.in_(ids))
        )
    }
    ignored = _ignored(connection, ids, until)
    decided = decisions(connection, [row.fingerprint for row in claims.values()], now=now)
    for claim in ids:
        old, new = before.get(claim), after.get(claim)
        difference = compare(old, new)
        if difference is None:
            continue
        row = claims[claim]
        pages, total = pages_of(connection, claim, until if new is not None else since)
        yield Change(
            kind=difference.kind,
            fingerprint=row.fingerprint,
            text=claim_of(row.fingerprint, row.claim).text,
            pages=pages,
            pages_total=total,
            before=old,
            after=new,
            studies=difference.studies,
            method=difference.method,
            decision=decided.get(row.fingerprint),
            ignored=claim in ignored,
        )


def _ignored(connection: Connection, ids: list[int], run: int) -> set[int]:
    """Those of the claims that remarks in every page let stand."""
    rows = connection.execute(
        select(OccurrenceRow.claim_id)
        .where(OccurrenceRow.claim_id.in_(ids), holds(OccurrenceRow, run))
        .group_by(OccurrenceRow.claim_id)
        .having(func.count() == func.count(OccurrenceRow.ignored))
    )
    return set(rows.scalars())


def pages_of(
    connection: Connection, claim: int, run: int = NOW, *, most: int = PAGES_NAMED
) -> tuple[tuple[str, ...], int]:
    """The first pages that had a claim at the end of a run, and how many there were."""
    return pages_with(connection, OccurrenceRow, OccurrenceRow.claim_id == claim, run, most=most)
