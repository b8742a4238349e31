"""What people ask of the ledger: how it stands, what two runs differ in, all about one claim."""

from __future__ import annotations

from itertools import islice

from sqlalchemy import Connection, func, select

from citecheck.audit.compare import study_changes
from citecheck.audit.due import method_parts
from citecheck.audit.ledger import cited, counts, past, runs, studies
from citecheck.audit.ledger.claims import find
from citecheck.audit.ledger.decisions import all_decisions, holding_now
from citecheck.audit.ledger.format import version_of
from citecheck.audit.ledger.occurrences import claim_of
from citecheck.audit.ledger.open import Ledger
from citecheck.audit.ledger.tables import (
    ClaimRow,
    FailureRow,
    OccurrenceRow,
    PageRow,
    RunRow,
    VerdictRow,
)
from citecheck.errors import ConfigError
from citecheck.model.audit import (
    AuditDiff,
    AuditStatus,
    ClaimHistory,
    HistoryEntry,
    PastDecision,
    Place,
    Unfinished,
    WatchStatus,
)

MOST_LISTED = 1_000
MOST_PLACES = 50


def status(ledger: Ledger, *, now: str) -> AuditStatus:
    """How the ledger stands now."""
    with ledger.reading() as connection:
        return status_of(connection, ledger.name, now=now)


def status_of(connection: Connection, ledger: str, *, now: str) -> AuditStatus:
    """How the ledger of this name stands now, in a transaction that is open."""
    every, still_open = counts.verdict_counts(connection, now=now)
    newest = runs.summaries(connection, last=1)
    return AuditStatus(
        ledger=ledger,
        format=version_of(connection, ledger) or "",
        runs=connection.scalar(select(func.count()).select_from(RunRow)) or 0,
        last=newest[0] if newest else None,
        unfinished=_unfinished(connection),
        watches=tuple(_watches(connection)),
        verdicts=every,
        open=still_open,
        decisions=tuple(holding_now(connection, now=now, most=MOST_LISTED)),
        troubles=tuple(counts.unreadable_pages(connection, most=MOST_LISTED)),
    )


def diff(ledger: Ledger, since: int, until: int | None, *, now: str) -> AuditDiff:
    """What changed from the end of run `since` (0 is before the first) to that of `until`.

    None for `until` is the newest. Raises: ConfigError for a run that there is not.
    """
    with ledger.reading() as connection:
        newest = connection.scalar(select(func.max(RunRow.id))) or 0
        until = newest if until is None else until
        for run in (since, until):
            if not 0 <= run <= newest:
                raise ConfigError(f"There is no run {run}; the newest is {newest}.")
        if since >= until:
            raise ConfigError(f"Run {since} is not before run {until}.")
        found = past.changes(connection, since, until, now=now)
        works = cited.news(connection, since, until)
        kept, kept_works = (tuple(islice(each, MOST_LISTED)) for each in (found, works))
        return AuditDiff(
            ledger=ledger.name,
            since=since,
            until=until,
            changes=kept,
            reference_changes=kept_works,
            retracted=tuple(studies.standing_changes(connection, since, until, most=MOST_LISTED)),
            omitted=sum(1 for _ in found),
            omitted_references=sum(1 for _ in works),
        )


def history(ledger: Ledger, name: str) -> ClaimHistory:
    """All about the claim that a fingerprint, or its beginning, names. Raises: ConfigError."""
    with ledger.reading() as connection:
        claim, _ = find(connection, name)
        return history_of(connection, ledger.name, claim)


def history_of(
    connection: Connection, ledger: str, claim: int, *, newest: int | None = None
) -> ClaimHistory:
    """All about the claim of this id, or of its verdicts the newest so many."""
    query = select(ClaimRow.fingerprint, ClaimRow.claim, ClaimRow.first_run)
    row = connection.execute(query.where(ClaimRow.id == claim)).one()
    failing = select(FailureRow.detail).where(
        FailureRow.claim_id == claim, FailureRow.until_run.is_(None)
    )
    places, total = _places(connection, claim)
    return ClaimHistory(
        ledger=ledger,
        fingerprint=row.fingerprint,
        text=claim_of(row.fingerprint, row.claim).text,
        first_run=row.first_run,
        gone_run=None if total else _gone_run(connection, claim),
        places=places,
        places_total=total,
        failure=connection.scalar(failing),
        entries=_entries(connection, claim, newest),
        decisions=tuple(
            PastDecision(**decision.model_dump(), withdrawn_at=at)
            for decision, at in all_decisions(connection, row.fingerprint)
        ),
    )


def _entries(connection: Connection, claim: int, newest: int | None) -> tuple[HistoryEntry, ...]:
    """The newest first. One more is read than is given, for what the last of them changed."""
    rows = connection.execute(
        select(VerdictRow.__table__)
        .where(VerdictRow.claim_id == claim)
        .order_by(VerdictRow.from_run.desc())
        .limit(None if newest is None else newest + 1)
    ).mappings()
    entries: list[HistoryEntry] = []
    for row in reversed(rows.all()):
        standpoint = past.verdict_in(connection, claim, row["from_run"])
        before = entries[-1].standpoint if entries else standpoint
        entries.append(
            HistoryEntry(
                from_run=row["from_run"],
                until_run=row["until_run"],
                checked_at=row["checked_at"],
                confirmed_at=row["confirmed_at"],
                reason=row["reason"],
                standpoint=standpoint,
                studies=tuple(study_changes(before.speaking, standpoint.speaking)),
                method=method_parts(before.method, standpoint.method)
                if before.method and standpoint.method
                else (),
            )
        )
    return tuple(reversed(entries))[:newest]


def _gone_run(connection: Connection, claim: int) -> int | None:
    ended = select(func.max(OccurrenceRow.until_run)).where(OccurrenceRow.claim_id == claim)
    return connection.scalar(ended)


def _places(connection: Connection, claim: int) -> tuple[tuple[Place, ...], int]:
    here = (OccurrenceRow.claim_id == claim, OccurrenceRow.until_run.is_(None))
    total = connection.scalar(select(func.count()).select_from(OccurrenceRow).where(*here)) or 0
    rows = connection.execute(
        select(
            PageRow.watch,
            PageRow.origin,
            OccurrenceRow.line,
            OccurrenceRow.column,
            OccurrenceRow.text,
            OccurrenceRow.ignored,
        )
        .join(PageRow, PageRow.id == OccurrenceRow.page_id)
        .where(*here)
        .order_by(PageRow.watch, PageRow.origin, OccurrenceRow.start)
        .limit(MOST_PLACES)
    ).mappings()
    return tuple(Place.model_validate(dict(row)) for row in rows), total


def _unfinished(connection: Connection) -> Unfinished | None:
    run = runs.unfinished(connection)
    if run is None:
        return None
    return Unfinished(
        run=run.number,
        stage=run.stage,
        started_at=run.started_at,
        left=runs.left(connection, run.stage),
    )


def _watches(connection: Connection) -> list[WatchStatus]:
    rows = connection.execute(
        select(
            PageRow.watch,
            func.count().label("pages"),
            func.count(PageRow.failure).label("unreadable"),
            func.min(PageRow.read_at).label("oldest_read_at"),
        )
        .where(PageRow.gone_run.is_(None))
        .group_by(PageRow.watch)
        .order_by(PageRow.watch)
    ).mappings()
    return [WatchStatus.model_validate(dict(row)) for row in rows]
