"""What the ledger says of cited works: how they stand, and what changed since another run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, and_, func, select, union

from citecheck.audit.compare import compare_references
from citecheck.audit.ledger.plain import of_json, title_in
from citecheck.audit.ledger.spans import NOW, between, holds, pages_with
from citecheck.audit.ledger.tables import (
    CitationRow,
    FindingRow,
    ReferenceRow,
    StudyRow,
)
from citecheck.model.audit import ReferenceChange, ReferenceCounts, ReferenceStandpoint
from citecheck.model.reference import Reference

_CHUNK: Final = 200


def changes(connection: Connection, since: int, until: int) -> Iterator[ReferenceChange]:
    """What became of references from the end of run `since` to that of `until`, by fingerprint."""
    after = ""
    while rows := _touched(connection, since, until, after):
        ids = [row.id for row in rows]
        old, new = (_standpoints(connection, ids, run) for run in (since, until))
        for row in rows:
            failed = row.failure if since < (row.failed_run or 0) <= until else None
            before, now = old.get(row.id), new.get(row.id)
            if now is not None:
                now = now.model_copy(update={"failure": failed})
            kind = compare_references(before, now)
            if kind is None:
                continue
            cites = CitationRow.reference_id == row.id
            run = until if now is not None else since
            pages, total = pages_with(connection, CitationRow, cites, run)
            yield ReferenceChange(
                kind=kind,
                fingerprint=row.fingerprint,
                text=Reference.model_validate_json(row.value).text,
                pages=pages,
                pages_total=total,
                before=before,
                after=now,
            )
        after = rows[-1].fingerprint


def news(connection: Connection, since: int, until: int) -> Iterator[ReferenceChange]:
    """Those changes that are to be told: thousands of references that are new and resolved, or
    went with their pages, are not."""
    return filter(worth_telling, changes(connection, since, until))


def worth_telling(change: ReferenceChange) -> bool:
    """Whether a change is named and not only counted."""
    if change.kind == "new":
        return change.after is not None and change.after.needs_a_look
    return change.kind != "gone"


def reference_counts(connection: Connection, run: int) -> ReferenceCounts:
    """How the works that pages cite stand now, and how many of them a run looked up."""
    cited = (
        select(CitationRow.id)
        .where(CitationRow.reference_id == ReferenceRow.id, CitationRow.until_run.is_(None))
        .exists()
    )
    rows = connection.execute(
        select(
            FindingRow.finding,
            FindingRow.standing,
            ReferenceRow.failure.is_not(None).label("failed"),
            func.count().label("references"),
        )
        .select_from(ReferenceRow)
        .outerjoin(
            FindingRow,
            and_(FindingRow.reference_id == ReferenceRow.id, FindingRow.until_run.is_(None)),
        )
        .where(cited)
        .group_by(FindingRow.finding, FindingRow.standing, ReferenceRow.failure.is_not(None))
    ).all()
    looked_up = select(func.count()).where(FindingRow.confirmed_run == run)
    failed = select(func.count()).where(ReferenceRow.failed_run == run)
    asked = (connection.scalar(looked_up) or 0) + (connection.scalar(failed) or 0)
    total = ReferenceCounts(checked=asked)
    for row in rows:
        known = ReferenceStandpoint(finding=row.finding, standing=row.standing)
        total = total.model_copy(
            update={
                "cited": total.cited + row.references,
                "resolved": total.resolved + row.references * (row.finding == "resolved"),
                "look": total.look + row.references * known.needs_a_look,
                "failed": total.failed + row.references * row.failed,
            }
        )
    return total


def _touched(connection: Connection, since: int, until: int, after: str) -> list[Any]:
    """The next references that anything happened to between the ends of two runs."""
    touched = union(
        between(CitationRow.reference_id, CitationRow.from_run, since, until),
        between(CitationRow.reference_id, CitationRow.until_run, since, until),
        between(FindingRow.reference_id, FindingRow.from_run, since, until),
        between(ReferenceRow.id, ReferenceRow.failed_run, since, until),
    ).subquery()
    return list(
        connection.execute(
            select(ReferenceRow.__table__)
            .where(ReferenceRow.fingerprint > after)
            .where(ReferenceRow.id.in_(select(touched.c.whose)))
            .order_by(ReferenceRow.fingerprint)
            .limit(_CHUNK)
        )
    )


def _standpoints(
    connection: Connection, ids: list[int], run: int = NOW
) -> dict[int, ReferenceStandpoint]:
    """How references stood at the end of a run; those that no page had then are left out."""
    here = connection.execute(
        select(CitationRow.reference_id)
        .where(CitationRow.reference_id.in_(ids), holds(CitationRow, run))
        .distinct()
    ).scalars()
    rows = connection.execute(
        select(FindingRow.__table__, StudyRow.key, StudyRow.value)
        .outerjoin(StudyRow, StudyRow.id == FindingRow.study_id)
        .where(FindingRow.reference_id.in_(ids), holds(FindingRow, run))
    ).mappings()
    known = {
        row["reference_id"]: ReferenceStandpoint(
            finding=row["finding"],
            standing=row["standing"],
            key=row["key"],
            title=title_in(row["value"]) if row["value"] else None,
            differences=of_json(row["differences"], list),
            candidates=of_json(row["candidates"], list),
            notices=of_json(row["notices"], list),
            why=row["why"],
            checked_at=row["confirmed_at" if row["confirmed_run"] <= run else "checked_at"],
        )
        for row in rows
    }
    return {each: known.get(each, ReferenceStandpoint()) for each in here}
