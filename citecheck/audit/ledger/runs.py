"""Runs, and what the one under way has still to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Literal, NamedTuple, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, func, insert, select, update

from citecheck._version import __version__
from citecheck.audit.ledger.plain import StrangeValue, json_of, of_json
from citecheck.audit.ledger.tables import RunRow, WorkRow
from citecheck.model.audit import PageTrouble, RunSummary

_T = TypeVar("_T")
Stage = Literal["listing", "reading", "standings", "references", "checking", "done"]
_STAGE: Final = TypeAdapter[Stage](Stage)
CHUNK: Final = 500
"""Rows that are read or written at a time: what bounds the memory of a run."""


class Run(NamedTuple):
    """The run under way. Whatever depends on the time is decided as of `started_at`, so that a
    run which was broken off decides as it would have."""

    number: int
    stage: Stage
    started_at: str
    baseline: bool
    resumed: int
    requests: int


class Work(NamedTuple):
    """One thing to do: the page, study or claim of this id, and why."""

    id: int
    subject: int
    reason: str


def unfinished(connection: Connection) -> Run | None:
    """The run that was broken off, if there is one. Raises: StrangeValue if there are more."""
    rows = connection.execute(
        select(
            RunRow.id,
            RunRow.stage,
            RunRow.started_at,
            RunRow.baseline,
            RunRow.resumed,
            RunRow.requests,
        ).where(RunRow.stage != "done")
    ).all()
    if len(rows) > 1:
        raise StrangeValue("more than one run was broken off")
    row = rows[0] if rows else None
    return Run(row[0], _STAGE.validate_python(row[1]), *row[2:]) if row else None


def begin(connection: Connection, *, now: str, baseline: bool) -> Run:
    """A new run, at its first stage."""
    number = (connection.scalar(select(func.max(RunRow.id))) or 0) + 1
    connection.execute(
        insert(RunRow).values(
            id=number,
            started_at=now,
            stage="listing",
            baseline=baseline,
            resumed=0,
            requests=0,
            tool_version=__version__,
        )
    )
    return Run(number, "listing", now, baseline, 0, 0)


def resume(connection: Connection, run: Run) -> Run:
    """The run that was broken off, gone on with."""
    connection.execute(
        update(RunRow).where(RunRow.id == run.number).values(resumed=run.resumed + 1)
    )
    return run._replace(resumed=run.resumed + 1)


def advance(connection: Connection, run: Run, stage: Stage) -> Run:
    """The run at another stage; whatever was left of the work of the last one is forgotten."""
    connection.execute(delete(WorkRow).where(WorkRow.stage == run.stage))
    connection.execute(update(RunRow).where(RunRow.id == run.number).values(stage=stage))
    return run._replace(stage=stage)


def plan(connection: Connection, stage: Stage, items: Iterable[tuple[int, str]]) -> int:
    """Put work down, in this order; returns how much it is."""
    planned = 0
    for chunk in chunks(items):
        rows = [{"stage": stage, "subject": subject, "reason": why} for subject, why in chunk]
        connection.execute(insert(WorkRow), rows)
        planned += len(rows)
    return planned


def work(connection: Connection, stage: Stage, *, after: int = 0, limit: int = CHUNK) -> list[Work]:
    """The next work of a stage, behind the work of this id."""
    rows = connection.execute(
        select(WorkRow.id, WorkRow.subject, WorkRow.reason)
        .where(WorkRow.stage == stage, WorkRow.id > after)
        .order_by(WorkRow.id)
        .limit(limit)
    )
    return [Work(*row) for row in rows]


def done(connection: Connection, items: Iterable[Work]) -> None:
    """Take work off the plan, in the transaction that records what came of it."""
    connection.execute(delete(WorkRow).where(WorkRow.id.in_([item.id for item in items])))


def left(connection: Connection, stage: Stage) -> int:
    """How much work a stage has left."""
    query = select(func.count()).select_from(WorkRow).where(WorkRow.stage == stage)
    return connection.scalar(query) or 0


def add_requests(connection: Connection, run: Run, requests: int) -> None:
    """The requests that the run made so far, all sittings together."""
    connection.execute(update(RunRow).where(RunRow.id == run.number).values(requests=requests))


def note_troubles(connection: Connection, run: Run, troubles: Sequence[PageTrouble]) -> None:
    """What of the listing could not be had."""
    value = json_of([trouble.model_dump() for trouble in troubles])
    connection.execute(update(RunRow).where(RunRow.id == run.number).values(troubles=value))


def troubles(connection: Connection, run: Run) -> list[PageTrouble]:
    """What of the run's listing could not be had."""
    text = connection.scalar(select(RunRow.troubles).where(RunRow.id == run.number))
    return [PageTrouble.model_validate(each) for each in of_json(text or "[]", list)]


def note(connection: Connection, run: Run, sentence: str) -> None:
    """What failed, once: the summary says it, also that of a sitting which has not seen it."""
    said = dict.fromkeys((*notes(connection, run), sentence))
    connection.execute(
        update(RunRow).where(RunRow.id == run.number).values(notes=json_of(list(said)))
    )


def notes(connection: Connection, run: Run) -> list[str]:
    """What failed in the run so far, a sentence each."""
    text = connection.scalar(select(RunRow.notes).where(RunRow.id == run.number))
    return of_json(text or "[]", list)


def finish(connection: Connection, run: Run, *, now: str, summary: RunSummary) -> None:
    """The run is over; its summary stays."""
    connection.execute(
        update(RunRow)
        .where(RunRow.id == run.number)
        .values(stage="done", finished_at=now, summary=summary.model_dump_json())
    )
    connection.execute(delete(WorkRow))


def started(connection: Connection) -> dict[int, str]:
    """When each run began, by its number."""
    return {n: at for n, at in connection.execute(select(RunRow.id, RunRow.started_at))}  # noqa: C416 - rows are no pairs to dict()


def summaries(connection: Connection, *, last: int | None = None) -> list[RunSummary]:
    """The summaries of finished runs, the newest first."""
    rows = connection.execute(
        select(RunRow.summary)
        .where(RunRow.summary.is_not(None))
        .order_by(RunRow.id.desc())
        .limit(last)
    )
    return [RunSummary.model_validate_json(text) for text in rows.scalars() if text]


def chunks(items: Iterable[_T], size: int = CHUNK) -> Iterator[list[_T]]:
    """The items, so many at a time."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk
