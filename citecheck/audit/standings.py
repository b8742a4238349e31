"""The third stage: the studies that claims lean on are looked up, for what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from citecheck.audit.budget import SPENT
from citecheck.audit.due import old
from citecheck.audit.ledger import runs, studies
from citecheck.audit.ledger.runs import Run, Work
from citecheck.audit.progress import Progress
from citecheck.audit.pump import WAIT, Wait, failed, pump
from citecheck.audit.sitting import Sitting
from citecheck.audit.values import LookupResult, LookupTask
from citecheck.model.moments import moment

BATCH = 200
"""Studies looked up together: the records of one request to PubMed."""
MOST_REQUESTS = 2
"""Requests that a batch takes at most: what does not come back is asked for once more."""
_WITH_TRIES = 6
"""What is set apart for a batch where there is so much: PubMed may have to be asked again."""
_FAILED = "How some studies stand now could not be looked up"


class _Batch(NamedTuple):
    works: list[Work]
    task: LookupTask


def plan_standings(run: Run, sitting: Sitting) -> Run:
    """The run at its next stage, with the studies to look up as its plan."""
    with sitting.ledger.writing() as connection:
        run = runs.advance(connection, run, "standings")
        if not sitting.settings.offline:
            runs.plan(connection, "standings", _due(connection, run, sitting))
    return run


def look_up_standings(run: Run, sitting: Sitting) -> str | None:
    """Every study of the plan looked up, as far as the budget goes; why some were left.

    What fails is noted in the ledger.
    """
    with sitting.ledger.reading() as connection:
        total = runs.left(connection, "standings")
    done = 0
    noted = False

    def settle(batch: _Batch, future: Future[LookupResult]) -> tuple[()]:
        nonlocal done, noted
        reason = failed(future)
        result = None if reason else future.result()
        failure = reason or (result.failure if result else None)
        sitting.budget.settle(batch.task.allowance, result.spent if result else None)
        ids = [work.subject for work in batch.works]
        with sitting.ledger.writing() as connection:
            if result is not None and result.failure is None and not result.cut:
                studies.record_standings(connection, run, ids, result.standings)
            runs.add_requests(connection, run, sitting.budget.spent)
            if failure and not noted:
                runs.note(connection, run, f"{_FAILED}: {failure}")
                noted = True
            if not (result and result.cut):
                runs.done(connection, batch.works)
        done += len(ids)
        sitting.tell(Progress(stage="standings", done=done, total=total))
        return ()

    pump(
        _batches(sitting),
        lambda batch: sitting.submit(sitting.tasks.look_up, batch.task),
        settle,
        window=sitting.crew.workers,
    )
    with sitting.ledger.reading() as connection:
        left = runs.left(connection, "standings")
    return SPENT if left else None


def _batches(sitting: Sitting) -> Iterator[_Batch | Wait]:
    after = 0
    while True:
        with sitting.ledger.reading() as connection:
            chunk = runs.work(connection, "standings", after=after, limit=BATCH)
            keys = studies.keys_of(connection, [work.subject for work in chunk])
        if not chunk:
            return
        while sitting.budget.left is not None and sitting.budget.left < MOST_REQUESTS:
            yield WAIT
        allowance = sitting.budget.set_apart(_WITH_TRIES)
        yield _Batch(chunk, LookupTask(keys=tuple(keys.values()), allowance=allowance))
        after = chunk[-1].id


def _due(connection: Connection, run: Run, sitting: Sitting) -> Iterator[tuple[int, str]]:
    now = moment(run.started_at)
    assert now is not None
    began = {number: moment(at) for number, at in runs.started(connection).items()}
    interval = timedelta(days=sitting.settings.audit.standing_days)
    for study, seen_run in studies.leaned_on(connection):
        seen = began.get(seen_run)
        # What this very run saw is not looked up again, however short the interval.
        due = seen is None or (seen_run != run.number and old(seen, now, interval))
        if sitting.recheck or due:
            yield study, "age"
