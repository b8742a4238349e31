"""Which claims stand on which pages, from which run until which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, insert, select, update

from citecheck.audit.ledger.plain import json_of
from citecheck.audit.ledger.runs import Run, chunks
from citecheck.audit.ledger.tables import ClaimRow, OccurrenceRow
from citecheck.audit.values import FoundClaim
from citecheck.model.claim import Claim


def replace(
    connection: Connection, run: Run, page: int, origin: str, found: Sequence[FoundClaim]
) -> None:
    """The page has these claims now; those that it had already keep their places in history."""
    ids = _known(connection, run, origin, found)
    standing = {
        (row.claim_id, row.nth): row.id
        for row in connection.execute(
            select(OccurrenceRow.id, OccurrenceRow.claim_id, OccurrenceRow.nth).where(
                OccurrenceRow.page_id == page, OccurrenceRow.until_run.is_(None)
            )
        )
    }
    seen: Counter[int] = Counter()
    fresh = []
    for each in found:
        claim = ids[each.claim.fingerprint]
        place = _place(each) | {"nth": seen[claim]}
        row = standing.pop((claim, seen[claim]), None)
        seen[claim] += 1
        if row is not None:
            connection.execute(update(OccurrenceRow).where(OccurrenceRow.id == row).values(**place))
        else:
            fresh.append(place | {"page_id": page, "claim_id": claim, "from_run": run.number})
    if fresh:
        connection.execute(insert(OccurrenceRow), fresh)
    for chunk in chunks(standing.values()):
        connection.execute(
            update(OccurrenceRow).where(OccurrenceRow.id.in_(chunk)).values(until_run=run.number)
        )


def claim_of(fingerprint: str, value: str) -> Claim:
    """The claim that was kept, at no place in particular."""
    claim = Claim.model_validate_json(value)
    return claim.model_copy(update={"id": fingerprint, "fingerprint": fingerprint})


def _known(
    connection: Connection, run: Run, origin: str, found: Sequence[FoundClaim]
) -> Mapping[str, int]:
    """The ids of the claims by fingerprint; new ones get theirs.

    A claim is kept as the first page in order has it, whichever page was read first.
    """
    first: dict[str, Claim] = {}
    for each in found:
        first.setdefault(each.claim.fingerprint, each.claim)
    ids: dict[str, int] = {}
    for chunk in chunks(first):
        query = select(
            ClaimRow.fingerprint, ClaimRow.id, ClaimRow.from_origin, ClaimRow.from_start
        ).where(ClaimRow.fingerprint.in_(chunk))
        known = {row.fingerprint: row for row in connection.execute(query)}
        for name, row in known.items():
            claim = first[name]
            if (origin, claim.start) < (row.from_origin, row.from_start):
                values = _first_seen(origin, claim)
                connection.execute(update(ClaimRow).where(ClaimRow.id == row.id).values(**values))
        fresh = [
            {"fingerprint": name, "first_run": run.number} | _first_seen(origin, first[name])
            for name in chunk
            if name not in known
        ]
        if fresh:
            connection.execute(insert(ClaimRow), fresh)
            known = {row.fingerprint: row for row in connection.execute(query)}
        ids |= {name: row.id for name, row in known.items()}
    return ids


def _first_seen(origin: str, claim: Claim) -> dict[str, object]:
    return {"claim": _kept(claim), "from_origin": origin, "from_start": claim.start}


def _kept(claim: Claim) -> str:
    place = {"id": "", "fingerprint": "", "start": 0, "end": len(claim.text), "location": None}
    return claim.model_copy(update=place | {"context": ()}).model_dump_json()


def _place(found: FoundClaim) -> dict[str, object]:
    claim = found.claim
    notes = [note.model_dump(mode="json") for note in claim.context]
    return {
        "start": claim.start,
        "end": claim.end,
        "line": claim.location.line if claim.location else None,
        "column": claim.location.column if claim.location else None,
        "text": claim.text,
        "before": found.before,
        "after": found.after,
        "context": json_of(notes),
        "ignored": found.ignored,
    }
