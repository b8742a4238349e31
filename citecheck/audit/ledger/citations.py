"""Which works pages cite, from which run until which, and which of them are due."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Connection, and_, insert, select, update

from citecheck.audit.cited import kept
from citecheck.audit.due import Known
from citecheck.audit.ledger.runs import CHUNK, Run, chunks
from citecheck.audit.ledger.spans import watches_with
from citecheck.audit.ledger.tables import (
    CitationRow,
    FindingRow,
    MethodRow,
    ReferenceRow,
    StudyRow,
)
from citecheck.model.audit import Method
from citecheck.model.reference import Reference


def replace(connection: Connection, run: Run, page: int, found: Sequence[Reference]) -> None:
    """The page cites these works now; those that it cited already keep their places in history."""
    first: dict[str, tuple[Reference, Reference]] = {}
    for each in found:
        plain = kept(each)
        first.setdefault(plain.id, (plain, each))
    ids = _known(connection, run, {name: plain for name, (plain, _) in first.items()})
    standing = {
        row.reference_id: row.id
        for row in connection.execute(
            select(CitationRow.id, CitationRow.reference_id).where(
                CitationRow.page_id == page, CitationRow.until_run.is_(None)
            )
        )
    }
    fresh = []
    for name, (_, each) in first.items():
        place = {"start": each.start, "end": each.end}
        row = standing.pop(ids[name], None)
        if row is not None:
            connection.execute(update(CitationRow).where(CitationRow.id == row).values(**place))
        else:
            fresh.append(
                place | {"page_id": page, "reference_id": ids[name], "from_run": run.number}
            )
    if fresh:
        connection.execute(insert(CitationRow), fresh)
    for chunk in chunks(standing.values()):
        connection.execute(
            update(CitationRow).where(CitationRow.id.in_(chunk)).values(until_run=run.number)
        )


def facts(connection: Connection) -> Iterator[Known]:
    """Every reference on a page, by fingerprint: the same order whichever page was read first."""
    methods = {
        row.id: Method.model_validate_json(row.value)
        for row in connection.execute(select(MethodRow.id, MethodRow.value))
    }
    after = ""
    while True:
        rows = connection.execute(
            select(
                ReferenceRow.id,
                ReferenceRow.fingerprint,
                ReferenceRow.failure.is_not(None).label("failed"),
                FindingRow.confirmed_run,
                FindingRow.method_id,
                (FindingRow.standing != StudyRow.standing).label("moved"),
            )
            .outerjoin(
                FindingRow,
                and_(FindingRow.reference_id == ReferenceRow.id, FindingRow.until_run.is_(None)),
            )
            .outerjoin(StudyRow, StudyRow.id == FindingRow.study_id)
            .where(
                ReferenceRow.fingerprint > after,
                select(CitationRow.id)
                .where(CitationRow.reference_id == ReferenceRow.id, CitationRow.until_run.is_(None))
                .exists(),
            )
            .order_by(ReferenceRow.fingerprint)
            .limit(CHUNK)
        ).all()
        ids = [row.id for row in rows]
        watches = watches_with(connection, CitationRow.reference_id, CitationRow, ids)
        for row in rows:
            yield Known(
                id=row.id,
                confirmed_run=row.confirmed_run,
                method=methods[row.method_id] if row.method_id else None,
                failed=row.failed,
                moved=bool(row.moved),
                watches=frozenset(watches[row.id]),
            )
        if len(rows) < CHUNK:
            return
        after = rows[-1].fingerprint


def references_of(connection: Connection, ids: Collection[int]) -> dict[int, Reference]:
    """The references of these ids, at no place in particular."""
    query = select(ReferenceRow.id, ReferenceRow.value).where(ReferenceRow.id.in_(list(ids)))
    return {row.id: Reference.model_validate_json(row.value) for row in connection.execute(query)}


def _known(connection: Connection, run: Run, named: dict[str, Reference]) -> dict[str, int]:
    """The ids of references by fingerprint; new ones get theirs.

    One whose words are taken apart otherwise than before is kept as it is read now.
    """
    ids: dict[str, int] = {}
    for chunk in chunks(named):
        query = select(ReferenceRow.fingerprint, ReferenceRow.id, ReferenceRow.value).where(
            ReferenceRow.fingerprint.in_(chunk)
        )
        rows = connection.execute(query).all()
        for row in rows:
            value = named[row.fingerprint].model_dump_json()
            if row.value != value:
                kept_now = update(ReferenceRow).where(ReferenceRow.id == row.id)
                connection.execute(kept_now.values(value=value))
        known = {row.fingerprint: row.id for row in rows}
        fresh = [
            {
                "fingerprint": name,
                "value": named[name].model_dump_json(),
                "first_run": run.number,
            }
            for name in chunk
            if name not in known
        ]
        if fresh:
            connection.execute(insert(ReferenceRow), fresh)
            known = {row.fingerprint: row.id for row in connection.execute(query)}
        ids |= known
    return ids
