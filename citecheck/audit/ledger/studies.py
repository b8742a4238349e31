"""The studies that claims lean on, and how they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, func, insert, or_, select, update

from citecheck.audit.ledger.plain import title_in
from citecheck.audit.ledger.runs import CHUNK, Run
from citecheck.audit.ledger.tables import (
    CitationRow,
    EvidenceRow,
    FindingRow,
    OccurrenceRow,
    StandingRow,
    StudyRow,
    VerdictRow,
)
from citecheck.model.audit import RetractedStudy
from citecheck.model.evidence import Evidence
from citecheck.model.study import Standing
from citecheck.pubmed.standing import gravest

RECORD: Final = {
    "id", "pmid", "pmcid", "doi", "title", "authors", "journal", "year", "publication_types",
    "level", "participants", "species",
}  # fmt: skip
"""What of an `Evidence` is the record's; the rest is said of one claim."""


def note_studies(connection: Connection, run: Run, evidence: Sequence[Evidence]) -> dict[str, int]:
    """The ids of the studies by key; new ones get theirs.

    A graver standing than was known is a change of standing. A milder one is not: a worker may
    have read a record that was kept before it changed.
    """
    by_key = {each.id: each for each in evidence}
    query = select(StudyRow.key, StudyRow.id, StudyRow.standing, StudyRow.value)
    query = query.where(StudyRow.key.in_(list(by_key)))
    known = {row.key: row for row in connection.execute(query)}
    for key, row in known.items():
        found = by_key[key]
        if gravest((found.standing, row.standing)) != row.standing:
            note_standing(connection, run, row.id, row.standing, found.standing)
        if row.value != _record(found):
            values = {"value": _record(found)}
            connection.execute(update(StudyRow).where(StudyRow.id == row.id).values(**values))
    fresh = [
        {"key": key, "standing": each.standing, "seen_run": run.number, "value": _record(each)}
        for key, each in by_key.items()
        if key not in known
    ]
    if fresh:
        connection.execute(insert(StudyRow), fresh)
        known = {row.key: row for row in connection.execute(query)}
    return {key: row.id for key, row in known.items()}


def note_standing(
    connection: Connection, run: Run, study: int, before: Standing, after: Standing
) -> None:
    """A study was seen to stand otherwise than before."""
    connection.execute(
        update(StudyRow).where(StudyRow.id == study).values(standing=after, seen_run=run.number)
    )
    seen = connection.execute(
        update(StandingRow)
        .where(StandingRow.study_id == study, StandingRow.run == run.number)
        .values(after=after)
    )
    if seen.rowcount == 0:
        values = {"study_id": study, "run": run.number, "before": before, "after": after}
        connection.execute(insert(StandingRow).values(**values))


def leaned_on(connection: Connection) -> Iterator[tuple[int, int]]:
    """Each study that speaks on a claim which stands on a page, or that a page cites, and the run
    that last saw how it stands, in the order of the ledger."""
    after = 0
    leaning = (
        select(EvidenceRow.study_id)
        .join(VerdictRow, VerdictRow.id == EvidenceRow.verdict_id)
        .join(OccurrenceRow, OccurrenceRow.claim_id == VerdictRow.claim_id)
        .where(
            EvidenceRow.study_id == StudyRow.id,
            EvidenceRow.stance != "silent",
            VerdictRow.until_run.is_(None),
            OccurrenceRow.until_run.is_(None),
        )
    )
    cited = (
        select(FindingRow.study_id)
        .join(CitationRow, CitationRow.reference_id == FindingRow.reference_id)
        .where(
            FindingRow.study_id == StudyRow.id,
            FindingRow.until_run.is_(None),
            CitationRow.until_run.is_(None),
        )
    )
    while True:
        rows = connection.execute(
            select(StudyRow.id, StudyRow.seen_run)
            .where(StudyRow.id > after, or_(leaning.exists(), cited.exists()))
            .order_by(StudyRow.id)
            .limit(CHUNK)
        ).all()
        yield from ((row.id, row.seen_run) for row in rows)
        if len(rows) < CHUNK:
            return
        after = rows[-1].id


def keys_of(connection: Connection, studies: Sequence[int]) -> dict[int, str]:
    """The keys of studies, by id."""
    rows = connection.execute(select(StudyRow.id, StudyRow.key).where(StudyRow.id.in_(studies)))
    return {row.id: row.key for row in rows}


def record_standings(
    connection: Connection, run: Run, studies: Sequence[int], found: Mapping[str, Standing]
) -> None:
    """Put down how studies stand; one that no source has any more keeps what was known."""
    query = select(StudyRow.id, StudyRow.key, StudyRow.standing).where(StudyRow.id.in_(studies))
    for row in connection.execute(query).all():
        standing = found.get(row.key, row.standing)
        if standing != row.standing:
            note_standing(connection, run, row.id, row.standing, standing)
    connection.execute(update(StudyRow).where(StudyRow.id.in_(studies)).values(seen_run=run.number))


def standing_changes(
    connection: Connection, since: int, until: int, *, most: int
) -> list[RetractedStudy]:
    """Studies whose standing was seen to change after run `since` and up to `until`."""
    leaning = (
        select(func.count(func.distinct(VerdictRow.claim_id)))
        .join(EvidenceRow, EvidenceRow.verdict_id == VerdictRow.id)
        .where(EvidenceRow.study_id == StudyRow.id, VerdictRow.until_run.is_(None))
        .scalar_subquery()
    )
    rows = connection.execute(
        select(StudyRow.key, StudyRow.value, StandingRow.before, StandingRow.after, leaning)
        .join(StandingRow, StandingRow.study_id == StudyRow.id)
        .where(StandingRow.run > since, StandingRow.run <= until)
        .order_by(StudyRow.key, StandingRow.run)
        .limit(most)
    )
    return [
        RetractedStudy(key=key, title=title_in(value), before=before, after=after, claims=claims)
        for key, value, before, after, claims in rows
    ]


def _record(evidence: Evidence) -> str:
    return evidence.model_dump_json(include=RECORD)
